"""manage.py load_guide FILE: publish a guide."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.files.guide_yaml import GuideFileError
from assessment.services.guide_loading import GuideChangedError, load_guide
from localities.kit.pages.phrases import count


class Command(BaseCommand):
    help = "Check a guide's file and publish it. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the guide as YAML, for example assessment/guides/NAME.yaml")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            guide, new = load_guide(file)
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
        except GuideFileError as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        except GuideChangedError as error:
            raise CommandError(str(error)) from error
        if new:
            domains, areas = count(guide.domains.count(), "domain"), count(guide.areas.count(), "area")
            levels = count(guide.levels.count(), "level")
            self.stdout.write(f"Published {guide}: {domains} in {areas}, {levels}.")
        else:
            self.stdout.write(f"{guide} is published already: nothing changed.")
