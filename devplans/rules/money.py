"""What a plan costs: its cost lines added up by financial year, and by payer, kind, risk, decision or place. Pure.

Money is in pounds with pence, financial years are in words ("2026/27"). A line is committed (whoever pays has agreed)
or asked for. Sums are of whole pence, so every table adds up to the same: nothing is rounded before it is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from assessment.rules.decimals import ZERO, financial_year, round_to

RECURRENT, ONE_OFF, CAPITAL = "Recurrent", "One-off", "Capital"
KINDS = {RECURRENT: "every year, with no end", ONE_OFF: "ends with the plan", CAPITAL: "buildings and equipment"}
COMMITTED, ASKED, NOT_AGREED = "Committed", "Asked for", "Not agreed"
LOW, MEDIUM, HIGH = "Low", "Medium", "High"
RISKS = {
    LOW: "in the budget of whoever pays",
    MEDIUM: "likely, and others may need it",
    HIGH: "rests on something that is not decided yet",
}
"""The strategy 2018 rates the three sources it counts on: 9 million pounds low, 16 medium and 10 high."""

MONTHS = 12


class Cost(Protocol):
    """A cost line, wherever it comes from: a row of the plan or a row of a frozen document."""

    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    def in_year(self, year: str) -> Decimal: ...
    @property
    def costed_years(self) -> Iterable[str]: ...


CostT = TypeVar("CostT", bound=Cost)


@dataclass(frozen=True)
class Period:
    """The financial years that a plan touches, and the first after it: what goes on then is no cost of the plan."""

    years: tuple[str, ...]
    after: str = ""

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.years, self.after) if self.after else self.years


def first_year(day: date) -> int:
    """The financial year that a day is in, by its first calendar year: 31 March 2019 is in 2018."""
    return day.year - (day.month < 4)


def period_of(start: date, end: date) -> Period:
    """The financial years from `start` to `end`, which begin in April, and the one after."""
    first, last = first_year(start), first_year(end)
    return Period(tuple(financial_year(year) for year in range(first, last + 1)), financial_year(last + 1))


@dataclass(frozen=True)
class Sum:
    """Pounds that are committed, and pounds that are asked for."""

    committed: Decimal = ZERO
    asked: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.committed + self.asked

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.committed + other.committed, self.asked + other.asked)


NOTHING = Sum()


@dataclass(frozen=True)
class LedgerRow:
    """What one name comes to: in each year shown, and in all years of the plan together."""

    name: str
    years: tuple[Sum, ...]
    plan: Sum


@dataclass(frozen=True)
class Ledger:
    """Cost lines added up by name and year. Its rows come to `total`, which is the same however lines are grouped."""

    columns: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    total: LedgerRow

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the sums of a row: its years, then all years of the plan."""
        return (*self.columns, "The plan")


def columns_of(costs: Iterable[Cost], period: Period) -> tuple[str, ...]:
    """The years to show: the plan's, the first after it, and any other that a line has something in."""
    return tuple(sorted({*period.every, *(year for cost in costs for year in cost.costed_years)}))


def amount_of(costs: Iterable[Cost], year: str) -> Sum:
    """What lines come to in a year. What was not agreed comes to nothing."""
    found = NOTHING
    for cost in costs:
        amount = cost.in_year(year)
        if cost.state == COMMITTED:
            found += Sum(committed=amount)
        elif cost.state == ASKED:
            found += Sum(asked=amount)
    return found


def row_of(name: str, costs: Sequence[Cost], period: Period, columns: Sequence[str]) -> LedgerRow:
    """What lines come to under one name."""
    years = {year: amount_of(costs, year) for year in {*columns, *period.years}}
    return LedgerRow(
        name=name,
        years=tuple(years[year] for year in columns),
        plan=sum((years[year] for year in period.years), NOTHING),
    )


def ledger(costs: Sequence[CostT], period: Period, by: Callable[[CostT], str], names: Sequence[str] = ()) -> Ledger:
    """Add lines up by what `by` says of each: `names` in their order first, others in order of name."""
    columns = columns_of(costs, period)
    groups: dict[str, list[CostT]] = {name: [] for name in names}
    for cost in sorted(costs, key=by):
        groups.setdefault(by(cost), []).append(cost)
    return Ledger(
        columns=columns,
        rows=tuple(row_of(name, group, period, columns) for name, group in groups.items() if group),
        total=row_of("All", costs, period, columns),
    )


def stands(state: str, decision: int | None, answers: Mapping[int, str]) -> str:
    """How a line counts once its decision is answered: committed, asked for or not agreed.

    `answers` say by decision how what it asks for counts now. What is agreed with a condition counts as asked for until
    the condition is met; what is committed, or asked for by no decision, is as it was entered.
    """
    return state if state != ASKED or decision is None else answers.get(decision, ASKED)


def goes_on(costs: Iterable[Cost], period: Period) -> Sum:
    """What is paid each year when the plan has ended: the recurrent lines in the first year after it."""
    return amount_of((cost for cost in costs if cost.kind == RECURRENT), period.after)


def of_a_post(cost_a_year: Decimal, starts: date | None, period: Period) -> dict[str, Decimal]:
    """What a post costs in each year, by the month it starts in: £24,000 a year from January are £6,000 by March.

    In whole pounds. Without a start it is there from the first year on.
    """
    begins = first_year(starts) if starts else None
    found = {}
    for year in period.every:
        number = int(year[:4])
        if begins is None or number > begins:
            found[year] = round_to(cost_a_year)
        elif number == begins and starts:
            months = MONTHS - (starts.month - 4) % MONTHS
            found[year] = round_to(cost_a_year * months / MONTHS)
    return {year: amount for year, amount in found.items() if amount}


def pounds(value: Decimal) -> str:
    """Pounds as they are written everywhere: whole where they are whole, else with both pence; never rounded."""
    return f"{value:,.2f}".removesuffix(".00")
