"""Localities with agreed diagnostics and plans, and the attempts of a plan: what pages over many localities show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from assessment.models import CapacityBaseline, Diagnostic
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from devplans.document.agreed import frozen_from
from devplans.document.build.plan import build_document
from devplans.document.plan import to_json
from devplans.models import Plan, PlanVersion
from devplans.services.plans import create_plan
from localities.models import Commissioner, Locality, User
from tests.cast import TODAY, make_practice


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    return make_plan(agreed_diagnostic, lead)


def make_plan(diagnostic: Diagnostic, by: User) -> Plan:
    """A plan of two years, with an overdue action, one due soon, one done and one taken out, and with extra staff."""
    plan = create_plan(diagnostic, by=by, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30))
    today = localdate()
    plan.actions.create(title="Late", due_on=today - timedelta(days=1))
    plan.actions.create(title="Soon", due_on=today + timedelta(days=30))
    plan.actions.create(title="Later", due_on=today + timedelta(days=31))
    plan.actions.create(title="Done", due_on=today - timedelta(days=1), status="done")
    plan.actions.create(title="Taken out", due_on=today - timedelta(days=1), removed_at=now())
    post = plan.staffing_lines.create(group="clinical", role="Pharmacist", extra_fte="1.5", cost_per_fte=48000)
    years = {"2019/20": "72000.00", "2021/22": "72000.50"}  # the second is no year of the plan
    plan.cost_lines.create(staffing_line=post, what="Salaries", payer="CCG", status="committed", years=years)
    plan.staffing_lines.create(group="clinical", role="Taken out", extra_fte=9, cost_per_fte=48000, removed_at=now())
    return plan


def make_baseline(diagnostic: Diagnostic, **figures: object) -> CapacityBaseline:
    """1,000 patients need 98 appointments; half a GP offers 62.5 and a tenth of a nurse 11.25: a gap of 24.25."""
    usual = {"patients": 1000, "gp_fte": "0.5", "nurse_fte": "0.1", "base_year": 2018, "target_year": 2021}
    return CapacityBaseline.objects.update_or_create(diagnostic=diagnostic, defaults=usual | figures)[0]


def make_localities(commissioner: Commissioner, number: int) -> list[Locality]:
    """Localities with a practice, an agreed diagnostic at 2 everywhere, its capacity, and a plan."""
    made = []
    by, _ = User.objects.get_or_create(email="maker@example.com", defaults={"name": "Maker", "is_superuser": True})
    for at in range(number):
        locality = Locality.objects.create(
            commissioner=commissioner, name=f"Place {at:02}", slug=f"{commissioner.ods_code.lower()}-place-{at}"
        )
        make_practice(locality, f"{commissioner.ods_code}{at:03}")
        diagnostic = start_diagnostic(locality, by=by, title="First", started_on=TODAY)
        diagnostic.answers.update(position=2, target=3)
        diagnostic = agree_diagnostic(diagnostic, by=by)
        make_baseline(diagnostic)
        make_plan(diagnostic, by)
        made.append(locality)
    return made


def put_in_force(plan: Plan) -> PlanVersion:
    """The plan as it stands, approved today."""
    return make_attempt(plan, days_ago=0, state=Plan.State.APPROVED, approved_at=now())


def amend_by_hand(plan: Plan) -> None:
    """The plan in force as the draft of its next version."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT, version_number=2)


def make_attempt(plan: Plan, *, days_ago: int, state: str, **fields: object) -> PlanVersion:
    """An attempt submitted so many days ago, and the plan in the state it led to."""
    submitted_at = now() - timedelta(days=days_ago)
    attempt = PlanVersion.objects.create(
        plan=plan,
        number=plan.version_number,
        attempt=plan.versions.count() + 1,
        submitted_at=submitted_at,
        **frozen_from(to_json(build_document(plan, today=localdate()))),
        **fields,
    )
    plan.state = state
    if attempt.approved_at:
        plan.version_in_force = attempt
    plan.save()
    return attempt
