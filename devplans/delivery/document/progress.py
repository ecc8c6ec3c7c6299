"""How a plan goes: its actions by due date, and each outcome metric with its figures over time.

Counted is what was agreed with what was reported on it: a draft of the next version counts for nothing until it is
approved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assessment.rules.decimals import with_unit
from devplans.delivery.document.standing import CommitmentNow, RiskNow, commitments_now, risks_now
from devplans.document.in_force import actions_of, document_in_force, metrics_of
from devplans.document.metric_series import series_of
from devplans.document.plan import PlanDocument
from devplans.models import Action, Plan, PlanMetric
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.small_numbers import shown_outside
from devplans.rules.metrics.trend import Series, Trend, trend_of


@dataclass(frozen=True)
class MetricProgress:
    """An outcome metric with what was measured of it, as somebody inside or outside the locality reads it.

    `points` are the figures of everybody and of groups, the oldest first.
    """

    row: PlanMetric
    points: tuple[Point, ...]

    @cached_property
    def series(self) -> Series:
        return series_of(self.row, self.points)

    @cached_property
    def trend(self) -> Trend:
        return trend_of(self.series)

    @property
    def newest(self) -> Point | None:
        """The newest figure of everybody."""
        return self.series.measured[-1] if self.series.measured else None

    @property
    def is_reached(self) -> bool:
        """The newest figure is at the target or better."""
        if self.newest is None or self.newest.value is None or self.row.target is None:
            return False
        return not self.series.better(self.row.target, self.newest.value)


def metric_progress(row: PlanMetric, *, inside: bool) -> MetricProgress:
    """A metric with its figures. Outside the locality small numbers are left out."""
    found = sorted((one.point for one in row.measurements.all()) if row.pk else (), key=lambda one: str(one.on))
    if inside:
        return MetricProgress(row, tuple(found))
    return MetricProgress(row.outside(), shown_outside(found, is_share=row.about.is_share))


@dataclass(frozen=True)
class Progress:
    """A plan's actions by due date, what is done last. The rest is read when it is asked for: saving does not.

    `document` is the version in force that they are of; None: of a draft, as there is none.
    """

    plan: Plan
    document: PlanDocument | None
    actions: tuple[Action, ...]
    inside: bool

    @property
    def version(self) -> int | None:
        """The number of the version in force."""
        return int(self.document.version) if self.document else None

    @cached_property
    def metrics(self) -> tuple[MetricProgress, ...]:
        """The outcome metrics with their figures. Two queries."""
        return tuple(metric_progress(row, inside=self.inside) for row in metrics_of(self.plan, self.document))

    @cached_property
    def commitments(self) -> tuple[CommitmentNow, ...]:
        """One query."""
        return tuple(commitments_now(self.plan, self.document))

    @cached_property
    def risks(self) -> tuple[RiskNow, ...]:
        """One query."""
        return tuple(risks_now(self.plan, self.document))

    @property
    def done(self) -> int:
        return sum(action.is_done for action in self.actions)

    def overdue(self, today: date) -> int:
        return sum(bool(action.days_overdue(today)) for action in self.actions)


def progress_of(plan: Plan, *, inside: bool) -> Progress:
    """How the version in force goes; the draft while there is none. Two queries, one for a draft.

    `inside`: for people of the locality, who may read small numbers.
    """
    document = document_in_force(plan)
    return Progress(
        plan,
        document,
        tuple(
            sorted(
                actions_of(plan, document),
                key=lambda action: (action.is_done, action.due_on or date.max, action.order, action.pk),
            )
        ),
        inside,
    )


def figures_of(plan: Plan, *, today: date) -> dict[str, Any]:
    """What a report keeps of that day, as JSON and in words, so that it reads the same whatever changes later.

    It goes to people outside the locality: no small number is in it.
    """
    progress = progress_of(plan, inside=False)
    counted = Counter(action.status for action in progress.actions)
    return {
        "version": progress.version,
        "actions": [[str(status.label), counted[status]] for status in Action.Status],
        "overdue": progress.overdue(today),
        "metrics": [_figure(metric) for metric in progress.metrics],
    }


def _figure(metric: MetricProgress) -> dict[str, str]:
    unit, newest, target = metric.row.about.unit, metric.newest, metric.row.target
    return {
        "title": str(metric.row),
        "baseline": metric.series.baseline.said(unit) if metric.series.baseline else "",
        "target": "" if target is None else with_unit(target, unit),
        "newest": newest.said(unit) if newest else "",
        "on": f"{newest.on:%-d %B %Y}" if newest and newest.on else "",
        "trend": metric.trend.words,
    }
