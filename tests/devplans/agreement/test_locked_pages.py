"""A plan that cannot be changed now says so, and why, on every page of its sections; and no draft of it goes round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Plan
from devplans.services.agreement import amend_plan
from localities.models import User
from tests.devplans.conftest import newest
from tests.flat import flat

ClientFor = Callable[[User], Client]

pytestmark = pytest.mark.usefixtures("quick_print")

PAGES = (
    "plan-summary",
    "plan-uncovered",
    "proposal",
    "actions",
    "action",
    "metrics",
    "metric",
    "plan-capacity",
    "staffing",
    "staffing-line",
    "estates",
    "hub-model",
    "scheme",
    "digital",
    "initiative",
    "commitments",
    "commitment",
    "money",
    "cost",
    "risks",
    "risk",
)


@pytest.fixture
def full_plan(ready_plan: Plan) -> Plan:
    ready_plan.staffing_lines.create(group="clinical", role="Pharmacist", cost_per_fte=48000)
    ready_plan.digital_initiatives.create(name="Online consultation", segment="quick", impact=4, feasibility=4)
    ready_plan.cost_lines.create(action=ready_plan.actions.first(), what="Rooms", years={"2018/19": "5.00"})
    ready_plan.risks.create(cause="posts stay empty", effect="the gap stays open", impact=4, likelihood=3)
    ready_plan.estate_schemes.create(name="New hub", capital=1)
    return ready_plan


def address(plan: Plan, name: str) -> str:
    rows = {
        "action": plan.actions,
        "metric": plan.metrics,
        "staffing-line": plan.staffing_lines,
        "scheme": plan.estate_schemes,
        "initiative": plan.digital_initiatives,
        "commitment": plan.commitments,
        "risk": plan.risks,
        "cost": plan.cost_lines,
    }
    return reverse(name, args=[plan.pk, *([rows[name].first().pk] if name in rows else [])])


@pytest.mark.parametrize(
    ("state", "to_the_lead", "to_others"),
    [
        ("submitted", "This plan is with the CCG. <a href=", "This plan is with the CCG. Nothing in it can be changed"),
        ("approved", "This plan is approved. <a href=", "This plan is approved. Nothing in it can be changed now"),
        ("closed", "This plan is closed. A new diagnostic", "This plan is closed. A new diagnostic starts a new plan."),
    ],
)
def test_every_section_says_why_nothing_can_be_changed(
    state: str, to_the_lead: str, to_others: str, full_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    Plan.objects.update(state=state)
    for name in PAGES:
        for who, words in ((lead, to_the_lead), (officer, to_others)):
            page = flat(client_for(who).get(address(full_plan, name)))
            assert page.count(words) == 1, f"{name} for {who}"


def test_a_draft_says_nothing_of_the_kind(full_plan: Plan, lead: User, client_for: ClientFor) -> None:
    for name in PAGES:
        assert "This plan is" not in flat(client_for(lead).get(address(full_plan, name)))


def test_a_draft_is_previewed_only_while_there_is_one(
    approved_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    preview = reverse("plan-preview", args=[approved_plan.pk])
    for who in (lead, officer):
        assert preview not in flat(client_for(who).get(approved_plan.get_absolute_url()))
        answer = client_for(who).get(preview)
        assert (answer.status_code, answer.url) == (302, reverse("version-pdf", args=[approved_plan.pk, 1]))
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice joins")
    assert preview in flat(client_for(lead).get(approved_plan.get_absolute_url()))
    assert client_for(lead).get(preview).status_code == 200


def test_an_amendment_shows_a_moved_date_beside_the_one_that_was_agreed(
    approved_plan: Plan, lead: User, client_for: ClientFor
) -> None:
    """What is late stays late when a draft moves it."""
    action = approved_plan.actions.in_plan().first()
    assert action
    assert action.due_on < date(2026, 1, 1)
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice joins")
    before = client_for(lead).get(reverse("actions", args=[approved_plan.pk])).context["actions"].overdue
    approved_plan.actions.filter(pk=action.pk).update(due_on=date(2099, 5, 1))
    response = client_for(lead).get(reverse("actions", args=[approved_plan.pk]))
    assert response.context["actions"].overdue == before
    assert f"Agreed: {action.due_on:%-d %B %Y}" in flat(response)
