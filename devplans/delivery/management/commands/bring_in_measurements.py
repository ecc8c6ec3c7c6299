"""manage.py bring_in_measurements FILE: bring measurements of many localities in, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from devplans.delivery.pages.measurement_imports import import_preview
from devplans.delivery.services.measurement_imports import RowsRefused, bring_measurements_in, read_measurement_file
from localities.files.refusal import FileRefused
from localities.kit.refused import Refused
from localities.models import Commissioner
from localities.services.importer import importer


class Command(BaseCommand):
    help = (
        "Bring figures of outcome metrics in, of many localities at once, from CSV or Excel: locality, metric, date, "
        "count, out of, figure, group, source. All or nothing; the same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commissioner", metavar="CODE", help="only its localities; all of them without it")
        parser.add_argument("--dry-run", action="store_true", help="only show what would be added")

    def handle(self, *args: Any, file: Path, commissioner: str | None, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._bring_in(file, _commissioner(commissioner))
                if dry_run:
                    transaction.set_rollback(True)
                    self.stdout.write("Nothing was written: this was a dry run.")
        except OSError as error:
            raise CommandError(f"Cannot read {error.filename}: {error.strerror}.") from error
        except RowsRefused as error:
            raise CommandError("\n".join([*error.wrong, "Nothing was written."])) from error
        except (FileRefused, Refused) as error:
            raise CommandError(f"{error}\nNothing was written.") from error

    def _bring_in(self, file: Path, commissioner: Commissioner | None) -> None:
        by = importer()
        with file.open("rb") as opened:
            brought = read_measurement_file(opened, file.name, commissioner, by=by)
        preview = import_preview(brought, today=timezone.localdate())
        for row in preview.rows:
            if row.question:
                self.stdout.write(f"Row {row.figure.line}, {row.figure.locality}: {row.question}")
        added = bring_measurements_in(brought, by=by)
        self.stdout.write(f"{added} figures of {preview.metrics} metrics, {preview.localities} localities.")


def _commissioner(code: str | None) -> Commissioner | None:
    if code is None:
        return None
    try:
        return Commissioner.objects.get(ods_code__iexact=code)
    except Commissioner.DoesNotExist as error:
        raise CommandError(f"There is no organisation with the code {code}.") from error
