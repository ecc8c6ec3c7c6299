"""How a plan goes: its actions by due date, and each outcome metric with its figures over time.

Counted is what was agreed with what was reported on it: a draft of the next version counts for nothing until it is
approved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from assessment.models import Indicator
from assessment.rules.decimals import with_unit
from devplans.delivery.document.standing import CommitmentNow, RiskNow, commitments_now, risks_now
from devplans.document.in_force import actions_of, document_in_force, metrics_of
from devplans.document.plan import PlanDocument
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


@dataclass(frozen=True)
class Progress:
    """A plan's actions by due date, what is done last. The rest is read when it is asked for: saving does not.

    `document` is the version in force that they are of; None: of a draft, as there is none.
    """

    plan: Plan
    document: PlanDocument | None
    actions: tuple[Action, ...]

    @property
    def version(self) -> int | None:
        """The number of the version in force."""
        return int(self.document.version) if self.document else None

    @cached_property
    def metrics(self) -> tuple[MetricProgress, ...]:
        """The outcome metrics with their figures. Two queries."""
        return tuple(MetricProgress(row, _measured(row)) for row in metrics_of(self.plan, self.document))

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


def progress_of(plan: Plan) -> Progress:
    """How the version in force goes; the draft while there is none. Two queries, one for a draft."""
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
    )


def _measured(row: PlanMetric) -> tuple[Measurement, ...]:
    return tuple(row.measurements.all()) if row.pk else ()


def figures_of(plan: Plan, *, today: date) -> dict[str, Any]:
    """What a report keeps of that day, as JSON and in words, so that it reads the same whatever changes later."""
    progress = progress_of(plan)
    counted = Counter(action.status for action in progress.actions)
    return {
        "version": progress.version,
        "actions": [[str(status.label), counted[status]] for status in Action.Status],
        "overdue": progress.overdue(today),
        "metrics": [_figure(metric) for metric in progress.metrics],
    }


def _figure(metric: MetricProgress) -> dict[str, str]:
    unit = metric.row.metric.unit
    return {
        "title": str(metric.row),
        "baseline": _said(metric.row.baseline, unit),
        "target": _said(metric.row.target, unit),
        "newest": _said(metric.newest.value, unit) if metric.newest else "",
        "on": f"{metric.newest.measured_on:%-d %B %Y}" if metric.newest else "",
    }


def _said(value: Decimal | None, unit: str) -> str:
    return "" if value is None else with_unit(value, unit)
