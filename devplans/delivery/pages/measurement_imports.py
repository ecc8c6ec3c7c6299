"""What a file of measurements brings, as its page shows it: small numbers are left out, as on every page outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from devplans.delivery.models import MeasurementImport
from devplans.delivery.queries.measurement_import import FIGURES, localities_here
from devplans.delivery.rules.brought import FigureToAdd, LocalityHere, MetricHere, name_key
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.small_numbers import shown_outside
from devplans.rules.metrics.trend import Series, questions_on

SHOWN = 200
"""Figures that the page lists; all are checked."""


@dataclass(frozen=True)
class PreviewRow:
    """A figure that is to be added, as it may be read, and what is asked about it."""

    figure: FigureToAdd
    point: Point
    question: str

    @property
    def said(self) -> str:
        return self.point.said(self.figure.unit)


@dataclass(frozen=True)
class ImportPreview:
    """How many figures of how many localities and metrics, and the rows; those that are asked about come first."""

    number: int
    localities: int
    metrics: int
    rows: Sequence[PreviewRow]

    @property
    def asked(self) -> int:
        return sum(bool(row.question) for row in self.rows)

    @property
    def shown(self) -> Sequence[PreviewRow]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - SHOWN)


def import_preview(brought: MeasurementImport, *, today: date) -> ImportPreview:
    """Lay out what a file brings that waits for a decision. Five queries."""
    figures = FIGURES.validate_python(brought.figures)
    here = localities_here(brought.commissioner, {figure.on for figure in figures})
    by_metric: dict[int, list[FigureToAdd]] = defaultdict(list)
    for figure in figures:
        by_metric[figure.metric].append(figure)
    rows = [row for several in by_metric.values() for row in _rows(several, here, today)]
    rows.sort(key=lambda row: (not row.question, row.figure.line))
    return ImportPreview(
        number=len(figures),
        localities=len({figure.slug for figure in figures}),
        metrics=len({figure.code for figure in figures}),
        rows=rows,
    )


def _rows(figures: Sequence[FigureToAdd], here: Mapping[str, LocalityHere], today: date) -> list[PreviewRow]:
    first = figures[0]
    locality = here.get(name_key(first.slug))
    metric = locality.metrics.get(name_key(first.code)) if locality else None
    if metric is None:  # its plan or the metric went meanwhile: bringing it in says so
        return [PreviewRow(figure, figure.point.without_numbers("not shown"), "") for figure in figures]
    points = [figure.point for figure in figures]
    shown = shown_outside([*metric.held.values(), *points], is_share=metric.about.is_share)[len(metric.held) :]
    asked = _questions(metric, shown, today)
    return [PreviewRow(one, point, asked.get(point.key, "")) for one, point in zip(figures, shown, strict=True)]


def _questions(metric: MetricHere, points: Sequence[Point], today: date) -> dict[int | None, str]:
    series = Series(
        unit=metric.about.unit,
        higher_is_better=metric.about.higher_is_better,
        baseline=metric.start,
        measured=sorted((point for point in points if not point.group), key=lambda point: str(point.on)),
        target=None,
    )
    asked = questions_on(series, today=today)
    return {point.key: question for point, question in zip(series.measured, asked, strict=True)}
