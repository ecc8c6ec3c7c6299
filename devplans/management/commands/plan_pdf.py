"""`manage.py plan_pdf canvey-island --output plan.pdf`: a locality's newest plan as a PDF, without a browser."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from devplans.document.build.plan import build_document
from devplans.document.pdf import render
from devplans.models import Plan
from localities.models import Locality


class Command(BaseCommand):
    help = "Writes the newest development plan of a locality as a PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("locality", help="The locality's short name in addresses, for example canvey-island")
        parser.add_argument("--output", required=True, type=Path, help="The file to write, for example plan.pdf")

    def handle(self, *, locality: str, output: Path, **options: Any) -> None:
        plan = Plan.objects.filter(locality__slug=locality).select_related(*Plan.WITH_OTHERS).first()
        if plan is None:
            raise CommandError(self._nothing_to_print(locality))
        content = render(build_document(plan, today=timezone.localdate()))
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(
                f"Cannot write {output}: {error.strerror}. Choose another file with --output."
            ) from error
        self.stdout.write(f"Wrote {output}: {plan}, {len(content) // 1024} kB.")

    def _nothing_to_print(self, slug: str) -> str:
        if Locality.objects.filter(slug=slug).exists():
            return f"The locality {slug} has no plan yet. Agree its diagnostic and create the plan first."
        known = ", ".join(Locality.objects.values_list("slug", flat=True)) or "none yet"
        return f"There is no locality {slug}. The localities are: {known}."
