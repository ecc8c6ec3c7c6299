import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import localities.kit.bounds
import simple_history.models
from decimal import Decimal
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
            name="Plan",
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
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="localities.locality"
                    ),
                ),
                (
                    "diagnostic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="assessment.diagnostic"
                    ),
                ),
                ("diagnostic_agreed_at", models.DateTimeField(editable=False)),
                ("target_level", models.PositiveSmallIntegerField(default=0, verbose_name="level aimed for")),
                ("starts_on", models.DateField(verbose_name="plan starts")),
                ("ends_on", models.DateField(verbose_name="plan ends")),
                ("summary", models.TextField(blank=True, max_length=260)),
                ("biggest_moves", models.TextField(blank=True, max_length=522)),
                (
                    "uncovered_why",
                    models.TextField(blank=True, max_length=1000, verbose_name="why some of it has no action yet"),
                ),
                ("equality", models.TextField(blank=True, max_length=600, verbose_name="equality")),
                ("patient_engagement", models.TextField(blank=True, max_length=600, verbose_name="patient engagement")),
                ("conflicts", models.TextField(blank=True, max_length=600, verbose_name="conflicts of interest")),
                ("meeting", models.CharField(blank=True, max_length=200, verbose_name="the meeting it goes to")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("version_number", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("amended_why", models.TextField(blank=True, editable=False, max_length=2000)),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="devplans.plan"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("attempt", models.PositiveSmallIntegerField()),
                ("content", models.TextField(editable=False)),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("figures", models.JSONField(editable=False)),
                ("pdf", models.BinaryField()),
                ("pdf_sha256", models.CharField(editable=False, max_length=64)),
                ("submitted_at", models.DateTimeField()),
                ("amends_why", models.TextField(blank=True, max_length=2000)),
                ("done_about", models.TextField(blank=True, max_length=2000)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "ended_as",
                    models.CharField(
                        blank=True, choices=[("sent_back", "Sent back"), ("withdrawn", "Withdrawn")], max_length=20
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-number", "-attempt"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number", "attempt"), name="plan_version_attempt_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("approved_at__isnull", False)),
                        fields=("plan", "number"),
                        name="plan_version_approved_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_at__isnull", True), ("ended_as", ""), _connector="OR"),
                        name="plan_version_approved_or_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlan",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("diagnostic_agreed_at", models.DateTimeField(editable=False)),
                ("target_level", models.PositiveSmallIntegerField(default=0, verbose_name="level aimed for")),
                ("starts_on", models.DateField(verbose_name="plan starts")),
                ("ends_on", models.DateField(verbose_name="plan ends")),
                ("summary", models.TextField(blank=True, max_length=260)),
                ("biggest_moves", models.TextField(blank=True, max_length=522)),
                (
                    "uncovered_why",
                    models.TextField(blank=True, max_length=1000, verbose_name="why some of it has no action yet"),
                ),
                ("equality", models.TextField(blank=True, max_length=600, verbose_name="equality")),
                ("patient_engagement", models.TextField(blank=True, max_length=600, verbose_name="patient engagement")),
                ("conflicts", models.TextField(blank=True, max_length=600, verbose_name="conflicts of interest")),
                ("meeting", models.CharField(blank=True, max_length=200, verbose_name="the meeting it goes to")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("version_number", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("amended_why", models.TextField(blank=True, editable=False, max_length=2000)),
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
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="localities.locality",
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
                    "version_in_force",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.planversion",
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
                "verbose_name": "historical plan",
                "verbose_name_plural": "historical plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("title", models.CharField(max_length=300, verbose_name="what")),
                ("detail", models.TextField(blank=True, max_length=2000)),
                (
                    "reaches",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="position it brings the domain to"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "element",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity", "Capacity"),
                            ("triage", "Triage"),
                            ("proactive", "Proactive care"),
                            ("bureaucracy", "Bureaucracy"),
                        ],
                        max_length=20,
                        verbose_name="element of the strategy",
                    ),
                ),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                ("owner_role", models.CharField(blank=True, max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("first_due_on", models.DateField(editable=False, null=True, verbose_name="first due date")),
                ("moved_why", models.CharField(blank=True, max_length=300, verbose_name="why the due date moves")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                ("progress", models.CharField(blank=True, max_length=300, verbose_name="note on progress")),
                ("forecast_on", models.DateField(blank=True, null=True, verbose_name="now expected")),
                (
                    "forecast_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why not when it was agreed"),
                ),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("suggestion", models.CharField(blank=True, editable=False, max_length=120)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                (
                    "support",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.offer",
                        verbose_name="support asked for",
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
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Action",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="devplans.plan"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="what")),
                ("detail", models.TextField(blank=True, max_length=2000)),
                (
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.domain",
                    ),
                ),
                (
                    "feature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.levelfeature",
                    ),
                ),
                (
                    "reaches",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="position it brings the domain to"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "element",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity", "Capacity"),
                            ("triage", "Triage"),
                            ("proactive", "Proactive care"),
                            ("bureaucracy", "Bureaucracy"),
                        ],
                        max_length=20,
                        verbose_name="element of the strategy",
                    ),
                ),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                ("owner_role", models.CharField(blank=True, max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="start")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("first_due_on", models.DateField(editable=False, null=True, verbose_name="first due date")),
                ("moved_why", models.CharField(blank=True, max_length=300, verbose_name="why the due date moves")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                ("progress", models.CharField(blank=True, max_length=300, verbose_name="note on progress")),
                ("forecast_on", models.DateField(blank=True, null=True, verbose_name="now expected")),
                (
                    "forecast_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why not when it was agreed"),
                ),
                (
                    "support",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.offer",
                        verbose_name="support asked for",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("suggestion", models.CharField(blank=True, editable=False, max_length=120)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("suggestion", ""), _negated=True),
                        fields=("plan", "suggestion"),
                        name="action_once_per_suggestion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("domain__isnull", True), ("feature__isnull", True), _connector="OR"),
                        name="action_why_domain_or_feature",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reaches__isnull", True), ("reaches__in", (1, 2, 3, 4, 5)), _connector="OR"
                        ),
                        name="action_reaches_on_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("due_on__isnull", True),
                            ("due_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="action_due_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="working_copy", to="devplans.plan"
                    ),
                ),
                ("rows", models.JSONField(editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="devplans.planversion"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("locality", "For the locality"), ("commissioner", "For the commissioner")],
                        max_length=20,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=200)),
                ("statement", models.TextField(max_length=1000)),
                ("signed_at", models.DateTimeField()),
                ("answers", models.JSONField(default=list, editable=False)),
            ],
            options={
                "ordering": ["signed_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "side"), name="sign_off_once_per_side"),
                    models.UniqueConstraint(fields=("version", "person"), name="sign_off_nobody_signs_twice"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answers_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="devplans.comment",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="devplans.plan"
                    ),
                ),
                ("section", models.SlugField()),
                ("text", models.TextField(max_length=2000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                            models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_resolved_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answers_to__isnull", True), ("resolved_at__isnull", True), _connector="OR"
                        ),
                        name="comment_answers_are_not_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practice_agreements",
                        to="devplans.plan",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="localities.practice"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["said_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number", "practice"), name="practice_agrees_once_to_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsistencyAnswer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("finding", models.CharField(editable=False, max_length=200)),
                ("figures", models.TextField(blank=True, editable=False)),
                ("why", models.TextField(blank=True, max_length=500, verbose_name="why both are right")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical consistency answer",
                "verbose_name_plural": "historical consistency answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ConsistencyAnswer",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consistency_answers",
                        to="devplans.plan",
                    ),
                ),
                ("finding", models.CharField(editable=False, max_length=200)),
                ("figures", models.TextField(blank=True, editable=False)),
                ("why", models.TextField(blank=True, max_length=500, verbose_name="why both are right")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("plan", "finding"), name="consistency_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanMetric",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("category", models.CharField(blank=True, max_length=50, verbose_name="kind of impact")),
                ("counted", models.CharField(blank=True, max_length=300, verbose_name="what is counted")),
                ("out_of", models.CharField(blank=True, max_length=300, verbose_name="out of what")),
                ("unit", models.CharField(blank=True, max_length=100)),
                (
                    "better",
                    models.CharField(
                        blank=True,
                        choices=[("higher", "Higher is better"), ("lower", "Lower is better")],
                        max_length=10,
                        verbose_name="which way is better",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where the figures come from")),
                (
                    "frequency",
                    models.CharField(blank=True, max_length=100, verbose_name="how often there are new ones"),
                ),
                ("lowest", models.IntegerField(blank=True, null=True, verbose_name="lowest that can be")),
                ("highest", models.IntegerField(blank=True, null=True, verbose_name="highest that can be")),
                ("baseline", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "baseline_count",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="how many were counted"
                    ),
                ),
                (
                    "baseline_out_of",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="out of how many"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="baseline measured on")),
                (
                    "baseline_source",
                    models.CharField(blank=True, max_length=200, verbose_name="source of the baseline"),
                ),
                ("baseline_due_on", models.DateField(blank=True, null=True, verbose_name="baseline due by")),
                (
                    "baseline_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is no baseline yet"),
                ),
                ("target", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="review date")),
                ("reviewer", models.CharField(blank=True, max_length=200, verbose_name="who reviews it")),
                ("advice_asked_on", models.DateField(blank=True, null=True, verbose_name="public health asked on")),
                ("advice_by", models.CharField(blank=True, max_length=200, verbose_name="who advised")),
                ("advice", models.TextField(blank=True, max_length=500, verbose_name="public health’s advice")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.outcomemetric",
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
                "verbose_name": "historical plan metric",
                "verbose_name_plural": "historical plan metrics",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanMetric",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="metrics", to="devplans.plan"
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.outcomemetric",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("category", models.CharField(blank=True, max_length=50, verbose_name="kind of impact")),
                ("counted", models.CharField(blank=True, max_length=300, verbose_name="what is counted")),
                ("out_of", models.CharField(blank=True, max_length=300, verbose_name="out of what")),
                ("unit", models.CharField(blank=True, max_length=100)),
                (
                    "better",
                    models.CharField(
                        blank=True,
                        choices=[("higher", "Higher is better"), ("lower", "Lower is better")],
                        max_length=10,
                        verbose_name="which way is better",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where the figures come from")),
                (
                    "frequency",
                    models.CharField(blank=True, max_length=100, verbose_name="how often there are new ones"),
                ),
                ("lowest", models.IntegerField(blank=True, null=True, verbose_name="lowest that can be")),
                ("highest", models.IntegerField(blank=True, null=True, verbose_name="highest that can be")),
                ("baseline", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "baseline_count",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="how many were counted"
                    ),
                ),
                (
                    "baseline_out_of",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="out of how many"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="baseline measured on")),
                (
                    "baseline_source",
                    models.CharField(blank=True, max_length=200, verbose_name="source of the baseline"),
                ),
                ("baseline_due_on", models.DateField(blank=True, null=True, verbose_name="baseline due by")),
                (
                    "baseline_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is no baseline yet"),
                ),
                ("target", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="review date")),
                ("reviewer", models.CharField(blank=True, max_length=200, verbose_name="who reviews it")),
                ("advice_asked_on", models.DateField(blank=True, null=True, verbose_name="public health asked on")),
                ("advice_by", models.CharField(blank=True, max_length=200, verbose_name="who advised")),
                ("advice", models.TextField(blank=True, max_length=500, verbose_name="public health’s advice")),
            ],
            options={
                "ordering": [models.OrderBy(models.F("metric__order"), nulls_last=True), "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "metric"), name="metric_once_per_plan"),
                    models.UniqueConstraint(
                        condition=models.Q(("metric", None)), fields=("plan", "title"), name="own_metric_once_per_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("metric", None), models.Q(("title", ""), _negated=True)),
                            models.Q(("metric__isnull", False), ("title", "")),
                            _connector="OR",
                        ),
                        name="metric_of_the_guide_or_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PipelineScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source_of_capital",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "business_case",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "development_costs",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                ("capital_m", models.DecimalField(decimal_places=2, max_digits=9)),
                ("annual_revenue_m", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("to_be_confirmed_m", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("profile_m", models.JSONField(default=dict)),
                (
                    "commissioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pipeline_schemes",
                        to="localities.commissioner",
                    ),
                ),
                ("row_no", models.PositiveSmallIntegerField(verbose_name="row in the print")),
                ("scheme_type", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ["commissioner__name", "row_no", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commissioner", "row_no"), name="pipeline_row_once_per_commissioner"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PipelineTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("capital_m", models.DecimalField(decimal_places=2, max_digits=9)),
                ("annual_revenue_m", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("to_be_confirmed_m", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("profile_m", models.JSONField(default=dict)),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pipeline_totals",
                        to="localities.system",
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pipeline_totals",
                        to="localities.commissioner",
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        choices=[("own", "Own table"), ("summary", "Summary of all together")], max_length=10
                    ),
                ),
            ],
            options={
                "ordering": ["commissioner__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("commissioner", "table"), name="pipeline_total_once_per_table"),
                    models.UniqueConstraint(
                        condition=models.Q(("commissioner", None)),
                        fields=("system", "table"),
                        name="pipeline_total_once_per_system",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStaffingLine",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("group", models.CharField(max_length=30, verbose_name="kind of role")),
                ("role", models.CharField(max_length=200)),
                (
                    "fte_now",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=6,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 100),
                                "A locality seldom has over 100 in one role. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="in post now (FTE)",
                    ),
                ),
                (
                    "extra_fte",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=6,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 100),
                                "A locality seldom has over 100 in one role. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="extra (FTE)",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts")),
                (
                    "cost_per_fte",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0, 1000000, (10000, 250000), "Enter pounds a year for one full-time post."
                            )
                        ],
                        verbose_name="cost of a full-time post a year, in pounds",
                    ),
                ),
                ("next_step", models.CharField(blank=True, max_length=300, verbose_name="next step to recruit")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical staffing line",
                "verbose_name_plural": "historical staffing lines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StaffingLine",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("group", models.CharField(max_length=30, verbose_name="kind of role")),
                ("role", models.CharField(max_length=200)),
                (
                    "fte_now",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=6,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 100),
                                "A locality seldom has over 100 in one role. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="in post now (FTE)",
                    ),
                ),
                (
                    "extra_fte",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=6,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 100),
                                "A locality seldom has over 100 in one role. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="extra (FTE)",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts")),
                (
                    "cost_per_fte",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0, 1000000, (10000, 250000), "Enter pounds a year for one full-time post."
                            )
                        ],
                        verbose_name="cost of a full-time post a year, in pounds",
                    ),
                ),
                ("next_step", models.CharField(blank=True, max_length=300, verbose_name="next step to recruit")),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "staffing_lines",
            },
        ),
        migrations.CreateModel(
            name="HistoricalEstateScheme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "source_of_capital",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "business_case",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "development_costs",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("name", models.CharField(max_length=200)),
                ("scheme_type", models.CharField(max_length=100, verbose_name="kind of scheme")),
                (
                    "capital",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                250000000,
                                (0, 25000000),
                                "A scheme seldom costs over £25 million. Enter pounds, for this one.",
                            )
                        ],
                        verbose_name="capital in pounds",
                    ),
                ),
                (
                    "annual_revenue",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                25000000,
                                (0, 2500000),
                                "They are usually up to 10% of the capital. Enter pounds a year.",
                            )
                        ],
                        verbose_name="running costs a year in pounds",
                    ),
                ),
                ("progress", models.TextField(blank=True, max_length=1000)),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "pipeline_scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.pipelinescheme",
                        verbose_name="scheme of the estates pipeline",
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
                "verbose_name": "historical estate scheme",
                "verbose_name_plural": "historical estate schemes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="EstateScheme",
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
                    "source_of_capital",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "business_case",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                (
                    "development_costs",
                    models.CharField(
                        blank=True, choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")], max_length=10
                    ),
                ),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("name", models.CharField(max_length=200)),
                ("scheme_type", models.CharField(max_length=100, verbose_name="kind of scheme")),
                (
                    "capital",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                250000000,
                                (0, 25000000),
                                "A scheme seldom costs over £25 million. Enter pounds, for this one.",
                            )
                        ],
                        verbose_name="capital in pounds",
                    ),
                ),
                (
                    "annual_revenue",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                25000000,
                                (0, 2500000),
                                "They are usually up to 10% of the capital. Enter pounds a year.",
                            )
                        ],
                        verbose_name="running costs a year in pounds",
                    ),
                ),
                ("progress", models.TextField(blank=True, max_length=1000)),
                (
                    "pipeline_scheme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="devplans.pipelinescheme",
                        verbose_name="scheme of the estates pipeline",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "estate_schemes",
            },
        ),
        migrations.CreateModel(
            name="HistoricalDigitalInitiative",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "description",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="problem it solves, and how you will judge success"
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        choices=[
                            ("core", "Core and system-wide"),
                            ("quick", "Well developed and quick"),
                            ("big_bet", "Big bet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "feasibility",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("domain_codes", models.JSONField(blank=True, default=list, verbose_name="domains it helps")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical digital initiative",
                "verbose_name_plural": "historical digital initiatives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DigitalInitiative",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "description",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="problem it solves, and how you will judge success"
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        choices=[
                            ("core", "Core and system-wide"),
                            ("quick", "Well developed and quick"),
                            ("big_bet", "Big bet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "feasibility",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("domain_codes", models.JSONField(blank=True, default=list, verbose_name="domains it helps")),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "digital_initiatives",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impact__in", range(1, 6))), name="digital_impact_1_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("feasibility__in", range(1, 6))), name="digital_feasibility_1_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCommitment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("locality", "The locality"), ("commissioner", "The commissioner")],
                        max_length=20,
                        verbose_name="who promises",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("workforce", "Funding of the wider workforce"),
                            ("capital", "Priority of capital"),
                            ("tools", "Tools and their funding"),
                            ("partners", "Work with local partners"),
                            ("metrics", "Outcome metrics"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="what is promised")),
                ("owner_name", models.CharField(blank=True, max_length=200, verbose_name="who answers for it")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by when")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.offer",
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
                "verbose_name": "historical commitment",
                "verbose_name_plural": "historical commitments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Commitment",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("locality", "The locality"), ("commissioner", "The commissioner")],
                        max_length=20,
                        verbose_name="who promises",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("workforce", "Funding of the wider workforce"),
                            ("capital", "Priority of capital"),
                            ("tools", "Tools and their funding"),
                            ("partners", "Work with local partners"),
                            ("metrics", "Outcome metrics"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(max_length=500, verbose_name="what is promised")),
                ("owner_name", models.CharField(blank=True, max_length=200, verbose_name="who answers for it")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.offer",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "commitments",
            },
        ),
        migrations.CreateModel(
            name="HistoricalRisk",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("cause", models.CharField(max_length=300, verbose_name="if")),
                ("effect", models.CharField(max_length=300, verbose_name="then")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="resulting in")),
                ("mitigation", models.TextField(blank=True, max_length=1000, verbose_name="what we do about it")),
                ("owner_name", models.CharField(blank=True, max_length=200, verbose_name="who answers for it")),
                ("starting_point", models.SlugField(blank=True, db_index=False, editable=False)),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical risk",
                "verbose_name_plural": "historical risks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Risk",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("cause", models.CharField(max_length=300, verbose_name="if")),
                ("effect", models.CharField(max_length=300, verbose_name="then")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="resulting in")),
                ("mitigation", models.TextField(blank=True, max_length=1000, verbose_name="what we do about it")),
                ("owner_name", models.CharField(blank=True, max_length=200, verbose_name="who answers for it")),
                ("starting_point", models.SlugField(blank=True, editable=False)),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "risks",
            },
        ),
        migrations.CreateModel(
            name="HistoricalDecisionAsked",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("words", models.CharField(max_length=110, verbose_name="what is to be decided")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                250000000,
                                (0, 25000000),
                                "A scheme seldom costs over £25 million. Enter pounds, for this one.",
                            )
                        ],
                        verbose_name="amount in pounds",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("condition", "Agreed with a condition"),
                            ("not_agreed", "Not agreed"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("condition", models.CharField(blank=True, editable=False, max_length=300)),
                ("condition_met_on", models.DateField(editable=False, null=True)),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "answered_by",
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
                "verbose_name": "historical decision asked for",
                "verbose_name_plural": "historical decisions asked for",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DecisionAsked",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("words", models.CharField(max_length=110, verbose_name="what is to be decided")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                250000000,
                                (0, 25000000),
                                "A scheme seldom costs over £25 million. Enter pounds, for this one.",
                            )
                        ],
                        verbose_name="amount in pounds",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("condition", "Agreed with a condition"),
                            ("not_agreed", "Not agreed"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("condition", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("condition_met_on", models.DateField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "decision asked for",
                "verbose_name_plural": "decisions asked for",
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "decisions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True), models.Q(("answered_by", None), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="decision_answered_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("condition_met_on", None), ("answer", "condition"), _connector="OR"),
                        name="decision_condition_met_where_one_was",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCostLine",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("what", models.CharField(max_length=200, verbose_name="what it pays for")),
                (
                    "cost_kind",
                    models.CharField(
                        choices=[("recurrent", "Recurrent"), ("one_off", "One-off"), ("capital", "Capital")],
                        max_length=10,
                        verbose_name="kind of cost",
                    ),
                ),
                ("payer", models.CharField(max_length=100, verbose_name="who pays")),
                (
                    "status",
                    models.CharField(
                        choices=[("committed", "Committed"), ("asked", "Asked for")],
                        max_length=10,
                        verbose_name="committed or asked for",
                    ),
                ),
                (
                    "funding_risk",
                    models.CharField(
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=10,
                        verbose_name="funding risk",
                    ),
                ),
                ("years", models.JSONField(default=dict, verbose_name="pounds by financial year")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "staffing_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.staffingline",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.estatescheme",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.digitalinitiative",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.action",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.commitment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.decisionasked",
                        verbose_name="decision that asks for it",
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
                "verbose_name": "historical cost line",
                "verbose_name_plural": "historical cost lines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CostLine",
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
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="devplans.plan")),
                ("order", models.PositiveIntegerField(default=0, editable=False)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "staffing_line",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="devplans.staffingline",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="devplans.estatescheme",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="devplans.digitalinitiative",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, to="devplans.action"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, to="devplans.commitment"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what it pays for")),
                (
                    "cost_kind",
                    models.CharField(
                        choices=[("recurrent", "Recurrent"), ("one_off", "One-off"), ("capital", "Capital")],
                        max_length=10,
                        verbose_name="kind of cost",
                    ),
                ),
                ("payer", models.CharField(max_length=100, verbose_name="who pays")),
                (
                    "status",
                    models.CharField(
                        choices=[("committed", "Committed"), ("asked", "Asked for")],
                        max_length=10,
                        verbose_name="committed or asked for",
                    ),
                ),
                (
                    "funding_risk",
                    models.CharField(
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                        max_length=10,
                        verbose_name="funding risk",
                    ),
                ),
                ("years", models.JSONField(default=dict, verbose_name="pounds by financial year")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="devplans.decisionasked",
                        verbose_name="decision that asks for it",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "default_related_name": "cost_lines",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action__isnull", True),
                                ("commitment__isnull", True),
                                ("initiative__isnull", True),
                                ("scheme__isnull", True),
                                ("staffing_line__isnull", False),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("commitment__isnull", True),
                                ("initiative__isnull", True),
                                ("scheme__isnull", False),
                                ("staffing_line__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("commitment__isnull", True),
                                ("initiative__isnull", False),
                                ("scheme__isnull", True),
                                ("staffing_line__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", False),
                                ("commitment__isnull", True),
                                ("initiative__isnull", True),
                                ("scheme__isnull", True),
                                ("staffing_line__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("commitment__isnull", False),
                                ("initiative__isnull", True),
                                ("scheme__isnull", True),
                                ("staffing_line__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="cost_line_of_one_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanCapacity",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("target_year", models.PositiveSmallIntegerField(verbose_name="year to look ahead to")),
                (
                    "triage_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("3"), max_digits=5, verbose_name="better front-door triage"
                    ),
                ),
                ("triage_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "proactive_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("1"), max_digits=5, verbose_name="proactive care"
                    ),
                ),
                ("proactive_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "bureaucracy_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("2"), max_digits=5, verbose_name="less bureaucracy for GPs"
                    ),
                ),
                ("bureaucracy_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "gp_level",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="appointments a full-time GP will offer a week",
                    ),
                ),
                ("gp_level_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "remaining_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what is done about the gap that remains"
                    ),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical plan capacity",
                "verbose_name_plural": "historical plan capacitys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanCapacity",
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
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="capacity", to="devplans.plan"
                    ),
                ),
                ("target_year", models.PositiveSmallIntegerField(verbose_name="year to look ahead to")),
                (
                    "triage_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("3"), max_digits=5, verbose_name="better front-door triage"
                    ),
                ),
                ("triage_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "proactive_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("1"), max_digits=5, verbose_name="proactive care"
                    ),
                ),
                ("proactive_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "bureaucracy_share",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("2"), max_digits=5, verbose_name="less bureaucracy for GPs"
                    ),
                ),
                ("bureaucracy_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "gp_level",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="appointments a full-time GP will offer a week",
                    ),
                ),
                ("gp_level_why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "remaining_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what is done about the gap that remains"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanEstate",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("why", models.TextField(blank=True, max_length=1000, verbose_name="why this one")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
                    ),
                ),
                (
                    "hub_model",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessment.hubmodel",
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
                "verbose_name": "historical plan estate",
                "verbose_name_plural": "historical plan estates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanEstate",
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
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="estate", to="devplans.plan"
                    ),
                ),
                (
                    "hub_model",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessment.hubmodel",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=1000, verbose_name="why this one")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalSectionChoice",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                ("section", models.SlugField(db_index=False)),
                ("not_needed", models.BooleanField(default=False, verbose_name="this section is not needed")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why it is not needed")),
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.plan",
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
                "verbose_name": "historical section choice",
                "verbose_name_plural": "historical section choices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SectionChoice",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="section_choices", to="devplans.plan"
                    ),
                ),
                ("section", models.SlugField()),
                ("not_needed", models.BooleanField(default=False, verbose_name="this section is not needed")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why it is not needed")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "section"), name="section_choice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_needed", False), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="section_not_needed_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasurement",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "count",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, null=True, verbose_name="how many were counted"
                    ),
                ),
                (
                    "out_of",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="out of how many"),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deprivation-1", "Most deprived fifth"),
                            ("deprivation-2", "Second most deprived fifth"),
                            ("deprivation-3", "Middle fifth"),
                            ("deprivation-4", "Second least deprived fifth"),
                            ("deprivation-5", "Least deprived fifth"),
                            ("age-0", "Aged under 18"),
                            ("age-18", "Aged 18 to 64"),
                            ("age-65", "Aged 65 to 74"),
                            ("age-75", "Aged 75 and over"),
                        ],
                        max_length=20,
                    ),
                ),
                ("measured_on", models.DateField(verbose_name="date")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source or note")),
                (
                    "plan_metric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="devplans.planmetric",
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
                "verbose_name": "historical measurement",
                "verbose_name_plural": "historical measurements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan_metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measurements",
                        to="devplans.planmetric",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "count",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, null=True, verbose_name="how many were counted"
                    ),
                ),
                (
                    "out_of",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="out of how many"),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deprivation-1", "Most deprived fifth"),
                            ("deprivation-2", "Second most deprived fifth"),
                            ("deprivation-3", "Middle fifth"),
                            ("deprivation-4", "Second least deprived fifth"),
                            ("deprivation-5", "Least deprived fifth"),
                            ("age-0", "Aged under 18"),
                            ("age-18", "Aged 18 to 64"),
                            ("age-65", "Aged 65 to 74"),
                            ("age-75", "Aged 75 and over"),
                        ],
                        max_length=20,
                    ),
                ),
                ("measured_on", models.DateField(verbose_name="date")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source or note")),
            ],
            options={
                "ordering": ["-measured_on", "group", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan_metric", "measured_on", "group"), name="measurement_once_a_day_and_group"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("out_of", None), models.Q(("count__isnull", False), ("out_of__gt", 0)), _connector="OR"
                        ),
                        name="measurement_out_of_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="devplans.plan"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("filed_at", models.DateTimeField(auto_now_add=True)),
                ("went_well", models.TextField(max_length=2000, verbose_name="what went well")),
                ("stuck", models.TextField(blank=True, max_length=2000, verbose_name="what is stuck")),
                ("asks", models.TextField(blank=True, max_length=2000, verbose_name="what is asked for")),
                ("figures", models.JSONField(editable=False)),
            ],
            options={
                "ordering": ["-filed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="devplans.commitment"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("outstanding", "Outstanding"),
                            ("partly", "Kept in part"),
                            ("kept", "Kept"),
                            ("given_up", "Given up"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-said_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RiskReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="devplans.risk"
                    ),
                ),
                ("why", models.CharField(max_length=500)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-said_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impact__in", range(1, 6)), ("likelihood__in", range(1, 6))),
                        name="risk_review_1_to_5",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="Plan",
            name="version_in_force",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="devplans.planversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="Plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="plan_ends_after_start"
            ),
        ),
    ]
