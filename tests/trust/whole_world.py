"""Everything at once: a locality at every step from nothing to a closed plan, and a wave in every state.

One lead speaks for all these localities, one representative for a practice of each; the rest of the cast as ever, and
Tilbury next door as full as any. Straight into the database where services have tests of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.timezone import localdate, now

from assessment.models import Diagnostic, Guide
from assessment.selection.models import Application, Decision, Wave
from assessment.selection.services.publishing import publish_wave
from assessment.services.answers import save_practice_view
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.workshop.models import Phone, Workshop
from assessment.workshop.services.closing import close_workshop
from assessment.workshop.services.phones import join, raise_hand, secret_sum
from assessment.workshop.services.screen import show
from assessment.workshop.services.workshops import open_workshop
from devplans.delivery.services.measurement_imports import bring_measurements_in, read_measurement_file
from devplans.delivery.services.measurements import add_measurement
from devplans.delivery.services.progress import file_report
from devplans.models import Plan
from devplans.rules.money import period_of
from devplans.services.agreement import amend_plan, close_plan
from devplans.services.plans import create_plan
from localities.models import Locality, Role, User
from localities.services.invitations import invite
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
    set_state,
)
from tests.cast import World, make_practice
from tests.devplans.conftest import approve, change, make_ready, newest, submit
from tests.localities.importing import NEW, SAME, bring, read

STEPS = ["open", "agreed", "draft", "submitted", "approved", "amended", "closed"]
State = Wave.State


@dataclass(frozen=True)
class Whole:
    world: World
    people: dict[str, User]
    localities: dict[str, Locality]
    plans: dict[str, Plan]
    waves: dict[str, Wave]


def make_whole(guide: Guide, world: World, people: dict[str, User]) -> Whole:
    """Everything, for as much of the cast as there is. Printing should be replaced: it is slow and not asked about."""
    made = Whole(world, dict(people), {}, {}, {})
    for number, step in enumerate(STEPS):
        locality = Locality.objects.create(commissioner=world.commissioner, name=f"Place {step}", slug=f"place-{step}")
        made.localities[step] = locality
        make_practice(locality, f"F8400{number}", list_size=31_000 + number)
        _roles(made, locality)
    for name, person in made.people.items():
        made.people[name] = User.objects.get(pk=person.pk)  # who knows of the new roles
    for step, locality in made.localities.items():
        make_diagnostic(made, locality, agreed=step != "open")
        if step not in ("open", "agreed"):
            made.plans[step] = make_plan(made, locality, step)
    _neighbour(made)
    _files(made)
    for state in State.values:
        made.waves[state] = make_round(made, guide, state)
    for email, kind, scope in (
        ("new@example.com", Role.Kind.LOCALITY_LEAD, world.canvey),
        ("newer@example.com", Role.Kind.COMMISSIONER_OFFICER, world.commissioner),
    ):
        invite(email=email, name="Somebody new", kind=kind, scope=scope, by=people["administrator"])
    return made


def _roles(made: Whole, locality: Locality) -> None:
    for name in {"lead", "colleague"} & made.people.keys():
        made.people[name].roles.create(kind=Role.Kind.LOCALITY_LEAD, locality=locality)
    kind = Role.Kind.PRACTICE_REPRESENTATIVE
    made.people["practice_rep"].roles.create(kind=kind, practice=locality.practices.get())


def make_diagnostic(made: Whole, locality: Locality, *, agreed: bool) -> Diagnostic:
    """Every domain answered, Level 1 in place, a view of a practice, numbers where the guide asks for them."""
    lead = made.people["lead"]
    diagnostic = start_diagnostic(locality, by=lead, title="First", started_on=date(2018, 9, 12))
    diagnostic.answers.update(position=2, target=3, agreement="What we agreed", evidence="Minutes", revision=1)
    diagnostic.feature_answers.filter(feature__level__number=1).update(state="in_place", revision=1)
    practice = locality.practices.all()[0]
    domain = diagnostic.whole_guide.ordered_domains[0]
    words = {"position": 3, "comment": "Ours is further"}
    save_practice_view(diagnostic, domain, practice, words, base_revision=0, by=made.people["practice_rep"])
    make_workshop(diagnostic, by=lead, closed=True)
    if not agreed:
        make_workshop(diagnostic, by=lead, closed=False)
    return agree_diagnostic(diagnostic, by=lead) if agreed else diagnostic


def make_workshop(diagnostic: Diagnostic, *, by: User, closed: bool) -> Workshop:
    """One that talked about a domain and is closed, or one with a hand up for leadership that nobody has seen."""
    times = {"held_on": localdate(), "starts": time(13), "ends": time(15)}
    workshop = open_workshop(diagnostic, by=by, which="all", place="Library", **times)
    practice = diagnostic.locality.practices.all()[0]
    for code in ("governance", "leadership"):
        show(workshop, code, "hands", by=by)
        phone = Phone.objects.get(secret_sha256=secret_sum(join(workshop, practice.ods_code)))
        raise_hand(phone, 4, domain=code, hands_round=1)
        if closed or code == "governance":
            show(workshop, code, "look", by=by)
    show(workshop, "leadership", "look" if closed else "hands", by=by)
    if closed:
        close_workshop(workshop, by=by)
    return workshop


def make_plan(made: Whole, locality: Locality, step: str) -> Plan:
    """A plan that lacks nothing, with a row in every list and one that was taken out, at this step."""
    lead, approver = made.people["lead"], made.people["approver"]
    plan = draft_plan(locality, by=lead)
    if step == "draft":
        return plan
    submit(plan, by=lead)
    if step != "submitted":
        approve(plan, by=approver)
        report_on(plan, by=lead)
    if step == "amended":
        amend_plan(Plan.objects.get(pk=plan.pk), by=lead, expected_version=newest(plan), why="More hours")
        change(plan, by=lead)
    if step == "closed":
        Plan.objects.filter(pk=plan.pk).update(ends_on=localdate() - timedelta(days=1))
        close_plan(Plan.objects.get(pk=plan.pk), by=approver, expected_version=newest(plan))
    return Plan.objects.get(pk=plan.pk)


def draft_plan(locality: Locality, *, by: User) -> Plan:
    today = localdate()
    diagnostic = locality.diagnostics.get()
    dates = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=700)}
    plan = make_ready(create_plan(diagnostic, target_level=2, by=by, **dates), by=by)
    lists: dict[Any, dict[str, Any]] = {
        plan.staffing_lines: {"group": "clinical", "role": "Clinical pharmacist", "cost_per_fte": 48000},
        plan.digital_initiatives: {"name": "Online consultation", "segment": "quick", "impact": 4, "feasibility": 4},
        plan.risks: {"cause": "posts stay empty", "effect": "the gap stays open", "impact": 2, "likelihood": 3},
        plan.estate_schemes: {"name": "New hub", "scheme_type": "Health hub", "capital": 1},
    }
    for rows, values in lists.items():
        rows.create(order=1, **values)
        rows.create(order=2, removed_at=now(), **values)
    hub = plan.estate_schemes.get(order=1)
    cost = {
        "what": "Building work",
        "cost_kind": "capital",
        "payer": "Practices",
        "status": "committed",
        "funding_risk": "low",
    }
    years = {period_of(plan.starts_on, plan.ends_on).years[0]: "1.00"}
    plan.cost_lines.create(order=1, scheme=hub, years=years, **cost)
    plan.cost_lines.create(order=2, scheme=hub, years=years, removed_at=now(), **cost)
    plan.actions.create(title="Taken out", order=999, removed_at=now())
    plan.comments.create(section="actions", text="Who leads?", author=by)
    return plan


def report_on(plan: Plan, *, by: User) -> None:
    metric = plan.metrics.all()[0]
    add_measurement(metric, value=Decimal(42), measured_on=localdate(), source="Our own count", by=by)
    for group, count in (("age-0", 42), ("age-18", 3)):
        more = {"count": Decimal(count), "out_of": Decimal(100), "group": group}
        add_measurement(metric, measured_on=localdate(), source="Our own count", by=by, **more)
    file_report(Plan.objects.get(pk=plan.pk), went_well="One team", stuck="Premises", asks="A decision", by=by)


def _neighbour(made: Whole) -> None:
    """Tilbury has a diagnostic and a plan too, and its own wave."""
    outsider = made.people["outsider"]
    diagnostic = start_diagnostic(made.world.tilbury, by=outsider, title="First", started_on=date(2018, 9, 12))
    diagnostic.answers.update(position=2, target=3, revision=1)
    diagnostic.feature_answers.filter(feature__level__number=1).update(state="in_place", revision=1)
    agree_diagnostic(diagnostic, by=outsider)
    made.plans["next door"] = draft_plan(made.world.tilbury, by=outsider)
    wave = make_wave(made.world.neighbour, diagnostic.guide)
    make_application(wave, made.world.tilbury, by=outsider, submitted=False)


def _files(made: Whole) -> None:
    """Files that wait for a decision and files that were brought in: for the commissioner, the system, a locality."""
    by = made.people["administrator"]
    for scope in (made.world.commissioner, made.world.system, made.world.canvey):
        bring(SAME.replace("10001", "10002"), scope=scope, by=by, older=True)
        read(NEW, SAME.replace("3.00", "ND").replace("10001", "30000"), scope=scope, by=by)
    for locality, count in (("draft", 42), ("approved", 3)):
        place, metric = made.plans[locality].locality.slug, made.plans[locality].metrics.all()[0].about.code
        text = f"locality,metric,date,count,out of\n{place},{metric},1/4/2018,{count},100\n"
        brought = read_measurement_file(BytesIO(text.encode()), "figures.csv", made.world.commissioner, by=by)
    bring_measurements_in(brought, by=by)


def make_round(made: Whole, guide: Guide, state: str) -> Wave:
    """A wave in this state: one place has submitted, one took back or never handed in, one has a conflict."""
    wave = make_wave(made.world.commissioner, guide, state, title=f"Wave {state}")
    if state == State.PLANNED:
        return wave
    lead, place = made.people["lead"], made.localities
    submitted = make_application(wave, place["approved"], by=lead)
    other = make_application(wave, place["submitted"], by=lead)
    make_application(wave, place["agreed"], by=lead, submitted=False)
    member = put_on_panel(wave, made.people["panel_member"])
    if state == State.OPEN:
        return wave
    declare(member, submitted)
    declare(member, other, conflict=state == State.CLOSED)
    if state == State.SCORING:
        give_scores(member, submitted)
        give_scores(member, other, sent=False)
    elif state != State.CLOSED:
        for one in (submitted, other):
            give_scores(member, one)
        _decide(made, wave, submitted, other, state)
    return Wave.objects.get(pk=wave.pk)


def _decide(made: Whole, wave: Wave, submitted: Application, other: Application, state: str) -> None:
    officer, approver = made.people["officer"], made.people["approver"]
    begin_moderation(wave)
    first, second = decision_on(submitted), decision_on(other, outcome="not_yet")
    confirmed(first, by=officer, and_by=approver)
    if state == State.MODERATION:
        return
    confirmed(second, by=officer, and_by=approver)
    Decision.objects.filter(application__wave=wave).update(revision=1)
    Wave.objects.filter(pk=wave.pk).update(met_on=localdate())
    set_state(wave, State.DECIDED)
    if state == State.PUBLISHED:
        publish_wave(Wave.objects.get(pk=wave.pk), by=officer)
