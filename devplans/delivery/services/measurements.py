"""Figures of outcome metrics: adding one and taking a wrong one away. What was signed stays as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format

from devplans.models import Measurement, PlanMetric
from devplans.models.plan_transitions import REPORT
from devplans.rules.metrics.about import FigureParts, NotAFigureError, figure_of
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import User


@transaction.atomic
def add_measurement(
    row: PlanMetric,
    *,
    measured_on: date,
    source: str,
    value: Decimal | None = None,
    count: Decimal | None = None,
    out_of: Decimal | None = None,
    group: str = "",
    by: User,
) -> Measurement:
    """Add a figure of an outcome metric, or what a count comes to; the same once more is the same figure.

    Raises Refused when there is another figure of that day and group, because one of the two is wrong, and for a figure
    that does not go with its count.
    """
    plan = PLAN.hold(row.plan_id, REPORT, by=by)
    parts = _parts(row, value, count, out_of)
    found = row.measurements.filter(measured_on=measured_on, group=group).first()
    if found and is_same(found, parts, source):
        return found
    if found:
        day = date_format(measured_on, "j F Y")
        raise Refused(
            f"There is a figure of {day} already. Remove that one first, or enter another date.", about="measured_on"
        )
    added = Measurement(
        plan_metric=row,
        value=parts.value,
        count=parts.count,
        out_of=parts.out_of,
        group=group,
        measured_on=measured_on,
        source=source,
    )
    added._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    added.save()
    record("Added a measurement", added, by=by, locality=plan.locality)
    return added


def is_same(found: Measurement, parts: FigureParts, source: str) -> bool:
    """Whether a figure that is kept says what is to be added."""
    kept = (found.value, found.count, found.out_of, found.source)
    return kept == (parts.value, parts.count, parts.out_of, source)


def _parts(row: PlanMetric, value: Decimal | None, count: Decimal | None, out_of: Decimal | None) -> FigureParts:
    try:
        return figure_of(row.about, value, count, out_of, may_be_surplus=True)
    except NotAFigureError as error:
        raise Refused(f"{error}.", about=error.part) from error


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: User) -> None:
    """Take a wrong figure away. Its history stays."""
    row = measurement.plan_metric
    plan = PLAN.hold(row.plan_id, REPORT, by=by)
    record("Removed a measurement", row, by=by, locality=plan.locality, why=str(measurement))
    measurement._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    measurement.delete()
