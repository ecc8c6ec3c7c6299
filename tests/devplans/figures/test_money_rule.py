"""What costs come to: sums by year that are the same however lines are grouped, to the penny."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.decimals import ZERO
from devplans.rules import money
from devplans.rules.money import ASKED, CAPITAL, COMMITTED, HIGH, KINDS, LOW, ONE_OFF, RECURRENT, RISKS, Period, Sum

PERIOD = Period(("2026/27", "2027/28"), "2028/29")


@dataclass(frozen=True)
class Line:
    payer: str = "Practices"
    kind: str = RECURRENT
    state: str = COMMITTED
    risk: str = LOW
    years: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def costed_years(self) -> list[str]:
        return list(self.years)

    def in_year(self, year: str) -> Decimal:
        return self.years.get(year, ZERO)


YEARS = ("2025/26", *PERIOD.every, "2031/32")
LINES = st.lists(
    st.builds(
        Line,
        payer=st.sampled_from(["Practices", "NHS England capital", "Local authority"]),
        kind=st.sampled_from(list(KINDS)),
        state=st.sampled_from([COMMITTED, ASKED]),
        risk=st.sampled_from(list(RISKS)),
        years=st.dictionaries(
            st.sampled_from(YEARS), st.decimals(min_value=0, max_value=250_000_000, places=2), max_size=5
        ),
    ),
    max_size=12,
)
GROUPINGS: tuple[Callable[[Line], str], ...] = (
    lambda line: line.payer,
    lambda line: line.kind,
    lambda line: line.risk,
    lambda line: line.state,
)


def test_the_years_of_a_plan_begin_in_april_and_one_comes_after() -> None:
    assert money.period_of(date(2018, 10, 1), date(2020, 9, 30)) == Period(("2018/19", "2019/20", "2020/21"), "2021/22")
    assert money.period_of(date(2019, 3, 31), date(2019, 4, 1)) == Period(("2018/19", "2019/20"), "2020/21")


def test_what_is_committed_and_what_is_asked_for_are_told_apart_and_the_year_after_is_no_year_of_the_plan() -> None:
    hub = {"2026/27": Decimal(150_000), "2027/28": Decimal(600_000), "2028/29": Decimal(100_000)}
    lines = [
        Line(years={"2026/27": Decimal(18_000), "2027/28": Decimal(36_000), "2028/29": Decimal(36_000)}),
        Line(payer="NHS England capital", kind=CAPITAL, state=ASKED, risk=HIGH, years=hub),
    ]
    by_kind = money.ledger(lines, PERIOD, lambda line: line.kind, tuple(KINDS))
    assert by_kind.columns == ("2026/27", "2027/28", "2028/29")
    assert [(row.name, row.plan) for row in by_kind.rows] == [
        (RECURRENT, Sum(committed=Decimal(54_000))),
        (CAPITAL, Sum(asked=Decimal(750_000))),
    ]
    assert by_kind.total.plan == Sum(Decimal(54_000), Decimal(750_000))
    assert by_kind.total.plan.total == 804_000
    assert money.goes_on(lines, PERIOD) == Sum(committed=Decimal(36_000))


def test_a_line_in_a_year_outside_the_plan_is_shown_and_is_in_no_sum_of_the_plan() -> None:
    (row,) = money.ledger([Line(years={"2031/32": Decimal(5)})], PERIOD, lambda line: line.payer).rows
    assert row.plan == Sum()
    assert row.years[-1] == Sum(committed=Decimal(5))


@given(LINES)
def test_every_table_comes_to_the_same_to_the_penny(lines: list[Line]) -> None:
    totals = {money.ledger(lines, PERIOD, by).total for by in GROUPINGS}
    (total,) = totals
    assert total.plan.total == sum((line.in_year(year) for line in lines for year in PERIOD.years), ZERO)


@given(LINES)
def test_the_rows_and_the_years_of_a_table_add_up_to_its_total(lines: list[Line]) -> None:
    for by in GROUPINGS:
        found = money.ledger(lines, PERIOD, by)
        for place, year in enumerate(found.columns):
            assert sum((row.years[place] for row in found.rows), Sum()) == found.total.years[place]
            shown = [Decimal(money.pounds(row.years[place].total).replace(",", "")) for row in found.rows]
            assert sum(shown, ZERO) == Decimal(money.pounds(found.total.years[place].total).replace(",", "")), year
        in_plan = [sums for year, sums in zip(found.columns, found.total.years, strict=True) if year in PERIOD.years]
        assert sum(in_plan, Sum()) == found.total.plan == sum((row.plan for row in found.rows), Sum())


@given(LINES)
def test_nothing_is_lost_and_no_name_is_without_a_line(lines: list[Line]) -> None:
    found = money.ledger(lines, PERIOD, lambda line: line.payer)
    assert {row.name for row in found.rows} == {line.payer for line in lines}
    every = sum((sums.total for row in found.rows for sums in row.years), ZERO)
    assert every == sum((amount for line in lines for amount in line.years.values()), ZERO)


@given(LINES)
def test_only_what_is_recurrent_goes_on(lines: list[Line]) -> None:
    one_offs = [Line(kind=ONE_OFF, years={PERIOD.after: Decimal(7)})]
    assert money.goes_on([*lines, *one_offs], PERIOD) == money.goes_on(lines, PERIOD)


@pytest.mark.parametrize(
    ("starts", "first", "second"),
    [
        (None, "24000.00", "24000.00"),
        (date(2026, 4, 1), "24000.00", "24000.00"),
        (date(2027, 1, 15), "6000.00", "24000.00"),
        (date(2027, 3, 1), "2000.00", "24000.00"),
        (date(2025, 6, 1), "24000.00", "24000.00"),
    ],
)
def test_a_post_costs_by_the_month_in_the_year_it_starts(starts: date | None, first: str, second: str) -> None:
    """The mock figures of a post of 24,000 pounds a year from January: 6,000 by March."""
    found = money.of_a_post(Decimal(24_000), starts, PERIOD)
    assert found == {"2026/27": Decimal(first), "2027/28": Decimal(second), "2028/29": Decimal("24000.00")}


def test_a_post_that_starts_after_the_plan_costs_nothing_in_it() -> None:
    assert money.of_a_post(Decimal(24_000), date(2029, 4, 1), PERIOD) == {}
    assert money.of_a_post(ZERO, None, PERIOD) == {}


@given(
    st.decimals(min_value=0, max_value=1_000_000, places=2), st.none() | st.dates(date(2024, 1, 1), date(2032, 1, 1))
)
def test_a_post_never_costs_more_than_a_full_year(cost: Decimal, starts: date | None) -> None:
    for amount in money.of_a_post(cost, starts, PERIOD).values():
        assert ZERO < amount <= cost + 1
        assert amount == amount.to_integral_value()


@pytest.mark.parametrize(
    ("value", "shown"), [("18000", "18,000"), ("18000.5", "18,000.50"), ("0", "0"), ("0.07", "0.07")]
)
def test_pounds_are_never_rounded(value: str, shown: str) -> None:
    assert money.pounds(Decimal(value)) == shown
