"""manage.py check_levels FILE: what levels a guide gives to profiles with an answer and to a thousand localities."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.files.guide_yaml import GuideFileError, parse_guide
from assessment.files.level_check import as_markdown


class Command(BaseCommand):
    help = "Print what levels a guide gives to profiles whose level is known, and to a thousand made-up localities."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the guide as YAML, for example assessment/guides/NAME.yaml")
        parser.add_argument("--write", type=Path, metavar="FILE", help="write the page too: docs/level-check.md")

    def handle(self, *args: Any, file: Path, write: Path | None, **options: Any) -> None:
        try:
            page = as_markdown(parse_guide(file.read_bytes()))
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except GuideFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(page, ending="")
        if write:
            try:
                write.write_text(page, encoding="utf-8")
            except OSError as error:
                raise CommandError(f"Cannot write {write}: {error.strerror}.") from error
