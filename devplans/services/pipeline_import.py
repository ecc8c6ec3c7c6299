"""Bringing a file's estates pipeline into the database: what it would change, and changing it, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from devplans.files.pipeline_csv import is_of_all, pipeline_rows, pipeline_values
from devplans.models import PipelineScheme, PipelineTotal
from localities.kit.audit import record
from localities.kit.files.csv_import import CsvRow, raise_problems
from localities.kit.refused import Refused, ask_permission
from localities.models import Commissioner, System, User

Printed = PipelineScheme | PipelineTotal
Key = tuple[int | None, object]


@dataclass(frozen=True)
class PipelineRow:
    """A row of the file: `values` are the fields of a scheme, or those of a total, whose `table` says of what."""

    commissioner: Commissioner | None
    values: Mapping[str, object]

    @property
    def is_total(self) -> bool:
        return "table" in self.values

    @property
    def key(self) -> Key:
        """What no other row of a file has: whose, and which scheme or table."""
        own = self.values["table"] if self.is_total else self.values["row_no"]
        return self.commissioner.pk if self.commissioner else None, own


@dataclass(frozen=True)
class PipelineChange:
    """What the file does to a scheme or a total: `differences` are (field, now, then); None when it is new or gone."""

    what: str
    name: str
    differences: tuple[tuple[str, object, object], ...] = ()


def read_pipeline(raw: bytes) -> list[PipelineRow]:
    """Return the schemes and printed totals of a CSV file. CCGs go by ODS code or by name, with or without NHS and CCG.

    Raises CsvFileError with every problem found.
    """
    rows = pipeline_rows(raw)
    commissioners = {name: each for each in Commissioner.objects.all() for name in _names(each)}
    lines: dict[Key, int] = {}
    found: list[PipelineRow] = []
    for row in rows:
        values = pipeline_values(row)
        here = PipelineRow(None if is_of_all(row) else _commissioner(row, commissioners), values)
        if not row.problems and lines.setdefault(here.key, row.line) != row.line:
            row.refuse("row_no", f"is on line {lines[here.key]} already")
        found.append(here)
    raise_problems(rows, empty="there is no scheme in the file")
    return found


def _commissioner(row: CsvRow, commissioners: Mapping[str, Commissioner]) -> Commissioner | None:
    found = commissioners.get(_short(row.cells["ccg"]))
    if found is None:
        row.refuse("ccg", "is neither the ODS code nor the name of a commissioner here")
    return found


def _names(commissioner: Commissioner) -> tuple[str, str]:
    return commissioner.ods_code.lower(), _short(commissioner.name)


def _short(name: str) -> str:
    return name.lower().removeprefix("nhs ").removesuffix(" ccg").strip()


def import_pipeline(rows: Sequence[PipelineRow], *, by: User, dry_run: bool = False) -> list[PipelineChange]:
    """Make the pipeline of the CCGs in the file what the file says, all or nothing, and return what changed.

    The file is the whole pipeline of these CCGs: a scheme that it no longer has is removed, and plans that it was
    linked to go on without the link. Raises Refused when its CCGs are not of one system.
    """
    systems = {row.commissioner.system_id for row in rows if row.commissioner}
    if len(systems) != 1:
        raise Refused("The commissioners in the file are not of one system: import a file for each system.")
    system = System.objects.get(pk=systems.pop())
    ask_permission(by, "devplans.import_pipeline", system, "the system’s team or an administrator")
    with transaction.atomic():
        here = _here(rows, system)
        changes = [change for row in rows if (change := _bring(row, here, system, dry_run=dry_run))]
        for gone in here.values():
            changes.append(PipelineChange("removed", str(gone)))
            if not dry_run:
                gone.delete()
        if changes and not dry_run:
            record("Imported the estates pipeline", system, by=by, why=f"{len(changes)} changes")
    return changes


def _here(rows: Sequence[PipelineRow], system: System) -> dict[Key, Printed]:
    """What the database has of the CCGs in the file, and the summary's total."""
    named = {row.commissioner.pk for row in rows if row.commissioner}
    schemes = PipelineScheme.objects.filter(commissioner__in=named).select_for_update(of=("self",))
    totals = PipelineTotal.objects.filter(system=system).select_for_update(of=("self",))
    found: dict[Key, Printed] = {(each.commissioner_id, each.row_no): each for each in schemes}
    return found | {
        (each.commissioner_id, each.table): each
        for each in totals
        if each.commissioner_id is None or each.commissioner_id in named
    }


def _bring(row: PipelineRow, here: dict[Key, Printed], system: System, *, dry_run: bool) -> PipelineChange | None:
    found = here.pop(row.key, None)
    if found is None:
        made = (
            PipelineTotal(system=system, commissioner=row.commissioner, **row.values)
            if row.is_total
            else PipelineScheme(commissioner=row.commissioner, **row.values)
        )
        if not dry_run:
            made.save()
        return PipelineChange("new", str(made))
    differences = tuple((name, now, then) for name, then in row.values.items() if (now := getattr(found, name)) != then)
    if not differences:
        return None
    for name, _, then in differences:
        setattr(found, name, then)
    if not dry_run:
        found.save()
    return PipelineChange("changed", str(found), differences)
