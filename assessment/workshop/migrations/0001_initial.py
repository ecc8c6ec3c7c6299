import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessment", "0001_initial"),
        ("localities", "0001_initial"),
        ("localities", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalWorkshop",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")], default="open", editable=False, max_length=10
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("led_by", models.CharField(blank=True, max_length=200)),
                ("people", models.TextField(blank=True, max_length=1000, verbose_name="who came")),
                ("opened_at", models.DateTimeField(editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "diagnostic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.diagnostic",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical workshop",
                "verbose_name_plural": "historical workshops",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.domain"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                ("begun_at", models.DateTimeField(editable=False, null=True)),
                ("round", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("revealed_at", models.DateTimeField(editable=False, null=True)),
                ("counted", models.JSONField(default=list, editable=False)),
                (
                    "dissent",
                    models.TextField(blank=True, max_length=1000, verbose_name="who sees it differently, and why"),
                ),
                ("parked", models.BooleanField(default=False, verbose_name="come back to this")),
                (
                    "follow_up",
                    models.CharField(blank=True, max_length=200, verbose_name="who follows it up, and with what"),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "diagnostic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workshops",
                        to="assessment.diagnostic",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")], default="open", editable=False, max_length=10
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("led_by", models.CharField(blank=True, max_length=200)),
                ("people", models.TextField(blank=True, max_length=1000, verbose_name="who came")),
                ("opened_at", models.DateTimeField(editable=False)),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="workshop.topic",
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("talk", "Talk"), ("hands", "Show hands"), ("look", "Look"), ("agree", "Agree")],
                        default="talk",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("with_names", models.BooleanField(default=False, editable=False)),
                ("join_token", models.CharField(editable=False, max_length=32, null=True, unique=True)),
                ("join_code", models.CharField(editable=False, max_length=6, null=True, unique=True)),
                ("joins_until", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("diagnostic", "number"), name="workshop_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("diagnostic",),
                        name="workshop_one_open_per_diagnostic",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("state", "open")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("join_token__isnull", True),
                                ("state", "closed"),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_closed_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("join_code__isnull", True), ("join_token__isnull", True), ("joins_until__isnull", True)
                            ),
                            models.Q(
                                ("join_code__isnull", False),
                                ("join_token__isnull", False),
                                ("joins_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="workshop_joined_by_both_or_neither",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="workshop_ends_after_it_starts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTopic",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "dissent",
                    models.TextField(blank=True, max_length=1000, verbose_name="who sees it differently, and why"),
                ),
                ("parked", models.BooleanField(default=False, verbose_name="come back to this")),
                (
                    "follow_up",
                    models.CharField(blank=True, max_length=200, verbose_name="who follows it up, and with what"),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workshop.workshop",
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.domain",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical topic",
                "verbose_name_plural": "historical topics",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="workshop.workshop"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="localities.practice"
                    ),
                ),
                ("present", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["practice__name"],
                "constraints": [models.UniqueConstraint(fields=("workshop", "practice"), name="attendance_once")],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workshop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="workshop.workshop"
                    ),
                ),
                ("content", models.TextField(editable=False)),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "minutes",
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="phones", to="workshop.workshop"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="localities.practice"
                    ),
                ),
                ("secret_sha256", models.CharField(max_length=64, unique=True)),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["joined_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hands", to="workshop.topic"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="localities.practice"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "phone",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hands",
                        to="workshop.phone",
                    ),
                ),
            ],
            options={
                "ordering": ["practice__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "practice"), name="hand_once_per_practice"),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", (1, 2, 3, 4, 5))), name="hand_position_on_scale"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Topic",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="workshop.workshop"
            ),
        ),
        migrations.AddConstraint(
            model_name="Topic",
            constraint=models.UniqueConstraint(fields=("workshop", "domain"), name="topic_once_per_domain"),
        ),
    ]
