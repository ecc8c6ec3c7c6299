"""What no PDF can print is told where it is typed, when it is saved, and before it is signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessment.models import Diagnostic
from devplans.models import Plan, PlanVersion
from localities.models import User
from tests.devplans.conftest import submit
from tests.flat import flat

pytestmark = pytest.mark.usefixtures("quick_print")
ClientFor = Callable[[User], Client]
SIGN = "\U00013000"  # an Egyptian hieroglyph
WARNING = f"The PDF cannot print {SIGN} in ‘What we agreed’: \ufffd stands there instead"
IN_ACTIONS = f"The PDF cannot print {SIGN} in ‘Actions by due date’: \ufffd stands there instead"


@pytest.fixture
def url(diagnostic: Diagnostic) -> str:
    return reverse("domain", args=[diagnostic.pk, "develop-the-team"])


def test_saving_keeps_it_and_says_so_on_the_next_page_and_at_the_field(
    diagnostic: Diagnostic, url: str, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    next_page = client.post(url, {"revision": 0, "agreement": f"All {SIGN}", "go": "next"}, follow=True)
    assert diagnostic.answers.get(domain__code="develop-the-team").agreement == f"All {SIGN}"
    assert f"{WARNING}." in flat(next_page)
    page = flat(client.get(url))
    assert f'<p class="app-meta" id="agreement-printed">{WARNING}.</p>' in page
    assert 'aria-describedby="agreement-info agreement-hint agreement-printed"' in page


def test_saving_by_itself_says_so_beside_the_time(url: str, lead: User, client_for: ClientFor) -> None:
    answer = client_for(lead).post(url, {"revision": 0, "agreement": SIGN}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert WARNING in flat(answer)


def test_what_can_be_printed_is_saved_without_a_word(url: str, lead: User, client_for: ClientFor) -> None:
    page = client_for(lead).post(url, {"revision": 0, "agreement": "שלום 😀", "go": "stay"}, follow=True)
    assert "The PDF cannot print" not in flat(page)


@pytest.fixture
def odd_plan(ready_plan: Plan) -> Plan:
    """A plan that could be submitted, with one character in an action that no font draws."""
    ready_plan.actions.filter(pk=ready_plan.actions.first().pk).update(detail=SIGN)
    return ready_plan


def test_it_is_said_before_the_plan_is_signed_with_a_link_and_does_not_stop_it(
    odd_plan: Plan, lead: User, client_for: ClientFor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(lead)
    with django_assert_max_num_queries(20):
        page = flat(client.get(reverse("submit", args=[odd_plan.pk])))
    assert f'<a href="{reverse("actions", args=[odd_plan.pk])}">{IN_ACTIONS}</a>' in page
    assert "You can sign all the same, or change them first" in page
    submit(odd_plan, by=lead)
    assert PlanVersion.objects.count() == 1


def test_who_approves_reads_it_of_what_was_submitted(
    odd_plan: Plan, lead: User, approver: User, client_for: ClientFor
) -> None:
    submit(odd_plan, by=lead)
    page = flat(client_for(approver).get(reverse("plan-approve", args=[odd_plan.pk])))
    assert IN_ACTIONS in page
    assert "or send the plan back to have them changed" in page


def test_a_plan_that_can_be_printed_says_nothing_of_it(ready_plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = flat(client_for(lead).get(reverse("submit", args=[ready_plan.pk])))
    assert "Sign and submit" in page
    assert "cannot be printed" not in page
