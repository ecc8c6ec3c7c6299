"""A metric of several localities added up, with who is missing and why. Pure.

Only figures that are shown with their count are in a sum: nothing that is hidden in one can follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.decimals import ZERO, with_unit
from devplans.rules.metrics.figures import Point, worked_out

NO_PLAN, NOT_IN_PLAN, NO_FIGURE = "no plan in force", "not in the plan in force", "nothing measured yet"
NO_COUNT, SMALL = "no count with the figure", "a number too small to show"


@dataclass(frozen=True)
class LocalityFigure:
    """The newest figure of a locality, as it may be read outside it; without one, why."""

    locality: str
    point: Point | None = None
    why: str = ""

    @property
    def left_out(self) -> str:
        """Why it is in no sum, in words; nothing where it is in one."""
        if self.point is None:
            return self.why
        if self.point.hidden:
            return SMALL
        return "" if self.point.count is not None and self.point.out_of else NO_COUNT


@dataclass(frozen=True)
class Summed:
    """What localities come to together. `missing` names who is in no sum, by the reason; dates are of those in it."""

    unit: str
    count: Decimal
    out_of: Decimal
    included: Sequence[str]
    missing: Sequence[tuple[str, Sequence[str]]]
    first: date | None
    last: date | None

    @property
    def value(self) -> Decimal | None:
        return worked_out(self.count, self.out_of, self.unit) if self.out_of else None

    @property
    def said(self) -> str:
        return "" if self.value is None else with_unit(self.value, self.unit)

    @property
    def asked(self) -> int:
        """How many localities there are."""
        return len(self.included) + sum(len(names) for _, names in self.missing)


def summed(figures: Sequence[LocalityFigure], unit: str) -> Summed:
    """Add figures up: counts over what they are out of. Each locality counts as much as it has people."""
    points = [figure.point for figure in figures if figure.point and not figure.left_out]
    missing: dict[str, list[str]] = {}
    for figure in figures:
        if figure.left_out:
            missing.setdefault(figure.left_out, []).append(figure.locality)
    days = [point.on for point in points if point.on]
    return Summed(
        unit=unit,
        count=sum((point.count or ZERO for point in points), ZERO),
        out_of=sum((point.out_of or ZERO for point in points), ZERO),
        included=[figure.locality for figure in figures if not figure.left_out],
        missing=list(missing.items()),
        first=min(days, default=None),
        last=max(days, default=None),
    )
