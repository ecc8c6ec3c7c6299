"""All of it, in an empty database: the guides, a system, its commissioner, and a locality of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from assessment.models import Diagnostic, Guide
from assessment.services.guide_loading import load_guide
from devplans.demo.clock import clock_at, moment
from devplans.demo.load import FIRST_GUIDE
from devplans.overview.management.commands.prepare import GUIDE
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

GUIDES = ((510, FIRST_GUIDE), (200, GUIDE))
"""When each version was published, in days ago: as in the demonstration, the first diagnostic follows an older one."""


def load_guides(today: date) -> list[Guide]:
    """Publish the guides that the two diagnostics follow."""
    return [_load(file, today, days_ago) for days_ago, file in GUIDES]


def _load(file: Path, today: date, days_ago: int) -> Guide:
    with clock_at(moment(today, days_ago)):
        return load_guide(file)[0]


def make_first(today: date) -> tuple[User, System]:
    """An administrator, and the system with its team."""
    with clock_at(moment(today, BEGUN)):
        administrator = make_administrator()
        return administrator, make_system(1, by=administrator)


def make_full_ccg(
    system: System,
    number: int,
    first: int,
    guides: Sequence[Guide],
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
    for guide, (started, agreed) in zip(guides, DIAGNOSTICS, strict=True):
        days = {"started": started, "agreed": agreed}
        for place in ccg.places:
            make_diagnostic(place, guide, today=today, **days, changes=changes, every=every)
    make_wave(ccg, ccg.places[:APPLICANTS], today=today)
    for place in ccg.places:
        diagnostic = Diagnostic.objects.filter(locality=place.locality).newest_first()[0]
        make_plan(diagnostic, place, ccg, today=today, actions=actions)
    return ccg
