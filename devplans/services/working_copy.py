"""The rows of a plan as its version in force has them: kept when it is amended, so that the amendment can be discarded.

What is reported after approval (`reported` of a model) is no part of it: that stays as it was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from devplans.models import (
    Action,
    ConsistencyAnswer,
    Plan,
    PlanCapacity,
    PlanEstate,
    PlanMetric,
    PlanRow,
    SectionChoice,
)
from localities.kit.refused import Refused
from localities.kit.revisions.rows import Revised, write
from localities.models import User

LISTS: tuple[type[Revised], ...] = (Action, *PlanRow.__subclasses__())
"""Rows that stay when they are taken out of the plan."""

OTHERS: tuple[type[Revised], ...] = (PlanMetric, PlanCapacity, PlanEstate, SectionChoice, ConsistencyAnswer)
OF_THE_ROW = {"id", "plan", "revision", "saved_at", "saved_by"}
OF_THE_AGREEMENT = {"locality", "diagnostic", "state", "version_in_force"}

Kept = dict[str, dict[str, dict[str, Any]]]


def rows_to_keep(plan: Plan) -> Kept:
    """Return the plan and all of its rows, by model and key, as JSON keeps them."""
    rows: dict[type[Revised], Iterable[Revised]] = {model: _rows(model, plan) for model in (*LISTS, *OTHERS)}
    rows[Plan] = [plan]
    return {
        model._meta.label: {
            str(row.pk): {field.attname: _plain(field.value_from_object(row)) for field in _fields(model)}
            for row in found
        }
        for model, found in rows.items()
    }


def put_back(plan: Plan, kept: Kept, *, by: User) -> None:
    """Make the plan what it was, field by field. Rows that came since are taken out of it.

    Raises Refused where an outcome metric that came since has figures: they would be lost with it.
    """
    for model in LISTS:
        _put_back_list(model, plan, kept.get(model._meta.label, {}), by)
    _put_back_metrics(plan, kept[PlanMetric._meta.label], by)
    _put_back_choices(plan, kept[SectionChoice._meta.label], by)
    for model in (PlanCapacity, PlanEstate, ConsistencyAnswer):
        for row in _rows(model, plan):
            if was := kept[model._meta.label].get(str(row.pk)):  # an answer that came since is of figures that are gone
                _set(row, was, by)
    _set(plan, kept[Plan._meta.label][str(plan.pk)], by)


def _rows(model: type[Revised], plan: Plan) -> Iterable[Revised]:
    rows: Iterable[Revised] = model._default_manager.filter(plan=plan)  # type: ignore[misc]  # each has one
    return rows


def _fields(model: type[Revised]) -> list[models.Field[Any, Any]]:
    """The columns that say what was agreed."""
    left_out = OF_THE_ROW | set(getattr(model, "reported", ())) | (OF_THE_AGREEMENT if model is Plan else set())
    return [field for field in model._meta.concrete_fields if field.name not in left_out]


def _plain(value: Any) -> Any:
    """As JSON keeps it; a moment to its last digit, which Django's own encoder drops."""
    return value.isoformat() if isinstance(value, datetime) else value


def _set(row: Revised, kept: Mapping[str, Any], by: User) -> None:
    """Write what differs, as the row's next revision."""
    changed = []
    for field in _fields(type(row)):
        was = field.to_python(kept[field.attname])
        if was != getattr(row, field.attname):
            setattr(row, field.attname, was)
            changed.append(field.name)
    if changed:
        write(row, by=by, fields=changed)


def _put_back_list(model: type[Revised], plan: Plan, kept: Mapping[str, Mapping[str, Any]], by: User) -> None:
    for row in _rows(model, plan):
        if str(row.pk) in kept:
            _set(row, kept[str(row.pk)], by)
        elif row.removed_at is None:  # type: ignore[attr-defined]  # every list has it
            row.removed_at = timezone.now()  # type: ignore[attr-defined]
            write(row, by=by, fields=["removed_at"])


def _put_back_metrics(plan: Plan, kept: Mapping[str, Mapping[str, Any]], by: User) -> None:
    rows = {str(row.pk): row for row in plan.metrics.select_related("metric")}
    for key in rows.keys() - kept.keys():
        row = rows[key]
        if row.measurements.exists():
            raise Refused(f"‘{row}’ is new and has figures that were reported. Remove those first, under Progress.")
        row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
        row.delete()
    for key, values in kept.items():
        if key in rows:
            _set(rows[key], values, by)
        else:
            back = PlanMetric(pk=int(key), plan=plan, revision=_next_revision(int(key)))
            for field in _fields(PlanMetric):
                setattr(back, field.attname, field.to_python(values[field.attname]))
            back._history_user = by  # type: ignore[attr-defined]
            back.save(force_insert=True)


def _next_revision(key: int) -> int:
    """A metric that comes back goes on after the last revision it had: a form shown before starts from none of now."""
    newest: int = PlanMetric.history.filter(id=key).aggregate(last=models.Max("revision", default=0))["last"]
    return newest + 1


def _put_back_choices(plan: Plan, kept: Mapping[str, Mapping[str, Any]], by: User) -> None:
    for choice in plan.section_choices.all():
        as_new = {"section": choice.section, "not_needed": False, "why": ""}
        _set(choice, kept.get(str(choice.pk), as_new), by)
