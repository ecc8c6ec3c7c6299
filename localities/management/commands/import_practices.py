"""manage.py import_practices FILE.csv: add and update practices, all or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from localities.files.practices_csv import COLUMNS
from localities.kit.files.csv_import import CsvFileError
from localities.kit.refused import Refused
from localities.services.practice_import import PracticeChange, compare_practices, import_practices, read_practices


class Command(BaseCommand):
    help = (
        f"Add and update practices from a CSV file with the columns {', '.join(COLUMNS)}. "
        "One bad row and nothing is imported. Importing the same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file, in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change, row by row")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            rows = read_practices(file.read_bytes(), today=timezone.localdate())
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except CsvFileError as error:
            raise CommandError(f"{error}\nNothing was imported.") from error
        try:
            changes = compare_practices(rows) if dry_run else import_practices(rows)
        except Refused as error:  # somebody added the same practice at this very moment
            raise CommandError(f"{error} Nothing was imported; import the file again.") from error
        for change in changes:
            if dry_run or change.does_something:
                self.stdout.write(_in_words(change))
        new, changed = sum(each.is_new for each in changes), sum(bool(each.differences) for each in changes)
        counted = f"{new} new, {changed} changed, {len(changes) - new - changed} as before"
        self.stdout.write(f"{counted}. Nothing was written: this was a dry run." if dry_run else f"{counted}.")


def _in_words(change: PracticeChange) -> str:
    row = change.row
    if change.is_new:
        what = f"new in {row.values['locality']}"
    else:
        what = ", ".join(f"{name} {_value(now)} -> {_value(then)}" for name, now, then in change.differences)
    return f"line {row.line}: {row.ods_code} {row.values['name']}: {what or 'no change'}"


def _value(value: Any) -> str:
    if value is None:
        return "unknown"
    return value.isoformat() if isinstance(value, date) else str(value)
