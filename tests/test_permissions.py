"""Who may do what: the table of the design, cell by cell, over every address the service has.

A new address without a row fails. The outsider holds every role that can change things, next door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessment.models import Diagnostic
from devplans.delivery.models import MeasurementImport
from devplans.document.agreed import frozen_from
from devplans.document.build.plan import build_document
from devplans.document.plan import to_json
from devplans.models import Commitment, Plan
from devplans.services.plans import create_plan
from localities.models import Invitation, Locality, Role, User
from localities.queries.practices_here import Scope
from tests.assessment.selection.permission_stage import address_in_a_round, is_about_a_round
from tests.assessment.selection.permission_table import SELECTION
from tests.assessment.workshop.permission_table import PHONES, WORKSHOP, closed_workshop
from tests.localities.importing import SAME, read
from tests.permission_row import (
    ABOVE,
    ANYONE,
    CCG,
    INVITING,
    LEADS,
    NOBODY,
    READ_ONLY,
    READERS,
    ROLES,
    RULING,
    Row,
)
from tests.remembered import Memory

OF_CCG = {*CCG, "administrator"}
ADMIN = {"administrator"}
OF_SYSTEM = {"system_team", "administrator"}
SYSTEM = {"system_team", "administrator"}
TABLE = [
    # read locality, practices
    Row("canvey-island", "locality", (), READERS, READ_ONLY),
    Row("canvey-island", "locality-diagnostic", (), READERS, READ_ONLY),
    Row("canvey-island", "locality-result", (), READERS, READ_ONLY),
    Row("canvey-island", "locality-plan", (), READERS, READ_ONLY),
    Row("canvey-island", "practices", (), READERS, READ_ONLY),
    # edit practices' figures: a representative only those of the own practice
    Row("canvey-island", "practice-add", (), {*LEADS, *CCG, "administrator"}, {*LEADS, *CCG, "administrator"}),
    Row(
        "canvey-island",
        "practice-edit",
        ("F81001",),
        {*LEADS, *CCG, "practice_rep", "administrator"},
        {*LEADS, *CCG, "practice_rep", "administrator"},
    ),
    Row(
        "canvey-island",
        "practice-edit",
        ("F81002",),
        {*LEADS, *CCG, "administrator"},
        {*LEADS, *CCG, "administrator"},
    ),
    # start and fill in a diagnostic
    Row("canvey-island", "diagnostic-start", (), {*LEADS, *CCG}, {*LEADS, *CCG}),
    Row("diagnostic", "diagnostic", (), READERS, READ_ONLY),
    Row("diagnostic", "domain", ("leadership",), READERS, {*LEADS, *CCG}),
    Row("diagnostic", "numbers", ("develop-the-team",), READERS, {*LEADS, *CCG}),
    Row("diagnostic", "numbers-take", ("develop-the-team",), {*LEADS, *CCG}, {*LEADS, *CCG}, only_post=True),
    Row("diagnostic", "level", (2,), READERS, {*LEADS, *CCG}),
    Row("diagnostic", "capacity", (), READERS, {*LEADS, *CCG}),
    Row("diagnostic", "capacity-take", (), {*LEADS, *CCG}, {*LEADS, *CCG}, only_post=True),
    Row("diagnostic", "capacity-confirm", (), {*LEADS, *CCG}, {*LEADS, *CCG}, only_post=True),
    Row("diagnostic", "check-answers", (), READERS, READ_ONLY),
    Row("diagnostic", "result", (), READERS, READ_ONLY),
    # give a practice's view of a domain: its own representative
    Row("diagnostic", "practice-views", (), READERS, READ_ONLY),
    Row("diagnostic", "practice-view", ("F81001", "leadership"), READERS, {"practice_rep"}),
    Row("diagnostic", "practice-view", ("F81002", "leadership"), READERS, NOBODY),
    *WORKSHOP,
    # agree, reopen a diagnostic
    Row("diagnostic", "agree", (), {*LEADS, "approver"}, {*LEADS, "approver"}),
    Row("diagnostic", "reopen", (), {*LEADS, "approver"}, {*LEADS, "approver"}),
    # create and edit a plan
    Row("diagnostic", "plan-create", (), LEADS, LEADS),
    Row("plan", "plan", (), READERS, READ_ONLY),
    Row("plan", "plan-preview", (), READERS, READERS),
    Row("plan", "plan-preview-large", (), READERS, READERS),
    Row("plan", "covering-preview", (), READERS, READERS),
    Row("plan", "covering-preview-large", (), READERS, READERS),
    Row("plan", "money-file", (), READERS, READ_ONLY),
    Row("plan", "plan-members", (), READERS, LEADS),
    Row("plan", "plan-edit", (), LEADS, LEADS),
    Row("plan", "plan-follow", (), LEADS, LEADS, only_post=True),
    Row("plan", "plan-summary", (), READERS, LEADS),
    Row("plan", "plan-uncovered", (), READERS, LEADS),
    Row("plan", "proposal", (), READERS, LEADS),
    Row("plan", "actions", (), READERS, READ_ONLY),
    Row("plan", "action-add", (), LEADS, LEADS),
    Row("plan", "action-owners", (), LEADS, LEADS),
    Row("plan", "action", ("action",), READERS, LEADS),
    Row("plan", "action-remove", ("action",), LEADS, LEADS, only_post=True),
    Row("plan", "action-put-back", ("action",), LEADS, LEADS, only_post=True),
    Row("plan", "action-move", ("action",), LEADS, LEADS, only_post=True),
    Row("plan", "metrics", (), READERS, READ_ONLY),
    Row("plan", "metric-add", (), LEADS, LEADS),
    Row("plan", "metric-own", (), LEADS, LEADS),
    Row("plan", "metric", ("metric",), READERS, LEADS),
    Row("plan", "metric-remove", ("metric",), LEADS, LEADS),
    # bring measurements of many localities in, and read the core metrics together
    Row("99F", "measurement-files", (), ABOVE, ABOVE, seen=ABOVE),
    Row("99F", "measurement-sheet", (), ABOVE, READ_ONLY, seen=ABOVE),
    Row("99F", "measurement-import", ("measurements brought",), ABOVE, ABOVE, seen=ABOVE),
    Row("99F", "measurement-import-discard", ("measurements brought",), ABOVE, ABOVE, only_post=True, seen=ABOVE),
    Row("99F", "commissioner-metrics", (), ABOVE, READ_ONLY, seen=ABOVE),
    Row("mid-and-south-essex", "system-metrics", (), SYSTEM, READ_ONLY, seen=SYSTEM),
    # report progress
    Row("plan", "progress", (), READERS, LEADS),
    Row("plan", "measurements", ("metric",), READERS, LEADS),
    Row("plan", "measurement-remove", ("metric", "measurement"), LEADS, LEADS, only_post=True),
    Row("plan", "reports", (), READERS, READ_ONLY),
    Row("plan", "report-new", (), LEADS, LEADS),
    # bring figures and practices in from files
    Row("canvey-island", "locality-figures", (), {*LEADS, *ABOVE}, {*LEADS, *ABOVE}),
    Row("99F", "commissioner-figures", (), ABOVE, ABOVE, seen=ABOVE),
    Row("mid-and-south-essex", "system-figures", (), SYSTEM, SYSTEM, seen=SYSTEM),
    *[
        row
        for about, people in [("our import", {*LEADS, *ABOVE}), ("ccg-import", ABOVE), ("system-import", SYSTEM)]
        for row in [
            Row(about, "import", (), people, people, seen=people),
            Row(about, "import-group", ("again",), people, READ_ONLY, seen=people),
            Row(about, "import-undo", (), people, people, only_post=True, seen=people),
            Row(about, "import-discard", (), people, people, only_post=True, seen=people),
        ]
    ],
    # invite people, give and take roles
    Row("canvey-island", "people", (), INVITING, READ_ONLY, seen=INVITING),
    Row("canvey-island", "person-invite", (), INVITING, INVITING),
    Row("invitation", "invitation-withdraw", (), INVITING, INVITING, only_post=True),
    Row("role", "role-remove", (), INVITING, INVITING),
    Row("99F", "commissioner-people", (), OF_CCG, READ_ONLY, seen=OF_CCG),
    Row("99F", "commissioner-invite", (), RULING, RULING, seen=ABOVE),
    Row("ccg-invitation", "invitation-withdraw", (), RULING, RULING, only_post=True, seen=ABOVE),
    Row("ccg-role", "role-remove", (), RULING, RULING, seen=ABOVE),
    # submit, withdraw, amend a plan; comment; send back; approve, close
    Row("plan", "submit", (), LEADS, LEADS),
    Row("plan", "review", (), READERS, READ_ONLY),
    Row("plan", "plan-withdraw", (), LEADS, LEADS),
    Row("plan", "plan-send-back", (), CCG, CCG),
    Row("plan", "plan-approve", (), {"approver"}, {"approver"}),
    Row("plan", "plan-amend", (), LEADS, LEADS),
    Row("plan", "condition-met", ("decision",), {"officer", "approver"}, {"officer", "approver"}),
    Row("plan", "commitment-report", ("ours",), READERS, LEADS),
    Row("plan", "commitment-report", ("theirs",), READERS, {"officer", "approver"}),
    Row("plan", "risk-review", ("risk",), READERS, LEADS),
    Row("plan", "plan-practices", (), READERS, {"practice_rep"}),
    Row("plan", "plan-discard", (), LEADS, LEADS),
    Row("plan", "plan-close", (), {"approver"}, {"approver"}),
    Row("plan", "comment-add", (), {*LEADS, *CCG}, {*LEADS, *CCG}, only_post=True),
    # settle a comment: its author, or the CCG
    Row("plan", "comment-resolve", ("our comment",), {*LEADS, *CCG}, {"lead", *CCG}, only_post=True),
    Row("plan", "comment-resolve", ("their comment",), {*LEADS, *CCG}, CCG, only_post=True),
    Row("plan", "versions", (), READERS, READ_ONLY),
    Row("plan", "version-pdf", (1,), READERS, READ_ONLY),
    Row("plan", "attempt-pdf", (1, 1), READERS, READ_ONLY),
    Row("plan", "attempt-large", (1, 1), READERS, READERS),
    Row("plan", "attempt-covering", (1, 1), READERS, READERS),
    Row("plan", "attempt-covering-large", (1, 1), READERS, READERS),
    # history; the CCG's dashboard; the system's view
    Row("canvey-island", "history", (), READERS, READ_ONLY),
    Row("99F", "commissioner", (), ABOVE, READ_ONLY, seen=ABOVE),
    Row("99F", "commissioner-export", ("csv",), ABOVE, READ_ONLY, seen=ABOVE),
    Row("99F", "commissioner-export", ("xlsx",), ABOVE, READ_ONLY, seen=ABOVE),
    Row(
        "mid-and-south-essex",
        "system",
        (),
        {"system_team", "administrator"},
        READ_ONLY,
        seen={"system_team", "administrator"},
    ),
    # guides in use: the system's team, and administrators
    Row("mid-and-south-essex", "system-guides", (), OF_SYSTEM, OF_SYSTEM, seen=OF_SYSTEM),
    Row("plan", "plan-capacity", (), READERS, LEADS),
    Row("plan", "estates", (), READERS, READ_ONLY),
    Row("plan", "hub-model", (), READERS, LEADS),
    Row("plan", "scheme-add", (), LEADS, LEADS),
    Row("plan", "scheme", ("scheme",), READERS, LEADS),
    Row("plan", "scheme-remove", ("scheme",), LEADS, LEADS, only_post=True),
    Row("plan", "scheme-put-back", ("scheme",), LEADS, LEADS, only_post=True),
    # estates pipeline: who may not read a CCG's or a system's pages does not see that they are there
    Row("99F", "commissioner-estates", (), ABOVE, READ_ONLY, seen=ABOVE),
    Row(
        "mid-and-south-essex",
        "system-estates",
        (),
        {"system_team", "administrator"},
        READ_ONLY,
        seen={"system_team", "administrator"},
    ),
    # its lists: what is the locality's, the lead writes
    *[
        row
        for list_name, add, one, stem in [
            ("staffing", "staffing-add", "staffing-line", "staffing"),
            ("digital", "digital-add", "initiative", "initiative"),
            ("risks", "risk-add", "risk", "risk"),
            ("decisions", "decision-add", "decision", "decision"),
        ]
        for row in [
            Row("plan", list_name, (), READERS, READ_ONLY),
            Row("plan", add, (), LEADS, LEADS),
            Row("plan", one, (one,), READERS, LEADS),
            Row("plan", f"{stem}-remove", (one,), LEADS, LEADS, only_post=True),
            Row("plan", f"{stem}-put-back", (one,), LEADS, LEADS, only_post=True),
        ]
    ],
    Row("plan", "risk-common", (), LEADS, LEADS),
    # costs: each side enters those of what it promises itself; what contradicts itself
    Row("plan", "money", (), READERS, READ_ONLY),
    Row("plan", "cost-add", (), LEADS, LEADS),
    Row("plan", "cost", ("our cost",), READERS, LEADS),
    Row("plan", "cost", ("their cost",), READERS, CCG),
    Row("plan", "cost-remove", ("our cost",), {*LEADS, *CCG}, LEADS, only_post=True),
    Row("plan", "cost-remove", ("their cost",), {*LEADS, *CCG}, CCG, only_post=True),
    Row("plan", "cost-put-back", ("our cost",), {*LEADS, *CCG}, LEADS, only_post=True),
    Row("plan", "cost-put-back", ("their cost",), {*LEADS, *CCG}, CCG, only_post=True),
    Row("plan", "consistency", (), READERS, LEADS),
    Row("plan", "section-needed", ("staffing",), LEADS, LEADS),
    # commitments: each side writes its own
    Row("plan", "commitments", (), READERS, READ_ONLY),
    Row("plan", "commitment-add", (), {*LEADS, *CCG}, {*LEADS, *CCG}),
    Row("plan", "commitment", ("ours",), READERS, LEADS),
    Row("plan", "commitment", ("theirs",), READERS, CCG),
    Row("plan", "commitment-remove", ("ours",), {*LEADS, *CCG}, LEADS, only_post=True),
    Row("plan", "commitment-remove", ("theirs",), {*LEADS, *CCG}, CCG, only_post=True),
    Row("plan", "commitment-put-back", ("ours",), {*LEADS, *CCG}, LEADS, only_post=True),
    Row("plan", "commitment-put-back", ("theirs",), {*LEADS, *CCG}, CCG, only_post=True),
    # what needs no more than being signed in: it shows a person only what is theirs
    Row("nothing", "home", (), ANYONE, READ_ONLY),
    Row("nothing", "guide", (), ANYONE, ANYONE),
    Row("guide", "guide-version", (), ANYONE, ANYONE),
    # guides: administrators, for everybody else these pages do not exist
    Row("nothing", "guides", (), ADMIN, READ_ONLY, seen=ADMIN),
    Row("nothing", "guide-upload", (), ADMIN, ADMIN, seen=ADMIN),
    Row("guide", "guide-check", (), ADMIN, READ_ONLY, seen=ADMIN),
    Row("guide", "guide-changes", (), ADMIN, READ_ONLY, seen=ADMIN),
    Row("guide", "guide-publish", (), ADMIN, ADMIN, only_post=True, seen=ADMIN),
    Row("guide", "guide-discard", (), ADMIN, ADMIN, only_post=True, seen=ADMIN),
    Row("nothing", "signed-in", (), ANYONE, ANYONE),
    Row("nothing", "your-account", (), ANYONE, ANYONE),
    Row("nothing", "your-sessions", (), ANYONE, ANYONE),
    Row("nothing", "session-left", (), ANYONE, ANYONE),
    Row("nothing", "email-choices", (), ANYONE, ANYONE),
    *SELECTION,
]
OPEN_TO_ALL = {"invitation-accept", "help", "accessibility", "privacy", "healthz", "readyz", *PHONES}


@pytest.fixture
def plan(memory: Memory, agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    return memory.once("plan with a row in every list", lambda: make_plan(agreed_diagnostic, lead))


def make_plan(diagnostic: Diagnostic, lead: User) -> Plan:
    plan = create_plan(diagnostic, by=lead, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30))
    plan.actions.create(title="Agree terms of reference", suggestion="")
    plan.staffing_lines.create(group="clinical", role="Clinical pharmacist", cost_per_fte=48000)
    plan.digital_initiatives.create(name="Online consultation", segment="quick", impact=4, feasibility=4)
    plan.decisions.create(words="Pay for two pharmacists")
    plan.risks.create(cause="posts stay empty", effect="the gap stays open", impact=4, likelihood=3)
    for side in Commitment.Side:
        promise = plan.commitments.create(side=side, about="other", text=f"Promised by the {side}")
        plan.cost_lines.create(commitment=promise, what=f"What the {side} pays", years={"2018/19": "5.00"})
    plan.estate_schemes.create(name="New hub", capital=1)
    for author in (lead, User.objects.get(email="officer@example.com")):
        plan.comments.create(section="actions", text="Who leads?", author=author)
    content = to_json(build_document(plan, today=date(2018, 10, 2)))
    plan.versions.create(number=1, attempt=1, pdf=b"%PDF", submitted_at=timezone.now(), **frozen_from(content))
    return plan


def _role(**of: object) -> int:
    """The key of a role that somebody has, whoever took it away before."""
    somebody, _ = User.objects.get_or_create(email="somebody@example.com", name="Somebody")
    return Role.objects.get_or_create(user=somebody, **of)[0].pk


def _import(scope: Scope) -> int:
    """The key of an import that waits for a decision, whatever became of the one before."""
    return read(SAME, scope=scope, by=User.objects.get(email="admin@example.com")).pk


def _invitation(**of: object) -> int:
    by = User.objects.get(email="admin@example.com")
    more = {"token_sha256": sha256(str(of).encode()).hexdigest(), "expires_at": timezone.now(), "invited_by": by}
    return Invitation.objects.get_or_create(email="new@example.com", **of, defaults=more)[0].pk


LEAD, APPROVER = {"kind": Role.Kind.LOCALITY_LEAD}, {"kind": Role.Kind.COMMISSIONER_APPROVER}
PEOPLE: dict[str, Callable[[Locality], int]] = {
    "role": lambda locality: _role(**LEAD, locality=locality),
    "ccg-role": lambda locality: _role(**APPROVER, commissioner=locality.commissioner),
    "invitation": lambda locality: _invitation(**LEAD, locality=locality),
    "our import": lambda locality: _import(locality),
    "ccg-import": lambda locality: _import(locality.commissioner),
    "system-import": lambda locality: _import(locality.commissioner.system),
    "ccg-invitation": lambda locality: _invitation(**APPROVER, commissioner=locality.commissioner),
}


def _address(row: Row, plan: Plan) -> str:
    about = {
        "diagnostic": (plan.diagnostic_id,),
        "plan": (plan.pk,),
        "nothing": (),
        "guide": (plan.diagnostic.guide_id,),
    }.get(row.about, (row.about,))
    if row.about == "workshop":
        about = (closed_workshop(plan.diagnostic),)
    if row.about in PEOPLE:
        about = (PEOPLE[row.about](plan.locality),)
    if is_about_a_round(row):
        return address_in_a_round(row, plan.locality)
    rows = {
        "staffing-line": plan.staffing_lines.first,
        "initiative": plan.digital_initiatives.first,
        "risk": plan.risks.first,
        "decision": plan.decisions.first,
        "ours": plan.commitments.filter(side="locality").first,
        "theirs": plan.commitments.filter(side="commissioner").first,
        "our cost": plan.cost_lines.filter(commitment__side="locality").first,
        "their cost": plan.cost_lines.filter(commitment__side="commissioner").first,
        "action": plan.actions.first,
        "metric": plan.metrics.first,
        "scheme": plan.estate_schemes.first,
        "our comment": plan.comments.first,
        "their comment": plan.comments.last,
        "measurements brought": lambda: MeasurementImport.objects.get_or_create(
            commissioner=plan.locality.commissioner, state=MeasurementImport.State.WAITING
        )[0],
        "measurement": lambda: plan.metrics.first().measurements.get_or_create(value=1, measured_on=date(2019, 1, 1))[
            0
        ],
    }
    more = [rows[one]().pk if one in rows else one for one in row.more]
    return reverse(row.name, args=[*about, *more])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join([row.name, *map(str, row.more)]))
def test_every_cell(
    quick_print: None, row: Row, plan: Plan, cast: dict[str, User], client_for: Callable[[User], Client]
) -> None:
    clients = {role: client_for(cast[role]) for role in ROLES}
    address = _address(row, plan)
    for role, client in clients.items():
        got = client.get(address).status_code
        if role in row.read:
            assert got in ({405} if row.only_post else {200, 302}), f"{role} opens {address}: {got}"
        else:
            assert got == (403 if role in row.seen else 404), f"{role} opens {address}: {got}"
    for role, client in clients.items():
        address = _address(row, plan)  # anew, as the change before may have removed what it was about
        posted = client.post(address, {}).status_code
        if row.write is not None and role in row.write:
            assert posted in {200, 302, 409, 422}, f"{role} changes {address}: {posted}"
        elif row.write is READ_ONLY and role in row.read:
            assert posted == 405, f"{role} changes {address}: {posted}"
        else:
            assert posted in ({403, 405} if role in row.seen else {404}), f"{role} changes {address}: {posted}"


def test_nobody_gets_anywhere_without_signing_in(plan: Plan) -> None:
    for row in TABLE:
        response = Client().get(_address(row, plan))
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


def _own_patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) not in ("accounts/", "admin/"):
                yield from _own_patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_address_has_a_row_and_its_view_a_permission() -> None:
    rows = {row.name for row in TABLE}
    for pattern in _own_patterns(get_resolver().url_patterns):
        name = pattern.name or str(pattern.pattern)
        if name in OPEN_TO_ALL:
            continue
        assert name in rows, f"{name} has no row in the table"
        assert getattr(pattern.callback, "permissions", None), f"{name} asks for no permission"


def test_a_person_with_two_roles_has_what_either_gives(
    plan: Plan, practice_rep: User, client_for: Callable[[User], Client]
) -> None:
    practice_rep.roles.create(kind="commissioner_officer", commissioner=plan.locality.commissioner)
    address = reverse("domain", args=[plan.diagnostic_id, "leadership"])
    assert client_for(practice_rep).post(address, {"revision": 0}).status_code == 409  # agreed: allowed but locked


def test_a_role_taken_away_takes_effect_at_once(plan: Plan, lead: User, client_for: Callable[[User], Client]) -> None:
    client = client_for(lead)
    assert client.get(plan.get_absolute_url()).status_code == 200
    lead.roles.all().delete()
    assert client.get(plan.get_absolute_url()).status_code == 404
