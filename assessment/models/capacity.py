"""Today's demand and capacity, as the diagnostic knows them: locked with it, whatever practices report later."""

from __future__ import annotations

from django.db import models

from assessment.models.diagnostic import Diagnostic
from localities.kit.bounds import Bounds
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import User

# What the model can work with (assessment.rules.capacity_inputs); what is usual rests on the strategy's 30,000 to
# 50,000.
PATIENTS = Bounds(0, 10_000_000, (10_000, 150_000), "Localities have 30,000 to 50,000 patients as a rule.")
STAFF = Bounds(0, 99_999, (0, 200), "Localities have 200 at most as a rule. Count full-time posts, not hours.")


class CapacityBaseline(Revised):
    """List size and staff of today and the years looked at. Made with the diagnostic from its practices' figures.

    The figures may differ from the practices', with a reason. `practices` keeps what each practice had when they were
    taken, so that every sum can be traced: a list of {ods_code, name, patients, as_of, gp_fte, nurse_fte,
    other_clinical_fte}.
    Until somebody saved the figures or said that they are right, nobody has checked them.
    """

    diagnostic = models.OneToOneField(Diagnostic, on_delete=models.CASCADE, related_name="capacity")
    patients = models.PositiveIntegerField("registered patients", null=True, blank=True, validators=[PATIENTS])
    gp_fte = models.DecimalField("GPs", max_digits=7, decimal_places=2, null=True, blank=True, validators=[STAFF])
    nurse_fte = models.DecimalField("nurses", max_digits=7, decimal_places=2, null=True, blank=True, validators=[STAFF])
    other_clinical_fte = models.DecimalField(
        "other clinicians", max_digits=7, decimal_places=2, null=True, blank=True, validators=[STAFF]
    )
    figures_why = models.CharField("why these differ from the practices’ figures", max_length=300, blank=True)
    # The first of a financial year: 2018 is 2018/19.
    base_year = models.PositiveSmallIntegerField("year of these figures")
    target_year = models.PositiveSmallIntegerField("year to look ahead to")
    practices = models.JSONField(default=list, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_at__isnull=True, checked_by__isnull=True)
                | models.Q(checked_at__isnull=False, checked_by__isnull=False),
                name="capacity_checked_when_and_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"Demand and capacity, {self.diagnostic}"


class CapacityAssumption(Revised):
    """One assumption of the model (a code of `assessment.rules.capacity_inputs.Assumptions`). Empty: the usual value.

    Made empty with the baseline. A changed value carries its reason.
    """

    baseline = models.ForeignKey(CapacityBaseline, on_delete=models.CASCADE, related_name="assumptions")
    code = models.SlugField(max_length=50)
    value = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    why = models.CharField("changed because", max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "code"], name="capacity_assumption_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | ~models.Q(why=""), name="capacity_assumption_changed_why"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def diagnostic_id(self) -> int:
        return self.baseline.diagnostic_id
