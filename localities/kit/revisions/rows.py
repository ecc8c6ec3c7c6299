"""Two people at once: saving a row from the revision a form started from, so that nobody's work is lost.

Each row that two people may edit is `Revised`. A save names the revision its form showed. A field that only one of
the two changed is merged. A field both changed is left as it stands and reported, for people to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

RevisedRow = TypeVar("RevisedRow", bound="Revised")

BaseRevision = int | Mapping[str, int]
"""The revision that values started from, or that of each field where they differ."""


class Revised(models.Model):
    """A row with a revision. Concrete models add `history = History()`, where earlier revisions stay."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # nobody looks for what a person saved
    )

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed: what the form brought, and what stands in the database."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class SaveResult(Generic[RevisedRow]):
    """What became of a save. `row` is as it stands now; `merged` names fields somebody else had changed meanwhile."""

    row: RevisedRow
    changed: tuple[str, ...]
    merged: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def _field(row: Revised, name: str) -> models.Field[Any, Any]:
    found = row._meta.get_field(name)
    assert isinstance(found, models.Field)  # noqa: S101  tells the type checker that it is a column of the row's own
    return found


def _values_at(row: Revised, revision: int, fields: Iterable[str]) -> dict[str, Any] | None:
    """Return the fields as they stood at a revision, or None when there was no such revision.

    What a foreign key points at is given by its key.
    """
    columns = {name: _field(row, name).attname for name in fields}
    if revision == row.revision:
        return {name: getattr(row, column) for name, column in columns.items()}
    kept = row.history.filter(revision=revision).values(*columns.values()).first()  # type: ignore[attr-defined]
    if kept is not None:
        return {name: kept[column] for name, column in columns.items()}
    if revision == 0:  # rows are made empty in bulk, and that first state has no history
        return {name: _field(row, name).get_default() for name in fields}
    return None


def _base_values(row: Revised, base_revision: BaseRevision, fields: Iterable[str]) -> dict[str, Any]:
    """Return each field as it stood at the revision it started from; one whose revision never was is left out."""
    if isinstance(base_revision, int):
        return _values_at(row, base_revision, fields) or {}
    started: dict[int, list[str]] = {}
    for name in fields:
        started.setdefault(base_revision[name], []).append(name)
    found = [_values_at(row, revision, names) or {} for revision, names in started.items()]
    return {name: value for values in found for name, value in values.items()}


def last_change(row: Revised, field: str) -> Any:
    """Return the state in which a field got the value it has now, with `saved_by` and `saved_at`.

    The last save of the row may have been somebody else's, on other fields.
    """
    column = _field(row, field).attname
    found = row
    for kept in row.history.select_related("saved_by").order_by("-revision").iterator():  # type: ignore[attr-defined]
        if getattr(kept, column) != getattr(row, column):
            break
        found = kept
    return found


def write(row: Revised, *, by: Any, fields: Iterable[str]) -> None:
    """Save the named fields as the next revision, with who and when, here and in the history."""
    row.revision += 1
    row.saved_at = timezone.now()
    row.saved_by = by
    row._history_user = by  # type: ignore[attr-defined]
    row.save(update_fields=[*fields, "revision", "saved_at", "saved_by"])


def stored(row: RevisedRow, *keys: str, **defaults: Any) -> RevisedRow:
    """Return a row that is to be saved as the database has it, made now where it has none.

    Rows are made with what they belong to. One that is missing all the same is shown as an empty row, since reading
    writes nothing, and its first save makes it. `keys` name the fields that say which row it is.
    """
    if row.pk is not None:
        return row
    which = {name: getattr(row, name) for name in keys}
    return type(row)._default_manager.get_or_create(**which, defaults=defaults)[0]


def save_changes(
    row: RevisedRow, values: Mapping[str, Any], *, base_revision: BaseRevision, by: Any
) -> SaveResult[RevisedRow]:
    """Save the values a form brought, merging them with what others saved since `base_revision`.

    A revision that never was makes every difference a conflict: nothing is overwritten on a guess.
    """
    with transaction.atomic(savepoint=False):  # within the caller's transaction, if there is one
        current: RevisedRow = type(row)._default_manager.select_for_update().get(pk=row.pk)
        base = _base_values(current, base_revision, values)
        now = _values_at(current, current.revision, values) or {}
        changed, merged, conflicts = [], [], []
        for name, value in values.items():
            mine = value.pk if isinstance(value, models.Model) else value
            if mine == now[name]:
                continue
            if name in base and mine == base[name]:
                merged.append(name)
            elif name in base and now[name] == base[name]:
                setattr(current, name, value)
                changed.append(name)
            else:
                conflicts.append(Conflict(name, value, getattr(current, name)))
        if changed:
            write(current, by=by, fields=changed)
    return SaveResult(current, tuple(changed), tuple(merged), tuple(conflicts))
