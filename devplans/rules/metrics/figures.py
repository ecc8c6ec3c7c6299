"""A figure of an outcome metric from what was counted, and the groups a figure can be of. Pure.

A figure is a count out of a number, on the scale of its unit: "%" is per 100, "per 1,000 patients" per 1,000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assessment.rules.decimals import HUNDRED, plain, round_to, with_unit

HUNDREDTH = Decimal("0.01")
TENTH_OF_A_POINT = Decimal("0.1")
PER = re.compile(r"\bper ([0-9][0-9,]*)\b")
CLINICAL = "clinical"
"""The category of the guide whose metrics are about treatment: public health's advice is asked on them."""

BREAKDOWNS = {
    "deprivation": {
        "1": "Most deprived fifth",
        "2": "Second most deprived fifth",
        "3": "Middle fifth",
        "4": "Second least deprived fifth",
        "5": "Least deprived fifth",
    },
    "age": {"0": "Aged under 18", "18": "Aged 18 to 64", "65": "Aged 65 to 74", "75": "Aged 75 and over"},
}
"""Groups that do not overlap. Fifths are of the Index of Multiple Deprivation; the ages are our own choice."""
BREAKDOWN_NAMES = {"deprivation": "By deprivation", "age": "By age"}
GROUPS = {f"{kind}-{code}": label for kind, groups in BREAKDOWNS.items() for code, label in groups.items()}


def breakdown_of(group: str) -> str:
    """What a group's code breaks the total down by: "deprivation-1" by deprivation."""
    return group.partition("-")[0]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure on a day, of everybody or of a `group`, with the count it comes from where that is known.

    `hidden` says in words why the numbers are not here; then none of them is. `key` is that of its row.
    """

    on: date | None
    value: Decimal | None
    count: Decimal | None = None
    out_of: Decimal | None = None
    group: str = ""
    source: str = ""
    hidden: str = ""
    key: int | None = None

    def without_numbers(self, why: str) -> Point:
        return replace(self, value=None, count=None, out_of=None, hidden=why)

    @property
    def counted(self) -> str:
        """The count in words: "560 of 4,830". Nothing where the figure is the count."""
        if self.count is None or self.out_of is None:
            return ""
        return f"{plain(self.count)} of {plain(self.out_of)}"

    def said(self, unit: str) -> str:
        """The figure in words, or why it is not shown. Nothing where there is none."""
        return self.hidden or ("" if self.value is None else with_unit(self.value, unit))


def scale_of(unit: str) -> Decimal:
    """By what a count out of a number is multiplied: 100 for a percentage, 1,000 for "per 1,000", else 1."""
    if unit.startswith("%"):
        return HUNDRED
    found = PER.search(unit)
    return Decimal(found[1].replace(",", "")) if found else Decimal(1)


def worked_out(count: Decimal, out_of: Decimal, unit: str) -> Decimal:
    """The figure that a count out of a number (above 0) comes to, to two decimals."""
    return round_to(count * scale_of(unit) / out_of, HUNDREDTH)


def agrees(value: Decimal, count: Decimal, out_of: Decimal, unit: str) -> bool:
    """Whether a figure that was given is what the count comes to, rounded by up to a tenth or by half a hundredth."""
    exact = count * scale_of(unit) / out_of
    return abs(exact - value) <= max(TENTH_OF_A_POINT, abs(exact) / 200)
