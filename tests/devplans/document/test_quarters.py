"""Actions by the quarter they are due in, and who leads them, said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devplans.rules.quarters import Quarter, quarter_of, quarters_between
from tests.devplans.example_document import EXAMPLE, action, with_actions

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2027, 1, 1), "January to March 2027"),
        (date(2027, 3, 31), "January to March 2027"),
        (date(2026, 12, 31), "October to December 2026"),
    ],
)
def test_a_quarter_is_three_months(day: date, title: str) -> None:
    assert quarter_of(day).title == title


@given(DAYS, DAYS)
def test_quarters_follow_each_other_without_a_gap(first: date, last: date) -> None:
    found = list(quarters_between(first, last))
    assert bool(found) == (quarter_of(first) <= quarter_of(last))
    for before, after in pairwise(found):
        assert before.following == after
        assert before < after
    if first <= last:
        assert (found[0], found[-1]) == (quarter_of(first), quarter_of(last))


def test_the_year_ends_with_the_fourth() -> None:
    assert Quarter(2026, 4).following == Quarter(2027, 1)


def test_every_quarter_of_the_plan_is_there_and_each_action_in_one() -> None:
    rows = tuple(action(number) for number in range(1, 8))
    late = replace(rows[0], due=EXAMPLE.period_end + timedelta(days=200))
    document = with_actions(late, replace(rows[1], due=None), *rows[2:])
    found = document.quarters
    assert found[0].title == quarter_of(EXAMPLE.period_start).title
    assert found[-2].rows == (late,)
    assert (found[-1].title, found[-1].rows) == ("No date yet", (replace(rows[1], due=None),))
    assert sum(len(quarter.rows) for quarter in found) == len(rows)
    assert any(not quarter.rows for quarter in found), "quarters in which nothing is due are shown"


@pytest.mark.parametrize(
    ("name", "role", "organisation", "said"),
    [
        (
            "Practice manager, Practice F81089",
            "Practice manager",
            "Practice F81089",
            ("Practice manager, Practice F81089",),
        ),
        ("Dr A", "GP partner", "Practice F81089", ("Dr A", "GP partner", "Practice F81089")),
        ("", "GP partner", "", ("GP partner",)),
        ("", "", "", ()),
        ("Digital lead, Essex", "Digital lead", "NHS Essex CCG", ("Digital lead, Essex", "NHS Essex CCG")),
    ],
)
def test_who_is_said_once(name: str, role: str, organisation: str, said: tuple[str, ...]) -> None:
    assert action(1, owner_name=name, owner_role=role, organisation=organisation).who == said
