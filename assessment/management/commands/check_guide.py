"""manage.py check_guide FILE: what is missing in a guide, and what nobody can reach."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.files.guide_check import findings
from assessment.files.guide_profiles import ProfilesError, as_lines, read_profiles
from assessment.files.guide_schema import GuideFile
from assessment.files.guide_yaml import GuideFileError, parse_guide


class Command(BaseCommand):
    help = "Check a guide's file before it is published: gaps without actions, features nobody can deliver, hard words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the guide as YAML, for example assessment/guides/NAME.yaml")
        parser.add_argument(
            "--profiles",
            type=Path,
            metavar="FILE.csv",
            help="print the level of each profile instead: name, a position per domain code, a state per feature code",
        )

    def handle(self, *args: Any, file: Path, profiles: Path | None, **options: Any) -> None:
        guide = self._guide(file)
        if profiles:
            self._print_levels(guide, profiles)
            return
        found = findings(guide)
        for finding in found:
            self.stdout.write(finding)
        name = f"{guide.guide.title}, version {guide.guide.version}"
        if found:
            things = "1 thing" if len(found) == 1 else f"{len(found)} things"
            raise CommandError(f"{name}: {things} to mend.")
        self.stdout.write(f"{name}: nothing to mend.")

    def _guide(self, file: Path) -> GuideFile:
        try:
            return parse_guide(file.read_bytes())
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except GuideFileError as error:
            raise CommandError(str(error)) from error

    def _print_levels(self, guide: GuideFile, file: Path) -> None:
        try:
            profiles = read_profiles(file.read_text(encoding="utf-8"), guide)
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except (ProfilesError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
        for line in as_lines(profiles, guide):
            self.stdout.write(line)
