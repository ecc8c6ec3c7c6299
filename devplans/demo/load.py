"""Loading the whole demonstration."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from devplans.demo.diagnostics import load_diagnostics
from devplans.demo.organisations import load_organisations, load_people
from devplans.demo.plan import load_plan
from localities.models import System, User


def database_is_empty() -> bool:
    """Tell whether nobody has begun to work: no organisation and no person. Published guides do not count."""
    return not (System.objects.exists() or User.objects.exists())


@transaction.atomic
def load_demonstration(today: date) -> System:
    """Fill an empty database, with dates that count back from `today`. It needs a published guide."""
    system = load_organisations(today)
    load_people(system)
    load_plan(load_diagnostics(today), today)
    return system
