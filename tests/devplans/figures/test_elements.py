"""The four elements: what each is of all that closes the gap."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.decimals import round_to
from devplans.rules.elements import ELEMENTS, OF_LEVER, by_element, shares


def test_the_shares_that_the_board_paper_prints() -> None:
    """26, 4, 1 and 1 of 32 thousand are printed as 81, 12, 3 and 3%: 12.5 is cut there."""
    thousands = {"capacity": 26, "triage": 4, "proactive": 1, "bureaucracy": 1}
    found = shares({code: Decimal(number * 1000) for code, number in thousands.items()}, {"triage": 2})
    assert [round_to(one.share or Decimal(0), Decimal("0.01")) for one in found] == [
        Decimal("81.25"),
        Decimal("12.50"),
        Decimal("3.13"),
        Decimal("3.13"),
    ]
    assert [one.actions for one in found] == [0, 2, 0, 0]


def test_staff_of_any_kind_are_capacity() -> None:
    levers = {"wider_workforce": Decimal(394), "gps": Decimal(-183), "triage": Decimal(208)}
    assert by_element(levers) == {
        "capacity": Decimal(211),
        "triage": Decimal(208),
        "proactive": Decimal(0),
        "bureaucracy": Decimal(0),
    }


def test_what_adds_to_the_gap_has_no_share() -> None:
    capacity, triage, *_ = shares({"capacity": Decimal(-183), "triage": Decimal(10)}, {})
    assert (capacity.appointments, capacity.share) == (-183, None)
    assert triage.share == 100


@given(st.dictionaries(st.sampled_from(list(OF_LEVER)), st.decimals(-10_000, 10_000, places=1)))
def test_nothing_is_lost_and_shares_come_to_a_hundred(effects: dict[str, Decimal]) -> None:
    appointments = by_element(effects)
    assert sum(appointments.values()) == sum(effects.values())
    found = shares(appointments, {})
    assert [one.label for one in found] == list(ELEMENTS.values())
    known = [one.share for one in found if one.share is not None]
    assert not known or abs(sum(known) - 100) < Decimal("0.001")
    assert all(0 < share <= 100 for share in known)
