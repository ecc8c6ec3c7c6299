"""manage.py import_estates FILE.csv: the commissioners' estates pipeline, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from devplans.files.pipeline_csv import COLUMNS
from devplans.services.pipeline_import import PipelineChange, import_pipeline, read_pipeline
from localities.kit.files.csv_import import CsvFileError
from localities.kit.refused import Refused
from localities.services.importer import importer


class Command(BaseCommand):
    help = (
        f"Import the estates pipeline from a CSV file with the columns {', '.join(COLUMNS)}. "
        "One bad row and nothing is imported. The file is the whole pipeline of the commissioners it names: a scheme "
        "that it no longer has is removed. Importing the same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file, in UTF-8, money in £ millions")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            rows = read_pipeline(file.read_bytes())
            changes = import_pipeline(rows, by=importer(), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except (CsvFileError, Refused) as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        for change in changes:
            self.stdout.write(_in_words(change))
        kinds = [change.what for change in changes]
        counted = f"{kinds.count('new')} new, {kinds.count('changed')} changed, {kinds.count('removed')} removed"
        same = len(rows) - kinds.count("new") - kinds.count("changed")
        ending = ". Nothing was written: this was a dry run." if dry_run else "."
        self.stdout.write(f"{counted}, {same} as before{ending}")


def _in_words(change: PipelineChange) -> str:
    differences = ", ".join(f"{name} {now} -> {then}" for name, now, then in change.differences)
    return f"{change.what}: {change.name}{': ' if differences else ''}{differences}"
