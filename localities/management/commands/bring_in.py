"""manage.py bring_in FILE...: bring national files, or files of our own columns, in, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from localities.files.refusal import FileRefused
from localities.kit.refused import Refused
from localities.models import Import
from localities.queries.import_preview import preview_of
from localities.rules.preview import Change, Kind, Preview
from localities.rules.preview_words import HEADINGS, said_of
from localities.rules.steps import CLOSED, LEAVE, Choices
from localities.services.importer import importer
from localities.services.imports import bring_in, read_files


class Command(BaseCommand):
    help = (
        "Bring files in: GP practices and networks (ODS), patients registered, workforce, appointments, GP Patient "
        "Survey and QOF by practice, or our own columns. All or nothing; the same file again changes nothing. Unknown "
        "never overwrites known and older never overwrites newer, unless you say so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day of figures whose file does not hold it")
        parser.add_argument("--take-large", action="store_true", help="take list sizes that change by over a tenth")
        parser.add_argument("--take-older", action="store_true", help="take figures older than those here")
        parser.add_argument("--take-unknown", action="store_true", help="let unknown overwrite what is known")
        parser.add_argument("--keep-names", action="store_true", help="rename no practice")
        parser.add_argument("--keep-localities", action="store_true", help="move no practice")
        parser.add_argument("--close", action="store_true", help="close the practices that closed")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._bring_in(files, dry_run=dry_run, **options)
                if dry_run:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"Cannot read {error.filename}: {error.strerror}.") from error
        except (FileRefused, Refused) as error:
            raise CommandError(f"{error}\nNothing was written.") from error

    def _bring_in(self, files: list[Path], *, dry_run: bool, as_of: date | None, **options: Any) -> None:
        by = importer()
        with ExitStack() as opened:
            uploads = [(opened.enter_context(file.open("rb")), file.name) for file in files]
            kept = read_files(uploads, None, by=by, as_of=as_of)
        for line in _files(kept):
            self.stdout.write(line)
        preview = preview_of(kept, today=timezone.localdate())
        for line in _lines(preview):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        changes = bring_in(kept, _choices(preview, **options), by=by).changes
        self.stdout.write(f"{len(changes)} practices changed. This is import {kept.pk}.")


def _choices(preview: Preview, **options: Any) -> Choices:
    became = CLOSED if options["close"] else LEAVE
    return Choices(
        large=options["take_large"],
        older=options["take_older"],
        lost=options["take_unknown"],
        renamed=not options["keep_names"],
        moves=not options["keep_localities"],
        closed={each.code: became for each in preview.of(Kind.CLOSED)},
    )


def _files(kept: Import) -> Iterator[str]:
    for file in kept.files.all():
        yield f"{file.name}: {file.title}. {file.lines:,} lines, {file.ours:,} ours. {' '.join(file.remarks)}".rstrip()
    for each in kept.not_taken:
        yield f"{each['name']}: not taken. {each['why']}"


def _lines(preview: Preview) -> Iterator[str]:
    for kind in Kind:
        changes: list[Change] = preview.of(kind)
        if changes:
            yield f"{len(changes):,} {HEADINGS[kind].counted(len(changes))}"
            yield from (f"  {each.code} {each.name}: {said_of(each)}".rstrip(": ") for each in changes)
    yield f"{preview.same:,} practices as before, {preview.not_ours:,} lines not ours."
