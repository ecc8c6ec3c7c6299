"""The plan document's section on what the plan costs, as plain frozen data (units: `parts.py`).

Sums are worked out from the rows whenever they are shown, so that no table can differ from another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.document.content.shared import YearAmount
from devplans.rules import money
from devplans.rules.money import Ledger, LedgerRow, Period, Sum

NO_DECISION = "No decision asks for it"


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """What one payer pays for one thing. `name` is the row of the plan where the cost arises.

    `decision` is the decision that asks for it, in words, `decision_key` the key of its row.
    """

    key: int
    name: str
    what: str
    kind: str
    payer: str
    state: str
    risk: str
    years: tuple[YearAmount, ...]
    decision: str = ""
    decision_key: int | None = None

    @property
    def costed_years(self) -> Iterable[str]:
        return (part.year for part in self.years)

    def in_year(self, year: str) -> Decimal:
        return sum((part.amount for part in self.years if part.year == year), ZERO)


@dataclass(frozen=True, kw_only=True)
class CostPlace:
    """The lines that arise in one section of the plan. `section` is its code, `title` its title."""

    section: str
    title: str
    rows: tuple[CostRow, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceLedger:
    """The lines of one section in years, with what they come to together."""

    place: CostPlace
    lines: tuple[tuple[CostRow, tuple[Decimal, ...]], ...]
    total: LedgerRow


@dataclass(frozen=True, kw_only=True)
class Money:
    """What the plan costs. `years` are the financial years it touches, `after` is the first after it."""

    years: tuple[str, ...]
    after: str
    groups: tuple[CostPlace, ...]

    @property
    def period(self) -> Period:
        return Period(self.years, self.after)

    @property
    def costs(self) -> tuple[CostRow, ...]:
        return tuple(row for place in self.groups for row in place.rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The years to show."""
        return money.columns_of(self.costs, self.period)

    @property
    def by_kind(self) -> Ledger:
        return money.ledger(self.costs, self.period, lambda row: row.kind, tuple(money.KINDS))

    @property
    def by_payer(self) -> Ledger:
        return money.ledger(self.costs, self.period, lambda row: row.payer)

    @property
    def by_risk(self) -> Ledger:
        return money.ledger(self.costs, self.period, lambda row: row.risk, tuple(money.RISKS))

    @property
    def by_decision(self) -> Ledger:
        """What is asked for, by the decision that asks for it."""
        asked = [row for row in self.costs if row.state == money.ASKED]
        return money.ledger(asked, self.period, lambda row: row.decision or NO_DECISION)

    @property
    def total(self) -> LedgerRow:
        return money.row_of("All", self.costs, self.period, self.columns)

    @property
    def by_year(self) -> tuple[tuple[str, Sum], ...]:
        return tuple(zip(self.columns, self.total.years, strict=True))

    @property
    def goes_on(self) -> Sum:
        """Pounds a year when the plan has ended."""
        return money.goes_on(self.costs, self.period)

    @property
    def places(self) -> tuple[PlaceLedger, ...]:
        """Every line, where it arises, with the sums of each section."""
        return tuple(
            PlaceLedger(
                place=place,
                lines=tuple((row, tuple(map(row.in_year, self.columns))) for row in place.rows),
                total=money.row_of(f"{place.title} together", place.rows, self.period, self.columns),
            )
            for place in self.groups
        )
