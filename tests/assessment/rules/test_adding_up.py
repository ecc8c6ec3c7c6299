"""Figures that add up as they are read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.decimals import TENTH, adding_up, round_to

PARTS = st.lists(st.decimals(-5000, 5000, places=3), min_size=1, max_size=9)


@given(PARTS)
def test_parts_come_to_their_total_and_none_is_off_by_more_than_one(parts: list[Decimal]) -> None:
    total = round_to(sum(parts, Decimal(0)))
    shown = adding_up(parts, total)
    assert sum(shown) == total
    assert all(abs(one - exact) < Decimal("1.5") for one, exact in zip(shown, parts, strict=True))
    assert all(one == round_to(one) for one in shown)


def test_what_rounding_changed_most_gives_way() -> None:
    assert adding_up([Decimal("0.4"), Decimal("0.4"), Decimal("0.2")], Decimal(1)) == (1, 0, 0)
    assert adding_up([Decimal("1.5"), Decimal("2.6"), Decimal("3.9")], Decimal(8)) == (1, 3, 4)
    assert adding_up([Decimal("33.33")] * 3, Decimal(100), TENTH) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))


@pytest.mark.parametrize("total", [-7, 0, 12])
def test_a_total_further_off_is_met_too(total: int) -> None:
    assert sum(adding_up([Decimal("0.5"), Decimal("0.5")], Decimal(total))) == total
