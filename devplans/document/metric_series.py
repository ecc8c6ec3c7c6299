"""An outcome metric's figures in order of time: of a frozen document, and of rows with what was measured."""

from __future__ import annotations

from collections.abc import Iterable

from devplans.document.content.metrics import MetricRow
from devplans.models import PlanMetric
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.trend import Series


def series_in(row: MetricRow) -> Series:
    """What a frozen document knows."""
    return Series(
        unit=row.unit,
        higher_is_better=row.better == "higher",
        baseline=Point(on=row.baseline_on, value=row.baseline, hidden=row.baseline_hidden),
        measured=tuple(Point(on=one.on, value=one.value, hidden=one.hidden) for one in row.measured),
        target=row.target,
        target_on=row.review,
    )


def series_of(row: PlanMetric, points: Iterable[Point]) -> Series:
    """A metric with what was measured, the oldest first. Groups are left out."""
    about, start = row.about, row.start
    return Series(
        unit=about.unit,
        higher_is_better=about.higher_is_better,
        baseline=start.without_numbers(row.baseline_hidden) if row.baseline_hidden else start,
        measured=sorted((point for point in points if not point.group and point.on), key=lambda point: str(point.on)),
        target=row.target,
        target_on=row.review_on,
    )


def chart_name(row: MetricRow) -> str:
    """The address of a metric's drawing."""
    return f"drawing:metric-{row.code}"
