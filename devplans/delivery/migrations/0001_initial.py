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
            name="MeasurementImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measurement_imports",
                        to="localities.commissioner",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("brought_in", "Brought in")], default="waiting", max_length=20
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("brought_in_at", models.DateTimeField(null=True)),
                ("added", models.PositiveIntegerField(default=0)),
                ("figures", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("brought_in_at", None), ("state", "waiting")),
                            models.Q(("brought_in_at__isnull", False), ("state", "brought_in")),
                            _connector="OR",
                        ),
                        name="measurement_import_brought_in_has_its_time",
                    )
                ],
            },
        ),
    ]
