"""Bringing a file's estates pipeline into the database: what it would change, and changing it, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from devplans.files.pipeline_csv import PipelineRow
from devplans.models import PipelineScheme, PipelineTotal
from localities.kit.audit import record
from localities.kit.refused import StepRefused
from localities.models import System, User

Printed = PipelineScheme | PipelineTotal


@dataclass(frozen=True)
class PipelineChange:
    """What the file does to a scheme or a total: `differences` are (field, now, then); None when it is new or gone."""

    what: str
    name: str
    differences: tuple[tuple[str, object, object], ...] = ()


def import_pipeline(rows: Sequence[PipelineRow], *, by: User, dry_run: bool = False) -> list[PipelineChange]:
    """Make the pipeline of the CCGs in the file what the file says, all or nothing, and return what changed.

    The file is the whole pipeline of these CCGs: a scheme that it no longer has is removed, and plans that it was
    linked to go on without the link. Raises StepRefused when its CCGs are not of one system.
    """
    systems = {row.commissioner.system_id for row in rows if row.commissioner}
    if len(systems) != 1:
        raise StepRefused("The CCGs in the file are not of one system: import a file for each system.")
    system = System.objects.get(pk=systems.pop())
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


Key = tuple[int | None, int | str | None]


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
    commissioner = row.commissioner.pk if row.commissioner else None
    found = here.pop((commissioner, row.table or row.row_no), None)
    if found is None:
        of_table = {"system": system, "table": row.table}
        own = of_table if row.table else {"row_no": row.row_no}
        made = (PipelineTotal if row.table else PipelineScheme)(commissioner=row.commissioner, **own, **row.values)
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
