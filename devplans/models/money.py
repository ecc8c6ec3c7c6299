"""What a plan costs: cost lines, each of the row of the plan where the cost arises."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import models

from assessment.rules.decimals import ZERO
from devplans.models.plan import Action
from devplans.models.rows import Commitment, DecisionAsked, DigitalInitiative, EstateScheme, PlanRow, StaffingLine
from devplans.rules import money
from localities.kit.bounds import Bounds
from localities.kit.revisions.history import History

# Pounds of one line in one year. Our own limits: the estates pipeline of all five CCGs comes to 243 million pounds.
AMOUNT = Bounds(0, 250_000_000, (0, 5_000_000), "A line seldom comes to over £5 million a year. Enter pounds.")

ORIGINS: dict[str, type[PlanRow] | type[Action]] = {
    "staffing_line": StaffingLine,
    "scheme": EstateScheme,
    "initiative": DigitalInitiative,
    "action": Action,
    "commitment": Commitment,
}
"""Where a cost arises, by the field that points there, in the order of the plan's sections."""


def _exactly_one() -> models.Q:
    """Each line belongs to one row of the plan, and to no other."""
    found = models.Q()
    for name in ORIGINS:
        others = {f"{other}__isnull": True for other in ORIGINS if other != name}
        found |= models.Q(**{f"{name}__isnull": False}, **others)
    return found


class CostLine(PlanRow):
    """What one payer pays for one thing. `years` are pounds by financial year: {"2026/27": "18000.00"}.

    A post that two pay for has two lines. Sums, and what counts as committed: `devplans.rules.money`.
    """

    class Kind(models.TextChoices):
        RECURRENT = "recurrent", money.RECURRENT
        ONE_OFF = "one_off", money.ONE_OFF
        CAPITAL = "capital", money.CAPITAL

    class State(models.TextChoices):
        COMMITTED = "committed", money.COMMITTED
        ASKED = "asked", money.ASKED

    class FundingRisk(models.TextChoices):
        LOW = "low", money.LOW
        MEDIUM = "medium", money.MEDIUM
        HIGH = "high", money.HIGH

    staffing_line = models.ForeignKey(StaffingLine, null=True, editable=False, on_delete=models.CASCADE)
    scheme = models.ForeignKey(EstateScheme, null=True, editable=False, on_delete=models.CASCADE)
    initiative = models.ForeignKey(DigitalInitiative, null=True, editable=False, on_delete=models.CASCADE)
    action = models.ForeignKey(Action, null=True, editable=False, on_delete=models.CASCADE)
    commitment = models.ForeignKey(Commitment, null=True, editable=False, on_delete=models.CASCADE)
    what = models.CharField("what it pays for", max_length=200)
    cost_kind = models.CharField("kind of cost", max_length=10, choices=Kind)
    payer = models.CharField("who pays", max_length=100)
    status = models.CharField("committed or asked for", max_length=10, choices=State)
    funding_risk = models.CharField("funding risk", max_length=10, choices=FundingRisk)
    years = models.JSONField("pounds by financial year", default=dict)
    decision = models.ForeignKey(
        DecisionAsked,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name="decision that asks for it",
    )

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "cost_lines"
        constraints = [models.CheckConstraint(condition=_exactly_one(), name="cost_line_of_one_row")]

    def __str__(self) -> str:
        return self.what

    @property
    def origin(self) -> PlanRow | Action:
        """The row of the plan where the cost arises."""
        found: PlanRow | Action = getattr(self, self.origin_field or "action")
        return found

    @property
    def origin_field(self) -> str | None:
        """The field that points there; None while nobody has said where a new line belongs."""
        return next((name for name in ORIGINS if getattr(self, f"{name}_id") is not None), None)

    @property
    def of(self) -> str:
        """The row where it arises as an address and a form name it: "action-12"; "" while nobody has said."""
        name = self.origin_field
        return f"{name}-{getattr(self, f'{name}_id')}" if name else ""

    # What the rule asks of a cost (`devplans.rules.money.Cost`)

    @property
    def kind(self) -> str:
        return self.get_cost_kind_display()

    @property
    def state(self) -> str:
        return self.get_status_display()

    @property
    def risk(self) -> str:
        return self.get_funding_risk_display()

    @property
    def costed_years(self) -> Iterable[str]:
        return self.years.keys()

    def in_year(self, year: str) -> Decimal:
        return Decimal(self.years.get(year, 0))

    @property
    def total(self) -> Decimal:
        """Pounds in all its years."""
        return sum(map(Decimal, self.years.values()), ZERO)
