"""The weekly reminder: to whom it goes, what stands in it, and that it comes once a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.models import Diagnostic
from devplans.delivery.services.reminders import write_reminders
from devplans.document.agreed import frozen_from
from devplans.document.build.plan import build_document
from devplans.document.plan import to_json
from devplans.models import Plan, PlanVersion
from devplans.services.plans import create_plan
from localities.kit.mail.outbox import Topic
from localities.kit.models import EmailChoice, OutgoingEmail
from localities.models import User

pytestmark = pytest.mark.postgres

MONDAY = date(2018, 11, 5)


@pytest.fixture
def plan_in_force(agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    """An approved plan: two actions overdue, one due soon, and others that need no reminder."""
    plan = create_plan(
        agreed_diagnostic, by=lead, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30)
    )
    for title, days, more in (
        ("Hire a pharmacist", -10, {"owner_name": "A. Manager"}),
        ("Sign the agreement", -1, {}),
        ("Call the patients’ group", 0, {}),
        ("Buy headsets", 14, {}),
        ("Open the hub", 15, {}),
        ("Already done", -5, {"status": "done"}),
        ("Taken out", -5, {"removed_at": timezone.now()}),
        ("No date", None, {}),
    ):
        due_on = None if days is None else MONDAY + timedelta(days=days)
        plan.actions.create(title=title, due_on=due_on, suggestion="", **more)
    content = to_json(build_document(plan, today=MONDAY))
    version = PlanVersion.objects.create(
        plan=plan, number=1, attempt=1, pdf=b"", submitted_at=timezone.now(), **frozen_from(content)
    )
    plan.version_in_force, plan.state = version, Plan.State.APPROVED
    plan.save()
    return plan


def freeze_anew(plan: Plan) -> None:
    """Put in force what is in the plan now."""
    content = to_json(build_document(plan, today=MONDAY))
    PlanVersion.objects.filter(pk=plan.version_in_force_id).update(**frozen_from(content))


def test_leads_are_told_what_is_overdue_and_due(plan_in_force: Plan) -> None:
    call_command("send_reminders", today=MONDAY)
    assert sorted(message.to[0] for message in mail.outbox) == ["colleague@example.com", "lead@example.com"]
    message = mail.outbox[0]
    assert message.subject == "4 actions due or overdue"
    overdue, _, soon = message.body.partition("Due in the next 14 days:")
    assert "- Hire a pharmacist. Was due 26 October 2018, A. Manager" in overdue
    assert "- Sign the agreement. Was due 4 November 2018, no owner yet" in overdue
    assert "- Call the patients’ group. Due 5 November 2018" in soon
    assert "- Buy headsets. Due 19 November 2018" in soon
    for left_out in ("Open the hub", "Already done", "Taken out", "No date"):
        assert left_out not in message.body
    assert f"/plans/{plan_in_force.pk}/actions/" in message.body


def test_run_twice_in_a_week_it_sends_once(plan_in_force: Plan) -> None:
    for day in (0, 0, 6):
        call_command("send_reminders", today=MONDAY + timedelta(days=day))
    assert len(mail.outbox) == 2
    call_command("send_reminders", today=MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 4


def test_weeks_at_the_turn_of_a_year_are_told_apart(plan_in_force: Plan) -> None:
    """31 December 2018 is in week 1 of 2019, as 1 January 2019 is; a year later it is another week 1."""
    assert write_reminders(date(2018, 12, 31)) == 2
    assert write_reminders(date(2019, 1, 1)) == 0
    assert write_reminders(date(2019, 12, 31)) == 2


@pytest.mark.parametrize("state", [Plan.State.CLOSED, Plan.State.DRAFT])
def test_plans_that_nobody_agreed_to_or_that_are_over_remind_nobody(plan_in_force: Plan, state: str) -> None:
    plan_in_force.state = state
    if state == Plan.State.DRAFT:
        plan_in_force.version_in_force = None
    plan_in_force.save()
    assert write_reminders(MONDAY) == 0


def test_a_plan_being_amended_still_reminds(plan_in_force: Plan) -> None:
    plan_in_force.state = Plan.State.DRAFT
    plan_in_force.save()
    assert write_reminders(MONDAY) == 2


def test_somebody_who_does_not_want_them_gets_none(plan_in_force: Plan, colleague: User) -> None:
    EmailChoice.objects.create(user=colleague, topic=Topic.REMINDERS)
    write_reminders(MONDAY)
    assert [email.to_address for email in OutgoingEmail.objects.all()] == ["lead@example.com"]


def test_with_nothing_due_nobody_is_written_to(plan_in_force: Plan) -> None:
    plan_in_force.actions.update(status="done")
    assert write_reminders(MONDAY) == 0


def test_queries_do_not_grow_with_actions(
    plan_in_force: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write_reminders(MONDAY)
    for number in range(20):
        plan_in_force.actions.create(title=f"More {number}", due_on=MONDAY, suggestion="")
    freeze_anew(plan_in_force)
    # the plans, their actions, what was agreed, the leads; and for each of two leads what they want and whether it is
    # written already
    with django_assert_num_queries(4 + 2 * 4):
        assert write_reminders(MONDAY) == 0
