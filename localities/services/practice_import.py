"""Bringing a file's practices into the database: what it would change, and changing it, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from localities.kit.audit import record
from localities.models import Practice, User
from localities.services.practices import add_practice, save_practice

IMPORTER = "import_practices"


@dataclass(frozen=True)
class PracticeRow:
    """A row of the file. `values` are the practice's fields but its code; staff None is not known."""

    line: int
    ods_code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PracticeChange:
    """What a row of the file does: `differences` are (field, now, then); a new practice has none."""

    row: PracticeRow
    is_new: bool
    differences: tuple[tuple[str, Any, Any], ...] = ()

    @property
    def does_something(self) -> bool:
        return self.is_new or bool(self.differences)


def importer() -> User:
    """Return the user in whose name files are imported. Nobody can sign in as it."""
    email = f"{IMPORTER}@localhost"
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, name=IMPORTER, is_active=False)


def compare_practices(rows: Sequence[PracticeRow]) -> list[PracticeChange]:
    """Say what each row would change. Writes nothing."""
    known = {practice.ods_code: practice for practice in _practices_of(rows)}
    return [_change(row, known.get(row.ods_code)) for row in rows]


def import_practices(rows: Sequence[PracticeRow]) -> list[PracticeChange]:
    """Add and update practices from a file's rows, all or none, and return what each row changed."""
    with transaction.atomic():
        known = {practice.ods_code: practice for practice in _practices_of(rows).select_for_update(of=("self",))}
        changes = [_change(row, known.get(row.ods_code)) for row in rows]
        by = importer()
        for change in changes:
            row = change.row
            if change.is_new:
                values = {name: value for name, value in row.values.items() if name != "locality"}
                add_practice(row.values["locality"], {"ods_code": row.ods_code, **values}, by=by)
            elif change.differences:
                practice = known[row.ods_code]
                values = {name: new for name, _, new in change.differences}
                save_practice(practice, values, base_revision=practice.revision, by=by)
                record("Imported the practice", practice, by=by, locality=row.values["locality"])
    return changes


def _practices_of(rows: Sequence[PracticeRow]) -> models.QuerySet[Practice]:
    return Practice.objects.filter(ods_code__in=[row.ods_code for row in rows]).select_related("locality")


def _change(row: PracticeRow, practice: Practice | None) -> PracticeChange:
    if practice is None:
        return PracticeChange(row, is_new=True)
    now = {name: getattr(practice, name) for name in row.values}
    return PracticeChange(
        row,
        is_new=False,
        differences=tuple((name, now[name], new) for name, new in row.values.items() if now[name] != new),
    )
