"""What published figures of practices come to for a locality."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localities.rules.published import WORKINGS, Told, published

OCTOBER, SEPTEMBER = date(2018, 10, 31), date(2018, 9, 30)


def told(day: date = OCTOBER, **figures: str) -> dict[str, Told]:
    return {what: Told(Decimal(value), day, "Appointments", Decimal(100)) for what, value in figures.items()}


def appointments(gp: str, attended: str, unknown: str = "0", dna: str = "0", day: date = OCTOBER) -> dict[str, Told]:
    sums = {"appointments_attended_gp": gp, "appointments_attended": attended, "appointments_attended_unknown": unknown}
    return told(day, **sums, appointments_dna=dna, gp_fte="4")


def test_a_share_is_of_those_whose_staff_is_known() -> None:
    found = published("appointments-with-a-gp", [appointments("500", "1100", "100"), appointments("100", "500")])
    assert (found.value, found.as_of, found.told_by) == (Decimal("40.0"), OCTOBER, "Appointments, 2 practices")


def test_a_month_is_told_by_the_week() -> None:
    """4,960 appointments in the 31 days of October are 1,120 a week: 140 for each of 8 full-time GPs."""
    found = published("gp-appointments-each-week", [appointments("2480", "3000"), appointments("2480", "3000")])
    assert found.value == Decimal("140.0")


def test_missed_appointments_beside_those_of_the_peers() -> None:
    ours, theirs = appointments("1", "900", dna="100"), appointments("1", "950", dna="50")
    assert published("appointments-missed", [ours]).value == Decimal("10.0")
    assert published("missed-beside-peers", [ours], [ours, theirs]).value == Decimal("33.3")  # 10% beside 7.5%
    assert published("missed-beside-peers", [ours], [ours]).value == 0
    assert published("missed-beside-peers", [ours], []) is None


def test_months_are_not_mixed_and_who_is_missing_is_said() -> None:
    practices = [appointments("500", "1000"), appointments("900", "1000", day=SEPTEMBER), {}]
    found = published("appointments-with-a-gp", practices)
    assert (found.value, found.of_practices) == (Decimal("50.0"), "1 of 3 practices")


def test_a_mean_is_weighted_by_who_answered() -> None:
    one = {"survey_phone": Told(Decimal(80), OCTOBER, "Survey", Decimal(300))}
    other = {"survey_phone": Told(Decimal(40), OCTOBER, "Survey", Decimal(100))}
    unknown = {"survey_phone": Told(Decimal(10), OCTOBER, "Survey")}
    assert published("survey-phone", [one, other, unknown]).value == Decimal("70.0")
    assert published("survey-phone", [unknown]) is None


@pytest.mark.parametrize("name", WORKINGS)
def test_nothing_is_made_of_nothing(name: str) -> None:
    assert published(name, []) is None
    assert published(name, [{}], [{}]) is None
    nought = {what: Told(Decimal(0), OCTOBER, "x", Decimal(0)) for what in WORKINGS[name].needs}
    assert published(name, [nought], [nought]) is None


counts = st.integers(0, 10**6)


@given(st.lists(st.tuples(counts, counts, counts, counts), max_size=8))
def test_a_share_is_a_share_and_every_practice_that_counts_is_counted(sums: list[tuple[int, int, int, int]]) -> None:
    practices = [
        appointments(str(gp), str(gp + other + unknown), str(unknown), str(dna)) for gp, other, unknown, dna in sums
    ]
    for name in ("appointments-with-a-gp", "appointments-missed"):
        found = published(name, practices)
        if found:
            assert 0 <= found.value <= 100
            assert (found.counted, found.practices) == (len(sums), len(sums))


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10**4)), min_size=1, max_size=8))
def test_a_mean_lies_between_the_lowest_and_the_highest(shares: list[tuple[int, int]]) -> None:
    practices = [{"survey_phone": Told(Decimal(share), OCTOBER, "Survey", Decimal(weight))} for share, weight in shares]
    values = [share for share, _ in shares]
    assert min(values) <= published("survey-phone", practices).value <= max(values)
