"""A plan of Canvey Island, just made."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from assessment.models import Diagnostic
from devplans.document import pdf as plan_pdf
from devplans.models import Action, Commitment, DecisionAsked, Plan, PlanVersion
from devplans.queries.levers import capacity_of_plan
from devplans.queries.proposal import proposal_for
from devplans.queries.section_choices import OPTIONAL_SECTIONS, section_choice
from devplans.rules.money import first_year
from devplans.services.agreement import approve_plan, submit_plan
from devplans.services.capacity import save_plan_capacity
from devplans.services.plans import add_action, add_suggestions, create_plan, save_metric, save_plan
from devplans.services.rows import add_row
from devplans.services.sections import save_section_choice
from localities.kit.documents import pdf
from localities.models import User
from tests.conftest import write_all
from tests.remembered import Memory


@pytest.fixture
def plan(memory: Memory, agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    """From Level 1 to Level 2, October 2018 to September 2020, with the core metrics and no actions."""
    period = {"starts_on": date(2018, 10, 1), "ends_on": date(2020, 9, 30)}
    return memory.once("plan", lambda: create_plan(agreed_diagnostic, target_level=2, by=lead, **period))


@pytest.fixture
def action(plan: Plan, lead: User) -> Action:
    return add_action(plan, action_values(title="Agree one access policy", due_on=date(2019, 2, 28)), by=lead)


@pytest.fixture
def ready_plan(memory: Memory, plan: Plan, lead: User) -> Plan:
    """The plan with all that a submission needs."""
    return memory.once("ready", lambda: make_ready(plan, by=lead))


@pytest.fixture
def submitted_plan(memory: Memory, ready_plan: Plan, lead: User) -> Plan:
    memory.once(f"submitted, printed by {_printer()}", lambda: submit(ready_plan, by=lead))
    return Plan.objects.get()


@pytest.fixture
def approved_plan(memory: Memory, submitted_plan: Plan, approver: User) -> Plan:
    memory.once(f"approved, printed by {_printer()}", lambda: approve(submitted_plan, by=approver))
    return Plan.objects.get()


def _printer() -> str:
    """Who prints in this test: a document that one test takes for real is no other test's."""
    return f"{plan_pdf.render.__qualname__} and {pdf.printed.__qualname__}"


def make_ready(plan: Plan, *, by: User) -> Plan:
    """Take in all that the guide suggests, name owners, and fill in what else a submission asks for."""
    wanted = [line.key for line in proposal_for(plan) if line.is_action]
    actions = add_suggestions(plan, wanted, by=by)
    for action in actions:
        action.owner_name = "Locality lead, Canvey Island"
    write_all(actions, "owner_name", by=by)
    for row in plan.metrics.select_related("metric"):
        numbers = {
            "baseline": Decimal(40),
            "baseline_on": date(2018, 9, 1),
            "target": Decimal(20) if row.metric.better == "lower" else Decimal(60),
            "review_on": plan.starts_on + timedelta(days=335),
        }
        save_metric(row, numbers, base_revision=row.revision, by=by)
    words = {"summary": "One shared team.", "biggest_moves": "One team: pharmacists for all"}
    save_plan(plan, words, base_revision=plan.revision, by=by)
    add_row(plan, DecisionAsked, {"words": "Approve it"}, by=by)
    levers = capacity_of_plan(plan)
    year = {"target_year": first_year(plan.ends_on)}
    save_plan_capacity(levers, {"remaining_why": "Agreed for next year", **year}, base_revision=levers.revision, by=by)
    for code in OPTIONAL_SECTIONS:
        choice = section_choice(plan, code)
        nothing = {"not_needed": True, "why": "Nothing changes here"}
        save_section_choice(choice, nothing, base_revision=choice.revision, by=by)
    add_row(plan, Commitment, {"side": "locality", "about": "other", "text": "Promised by the locality"}, by=by)
    plan.commitments.create(side="commissioner", about="other", text="Promised by the commissioner", order=2)
    return Plan.objects.get(pk=plan.pk)


def newest(plan: Plan) -> int:
    """The key of the newest attempt, as a form carries it."""
    attempt = plan.versions.first()
    return attempt.pk if attempt else 0


SIGNED = {"name": "Locality lead, Canvey Island", "role": "Locality lead", "statement": "Our practices agree."}


def submit(plan: Plan, *, by: User) -> PlanVersion:
    last = plan.versions.first()
    about = "We looked at it again." if last and last.ended_as == "sent_back" else ""
    plan = Plan.objects.get(pk=plan.pk)
    return submit_plan(plan, by=by, expected_version=newest(plan), **SIGNED, done_about=about)


def change(plan: Plan, *, by: User) -> None:
    """Change something, as an amendment must before it can be submitted."""
    plan = Plan.objects.get(pk=plan.pk)
    save_plan(plan, {"summary": f"{plan.summary} And more."}, base_revision=plan.revision, by=by)


def approve(plan: Plan, *, by: User) -> PlanVersion:
    words = {"name": "Accountable officer", "role": "Accountable officer", "statement": "Approved."}
    plan = Plan.objects.get(pk=plan.pk)
    return approve_plan(plan, by=by, expected_version=newest(plan), **words, answers=all_agreed(plan))


def all_agreed(plan: Plan) -> dict[int, tuple[str, str]]:
    """Every decision that the plan asks for is agreed."""
    return {row.pk: ("agreed", "") for row in plan.decisions.in_plan()}


def answers_sent(plan: Plan) -> dict[str, str]:
    """The same as a form sends it, and that what is open was seen."""
    return {f"answer_{row.pk}": "agreed" for row in plan.decisions.in_plan()} | {"seen": "on"}


def action_values(**changes: object) -> dict[str, object]:
    """What a person enters for an action of their own, with `changes`."""
    empty = dict.fromkeys(["detail", "why", "owner_name", "owner_role", "organisation"], "")
    nothing = dict.fromkeys(["domain", "feature", "starts_on", "due_on", "support"])
    return {**empty, **nothing, "title": "Do something", "status": Action.Status.NOT_STARTED, **changes}
