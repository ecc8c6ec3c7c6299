"""The lists in a plan beside its actions: staffing, schemes, digital initiatives, commitments, risks and decisions.

Each is a `PlanRow`, so that adding, saving, removing and putting back are one mechanism for all of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import Truncator

from assessment.models import Offer
from devplans.models.pipeline import Judged, PipelineScheme
from devplans.models.plan import CONDITION_LENGTH, DECISION_COUNT, DECISION_LENGTH, Action, Plan
from devplans.models.plan_transitions import EDIT, EDIT_FOR_COMMISSIONER, REPORT, REPORT_FOR_COMMISSIONER
from devplans.rules import money
from devplans.rules.risks import band_of
from localities.kit.bounds import Bounds
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.kit.workflow import Transition
from localities.models import User

# What a row without a name is called by, in headings, messages and the record of what was done: its first words.
NAME_LENGTH = 100

# Our own limits, but where a source is named. What is usual rests on what the papers of 2018 print.
ROLE_FTE = Bounds(0, 500, (0, 100), "A locality seldom has over 100 in one role. Count full-time posts, not hours.")
# The strategy's roles cost 23,000 to 101,000 pounds a year (assessment.rules.skill_mix).
POST_COST = Bounds(0, 1_000_000, (10_000, 250_000), "Enter pounds a year for one full-time post.")
# The estates pipeline of all five CCGs comes to 243 million pounds of capital (devplans/data/estates.csv).
CAPITAL = Bounds(0, 250_000_000, (0, 25_000_000), "A scheme seldom costs over £25 million. Enter pounds, for this one.")
RUNNING_COSTS = Bounds(0, 25_000_000, (0, 2_500_000), "They are usually up to 10% of the capital. Enter pounds a year.")


class PlanRowQuerySet(models.QuerySet["PlanRow"]):
    def in_plan(self) -> PlanRowQuerySet:
        """Leave out what people took out of the plan."""
        return self.filter(removed_at__isnull=True)


class PlanRow(Revised):
    """A row of one of the plan's lists. Removed rows stay, so that removing can be undone.

    Its key is the same in every version of the plan. `most` is how many a plan has room for; None: as many as wanted.
    """

    most: ClassVar[int | None] = None

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    order = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


def _money(label: str, bounds: Bounds, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, validators=[bounds], **options)


def _fte(label: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=6, decimal_places=2, validators=[ROLE_FTE], **options)


class StaffingLine(PlanRow):
    """Extra staff of one role: how many, from when, what a full-time post costs, and the next step to recruit them.

    `group` is a code of `assessment.rules.skill_mix`: it says whether the line counts as GPs, as wider workforce or as
    neither in the capacity model.
    """

    group = models.CharField("kind of role", max_length=30)
    role = models.CharField(max_length=200)
    fte_now = _fte("in post now (FTE)", default=0)
    extra_fte = _fte("extra (FTE)", default=0)
    starts_on = models.DateField("starts", null=True, blank=True)
    cost_per_fte = _money("cost of a full-time post a year, in pounds", POST_COST)
    next_step = models.CharField("next step to recruit", max_length=300, blank=True)

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "staffing_lines"

    def __str__(self) -> str:
        return self.role

    @property
    def cost_a_year(self) -> Decimal:
        """Pounds for the extra posts in a full year. Who pays them, and when, say the cost lines."""
        return self.extra_fte * self.cost_per_fte


class EstateScheme(PlanRow, Judged):
    """A premises scheme of the locality: what it takes in all, in pounds. By whom and when, say the cost lines."""

    name = models.CharField(max_length=200)
    scheme_type = models.CharField("kind of scheme", max_length=100)
    capital = _money("capital in pounds", CAPITAL)
    annual_revenue = _money("running costs a year in pounds", RUNNING_COSTS, default=0)
    progress = models.TextField(blank=True, max_length=1000)
    pipeline_scheme = models.ForeignKey(
        PipelineScheme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name="scheme of the estates pipeline",
    )

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "estate_schemes"

    def __str__(self) -> str:
        return self.name


class DigitalInitiative(PlanRow):
    """A digital tool or idea to adopt or test. `domain_codes` names the guide's domains it helps."""

    class Segment(models.TextChoices):
        CORE = "core", "Core and system-wide"
        QUICK = "quick", "Well developed and quick"
        BIG_BET = "big_bet", "Big bet"

    name = models.CharField(max_length=200)
    description = models.TextField("problem it solves, and how you will judge success", blank=True, max_length=1000)
    segment = models.CharField(max_length=10, choices=Segment)
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    feasibility = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    domain_codes = models.JSONField("domains it helps", default=list, blank=True)

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "digital_initiatives"
        constraints = [
            models.CheckConstraint(condition=models.Q(impact__in=range(1, 6)), name="digital_impact_1_to_5"),
            models.CheckConstraint(condition=models.Q(feasibility__in=range(1, 6)), name="digital_feasibility_1_to_5"),
        ]

    def __str__(self) -> str:
        return self.name


class Commitment(PlanRow):
    """What one side promises the other, with who answers for it and by when."""

    class Side(models.TextChoices):
        LOCALITY = "locality", "The locality"
        COMMISSIONER = "commissioner", "The commissioner"

    class About(models.TextChoices):
        WORKFORCE = "workforce", "Funding of the wider workforce"
        CAPITAL = "capital", "Priority of capital"
        TOOLS = "tools", "Tools and their funding"
        PARTNERS = "partners", "Work with local partners"
        METRICS = "metrics", "Outcome metrics"
        OTHER = "other", "Something else"

    side = models.CharField("who promises", max_length=20, choices=Side)
    about = models.CharField(max_length=20, choices=About)
    text = models.TextField("what is promised", max_length=500)
    owner_name = models.CharField("who answers for it", max_length=200, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "commitments"

    def __str__(self) -> str:
        return Truncator(self.text).chars(NAME_LENGTH)


class Scored(models.Model):
    """How bad and how likely something is, each from 1 to 5."""

    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    likelihood = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        abstract = True

    @property
    def score(self) -> int:
        return self.impact * self.likelihood

    @property
    def band(self) -> str:
        """The score in words."""
        return band_of(self.score)


class Risk(PlanRow, Scored):
    """What could go wrong: if, then, resulting in; impact and likelihood 1 to 5; what is done about it."""

    cause = models.CharField("if", max_length=300)
    effect = models.CharField("then", max_length=300)
    result = models.CharField("resulting in", max_length=300, blank=True)
    mitigation = models.TextField("what we do about it", blank=True, max_length=1000)
    owner_name = models.CharField("who answers for it", max_length=200, blank=True)
    # The code of the common risk this came from (devplans/common_risks.yaml); empty for what people added themselves.
    starting_point = models.SlugField(blank=True, editable=False)

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "risks"

    def __str__(self) -> str:
        return Truncator(self.cause).chars(NAME_LENGTH)


class DecisionAsked(PlanRow):
    """What a plan asks the commissioner to decide, with the amount in pounds, and the answer that approving gave.

    The answer is what stands now, written with the signature that gives it (`SignOff.answers` keeps each as it was
    signed). What is agreed with a condition counts as asked for until the condition is met.
    """

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        CONDITION = "condition", "Agreed with a condition"
        NOT_AGREED = "not_agreed", "Not agreed"

    most = DECISION_COUNT

    words = models.CharField("what is to be decided", max_length=DECISION_LENGTH)
    amount = _money("amount in pounds", CAPITAL, null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer, blank=True, editable=False)
    # The condition, or why it is not agreed.
    condition = models.CharField(max_length=CONDITION_LENGTH, blank=True, editable=False)
    answered_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    condition_met_on = models.DateField(null=True, editable=False)

    reported: ClassVar[tuple[str, ...]] = ("answer", "condition", "answered_by", "condition_met_on")
    """What is no part of the plan that is signed, because the commissioner writes it."""

    history = History()

    class Meta(PlanRow.Meta):
        default_related_name = "decisions"
        verbose_name = "decision asked for"
        verbose_name_plural = "decisions asked for"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None) | (~models.Q(answer="") & ~models.Q(answered_by=None)),
                name="decision_answered_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(condition_met_on=None) | models.Q(answer="condition"),
                name="decision_condition_met_where_one_was",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_agreed(self) -> bool:
        """It is agreed, and its condition is met where it has one: then what it asks for is committed."""
        return self.answer == self.Answer.AGREED or self.condition_met_on is not None

    @property
    def counts_as(self) -> str:
        """How what it asks for counts now (`devplans.rules.money.stands`)."""
        if self.is_agreed:
            return money.COMMITTED
        return money.NOT_AGREED if self.answer == self.Answer.NOT_AGREED else money.ASKED


def editing(row: PlanRow | Action) -> Transition:
    """What it is to change this row of a plan: each side writes what it promises, and what that costs."""
    promised = row if isinstance(row, Commitment) else getattr(row, "commitment", None)
    theirs = promised is not None and promised.side == Commitment.Side.COMMISSIONER
    return EDIT_FOR_COMMISSIONER if theirs else EDIT


def reporting(commitment: Commitment) -> Transition:
    """What it is to say how a commitment stands: each side says it of what it promised."""
    return REPORT_FOR_COMMISSIONER if commitment.side == Commitment.Side.COMMISSIONER else REPORT
