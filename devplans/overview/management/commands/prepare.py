"""Everything between the code and serving it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from localities.kit.one_at_a_time import one_at_a_time

GUIDE = Path(settings.BASE_DIR) / "assessment/guides/locality-development-guide-1.1.yaml"


class Command(BaseCommand):
    help = (
        "Bring the database up to date, load the guide and, without DEBUG, collect the static files. "
        "What is done already is not done again. Started twice at once, the second waits for the first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demonstration into an empty database, too")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        with one_at_a_time():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable")
            call_command("load_guide", GUIDE)
            if not settings.DEBUG:
                call_command("collectstatic", interactive=False, verbosity=0)
            if demo:
                call_command("load_demo", if_empty=True)
