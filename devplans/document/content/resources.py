"""The plan document's sections on what it takes: staff, premises and digital (units: `parts.py`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.document.content.shared import total_of


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """A role: FTE in post, extra FTE from when, what a full year of the extra posts costs in pounds, and who pays."""

    key: int
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
class Staffing:
    """The plan's staff by group, with their sums."""

    groups: tuple[StaffGroupRows, ...]
    totals: StaffTotals


@dataclass(frozen=True, kw_only=True)
class HubModelChosen:
    """The way to arrange premises that the plan chose among the guide's."""

    title: str
    summary: str
    advantages: tuple[str, ...]
    disadvantages: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class HubOption:
    """One of the guide's ways to arrange premises, to compare with the others.

    `capital` and `running` are what it would cost if the whole system did so, in words.
    """

    title: str
    summary: str
    advantages: tuple[str, ...]
    disadvantages: tuple[str, ...]
    capital: str = ""
    running: str = ""


@dataclass(frozen=True, kw_only=True)
class SchemeRow:
    """A premises scheme in pounds, with its three judgements in words, "" where nobody has judged yet."""

    key: int
    name: str
    kind: str
    capital: Decimal
    running: Decimal
    source_of_capital: str = ""
    business_case: str = ""
    development_costs: str = ""
    progress: str = ""
    pipeline: str = ""


@dataclass(frozen=True, kw_only=True)
class Estates:
    """The hub model, those it was chosen among, and the premises schemes."""

    schemes: tuple[SchemeRow, ...]
    hub: HubModelChosen | None = None
    options: tuple[HubOption, ...] = ()

    @property
    def capital(self) -> Decimal:
        return sum((scheme.capital for scheme in self.schemes), ZERO)

    @property
    def running(self) -> Decimal:
        return sum((scheme.running for scheme in self.schemes), ZERO)


@dataclass(frozen=True, kw_only=True)
class DigitalRow:
    """A digital initiative, numbered as on the chart. Impact and feasibility are 1 to 5.

    `cost` is in pounds, what its cost lines come to.
    """

    key: int
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
