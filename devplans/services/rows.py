"""What changes the lists of a plan: one mechanism for actions and every `PlanRow`.

Rows are added last, saved by revision, and stay when they are removed, so that removing can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from devplans.models import Action, Plan, PlanRow
from devplans.models.rows import editing
from devplans.services.plan_workflow import PLAN
from devplans.services.sections import take_back_not_needed
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, write
from localities.models import User

Row = TypeVar("Row", bound=PlanRow)
AnyRow = TypeVar("AnyRow", bound=PlanRow | Action)


def last_order(plan: Plan, model: type[PlanRow | Action]) -> int:
    """The place of the last row of a list, 0 when there is none."""
    last: int = model._default_manager.filter(plan=plan).aggregate(last=Max("order", default=0))["last"]
    return last


@transaction.atomic
def add_row(plan: Plan, model: type[Row], values: Mapping[str, Any], *, by: User) -> Row:
    """Add a row, last in its list, and return it.

    When the plan has a row that says exactly the same, that one is returned, so that a button pressed twice adds one.
    A section marked "not needed" is needed again.
    """
    row = model(plan=plan, **values)
    plan = PLAN.hold(plan.pk, editing(row), by=by)
    rows: QuerySet[Row] = model._default_manager.filter(plan=plan, removed_at=None, **values)  # type: ignore[assignment]
    same = rows.first()
    if same is not None:
        return same
    _refuse_more_than_there_is_room_for(row)
    row.order = last_order(plan, model) + 1
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    row.save()
    record(f"Added {_thing(row)}", row, by=by, locality=plan.locality)
    take_back_not_needed(plan, model, by=by)
    return row


@transaction.atomic
def save_row(row: Row, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User) -> SaveResult[Row]:
    """Save fields of a row, merged with what others saved since `base_revision`.

    What is written to a row that somebody removed meanwhile is kept in it.
    """
    PLAN.hold(row.plan_id, editing(row), by=by)
    return save_changes(row, values, base_revision=base_revision, by=by)


@transaction.atomic
def remove_row(row: PlanRow | Action, *, by: User) -> None:
    """Take a row out of the plan. It stays in the database with all that was written in it, to be put back."""
    row = _held(row, by)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        write(row, by=by, fields=["removed_at"])
        record(f"Removed {_thing(row)}", row, by=by, locality=row.plan.locality)


@transaction.atomic
def put_back_row(row: AnyRow, *, by: User) -> AnyRow:
    """Put a removed row back where it was, and return it. A section marked "not needed" is needed again."""
    row = _held(row, by)
    if row.removed_at is not None:
        _refuse_more_than_there_is_room_for(row)
        row.removed_at = None
        write(row, by=by, fields=["removed_at"])
        record(f"Put {_thing(row)} back", row, by=by, locality=row.plan.locality)
        take_back_not_needed(row.plan, type(row), by=by)
    return row


def _refuse_more_than_there_is_room_for(row: PlanRow | Action) -> None:
    most = row.most if isinstance(row, PlanRow) else None
    if most is not None and type(row)._default_manager.filter(plan=row.plan_id, removed_at=None).count() >= most:
        raise Refused(f"Keep to {most} {row._meta.verbose_name_plural}. Remove one first, or put two into one.")


def _held(row: AnyRow, by: User) -> AnyRow:
    PLAN.hold(row.plan_id, editing(row), by=by)
    rows: QuerySet[AnyRow] = type(row)._default_manager.select_related("plan__locality")  # type: ignore[assignment]
    return rows.get(pk=row.pk)


def _thing(row: PlanRow | Action) -> str:
    """What the row is, in a sentence: "a risk", "an action"."""
    name = str(row._meta.verbose_name)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
