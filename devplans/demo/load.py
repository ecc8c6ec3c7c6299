"""Loading the whole demonstration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from devplans.demo.diagnostics import load_diagnostics
from devplans.demo.organisations import load_organisations, load_people, person
from devplans.demo.plan import load_plan
from devplans.demo.waves import load_waves
from devplans.services.pipeline_import import import_pipeline, read_pipeline
from localities.models import System, User

PIPELINE = Path(__file__).parents[1] / "data/estates.csv"


def database_is_empty() -> bool:
    """Tell whether nobody has begun to work: no organisation, and nobody who can sign in. Guides do not count."""
    return not (System.objects.exists() or User.objects.filter(is_active=True).exists())


@transaction.atomic
def load_demonstration(today: date) -> System:
    """Fill an empty database, with dates that count back from `today`. It needs a published guide."""
    system = load_organisations(today)
    load_people(system)
    import_pipeline(read_pipeline(PIPELINE.read_bytes()), by=person("admin"))
    load_plan(load_diagnostics(today), today)
    load_waves(today)
    return system
