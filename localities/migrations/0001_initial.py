import django.core.validators
import django.db.models.deletion
import localities.kit.bounds
import localities.models.people
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="System",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(unique=True)),
                (
                    "commissioner_word",
                    models.CharField(
                        default="CCG",
                        help_text="The NHS renames its commissioners",
                        max_length=50,
                        verbose_name="word for a commissioner",
                    ),
                ),
                (
                    "commissioner_words",
                    models.CharField(default="CCGs", max_length=50, verbose_name="word for several commissioners"),
                ),
                (
                    "commissioner_in_full",
                    models.CharField(
                        default="clinical commissioning group",
                        help_text="What the word is short for, as guides explain it. In small letters, as in a sentence",
                        max_length=100,
                        verbose_name="a commissioner in full",
                    ),
                ),
                (
                    "payers",
                    models.TextField(
                        blank=True,
                        help_text="One a line. Left empty: the usual ones",
                        max_length=2000,
                        verbose_name="who can pay for a plan",
                    ),
                ),
                (
                    "nhs_logo_allowed",
                    models.BooleanField(
                        default=False,
                        help_text="The logo belongs to the NHS: turn on only with permission",
                        verbose_name="may show the NHS logo",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Commissioner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissioners",
                        to="localities.system",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "ods_code",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{3,10}$",
                                "An ODS code has 3 to 10 capital letters and digits, such as F81123.",
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commissioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="localities",
                        to="localities.commissioner",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(unique=True)),
                (
                    "profile",
                    models.TextField(blank=True, help_text="Who lives here, in a few sentences", max_length=2000),
                ),
                (
                    "geography",
                    models.TextField(blank=True, help_text="The area covered, and why it makes sense", max_length=2000),
                ),
                ("local_authority", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name_plural": "localities",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "email"],
                "indexes": [models.Index(fields=["name", "email"], name="localities__name_8a772a_idx")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPractice",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("saved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ods_code",
                    models.CharField(
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{3,10}$",
                                "An ODS code has 3 to 10 capital letters and digits, such as F81123.",
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "list_size",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                1, 100000, (500, 40000), "Practices have 500 to 40,000 patients as a rule."
                            )
                        ],
                        verbose_name="registered patients",
                    ),
                ),
                ("list_size_as_of", models.DateField(blank=True, null=True, verbose_name="counted on")),
                (
                    "gp_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
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
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
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
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="other clinical staff",
                    ),
                ),
                (
                    "admin_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="administrative staff",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("single_handed", models.BooleanField(default=False, verbose_name="has a single GP")),
                ("list_closed", models.BooleanField(default=False, verbose_name="list closed to new patients")),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Made up for demonstration; not a real practice",
                        verbose_name="example practice",
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
                "verbose_name": "historical practice",
                "verbose_name_plural": "historical practices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Practice",
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
                    "ods_code",
                    models.CharField(
                        max_length=10,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{3,10}$",
                                "An ODS code has 3 to 10 capital letters and digits, such as F81123.",
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="localities.locality",
                    ),
                ),
                (
                    "list_size",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                1, 100000, (500, 40000), "Practices have 500 to 40,000 patients as a rule."
                            )
                        ],
                        verbose_name="registered patients",
                    ),
                ),
                ("list_size_as_of", models.DateField(blank=True, null=True, verbose_name="counted on")),
                (
                    "gp_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
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
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
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
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="other clinical staff",
                    ),
                ),
                (
                    "admin_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[
                            localities.kit.bounds.Bounds(
                                0,
                                500,
                                (0, 50),
                                "Practices have 50 at most as a rule. Count full-time posts, not hours.",
                            )
                        ],
                        verbose_name="administrative staff",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("single_handed", models.BooleanField(default=False, verbose_name="has a single GP")),
                ("list_closed", models.BooleanField(default=False, verbose_name="list closed to new patients")),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Made up for demonstration; not a real practice",
                        verbose_name="example practice",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "ods_code"],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sign_ups", to="localities.practice"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sign_ups", to="localities.locality"
                    ),
                ),
                ("signed_by_name", models.CharField(max_length=200)),
                ("signed_by_role", models.CharField(max_length=200)),
                ("signed_on", models.DateField()),
                ("statement", models.TextField(blank=True, max_length=1000)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("practice",),
                        name="signup_one_in_force_per_practice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="localities.system",
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="localities.commissioner",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="localities.locality",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("brought_in", "Brought in"), ("undone", "Undone")],
                        default="waiting",
                        max_length=20,
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
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("files_said", models.JSONField(default=list)),
                ("not_taken", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commissioner", None), ("system", None)),
                            models.Q(("locality", None), ("system", None)),
                            models.Q(("commissioner", None), ("locality", None)),
                            _connector="OR",
                        ),
                        name="import_for_one_organisation_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("brought_in_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("brought_in_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_brought_in_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "undone"), ("undone_at__isnull", False)),
                            models.Q(models.Q(("state", "undone"), _negated=True), ("undone_at", None)),
                            _connector="OR",
                        ),
                        name="import_undone_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "belongs_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="localities.import"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("brings", models.CharField(max_length=200)),
                ("lines", models.PositiveIntegerField()),
                ("ours", models.PositiveIntegerField()),
                ("remarks", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="localities.practice",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="localities.locality",
                    ),
                ),
                ("what", models.CharField(max_length=50)),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("no_figure", models.CharField(blank=True, max_length=50)),
                ("weight", models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ("as_of", models.DateField()),
                ("source", models.CharField(max_length=200)),
                (
                    "brought_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="localities.import",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["practice", "what", "-id"], name="localities__practic_216399_idx"),
                    models.Index(fields=["locality", "what", "-id"], name="localities__localit_6b1567_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("locality__isnull", False), ("practice", None)),
                            models.Q(("locality", None), ("practice__isnull", False)),
                            _connector="OR",
                        ),
                        name="figure_of_one_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value", None), models.Q(("no_figure", ""), _negated=True)),
                            models.Q(("no_figure", ""), ("value__isnull", False)),
                            _connector="OR",
                        ),
                        name="figure_or_why_there_is_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="localities.practice"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("closed", "Closed"),
                            ("merged", "Merged"),
                            ("moved", "Moved"),
                            ("renamed", "Renamed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "left",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="practices_that_left",
                        to="localities.locality",
                    ),
                ),
                (
                    "joined",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="practices_that_joined",
                        to="localities.locality",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged_from",
                        to="localities.practice",
                    ),
                ),
                ("old_name", models.CharField(blank=True, max_length=200)),
                ("new_name", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=200)),
                (
                    "brought_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="localities.import",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "merged"), ("into", None), _connector="OR"),
                        name="event_merged_exactly_when_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "renamed"), _negated=True),
                            models.Q(
                                models.Q(("old_name", ""), _negated=True), models.Q(("new_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="event_renamed_has_both_names",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRole",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("locality_lead", "Locality lead"),
                            ("practice_representative", "Practice representative"),
                            ("commissioner_officer", "Commissioner officer"),
                            ("commissioner_approver", "Commissioner approver"),
                            ("panel_member", "Panel member"),
                            ("system_team", "System team"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="localities.system",
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="localities.commissioner",
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
                "verbose_name": "historical role",
                "verbose_name_plural": "historical roles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("locality_lead", "Locality lead"),
                            ("practice_representative", "Practice representative"),
                            ("commissioner_officer", "Commissioner officer"),
                            ("commissioner_approver", "Commissioner approver"),
                            ("panel_member", "Panel member"),
                            ("system_team", "System team"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.system"
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.commissioner"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="localities.locality",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="localities.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "locality_lead"),
                                ("locality__isnull", False),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "practice_representative"),
                                ("locality__isnull", True),
                                ("practice__isnull", False),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "commissioner_officer"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "commissioner_approver"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "panel_member"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "system_team"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", False),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "administrator"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="role_scope_matches_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("system__isnull", False)),
                        fields=("user", "kind", "system"),
                        name="role_once_per_system",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commissioner__isnull", False)),
                        fields=("user", "kind", "commissioner"),
                        name="role_once_per_commissioner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("locality__isnull", False)),
                        fields=("user", "kind", "locality"),
                        name="role_once_per_locality",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("practice__isnull", False)),
                        fields=("user", "kind", "practice"),
                        name="role_once_per_practice",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "administrator")), fields=("user",), name="role_administrator_once"
                    ),
                ],
            },
            bases=(localities.models.people.OfOrganisation, models.Model),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("locality_lead", "Locality lead"),
                            ("practice_representative", "Practice representative"),
                            ("commissioner_officer", "Commissioner officer"),
                            ("commissioner_approver", "Commissioner approver"),
                            ("panel_member", "Panel member"),
                            ("system_team", "System team"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.system"
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.commissioner"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.locality"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="localities.practice"
                    ),
                ),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("invited_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-invited_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "locality_lead"),
                                ("locality__isnull", False),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "practice_representative"),
                                ("locality__isnull", True),
                                ("practice__isnull", False),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "commissioner_officer"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "commissioner_approver"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("kind", "panel_member"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "system_team"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", False),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("kind", "administrator"),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                                ("system__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_scope_matches_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("system__isnull", False), ("withdrawn_at__isnull", True)
                        ),
                        fields=("email", "kind", "system"),
                        name="invitation_open_once_per_system",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("commissioner__isnull", False),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=("email", "kind", "commissioner"),
                        name="invitation_open_once_per_commissioner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("locality__isnull", False), ("withdrawn_at__isnull", True)
                        ),
                        fields=("email", "kind", "locality"),
                        name="invitation_open_once_per_locality",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("practice__isnull", False), ("withdrawn_at__isnull", True)
                        ),
                        fields=("email", "kind", "practice"),
                        name="invitation_open_once_per_practice",
                    ),
                ],
            },
            bases=(localities.models.people.OfOrganisation, models.Model),
        ),
    ]
