"""The plan document's sections on what it takes: staff, premises and digital (units: `parts.py`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.document.parts import total_of


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """A role: FTE in post, extra FTE from when, and the cost of the extra posts in pounds a year."""

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

    key: int
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
