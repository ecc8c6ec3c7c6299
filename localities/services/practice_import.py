"""Bringing a file's practices into the database: what it would change, and changing it, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from localities.files.practices_csv import COLUMNS, practice_values
from localities.kit.audit import record
from localities.kit.files.csv_import import CsvRow, raise_problems, read_rows
from localities.models import Locality, Practice, Role, User
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


def read_practices(raw: bytes, *, today: date) -> list[PracticeRow]:
    """Return the rows of a CSV file with their localities. Raises CsvFileError with every problem found."""
    rows = read_rows(raw, COLUMNS)
    localities = list(Locality.objects.all())
    lines: dict[str, int] = {}
    found: list[PracticeRow] = []
    for row in rows:
        values = practice_values(row, today=today)
        values["locality"] = values["locality"] and _locality(row, localities)
        code = values.pop("ods_code")
        if code and lines.setdefault(code, row.line) != row.line:
            row.refuse("ods_code", f"is on line {lines[code]} already", cell=code)
        found.append(PracticeRow(row.line, code, values))
    raise_problems(rows, empty="there is no practice in the file")
    return found


def _locality(row: CsvRow, localities: Sequence[Locality]) -> Locality | None:
    """Find the locality of a row by the short name in its address, which is unique, or by name, which may not be."""
    cell = row.cells["locality"]
    named = [locality for locality in localities if locality.slug == cell] or [
        locality for locality in localities if locality.name.lower() == cell.lower()
    ]
    if len(named) == 1:
        return named[0]
    slugs = " or ".join(sorted(each.slug for each in named))
    several = f"is the name of {len(named)} localities; write {slugs}"
    row.refuse("locality", several if named else "is not a locality here")
    return None


def importer() -> User:
    """Return the administrator in whose name files are imported on the server. Nobody can sign in as it."""
    email = f"{IMPORTER}@localhost"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=IMPORTER, is_active=False)
    Role.objects.get_or_create(user=user, kind=Role.Kind.ADMINISTRATOR)
    return user


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
