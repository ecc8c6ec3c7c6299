"""The figures frozen beside a version: from the same content, and what is due by them on which day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from devplans.document.agreed import frozen_from
from devplans.document.content.shared import NotNeeded
from devplans.document.plan import fingerprint, to_json
from devplans.rules.agreed_figures import AgreedCost, AgreedFigures, figures_from
from devplans.rules.money import ASKED, COMMITTED, NOT_AGREED, Period, row_of, stands
from tests.devplans.example_document import EXAMPLE

DAY = date(2019, 5, 24)
FIGURES = AgreedFigures(
    level=2, starts_on=DAY, ends_on=DAY, dues={1: DAY - timedelta(days=1), 2: DAY, 3: DAY + timedelta(days=30), 4: None}
)


def test_an_action_is_overdue_from_the_day_after_it_was_due() -> None:
    assert FIGURES.overdue((), today=DAY) == 1
    assert FIGURES.overdue((), today=DAY + timedelta(days=1)) == 2
    assert FIGURES.overdue({1}, today=DAY) == 0


def test_due_soon_is_from_today_to_the_last_day() -> None:
    assert FIGURES.due_soon((), today=DAY, within=timedelta(days=30)) == 2
    assert FIGURES.due_soon((), today=DAY, within=timedelta(days=29)) == 1
    assert FIGURES.due_soon({2, 3}, today=DAY, within=timedelta(days=30)) == 0


def test_they_are_what_the_content_says() -> None:
    frozen = frozen_from(to_json(EXAMPLE))
    found = figures_from(frozen["figures"])
    assert frozen["fingerprint"] == fingerprint(EXAMPLE)
    assert (found.level, found.starts_on, found.ends_on) == (
        EXAMPLE.level_aimed_for,
        EXAMPLE.period_start,
        EXAMPLE.period_end,
    )
    assert found.extra_fte == EXAMPLE.staffing.totals.extra_fte
    period = Period(EXAMPLE.money.years)
    assert row_of("All", found.costs or (), period, period.years).plan == EXAMPLE.money.total.plan
    assert found.dues == {row.key: row.due for row in EXAMPLE.actions.rows}


def test_staff_that_are_not_needed_are_none_and_no_section_is_no_answer() -> None:
    for staffing, extra in ((NotNeeded(because="Enough"), 0), (None, None)):
        frozen = frozen_from(to_json(replace(EXAMPLE, staffing=staffing)))
        assert figures_from(frozen["figures"]).extra_fte == extra


def test_what_a_decision_asks_for_counts_as_it_was_answered() -> None:
    """What is agreed with a condition counts as asked for until that is met; what is committed stays committed."""
    years = {"2018/19": Decimal("10.50")}
    asked = [AgreedCost(payer="CCG", kind="Capital", state=ASKED, decision=key, years=years) for key in (1, 2, 3, None)]
    committed = AgreedCost(payer="CCG", kind="Capital", state=COMMITTED, years=years)
    figures = replace(FIGURES, costs=(*asked, committed))
    answers = {1: COMMITTED, 2: NOT_AGREED, 3: ASKED}
    found = [cost.state for cost in figures.money(answers)]
    assert found == [COMMITTED, NOT_AGREED, ASKED, ASKED, COMMITTED]
    total = row_of("All", figures.money(answers), Period(("2018/19",)), ("2018/19",)).plan
    assert (total.committed, total.asked) == (21, 21)
    assert [cost.state for cost in figures.money({})] == [ASKED, ASKED, ASKED, ASKED, COMMITTED]
    assert stands(COMMITTED, 2, answers) == COMMITTED
