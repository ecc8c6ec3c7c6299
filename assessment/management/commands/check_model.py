"""manage.py check_model: the capacity model beside the strategy's printed figures."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.files.strategy_check import as_markdown, read_strategy


class Command(BaseCommand):
    help = "Run the capacity model on the 2018 strategy's own inputs and print it beside what the strategy prints."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", type=Path, metavar="FILE", help="write the page too: docs/model-check.md")

    def handle(self, *args: Any, write: Path | None, **options: Any) -> None:
        page = as_markdown(read_strategy())
        self.stdout.write(page, ending="")
        if write:
            try:
                write.write_text(page, encoding="utf-8")
            except OSError as error:
                raise CommandError(f"Cannot write {write}: {error.strerror}.") from error
