"""What a plan says once about a section: its levers, its hub model, and which sections it does not need."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from assessment.models import HubModel
from devplans.models.plan import Plan
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised

REASON_LENGTH = 500


def _share(label: str, default: int) -> models.DecimalField:
    return models.DecimalField(label, max_digits=5, decimal_places=2, default=Decimal(default))


class PlanCapacity(Revised):
    """The levers a plan counts on, each with its reason, and what is said of the gap that remains.

    Wider workforce and extra GPs come from the plan's staffing lines and nowhere else. Shares are per cent. Saved for
    the first time when people looked at it: `revision` above 0.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="capacity")
    # The first of a financial year: 2021 is 2021/22.
    target_year = models.PositiveSmallIntegerField("year to look ahead to")
    triage_share = _share("better front-door triage", 3)
    triage_why = models.CharField("why", max_length=REASON_LENGTH, blank=True)
    proactive_share = _share("proactive care", 1)
    proactive_why = models.CharField("why", max_length=REASON_LENGTH, blank=True)
    bureaucracy_share = _share("less bureaucracy for GPs", 2)
    bureaucracy_why = models.CharField("why", max_length=REASON_LENGTH, blank=True)
    # Empty: what a GP offers today.
    gp_level = models.DecimalField(
        "appointments a full-time GP will offer a week", max_digits=6, decimal_places=2, null=True, blank=True
    )
    gp_level_why = models.CharField("why", max_length=REASON_LENGTH, blank=True)
    remaining_why = models.TextField("what is done about the gap that remains", blank=True, max_length=1000)

    history = History()

    def __str__(self) -> str:
        return f"Demand and capacity, {self.plan}"


class PlanEstate(Revised):
    """The hub model a plan chooses among the guide's, and why."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="estate")
    hub_model = models.ForeignKey(HubModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField("why this one", blank=True, max_length=1000)

    history = History()

    def __str__(self) -> str:
        return f"Premises, {self.plan}"


class SectionChoice(Revised):
    """Whether a plan needs one of its optional sections, once somebody said so; "not needed" carries its reason."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="section_choices")
    section = models.SlugField(max_length=50)
    not_needed = models.BooleanField("this section is not needed", default=False)
    why = models.CharField("why it is not needed", max_length=REASON_LENGTH, blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "section"], name="section_choice_once"),
            models.CheckConstraint(
                condition=models.Q(not_needed=False) | ~models.Q(why=""), name="section_not_needed_why"
            ),
        ]

    def __str__(self) -> str:
        return self.section
