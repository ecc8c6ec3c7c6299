import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("localities", "0001_initial"),
        ("localities", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Printout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("printer", models.CharField(max_length=100)),
                ("content", models.TextField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(db_index=True)),
                ("pdf", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("pdf__isnull", True)),
                            models.Q(("failed_at__isnull", True), ("made_at__isnull", False), ("pdf__isnull", False)),
                            _connector="OR",
                        ),
                        name="printout_made_with_its_bytes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=32, unique=True)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-seen_at"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingEmail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("to_address", models.EmailField(max_length=254)),
                ("topic", models.CharField(max_length=50)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("key", models.CharField(max_length=200, unique=True)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EmailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="email_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("topic", models.CharField(max_length=50)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="email_choice_once")],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("who", models.CharField(max_length=300)),
                ("who_id", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=100)),
                ("on_type", models.CharField(max_length=100)),
                ("on_id", models.BigIntegerField(null=True)),
                ("on_name", models.CharField(max_length=300)),
                ("locality_id", models.BigIntegerField(null=True)),
                ("moved_from", models.CharField(blank=True, max_length=50)),
                ("moved_to", models.CharField(blank=True, max_length=50)),
                ("why", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["on_type", "on_id"], name="kit_auditev_on_type_2981d4_idx"),
                    models.Index(fields=["locality_id", "-at"], name="kit_auditev_localit_e25452_idx"),
                    models.Index(fields=["-at", "-id"], name="kit_auditev_at_625a9b_idx"),
                    models.Index(fields=["who_id", "-at"], name="kit_auditev_who_id_74afb4_idx"),
                    models.Index(fields=["on_name"], name="kit_auditev_on_name_e23a44_idx"),
                ],
            },
        ),
    ]
