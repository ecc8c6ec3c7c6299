import django.db.models.deletion
import localities.kit.bounds
import simple_history.models
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
            name="Guide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField()),
                ("version", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField()),
                ("source", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("brought_in_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["code", "version"],
                "constraints": [models.UniqueConstraint(fields=("code", "version"), name="guide_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="assessment.guide"
                    ),
                ),
                ("summary", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="assessment.area"
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="assessment.guide"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="assessment.area"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="assessment.theme",
                    ),
                ),
                ("purpose", models.TextField()),
                ("high_impact_action", models.BooleanField(default=False)),
                ("prompts", models.JSONField(default=list)),
                ("evidence_kinds", models.JSONField(default=list)),
                ("provenance", models.CharField(blank=True, max_length=50)),
                ("sources", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("guide", "code"), name="domain_code_once")],
            },
        ),
        migrations.CreateModel(
            name="Descriptor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="descriptors", to="assessment.domain"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("headline", models.TextField()),
                ("examples", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("domain", "position"), name="descriptor_once"),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", (1, 2, 3, 4, 5))), name="descriptor_on_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="assessment.domain"
                    ),
                ),
                ("unit", models.CharField(max_length=100)),
                (
                    "better",
                    models.CharField(
                        choices=[("higher", "Higher is better"), ("lower", "Lower is better")], max_length=10
                    ),
                ),
                ("definition", models.TextField()),
                ("developing", models.DecimalField(decimal_places=2, max_digits=12)),
                ("more", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "boundary",
                    models.CharField(
                        choices=[("developing", "The middle position"), ("more", "The highest position")], max_length=20
                    ),
                ),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=12)),
                ("highest", models.DecimalField(decimal_places=2, max_digits=12)),
                ("computed_from", models.CharField(blank=True, max_length=50)),
                ("published_from", models.CharField(blank=True, max_length=50)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strategy", "The strategy's figures"),
                            ("published", "Published figures"),
                            ("working", "Working figures of this guide"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("comparators", models.JSONField(default=list)),
                ("strand", models.SlugField(blank=True)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="assessment.guide"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField()),
                ("portrait", models.JSONField(default=list)),
                ("needed", models.PositiveSmallIntegerField()),
                ("floor", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("guide", "number"), name="level_once")],
            },
        ),
        migrations.CreateModel(
            name="LevelFeature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="features", to="assessment.level"
                    ),
                ),
                ("code", models.SlugField(max_length=80)),
                ("text", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                ("essential", models.BooleanField(default=True)),
                ("explain", models.TextField(blank=True)),
                ("here_if", models.JSONField(default=list)),
                ("evidence", models.JSONField(default=list)),
                (
                    "whose",
                    models.CharField(
                        blank=True,
                        choices=[("locality", "Locality"), ("commissioner", "Commissioner"), ("both", "Both")],
                        max_length=20,
                    ),
                ),
                ("actions", models.JSONField(default=list)),
                ("domains", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="DomainMinimum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domain_minimums",
                        to="assessment.level",
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minimums", to="assessment.domain"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("level", "domain"), name="domain_minimum_once")],
            },
        ),
        migrations.CreateModel(
            name="Diagnostic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diagnostics",
                        to="localities.locality",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="diagnostics", to="assessment.guide"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("started_on", models.DateField(verbose_name="date")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("agreed", "Agreed"), ("reopened", "Reopened")],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("agreed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-started_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "reopened"])),
                        fields=("locality",),
                        name="diagnostic_one_open_per_locality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False), ("state", "agreed")),
                            models.Q(
                                models.Q(("state", "agreed"), _negated=True),
                                ("agreed_at__isnull", True),
                                ("agreed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="diagnostic_agreed_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDomainAnswer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="today",
                    ),
                ),
                (
                    "target",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="in two years",
                    ),
                ),
                ("agreement", models.TextField(blank=True, max_length=2000, verbose_name="what we agreed")),
                ("evidence", models.TextField(blank=True, max_length=1000)),
                ("priority", models.BooleanField(default=False, verbose_name="this domain is a priority")),
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
                "verbose_name": "historical domain answer",
                "verbose_name_plural": "historical domain answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DomainAnswer",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="assessment.diagnostic"
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.domain"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="today",
                    ),
                ),
                (
                    "target",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="in two years",
                    ),
                ),
                ("agreement", models.TextField(blank=True, max_length=2000, verbose_name="what we agreed")),
                ("evidence", models.TextField(blank=True, max_length=1000)),
                ("priority", models.BooleanField(default=False, verbose_name="this domain is a priority")),
            ],
            options={
                "ordering": ["domain__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("diagnostic", "domain"), name="answer_once_per_domain"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__isnull", True), ("position__in", (1, 2, 3, 4, 5)), _connector="OR"
                        ),
                        name="answer_position_on_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__isnull", True), ("target__in", (1, 2, 3, 4, 5)), _connector="OR"),
                        name="answer_target_on_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPracticeView",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="your practice's view",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=1000)),
                ("by_hand_on", models.DateField(editable=False, null=True, verbose_name="by show of hands on")),
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
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="localities.practice",
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
                "verbose_name": "historical practice view",
                "verbose_name_plural": "historical practice views",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PracticeView",
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
                        related_name="practice_views",
                        to="assessment.diagnostic",
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.domain"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="views", to="localities.practice"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        null=True,
                        verbose_name="your practice's view",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=1000)),
                ("by_hand_on", models.DateField(editable=False, null=True, verbose_name="by show of hands on")),
            ],
            options={
                "ordering": ["practice__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("diagnostic", "domain", "practice"), name="view_once_per_practice"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__isnull", True), ("position__in", (1, 2, 3, 4, 5)), _connector="OR"
                        ),
                        name="view_position_on_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFeatureAnswer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "Not started"),
                            ("planned", "Planned"),
                            ("partly", "Partly in place"),
                            ("in_place", "In place"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000)),
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
                    "feature",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.levelfeature",
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
                "verbose_name": "historical feature answer",
                "verbose_name_plural": "historical feature answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FeatureAnswer",
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
                        related_name="feature_answers",
                        to="assessment.diagnostic",
                    ),
                ),
                (
                    "feature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.levelfeature"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_started", "Not started"),
                            ("planned", "Planned"),
                            ("partly", "Partly in place"),
                            ("in_place", "In place"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000)),
            ],
            options={
                "ordering": ["feature__order"],
                "constraints": [models.UniqueConstraint(fields=("diagnostic", "feature"), name="feature_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIndicatorValue",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="date of the figure")),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is not the published figure"),
                ),
                ("published", models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True)),
                ("published_on", models.DateField(editable=False, null=True)),
                ("published_source", models.CharField(blank=True, editable=False, max_length=200)),
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.indicator",
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
                "verbose_name": "historical indicator value",
                "verbose_name_plural": "historical indicator values",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorValue",
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
                        related_name="indicator_values",
                        to="assessment.diagnostic",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessment.indicator"
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="date of the figure")),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is not the published figure"),
                ),
                ("published", models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True)),
                ("published_on", models.DateField(editable=False, null=True)),
                ("published_source", models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                "ordering": ["indicator__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("diagnostic", "indicator"), name="indicator_value_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published", None), ("published_on", None)),
                            models.Q(("published__isnull", False), ("published_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="indicator_value_published_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCapacityBaseline",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "patients",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0, 10000000, (10000, 150000), "Localities have 30,000 to 50,000 patients as a rule."
                            )
                        ],
                        verbose_name="registered patients",
                    ),
                ),
                (
                    "gp_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="GPs",
                    ),
                ),
                (
                    "nurse_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="nurses",
                    ),
                ),
                (
                    "other_clinical_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="other clinicians",
                    ),
                ),
                (
                    "figures_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why these differ from the practices’ figures"
                    ),
                ),
                ("base_year", models.PositiveSmallIntegerField(verbose_name="year of these figures")),
                ("target_year", models.PositiveSmallIntegerField(verbose_name="year to look ahead to")),
                ("practices", models.JSONField(default=list, editable=False)),
                ("taken_at", models.DateTimeField(editable=False, null=True)),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
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
                    "checked_by",
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
                "verbose_name": "historical capacity baseline",
                "verbose_name_plural": "historical capacity baselines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CapacityBaseline",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="capacity", to="assessment.diagnostic"
                    ),
                ),
                (
                    "patients",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0, 10000000, (10000, 150000), "Localities have 30,000 to 50,000 patients as a rule."
                            )
                        ],
                        verbose_name="registered patients",
                    ),
                ),
                (
                    "gp_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="GPs",
                    ),
                ),
                (
                    "nurse_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="nurses",
                    ),
                ),
                (
                    "other_clinical_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                99999,
                                (0, 200),
                                "Localities have 200 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="other clinicians",
                    ),
                ),
                (
                    "figures_why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why these differ from the practices’ figures"
                    ),
                ),
                ("base_year", models.PositiveSmallIntegerField(verbose_name="year of these figures")),
                ("target_year", models.PositiveSmallIntegerField(verbose_name="year to look ahead to")),
                ("practices", models.JSONField(default=list, editable=False)),
                ("taken_at", models.DateTimeField(editable=False, null=True)),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="capacity_checked_when_and_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCapacityAssumption",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("code", models.SlugField(db_index=False)),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="changed because")),
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
                    "baseline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.capacitybaseline",
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
                "verbose_name": "historical capacity assumption",
                "verbose_name_plural": "historical capacity assumptions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CapacityAssumption",
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
                    "baseline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assumptions",
                        to="assessment.capacitybaseline",
                    ),
                ),
                ("code", models.SlugField()),
                ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="changed because")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("baseline", "code"), name="capacity_assumption_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="capacity_assumption_changed_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScalePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scale_points", to="assessment.guide"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=100)),
                ("meaning", models.TextField()),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("guide", "position"), name="scale_point_once"),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", (1, 2, 3, 4, 5))), name="scale_point_on_scale"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Strand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="strands", to="assessment.guide"
                    ),
                ),
                ("summary", models.TextField()),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="assessment.guide"
                    ),
                ),
                ("place", models.CharField(max_length=100)),
                ("what_was_done", models.TextField()),
                ("what_came_of_it", models.TextField()),
                ("domains", models.JSONField(default=list)),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="glossary", to="assessment.guide"
                    ),
                ),
                ("term", models.CharField(max_length=100)),
                ("expansion", models.CharField(blank=True, max_length=200)),
                ("meaning", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("guide", "term"), name="term_once")],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="assessment.guide"
                    ),
                ),
                ("detail", models.TextField()),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuggestedAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggested_actions",
                        to="assessment.domain",
                    ),
                ),
                ("detail", models.TextField()),
                ("moves_from", models.PositiveSmallIntegerField()),
                ("moves_to", models.PositiveSmallIntegerField()),
                ("owner_role", models.CharField(max_length=100)),
                ("weeks", models.PositiveSmallIntegerField()),
                (
                    "support",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="assessment.offer"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, choices=[("finds_out", "Finds out"), ("changes", "Changes")], max_length=20
                    ),
                ),
                ("strand", models.SlugField(blank=True)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutcomeMetric",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome_metrics",
                        to="assessment.guide",
                    ),
                ),
                ("category", models.CharField(max_length=50)),
                ("definition", models.TextField()),
                ("unit", models.CharField(max_length=100)),
                (
                    "better",
                    models.CharField(
                        choices=[("higher", "Higher is better"), ("lower", "Lower is better")], max_length=10
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("frequency", models.CharField(max_length=100)),
                ("core", models.BooleanField(default=False)),
                ("strand", models.SlugField(blank=True)),
                ("domains", models.ManyToManyField(related_name="outcome_metrics", to="assessment.domain")),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SelectionCriterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="selection_criteria",
                        to="assessment.guide",
                    ),
                ),
                ("question", models.TextField()),
                ("guidance", models.TextField()),
                ("scale", models.JSONField(default=list)),
                ("automatic_check", models.CharField(blank=True, max_length=50)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HubModel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hub_models", to="assessment.guide"
                    ),
                ),
                ("summary", models.TextField()),
                ("advantages", models.JSONField(default=list)),
                ("disadvantages", models.JSONField(default=list)),
                ("capital_range_m", models.JSONField(default=list)),
                ("revenue_range_m", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SectionGuidance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_guidance",
                        to="assessment.guide",
                    ),
                ),
                ("guidance", models.TextField()),
            ],
            options={
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuideSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guide",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="source_file", to="assessment.guide"
                    ),
                ),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="GuideInUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guides_in_use",
                        to="localities.system",
                    ),
                ),
                ("code", models.SlugField()),
                ("is_default", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "code"), name="guide_in_use_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("system",), name="guide_in_use_one_default"
                    ),
                ],
            },
        ),
    ]
