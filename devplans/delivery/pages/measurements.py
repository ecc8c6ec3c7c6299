"""The figures of one outcome metric as its page shows them: a drawing, the figures beside it, and those of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString

from devplans.delivery.document.progress import MetricProgress
from devplans.document.metric_chart import page_chart
from devplans.rules.metrics.figures import BREAKDOWN_NAMES, GROUPS, Point, breakdown_of
from devplans.rules.metrics.trend import Trend, questions_on


@dataclass(frozen=True)
class MeasuredFigure:
    """A figure, and what is asked about it: it can be right. `group` names whom it is of, "" for everybody."""

    point: Point
    question: str = ""
    group: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The figures of the groups of one day."""

    name: str
    on: date
    figures: Sequence[MeasuredFigure]


@dataclass(frozen=True)
class MeasurementsPage:
    """`figures` are those of everybody, the oldest first; `breakdowns` come by day, the newest first."""

    metric: MetricProgress
    chart: SafeString
    figures: Sequence[MeasuredFigure]
    breakdowns: Sequence[Breakdown]

    @property
    def trend(self) -> Trend:
        return self.metric.trend

    @property
    def start(self) -> Point | None:
        return self.metric.series.baseline


def measurements_page(metric: MetricProgress, *, today: date) -> MeasurementsPage:
    """Lay out what was measured. No query."""
    series = metric.series
    figures = [
        MeasuredFigure(point, question)
        for point, question in zip(series.measured, questions_on(series, today=today), strict=True)
    ]
    return MeasurementsPage(metric, page_chart(series), figures, _breakdowns(metric.points))


def _breakdowns(points: Sequence[Point]) -> list[Breakdown]:
    groups = sorted(
        (point for point in points if point.group and point.on),
        key=lambda point: (str(point.on), breakdown_of(point.group), point.group),
    )
    found = [
        Breakdown(BREAKDOWN_NAMES[kind], on, [MeasuredFigure(one, group=GROUPS[one.group]) for one in several])
        for (on, kind), several in groupby(groups, key=lambda point: (point.on, breakdown_of(point.group)))
        if on
    ]
    return found[::-1]
