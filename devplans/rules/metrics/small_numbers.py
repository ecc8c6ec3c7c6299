"""What nobody outside a locality may read: counts of fewer than five people, and what would give one away. Pure.

Under 5 is the limit of NHS Digital's rules for small numbers. A figure that comes from such a count is hidden with it,
and so is one where all but fewer than five are counted. Groups of a total are shown all or none: where one is small, or
the rest that they leave of the total is, none of them is. Sums are made of what is shown, so that nothing hidden is in
any of them. Nobody can take shown numbers from each other and learn a hidden one: whatever a hidden count is, what is
shown stays the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.rules.metrics.figures import Point, breakdown_of

SMALL = 5
FEW, ALL_BUT_FEW = "fewer than 5", "all but fewer than 5"
BESIDE = "not shown: one of these groups is too small"


def shown_outside(points: Iterable[Point], *, is_share: bool) -> tuple[Point, ...]:
    """Return the points as people outside the locality read them, in the same order.

    `is_share`: what is counted is a part of what it is out of.
    """
    every = tuple(points)
    by_day: dict[date | None, list[Point]] = defaultdict(list)
    for point in every:
        by_day[point.on].append(point)
    why: dict[Point, str] = {}
    for day in by_day.values():
        why |= _hidden_on_a_day(day, is_share)
    return tuple(point.without_numbers(why[point]) if why.get(point) else point for point in every)


def _hidden_on_a_day(points: Sequence[Point], is_share: bool) -> dict[Point, str]:
    total = next((point for point in points if not point.group), None)
    hidden = {total: why_hidden(total, is_share=is_share)} if total else {}
    breakdowns: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.group:
            breakdowns[breakdown_of(point.group)].append(point)
    for kind, groups in breakdowns.items():
        others = [_sum(other) for name, other in breakdowns.items() if name != kind]
        known = [*([total] if total else ()), *others]
        if (total and hidden[total]) or _gives_away(groups, known, is_share):
            hidden |= dict.fromkeys(groups, BESIDE)
    return hidden


def _sum(groups: Sequence[Point]) -> Point:
    """What the groups of a breakdown come to: who sees it takes it for the total."""
    counts = [point.count for point in groups if point.count is not None]
    out_of = sum((point.out_of or ZERO for point in groups), ZERO)
    return Point(on=groups[0].on, value=None, count=sum(counts, ZERO) if counts else None, out_of=out_of or None)


def why_hidden(point: Point, *, is_share: bool) -> str:
    """Why a figure by itself is not shown, in words; nothing where it is, or where no count is known."""
    return _why_hidden(point.count, point.out_of, is_share)


def _why_hidden(count: Decimal | None, out_of: Decimal | None, is_share: bool) -> str:
    if count is None:
        return ""
    if abs(count) < SMALL or (out_of is not None and out_of < SMALL):
        return FEW
    return ALL_BUT_FEW if is_share and out_of is not None and out_of - count < SMALL else ""


def _gives_away(groups: Sequence[Point], totals: Sequence[Point], is_share: bool) -> bool:
    """Whether groups of one day, shown beside what they may be taken from, would tell a small number."""
    if any(why_hidden(point, is_share=is_share) for point in groups):
        return True
    counted = [total for total in totals if total.count is not None]
    if any(
        point.count is None for point in groups
    ):  # shares can be solved for their counts, beside some that are known
        return bool(counted) or any(point.count is not None for point in groups)
    own = _sum(groups)
    return any(_leaves_few(total, own, is_share) for total in counted)


def _leaves_few(total: Point, groups: Point, is_share: bool) -> bool:
    rest = (total.count or ZERO) - (groups.count or ZERO)
    rest_of = None if total.out_of is None else total.out_of - (groups.out_of or ZERO)
    if rest_of is not None and rest_of < 0:  # the groups are more than this total: it is the part of them
        rest, rest_of = -rest, -rest_of
    return (rest != 0 or bool(rest_of)) and bool(_why_hidden(rest, rest_of, is_share))
