import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from devplans.document.charts import (
    FALL_FOOT,
    FALL_TOP,
    FALL_WIDTH,
    INK,
    PALE,
    describe_waterfall,
    print_grid,
    print_waterfall,
    waterfall_bars,
)


@dataclass(frozen=True)
class Step:
    label: str
    appointments: Decimal
    is_total: bool = False


@dataclass(frozen=True)
class Item:
    number: int
    name: str = "Tool"
    impact: int = 5
    feasibility: int = 1


def steps(*values: str) -> list[Step]:
    """A total, changes, and the total that results."""
    amounts = [Decimal(value) for value in values]
    first, *changes = amounts
    return [
        Step("Gap today", first, is_total=True),
        *(Step("Change", change) for change in changes),
        Step("Gap that remains", sum(amounts, Decimal(0)), is_total=True),
    ]


def test_changes_hang_from_the_level_before_them():
    (first, rise, fall, last), zero = waterfall_bars(steps("600", "200", "-500"))
    assert (first.kind, rise.kind, fall.kind, last.kind) == ("total", "rise", "fall", "total")
    assert (rise.y, zero) == (FALL_TOP, FALL_FOOT)
    assert first.y == pytest.approx(rise.y + rise.height)
    assert fall.y == rise.y
    assert fall.level == pytest.approx(last.y)
    assert [bar.shown for bar in (first, rise, fall, last)] == ["600", "+200", "−500", "300"]


@pytest.mark.parametrize("values", [("600", "-900"), ("-50", "-10"), ("0", "0"), ("-5", "20", "-30")])
def test_a_surplus_lies_below_zero_and_everything_stays_on_the_drawing(values):
    bars, zero = waterfall_bars(steps(*values))
    for bar in bars:
        assert FALL_TOP <= bar.y <= bar.y + bar.height <= FALL_FOOT + 1
        assert 0 <= bar.x < bar.x + bar.width <= FALL_WIDTH
        if bar.kind == "total" and bar.step.appointments < 0:
            assert bar.y == pytest.approx(zero)


def test_the_kinds_of_columns_differ_without_colour():
    drawn = print_waterfall(steps("600", "200", "-500"))
    fills = re.findall(r'<rect x=[^>]* fill="([^"]+)"', drawn)
    assert fills == [INK, PALE, "url(#stripes)", INK]
    assert '<pattern id="stripes"' in drawn


def test_the_waterfall_says_what_it_shows():
    said = describe_waterfall(steps("612.9", "-12.4"))
    assert said == "Appointments a week. Gap today: 613; Change: −12; Gap that remains: 601."
    assert f"<title>{said}</title>" in print_waterfall(steps("612.9", "-12.4"))


def test_labels_are_escaped():
    assert "<b>" not in print_waterfall([Step("<b>Gap</b>", Decimal(1), is_total=True)])
    assert "<b>" not in print_grid([Item(1, name="<b>Tool</b>")])


def test_a_full_cell_says_how_many_more_there_are():
    drawing = print_grid([Item(number) for number in range(1, 41)])
    assert drawing.count("<circle") == 5
    assert ">+35<" in drawing
    assert "40 Tool: impact 5, feasibility 1" in drawing
