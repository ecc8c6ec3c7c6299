"""Small numbers: nobody outside can work one out from what is shown (limit of 5: NHS Digital's small number rule)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devplans.rules.metrics.figures import Point, breakdown_of
from devplans.rules.metrics.small_numbers import ALL_BUT_FEW, BESIDE, FEW, shown_outside

DAY = date(2019, 3, 31)


def point(count: int | None, out_of: int | None, group: str = "", on: date = DAY) -> Point:
    value = Decimal(count * 100) / out_of if count is not None and out_of else Decimal(10)
    as_decimal = (None if number is None else Decimal(number) for number in (count, out_of))
    return Point(on=on, value=value, count=next(as_decimal), out_of=next(as_decimal), group=group)


def hidden(*points: Point) -> list[str]:
    return [one.hidden for one in shown_outside(points, is_share=True)]


@pytest.mark.parametrize(
    ("count", "out_of", "said"),
    [
        (0, 240, FEW),
        (4, 240, FEW),
        (5, 240, ""),
        (235, 240, ""),
        (236, 240, ALL_BUT_FEW),
        (240, 240, ALL_BUT_FEW),
        (3, 4, FEW),
        (None, None, ""),
    ],
)
def test_a_figure_by_itself(count, out_of, said):
    [found] = shown_outside([point(count, out_of)], is_share=True)
    assert found.hidden == said
    assert (found.value is None) == bool(said)
    if said:
        assert (found.count, found.out_of) == (None, None)


def test_a_rate_may_count_more_than_it_is_out_of():
    assert shown_outside([point(300, 299)], is_share=False)[0].hidden == ""


def test_groups_are_shown_all_or_none():
    total, small = point(60, 200), point(3, 50, "age-0")
    assert hidden(total, small, point(57, 150, "age-18")) == ["", BESIDE, BESIDE]
    assert hidden(total, point(30, 90, "age-0"), point(30, 110, "age-18")) == ["", "", ""]
    assert hidden(total, point(30, 90, "age-0"), point(27, 90, "age-18")) == ["", BESIDE, BESIDE], "the rest is 3"
    assert hidden(point(4, 200), point(30, 90, "age-0")) == [FEW, BESIDE]


def test_another_day_and_another_breakdown_stand_for_themselves():
    later = date(2019, 6, 30)
    points = [point(60, 200), point(30, 90, "age-0"), point(30, 110, "age-18")]
    small = [point(3, 90, "deprivation-1"), point(57, 110, "deprivation-5"), point(2, 90, "age-0", later)]
    assert hidden(*points, *small) == ["", "", "", BESIDE, BESIDE, BESIDE]


def test_groups_of_one_breakdown_stand_for_the_total_of_another():
    fifths = [point(30, 90, "deprivation-1"), point(30, 110, "deprivation-5")]
    assert hidden(*fifths, point(57, 180, "age-18")) == [BESIDE] * 3
    assert hidden(*fifths, point(50, 150, "age-18")) == [""] * 3


def test_shares_without_counts_could_be_solved_for_them():
    assert hidden(point(60, 200), point(None, None, "age-0"), point(None, None, "age-18")) == ["", BESIDE, BESIDE]
    assert hidden(point(None, None), point(None, None, "age-0")) == ["", ""]


cells = st.tuples(st.integers(0, 12), st.integers(0, 12))  # how many are counted, and how many are not
AGES = ["age-0", "age-18", "age-65", "age-75"]


@given(st.lists(cells, min_size=1, max_size=4), cells, st.booleans())
def test_nothing_hidden_follows_from_what_is_shown(groups, rest, with_total):
    """Whoever reads it subtracts the groups from the total: no number under 5 is left, of those counted or not."""
    points = [point(yes, yes + no, AGES[at]) for at, (yes, no) in enumerate(groups)]
    if with_total:
        everybody = [*groups, rest]
        yes, no = (sum(cell[at] for cell in everybody) for at in (0, 1))
        points.insert(0, point(yes, yes + no))
    shown = [one for one in shown_outside(points, is_share=True) if not one.hidden]
    for one in shown:
        assert one.count >= 5
        assert one.out_of - one.count >= 5
    total = next((one for one in shown if not one.group), None)
    parts = [one for one in shown if one.group]
    if total and parts:
        left = total.count - sum(one.count for one in parts)
        left_of = total.out_of - sum(one.out_of for one in parts)
        assert (left, left_of) == (0, 0) or (left >= 5 and left_of - left >= 5)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(5, 60), st.integers(5, 60))
def test_what_is_shown_stays_the_same_whatever_a_small_number_is(one, other, counted, not_counted):
    """The total stays, and some move from one group to the other: outside, the two cannot be told apart."""

    def seen(small: int) -> tuple[Point, ...]:
        parts = [(small, 40, "age-0"), (counted + 4 - small, counted + not_counted + 4, "age-18")]
        total = point(counted + 4, counted + not_counted + 44)
        return shown_outside([total, *(point(*part) for part in parts)], is_share=True)

    assert seen(one) == seen(other)
    alone = [shown_outside([point(small, 40)], is_share=True) for small in (one, other)]
    assert alone[0] == alone[1]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from(["", *AGES])), max_size=6))
def test_nothing_is_lost_or_changed_that_is_shown(rows):
    points = [replace(point(min(a, b), b, group), key=at) for at, (a, b, group) in enumerate(rows)]
    found = shown_outside(points, is_share=True)
    assert [one.key for one in found] == [one.key for one in points]
    assert all(one == was or one == was.without_numbers(one.hidden) for one, was in zip(found, points, strict=True))
    assert breakdown_of("age-18") == "age"
