"""The sections of the plan document that are about numbers, as plain frozen data like the rest of `document.py`.

Figures stand here rounded as they are printed, so that a frozen plan says what was read: appointments a week in whole
numbers, shares in per cent with one decimal. Money is in pounds, staff are full-time equivalents (FTE), years are
financial years in words ("2020/21"). A gap below zero is a surplus.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class NotNeeded:
    """In place of a section: this plan does without it."""

    because: str


# Demand and capacity ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PracticeCapacity:
    """A practice's list size and staff, as they were taken for the model."""

    ods_code: str
    name: str
    patients: int | None = None
    gp_fte: Decimal | None = None
    nurse_fte: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class GapFigure:
    """A gap in appointments a week and in per cent of what is needed; no share when nothing is needed."""

    appointments: Decimal
    share: Decimal | None = None

    @property
    def is_surplus(self) -> bool:
        return self.appointments < 0


@dataclass(frozen=True, kw_only=True)
class UnmetRow:
    """One way that patients without an appointment go."""

    label: str
    share: Decimal
    appointments: Decimal


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One column of the waterfall: a total, or a change with its sign. `why` is what the plan says of the lever."""

    label: str
    appointments: Decimal
    how: str
    is_total: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class WhatIfRow:
    """The gap that remains if something goes otherwise, or why the question makes no sense."""

    label: str
    remaining: GapFigure | None = None
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedAssumption:
    """An assumption that the locality changed, with its reason."""

    label: str
    unit: str
    usual: Decimal
    value: Decimal
    why: str


@dataclass(frozen=True, kw_only=True)
class ClosingTheGap:
    """What the plan does about the gap of the target year. GPs are full-time equivalents; zero or less: none needed."""

    steps: tuple[StepRow, ...]
    remaining: GapFigure
    what_ifs: tuple[WhatIfRow, ...]
    gps_to_close: Decimal
    safe_level: Decimal
    remaining_why: str = ""

    @property
    def is_rounded(self) -> bool:
        """Whether a reader who adds the steps up gets another figure than the printed one."""
        level = ZERO
        for step in self.steps:
            if step.is_total and step is not self.steps[0] and level != step.appointments:
                return True
            level = step.appointments if step.is_total else level + step.appointments
        return False


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """Today's demand and capacity, the target year's if nothing is done, and what the plan does about it."""

    base_year: str
    target_year: str
    patients: int
    gp_fte: Decimal
    nurse_fte: Decimal
    demand: Decimal
    gp_capacity: Decimal
    nurse_capacity: Decimal
    capacity: Decimal
    gap: GapFigure
    demand_then: Decimal
    do_nothing: GapFigure
    worst_case: GapFigure
    worst_case_without_other_leavers: GapFigure
    unmet: tuple[UnmetRow, ...]
    practices: tuple[PracticeCapacity, ...]
    figures_why: str = ""
    share_met: Decimal | None = None
    changed: tuple[ChangedAssumption, ...] = ()
    closing: ClosingTheGap | None = None

    @property
    def differs_from_practices(self) -> bool:
        """Whether the figures are others than the sums of what the practices gave."""
        names = ("patients", "gp_fte", "nurse_fte")
        return bool(self.practices) and any(total_of(self.practices, name) != getattr(self, name) for name in names)


# Staff, premises, digital -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """A role: FTE in post, extra FTE from when, and the cost of the extra posts in pounds a year."""

    role: str
    fte_now: Decimal
    extra_fte: Decimal
    cost_per_fte: Decimal
    cost_a_year: Decimal
    payer: str = ""
    next_step: str = ""
    starts: date | None = None

    @property
    def fte_then(self) -> Decimal:
        return self.fte_now + self.extra_fte


@dataclass(frozen=True, kw_only=True)
class StaffGroupRows:
    """The roles of one group of staff. `counts_as` says what they bring to the capacity model, "" for nothing."""

    title: str
    rows: tuple[StaffRow, ...]
    counts_as: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffTotals:
    """Sums over roles."""

    fte_now: Decimal
    extra_fte: Decimal
    cost_a_year: Decimal

    @property
    def fte_then(self) -> Decimal:
        return self.fte_now + self.extra_fte


@dataclass(frozen=True, kw_only=True)
class PayerShare:
    """What one payer pays: pounds a year, and its share in whole per cent."""

    payer: str
    cost_a_year: Decimal
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Staffing:
    """The plan's staff by group, with their sums and who pays for them."""

    groups: tuple[StaffGroupRows, ...]
    totals: StaffTotals
    payers: tuple[PayerShare, ...]

    @property
    def shares_are_rounded(self) -> bool:
        """Whether the shares as printed come to more or less than 100."""
        return sum(row.share for row in self.payers) != 100


@dataclass(frozen=True, kw_only=True)
class HubModelChosen:
    """The way to arrange premises that the plan chose among the guide's."""

    title: str
    summary: str
    advantages: tuple[str, ...]
    disadvantages: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class YearAmount:
    """Capital in one financial year, in pounds."""

    year: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class SchemeRow:
    """A premises scheme in pounds, with its three judgements in words, "" where nobody has judged yet."""

    name: str
    kind: str
    capital: Decimal
    running: Decimal
    profile: tuple[YearAmount, ...]
    source_of_capital: str = ""
    business_case: str = ""
    development_costs: str = ""
    progress: str = ""
    pipeline: str = ""

    def in_year(self, year: str) -> Decimal | None:
        """Pounds of capital in that financial year."""
        return next((part.amount for part in self.profile if part.year == year), None)


YEARS_A_TABLE = 6
"""As many columns of pounds as a table across the page has room for, beside name and total."""


@dataclass(frozen=True, kw_only=True)
class ProfileTable:
    """The schemes' capital in some years: what each has in each year, and the sums."""

    years: tuple[str, ...]
    rows: tuple[tuple[SchemeRow, tuple[Decimal | None, ...]], ...]
    totals: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class Estates:
    """The hub model and the premises schemes."""

    schemes: tuple[SchemeRow, ...]
    hub: HubModelChosen | None = None

    @property
    def capital(self) -> Decimal:
        return sum((scheme.capital for scheme in self.schemes), ZERO)

    @property
    def running(self) -> Decimal:
        return sum((scheme.running for scheme in self.schemes), ZERO)

    @property
    def profiles(self) -> tuple[ProfileTable, ...]:
        """Capital by financial year, as many tables as the years need; none while nobody has spread any capital."""
        years = sorted({part.year for scheme in self.schemes for part in scheme.profile})
        return tuple(self._profile(years[at : at + YEARS_A_TABLE]) for at in range(0, len(years), YEARS_A_TABLE))

    def _profile(self, years: Sequence[str]) -> ProfileTable:
        rows = tuple((scheme, tuple(map(scheme.in_year, years))) for scheme in self.schemes)
        columns = zip(*(amounts for _, amounts in rows), strict=True)
        totals = tuple(sum((amount or ZERO for amount in column), ZERO) for column in columns)
        return ProfileTable(years=tuple(years), rows=rows, totals=totals)

    @property
    def is_spread(self) -> bool:
        """Whether the years of every scheme add up to its capital."""
        return all(sum((part.amount for part in each.profile), ZERO) == each.capital for each in self.schemes)


@dataclass(frozen=True, kw_only=True)
class DigitalRow:
    """A digital initiative, numbered as on the chart. Impact and feasibility are 1 to 5, cost is in pounds."""

    number: int
    name: str
    segment: str
    impact: int
    feasibility: int
    description: str = ""
    domains: tuple[str, ...] = ()
    cost: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Digital:
    """The digital initiatives."""

    rows: tuple[DigitalRow, ...]

    @property
    def cost(self) -> Decimal | None:
        """Pounds for those whose cost is known; None when none is."""
        return total_of(self.rows, "cost")

    @property
    def has_unknown_costs(self) -> bool:
        return any(row.cost is None for row in self.rows)


# Commitments and risks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CommitmentRow:
    """What one side promises, about what, who answers for it and by when. `offer` is the guide's offer it takes up."""

    text: str
    about: str
    owner: str = ""
    offer: str = ""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """What locality and commissioner promise each other."""

    locality: tuple[CommitmentRow, ...]
    commissioner: tuple[CommitmentRow, ...]


@dataclass(frozen=True, kw_only=True)
class RiskRow:
    """If, then, resulting in; impact and likelihood 1 to 5."""

    cause: str
    effect: str
    result: str
    impact: int
    likelihood: int
    mitigation: str = ""
    owner: str = ""

    @property
    def score(self) -> int:
        return self.impact * self.likelihood


@dataclass(frozen=True, kw_only=True)
class Risks:
    """The risks, the greatest score first."""

    rows: tuple[RiskRow, ...]


def total_of(rows: Sequence[object], name: str) -> Decimal | None:
    """The sum over rows of what is known; None when nothing is."""
    known = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(known, ZERO) if known else None
