"""All of it, in an empty database with a guide: a system, its commissioner, and a locality of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assessment.models import Diagnostic
from devplans.demo.clock import clock_at, moment
from localities.models import System, User
from tests.benchmarks.made.diagnostics import make_diagnostic
from tests.benchmarks.made.organisations import Ccg, make_administrator, make_ccg, make_system
from tests.benchmarks.made.plans import make_plan
from tests.benchmarks.made.waves import make_wave

APPLICANTS = 2
"""The first so many localities of a commissioner apply in its wave, and no other."""

BEGUN = 500
DIAGNOSTICS = ((425, 365), (100, 60))
"""When each was started and agreed, in days ago."""


def make_first(today: date) -> tuple[User, System]:
    """An administrator, and the system with its team."""
    with clock_at(moment(today, BEGUN)):
        administrator = make_administrator()
        return administrator, make_system(1, by=administrator)


def make_full_ccg(
    system: System,
    number: int,
    first: int,
    *,
    variants: Sequence[int],
    today: date,
    by: User,
    changes: int = 10,
    actions: int = 40,
    every: int = 1,
) -> Ccg:
    """A commissioner whose localities each have two agreed diagnostics and an approved plan, and whose wave is over."""
    with clock_at(moment(today, BEGUN)):
        ccg = make_ccg(system, number, first, variants, today=today - timedelta(days=BEGUN), by=by)
    for started, agreed in DIAGNOSTICS:
        for place in ccg.places:
            make_diagnostic(place, today=today, started=started, agreed=agreed, changes=changes, every=every)
    make_wave(ccg, ccg.places[:APPLICANTS], today=today)
    for place in ccg.places:
        diagnostic = Diagnostic.objects.filter(locality=place.locality).newest_first()[0]
        make_plan(diagnostic, place, ccg, today=today, actions=actions)
    return ccg
