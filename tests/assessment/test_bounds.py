"""What stands for no figure, what may be a fraction, and how a number is written with its unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.decimals import with_unit
from assessment.rules.indicator_bounds import IndicatorBounds, asks_about, stands_for_no_figure

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    "typed",
    [
        "*",
        "ND",
        "nd",
        "NS",
        "EST",
        "null",
        "-",
        "–",
        "n/a",
        "N/A",
        "-97",
        "-98.0",
        "-99.00",
        "\N{MINUS SIGN}99",
        " -99% ",
    ],
)
def test_marks_for_no_figure(typed: str) -> None:
    assert stands_for_no_figure(typed)


@pytest.mark.parametrize("typed", ["", "0", "99", "-96", "-100", "-99.5", "12*", "ten", "0.45"])
def test_what_is_a_number_or_nonsense_is_no_mark(typed: str) -> None:
    assert not stands_for_no_figure(typed)


@given(st.text(max_size=20))
def test_anything_typed_is_a_mark_or_not(typed: str) -> None:
    assert stands_for_no_figure(typed) in (True, False)


@pytest.mark.parametrize(
    ("value", "unit", "asked"),
    [
        ("0.45", "%", True),
        ("0.99", "% of practices", True),
        ("-0.2", "% difference from peer average", True),
        ("0", "%", False),
        ("1", "%", False),
        ("45", "%", False),
        ("0.45", "referrals per 1,000 registered patients a year", False),
    ],
)
def test_a_percentage_below_one_may_be_a_fraction(value: str, unit: str, asked: bool) -> None:
    assert bool(asks_about(Decimal(value), unit)) is asked


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("18.00", "% of registered patients", "18% of registered patients"),
        ("22.6", "%", "22.6%"),
        ("1234.5", "appointments per full-time GP per week", "1,234.5 appointments per full-time GP per week"),
        ("-10", "% difference from peer average", "-10% difference from peer average"),
        ("7", "", "7"),
    ],
)
def test_a_number_is_written_with_its_whole_unit(value: str, unit: str, said: str) -> None:
    assert with_unit(Decimal(value), unit) == said


def test_bounds_hold_both_ends_and_say_what_to_enter() -> None:
    bounds = IndicatorBounds(Decimal(0), Decimal(300))
    assert [bounds.hold(Decimal(value)) for value in ("-0.01", "0", "300", "300.01")] == [False, True, True, False]
    assert bounds.asked_for("appointments per full-time GP per week") == "Enter a number from 0 to 300"
    assert IndicatorBounds(Decimal(-100), Decimal(100)).asked_for("%") == "Enter a percentage from -100 to 100"
