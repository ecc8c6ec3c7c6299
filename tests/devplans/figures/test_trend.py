"""Which way a metric moves: example figures of the pages, and what holds for all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devplans.rules.metrics.figures import Point, agrees, scale_of, worked_out
from devplans.rules.metrics.trend import Series, questions_on, trend_of

START, TODAY = date(2018, 2, 28), date(2018, 12, 31)


def series(baseline, *values, target=None, higher=False, unit="%", start=START) -> Series:
    points = [
        Point(on=start + timedelta(days=90 * place), value=None if value is None else Decimal(str(value)))
        for place, value in enumerate((baseline, *values))
    ]
    return Series(
        unit=unit,
        higher_is_better=higher,
        baseline=points[0],
        measured=points[1:],
        target=None if target is None else Decimal(str(target)),
    )


@pytest.mark.parametrize(
    ("of", "state", "words"),
    [
        (series(14, target=9), "none", "Not measured yet."),
        (series(64, 65, target=78, higher=True), "early", "Too early to say: 1 measurement."),
        (series(None, 64, 65, target=78, higher=True), "early", "Too early to say: 2 measurements."),
        (
            series(14, "13.1", "12.4", "11.6", target=9),
            "right",
            "Moves the right way: 2.4 of the 5 points to the target.",
        ),
        (series(312, 318, 324, target=295, unit="per 1,000"), "wrong", "Moves the wrong way, twice running."),
        (series(312, 300, 305, 309, target=295, unit="x"), "wrong", "Moves the wrong way, twice running."),
        (series(312, 330, 320, target=295, unit="x"), "wrong", "Moves the wrong way: worse than where it started."),
        (series(312, 300, 312, target=295, unit="x"), "level", "Where it started."),
        (series(312, 300, 295, target=295, unit="x"), "reached", "At the target or better."),
        (series(312, 310, 300), "right", "Moves the right way."),
        (series(312, 310, 300, target=320, unit="x"), "reached", "At the target or better."),
    ],
)
def test_in_words(of, state, words):
    found = trend_of(of)
    assert (found.state, found.words) == (state, words)


def test_where_a_number_is_hidden_nothing_is_said():
    of = series(14, 13, 12, 11)
    hidden = [*of.measured[:2], of.measured[2].without_numbers("fewer than 5")]
    assert (
        trend_of(Series(unit="%", higher_is_better=False, baseline=None, measured=hidden, target=None)).state == "few"
    )


def test_a_figure_from_before_the_baseline_is_no_step():
    of = series(14, 13, 12)
    early = Point(on=START - timedelta(days=400), value=Decimal(99))
    late = Series(unit="%", higher_is_better=False, baseline=of.baseline, measured=[early, *of.measured], target=None)
    assert late.values == of.values


@given(st.lists(st.integers(0, 100), min_size=3, max_size=8), st.booleans(), st.one_of(st.none(), st.integers(0, 100)))
def test_turned_round_it_says_the_same(values, higher, target):
    def turned(value):
        return None if value is None else 100 - value

    one = trend_of(series(*values, target=target, higher=higher))
    other = trend_of(series(*map(turned, values), target=turned(target), higher=not higher))
    assert one == other


def test_what_is_asked_about():
    asked = questions_on(series(312, 3, 300, unit="a year"), today=TODAY)
    assert asked == ["Is 3 a year right? The figure before was 312.", "Is 300 a year right? The figure before was 3."]
    assert questions_on(series(60, 86, 61), today=TODAY)[0] == "Is 86% right? The figure before was 60."
    assert questions_on(series(60, 85, 61), today=TODAY) == ["", ""]
    old = series(60, 61, start=date(1999, 1, 1))
    assert questions_on(old, today=TODAY) == ["Is 1 April 1999 right? That is long ago."]
    before = Series(
        unit="%",
        higher_is_better=True,
        baseline=Point(on=TODAY, value=Decimal(60)),
        measured=[Point(on=START, value=Decimal(60))],
        target=None,
    )
    assert "The baseline is of 31 December 2018" in questions_on(before, today=TODAY)[0]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("% of patients", 100),
        ("attendances per 1,000 patients a year", 1000),
        ("admissions per 100,000 patients a year", 100_000),
        ("admissions per 100 beds a year", 100),
        ("appointments per full-time GP per week", 1),
        ("score", 1),
    ],
)
def test_the_scale_of_a_unit(unit, scale):
    assert scale_of(unit) == scale


def test_a_count_in_words() -> None:
    counted = Point(on=START, value=Decimal("11.6"), count=Decimal(560), out_of=Decimal(4830))
    assert counted.counted == "560 of 4,830"
    assert Point(on=START, value=Decimal(9), count=Decimal(9)).counted == ""


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_is_worked_out_agrees_with_its_count(count, out_of):
    value = worked_out(Decimal(count), Decimal(out_of), "% of patients")
    assert agrees(value, Decimal(count), Decimal(out_of), "% of patients")
    assert not agrees(value + value / 50 + 1, Decimal(count), Decimal(out_of), "% of patients")
