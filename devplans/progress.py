"""How a plan goes: its actions by due date, and each outcome metric with its figures over time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessment.figures import with_unit
from assessment.models import Indicator
from devplans.models import Action, Measurement, Plan, PlanMetric


@dataclass(frozen=True)
class MetricProgress:
    """An outcome metric and its figures, the newest first."""

    row: PlanMetric
    measurements: tuple[Measurement, ...]

    @property
    def newest(self) -> Measurement | None:
        return next(iter(self.measurements), None)

    @property
    def is_reached(self) -> bool:
        """The newest figure is at the target or better."""
        if self.newest is None or self.row.target is None:
            return False
        if self.row.metric.better == Indicator.Better.HIGHER:
            return self.newest.value >= self.row.target
        return self.newest.value <= self.row.target


def actions_by_due_date(plan: Plan) -> list[Action]:
    """The actions in the plan: what is due first on top, what is done last."""
    return sorted(plan.actions.in_plan(), key=lambda one: (one.is_done, one.due_on or date.max))


def metrics_of(plan: Plan) -> list[MetricProgress]:
    """The outcome metrics in the guide's order. Two queries."""
    rows = plan.metrics.select_related("metric").prefetch_related("measurements")
    return [MetricProgress(row, tuple(row.measurements.all())) for row in rows]


def figures_of(plan: Plan, *, today: date) -> dict[str, Any]:
    """What a report keeps of that day, as JSON and in words, so that it reads the same whatever changes later."""
    actions = list(plan.actions.in_plan())
    counted = Counter(action.status for action in actions)
    return {
        "version": plan.version_in_force.number if plan.version_in_force else None,
        "actions": [[str(status.label), counted[status]] for status in Action.Status],
        "overdue": sum(bool(action.days_overdue(today)) for action in actions),
        "metrics": [_figure(one) for one in metrics_of(plan)],
    }


def _figure(one: MetricProgress) -> dict[str, str]:
    unit = one.row.metric.unit
    return {
        "title": str(one.row),
        "baseline": _said(one.row.baseline, unit),
        "target": _said(one.row.target, unit),
        "newest": _said(one.newest.value, unit) if one.newest else "",
        "on": f"{one.newest.measured_on:%-d %B %Y}" if one.newest else "",
    }


def _said(value: Decimal | None, unit: str) -> str:
    return "" if value is None else with_unit(value, unit)
