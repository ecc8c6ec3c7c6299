"""What is still under way in one commissioner and its localities, through the services: each page has its object.

Beside what the nation is made of: a diagnostic that is being filled in, a plan that is being amended and one that is
submitted, and waves that take applications, are being scored, and are in moderation.
"""

from __future__ import annotations

from io import BytesIO

from django.utils.timezone import localdate

from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import MODERATE, OPEN
from assessment.selection.services.applications import start_application
from assessment.selection.services.waves import make_transition, plan_wave
from devplans.demo.clock import moment
from devplans.models import Plan
from devplans.services.agreement import amend_plan
from devplans.services.plans import save_plan
from localities.models import Commissioner, Locality, Role, User
from localities.rules.steps import Choices
from localities.services.imports import bring_in, read_files
from localities.services.invitations import invite
from tests.benchmarks.made.diagnostics import answer, start
from tests.benchmarks.made.organisations import Ccg, Place
from tests.benchmarks.made.plans import again, submit
from tests.benchmarks.made.waves import score, wave_in_scoring

OPEN_DIAGNOSTIC, AMENDED, SUBMITTED = "l0001", "l0002", "l0003"
SCORED, JUDGED, TAKING = "A wave that is scored", "A wave in moderation", "A wave that takes applications"
APPLICATIONS, FIRST, LARGE = 30, "M0001", "M0006"


def person(address: str) -> User:
    return User.objects.get(email=f"{address}@bench.example")


def ccg_of(ods_code: str) -> Ccg:
    """A commissioner of the nation as it was made."""
    commissioner = Commissioner.objects.get(ods_code=ods_code)
    name = ods_code.lower()
    places = [
        Place(locality, 0, person(f"lead.{locality.slug}"), person(f"colleague.{locality.slug}"))
        for locality in Locality.objects.filter(commissioner=commissioner).order_by("slug")
    ]
    panel = tuple(person(f"panel{number}.{name}") for number in range(3))
    return Ccg(commissioner, person(f"officer.{name}"), person(f"approver.{name}"), panel, tuple(places))


def main() -> None:
    ccg = ccg_of(FIRST)
    open_place, amended, submitted = ccg.places[:3]
    diagnostic = start(open_place, today=localdate(), days_ago=5)
    answer(diagnostic, by=open_place.lead, change=0, chance=open_place.chance)
    for place in (amended, submitted):
        plan = Plan.objects.get(locality=place.locality)
        newest = plan.versions.all()[0].pk
        amend_plan(again(plan), by=place.lead, expected_version=newest, why="More hours for the team")
        draft = again(plan)
        save_plan(draft, {"summary": "More hours, and the same rules."}, base_revision=draft.revision, by=place.lead)
        if place is submitted:
            submit(plan, by=place.lead, expected_version=newest)
    _waves(ccg)
    _files(open_place, by=ccg.officer)
    invite(
        email="new@bench.example", name="New", kind=Role.Kind.LOCALITY_LEAD, scope=open_place.locality, by=ccg.officer
    )


def _files(place: Place, *, by: User) -> None:
    """A file that is brought in, and one that waits to be."""
    practice = place.locality.practices.order_by("ods_code")[0]
    for more in (1, 2):
        line = f"{practice.ods_code},{practice.list_size + more},{localdate()}"
        found = read_files(
            [(BytesIO(f"ods_code,list_size,list_size_as_of\n{line}\n".encode()), "lists.csv")], place.locality, by=by
        )
        if more == 1:
            bring_in(found, Choices(), by=by)


def _waves(ccg: Ccg) -> None:
    today = localdate()
    scored = wave_in_scoring(ccg, ccg.places[:2], today=today, opened=20, title=SCORED)
    for application in scored.applications.select_related("wave", "locality"):
        score(scored, application, ccg.panel[1:], today=today, days_ago=2, send=False)
    times = {"opens_at": moment(today, 1), "closes_at": moment(today, -14)}
    taking = plan_wave(ccg.commissioner, {"title": TAKING, "places": 2, **times}, by=ccg.officer)
    make_transition(taking, OPEN, by=ccg.officer)
    start_application(ccg.places[0].locality, Wave.objects.get(pk=taking.pk), by=ccg.places[0].lead)
    large = ccg_of(LARGE)
    judged = wave_in_scoring(large, large.places[:APPLICATIONS], today=today, opened=20, title=JUDGED)
    for application in judged.applications.select_related("wave", "locality"):
        score(judged, application, large.panel, today=today, days_ago=2, send=True)
    make_transition(Wave.objects.get(pk=judged.pk), MODERATE, by=large.officer)
