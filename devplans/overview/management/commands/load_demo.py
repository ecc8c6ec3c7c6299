"""Load the demonstration data into an empty database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from assessment.models import Guide
from devplans.demo.load import database_is_empty, load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration data. Only with DEBUG on, and only into an empty database: it touches nobody's work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the database is not empty")
        parser.add_argument("--today", type=date.fromisoformat, help="the day that dates count back from: 2018-09-12")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demonstration data is for trying things out: everybody knows its password. Set DEBUG=1 to load it."
            )
        if not database_is_empty():
            if options["if_empty"]:
                self.stdout.write("The database is not empty: no demonstration data loaded.")
                return
            raise CommandError("The database is not empty. Demonstration data goes only into an empty one.")
        if Guide.objects.newest() is None:
            raise CommandError(
                "There is no guide yet. Run first: "
                "manage.py load_guide assessment/guides/locality-development-guide-1.1.yaml"
            )
        system = load_demonstration(options["today"] or localdate())
        self.stdout.write(f"Loaded the demonstration of {system}. The people to sign in as are listed in README.md.")
