"""Which way an outcome metric moves, in words, and what is asked about figures that seem wrong. Pure.

It says nothing of a trend before there are three figures, the baseline among them: two make a line of any chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from assessment.rules.decimals import plain, with_unit
from devplans.rules.metrics.figures import Point

LEAST = 3
"""Figures from which on a direction is said. Our own limit."""
JUMP_OF_SHARE, JUMP_FACTOR, OLD = Decimal(25), 2, timedelta(days=3 * 365)
"""What is asked about: a share that moves by over 25 points, another figure that doubles or halves, and a figure older
than three years. Our own limits; yearly figures of the GP Patient Survey move by a few points."""

State = Literal["none", "early", "few", "reached", "right", "wrong", "level"]


@dataclass(frozen=True)
class Trend:
    """Which way it moves, as a code and in words."""

    state: State
    words: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """A metric's figures of everybody: where it starts, what was measured since (the oldest first), and its target."""

    unit: str
    higher_is_better: bool
    baseline: Point | None
    measured: Sequence[Point]
    target: Decimal | None
    target_on: date | None = None

    @property
    def is_share(self) -> bool:
        return self.unit.startswith("%")

    @property
    def hides_some(self) -> bool:
        return any(point.hidden for point in self._points)

    @property
    def _points(self) -> list[Point]:
        """The baseline and what was measured after it. A figure of an earlier day is no step from the baseline."""
        start = [self.baseline] if self.baseline and (self.baseline.hidden or self.baseline.value is not None) else []
        since = start[0].on if start else None
        return start + [point for point in self.measured if not (since and point.on and point.on < since)]

    @property
    def values(self) -> list[Decimal]:
        """The figures that are shown, the first first."""
        return [point.value for point in self._points if point.value is not None]

    def better(self, one: Decimal, other: Decimal) -> bool:
        """Whether the first figure is better than the other."""
        return one > other if self.higher_is_better else one < other


def trend_of(series: Series) -> Trend:
    """Which way it moves; silent with too few figures, and where small numbers are hidden."""
    if not series.measured:
        return Trend("none", "Not measured yet.")
    if series.hides_some:
        return Trend("few", "Few cases: no trend is drawn.")
    values, number = series.values, len(series.measured)
    if len(values) < LEAST:
        return Trend("early", f"Too early to say: {number} measurement{'' if number == 1 else 's'}.")
    start, now, target = values[0], values[-1], series.target
    if target is not None and not series.better(target, now):
        return Trend("reached", "At the target or better.")
    worse = [series.better(before, after) for before, after in pairwise(values)]
    if all(worse[-2:]):
        return Trend("wrong", "Moves the wrong way, twice running.")
    if start == now:
        return Trend("level", "Where it started.")
    if series.better(start, now):
        return Trend("wrong", "Moves the wrong way: worse than where it started.")
    return Trend("right", f"Moves the right way{_how_far(series, start, now)}.")


def _how_far(series: Series, start: Decimal, now: Decimal) -> str:
    if series.target is None or not series.better(series.target, start):
        return ""
    points = " points" if series.is_share else ""
    return f": {plain(abs(now - start))} of the {plain(abs(series.target - start))}{points} to the target"


def questions_on(series: Series, *, today: date) -> list[str]:
    """What to ask about each of the measured figures, "" for nothing. They can be right: nothing is refused."""
    before = series.baseline.value if series.baseline else None
    asked = []
    for point in series.measured:
        asked.append(" ".join(filter(None, (_old(point, series, today), _jump(point, before, series)))))
        before = point.value if point.value is not None else before
    return asked


def _old(point: Point, series: Series, today: date) -> str:
    start = series.baseline.on if series.baseline else None
    if point.on is None:
        return ""
    if start and point.on < start:
        return f"Is {point.on:%-d %B %Y} right? The baseline is of {start:%-d %B %Y}, which is later."
    return f"Is {point.on:%-d %B %Y} right? That is long ago." if point.on < today - OLD else ""


def _jump(point: Point, before: Decimal | None, series: Series) -> str:
    now = point.value
    if now is None or before is None:
        return ""
    if series.is_share:
        jumps = abs(now - before) > JUMP_OF_SHARE
    else:
        low, high = sorted((abs(now), abs(before)))
        jumps = now * before < 0 or high > low * JUMP_FACTOR
    return f"Is {with_unit(now, series.unit)} right? The figure before was {plain(before)}." if jumps else ""
