"""Loading the whole demonstration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from assessment.services.guide_loading import load_guide
from devplans.demo.approved import load_approved_plan
from devplans.demo.clock import clock_at, moment
from devplans.demo.diagnostics import load_diagnostics
from devplans.demo.organisations import load_organisations, load_people, person
from devplans.demo.plan import load_plan
from devplans.demo.waves import load_waves
from devplans.services.pipeline_import import import_pipeline, read_pipeline
from localities.models import System, User

PIPELINE = Path(__file__).parents[1] / "data/estates.csv"
FIRST_GUIDE = Path(settings.BASE_DIR) / "assessment/guides/locality-development-guide.yaml"
FIRST_GUIDE_DAYS = 480  # published so many days ago: before the first diagnostic


def database_is_empty() -> bool:
    """Tell whether nobody has begun to work: no organisation, and nobody who can sign in. Guides do not count."""
    return not (System.objects.exists() or User.objects.filter(is_active=True).exists())


@transaction.atomic
def load_demonstration(today: date) -> System:
    """Fill an empty database, with dates that count back from `today`. It needs the newest guide published."""
    with clock_at(moment(today, FIRST_GUIDE_DAYS)):
        load_guide(FIRST_GUIDE)
    system = load_organisations(today)
    load_people(system)
    import_pipeline(read_pipeline(PIPELINE.read_bytes()), by=person("admin"))
    diagnostics = load_diagnostics(today)
    load_plan(diagnostics, today)
    load_approved_plan(diagnostics, today)
    load_waves(today)
    return system
