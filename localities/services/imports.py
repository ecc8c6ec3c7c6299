"""Bringing files in: reading them, deciding on what they would change, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from localities.files.recognised import FileRead, read_file
from localities.files.refusal import FileRefused
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import save_changes
from localities.kit.workflow import Workflow
from localities.models import Commissioner, Import, ImportedFile, Locality, Practice, System, User
from localities.models.import_transitions import BRING_IN, STATE_IN_WORDS, UNDO, WHO
from localities.queries.import_preview import FILES, fingerprint, preview_of
from localities.queries.import_rests import what_rests_on
from localities.queries.practices_here import Scope, commissioners_of, practices_of
from localities.rules.comparing import only_ours
from localities.rules.steps import Choices, steps, unanswered
from localities.services.import_steps import StepWriter

Upload = tuple[BinaryIO, str]
"""A file to be read, and its name."""


def read_files(uploads: Sequence[Upload], scope: Scope, *, by: User, as_of: date | None = None) -> Import:
    """Read files for an organisation and keep what they say of its practices, for somebody to decide on.

    Raises FileRefused where no file can be taken. One that cannot is left out and named where others can. Files are
    read before anything is written: nobody waits for a lock meanwhile.
    """
    ask_permission(by, "localities.bring_in", scope, WHO)
    read, refused = _read(uploads, as_of)
    if not read:
        several = len(refused) > 1
        raise FileRefused(*(f"{name}: {why}" if several else why for name, reasons in refused for why in reasons))
    ours = _ours(read, scope)
    with transaction.atomic():
        kept = Import.objects.create(
            **_scope_field(scope),
            made_by=by,
            files_said=FILES.dump_python([each.said for each in ours], mode="json"),
            not_taken=[{"name": name, "why": " ".join(reasons)} for name, reasons in refused],
        )
        ImportedFile.objects.bulk_create(_record(kept, each) for each in ours)
    return kept


def _read(uploads: Sequence[Upload], as_of: date | None) -> tuple[list[FileRead], list[tuple[str, tuple[str, ...]]]]:
    read, refused = [], []
    for file, name in uploads:
        shown = PurePath(name).name[:200]
        try:
            read.append(read_file(file, shown, today=timezone.localdate(), as_of=as_of))
        except FileRefused as error:
            refused.append((shown, error.reasons))
    return read, refused


def _ours(read: Sequence[FileRead], scope: Scope) -> list[FileRead]:
    here = frozenset(practices_of(scope).values_list("ods_code", flat=True))
    elsewhere = frozenset(Practice.objects.values_list("ods_code", flat=True)) - here
    commissioners = commissioners_of(scope)
    return [
        FileRead(
            file.name,
            file.sha256,
            only_ours(file.said, here=here, elsewhere=elsewhere, commissioners=commissioners),
        )
        for file in read
    ]


def _scope_field(scope: Scope) -> dict[str, Any]:
    names = {System: "system", Commissioner: "commissioner", Locality: "locality"}
    return {names[type(scope)]: scope} if scope else {}


def _record(kept: Import, file: FileRead) -> ImportedFile:
    said = file.said
    return ImportedFile(
        belongs_to=kept,
        name=file.name,
        sha256=file.sha256,
        title=said.title,
        brings=said.brings,
        lines=said.lines,
        ours=len(said.practices),
        remarks=list(said.remarks),
    )


def _lock(pk: int) -> Import:
    return Import.objects.select_for_update(of=("self",)).get(pk=pk)


IMPORT = Workflow[Import](
    noun="import",
    in_words=STATE_IN_WORDS,
    lock=_lock,
    not_now="This import is {stands} already. Nothing has changed.",
    guards={UNDO: lambda brought, by: what_rests_on(brought)},
    locality=lambda brought: brought.locality,
)
"""The only thing that changes an import's state."""


@transaction.atomic
def bring_in(brought: Import, choices: Choices, *, by: User, expected_preview: str | None = None) -> Import:
    """Write what an import would change, all or none, as people chose.

    Raises Refused too when something is not chosen yet, and when the preview is not the one they saw.
    """
    brought = IMPORT.hold(brought.pk, BRING_IN, by=by)
    preview = preview_of(brought, today=timezone.localdate())
    if expected_preview is not None and expected_preview != fingerprint(preview):
        raise Refused("Something changed here since you looked. Look through the groups again. Nothing was written.")
    if unanswered(preview, choices):
        raise Refused("Say what shall happen with large changes and with practices that closed. Nothing was written.")
    changes = StepWriter(brought, steps(preview, choices), by=by).write()
    names = ", ".join(each.name for each in brought.files.all())
    IMPORT.make(brought, BRING_IN, by=by, why=names, brought_in_at=timezone.now(), changes=changes, files_said=[])
    return brought


@transaction.atomic
def undo_import(brought: Import, *, by: User) -> Import:
    """Put back what an import changed. Raises Refused when anything rests on it by now."""
    brought = IMPORT.hold(brought.pk, UNDO, by=by)
    brought.figures.all().delete()
    brought.events.all().delete()
    for change in brought.changes:
        practice = Practice.objects.get(ods_code=change["code"])
        if change["new"]:
            record("Took back a practice that an import had added", practice, by=by, locality=practice.locality)
            practice._history_user = by  # type: ignore[attr-defined]  # read by the history
            practice.delete()
            continue
        back = save_changes(practice, _values(change["before"]), base_revision=practice.revision, by=by).row
        for locality in {practice.locality, back.locality} - {None}:
            record("Put back what an import had changed", back, by=by, locality=locality)
    IMPORT.make(brought, UNDO, by=by, undone_at=timezone.now(), undone_by=by)
    return brought


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    """Return values as they stood before, from how they were kept."""
    return {
        field.name: Locality.objects.filter(pk=kept["locality"]).first()
        if field.name == "locality"
        else field.to_python(kept[field.name])
        for field in Practice._meta.fields
        if field.name in kept
    }


@transaction.atomic
def discard_import(brought: Import, *, by: User) -> None:
    """Forget files that were read and are not to be brought in. Raises Refused once they were."""
    IMPORT.hold(brought.pk, BRING_IN, by=by).delete()
