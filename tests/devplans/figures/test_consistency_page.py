"""What contradicts itself on its page: mended or explained, and what it does to submitting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.document.plan import from_json
from devplans.models import ConsistencyAnswer, Plan
from devplans.services.plans import save_plan
from localities.models import User
from tests.devplans.conftest import newest, submit
from tests.flat import flat

ClientFor = Callable[[User], Client]
KEY = "text-plan-summary-0-99pc"


def page_of(plan: Plan) -> str:
    return reverse("consistency", args=[plan.pk])


@pytest.fixture
def asked(ready_plan: Plan, lead: User) -> Plan:
    """The plan with a summary that names a share which it does not hold."""
    plan = Plan.objects.get(pk=ready_plan.pk)
    save_plan(plan, {"summary": "The gap falls to 99%."}, base_revision=plan.revision, by=lead)
    return Plan.objects.get(pk=plan.pk)


def answering(why: str, revision: int = 0) -> dict[str, str]:
    return {f"{KEY}-revision": str(revision), f"{KEY}-why": why}


def test_a_plan_that_agrees_says_so(ready_plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = flat(client_for(lead).get(page_of(ready_plan)))
    assert "Nothing contradicts itself." in page
    assert "comparisons agree" in page


def test_both_sides_stand_beside_each_other_with_the_way_to_mend_them(
    asked: Plan, lead: User, client_for: ClientFor
) -> None:
    page = flat(client_for(lead).get(page_of(asked)))
    assert "A text names a figure that the plan does not hold" in page
    assert "<strong>99%</strong>" in page
    assert f'href="{reverse("plan-summary", args=[asked.pk])}"' in page


def test_what_is_asked_blocks_until_it_is_explained_and_the_reason_is_frozen(
    asked: Plan, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    overview = flat(client.get(asked.get_absolute_url()))
    assert "Mend or explain: a text names a figure that the plan does not hold (99% and" in overview
    submitting = {"expected_version": newest(asked), "name": "Lead", "role": "Lead", "statement": "We agree"}
    refused = flat(client.post(reverse("submit", args=[asked.pk]), submitting))
    assert "Mend or explain: a text names a figure" in refused
    assert client.post(page_of(asked), answering("It is the share of one practice")).status_code == 302
    assert "It is the share of one practice" in flat(client.get(page_of(asked)))
    version = submit(asked, by=lead)
    (row,) = from_json(version.content).consistency.rows
    assert (row.one, row.why) == ("Plan on a page: summary: 99%", "It is the share of one practice")


def test_the_reviewer_reads_the_reason(asked: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    client_for(lead).post(page_of(asked), answering("It is the share of one practice"))
    submit(asked, by=lead)
    for url in (page_of(asked), reverse("review", args=[asked.pk])):
        page = flat(client_for(officer).get(url))
        assert "It is the share of one practice" in page, url
    assert "<textarea" not in flat(client_for(officer).get(page_of(asked)))


def test_an_answer_is_for_its_figures(asked: Plan, lead: User, client_for: ClientFor) -> None:
    """When the other figure changes it is asked again, and what was said stands beside the question."""
    client = client_for(lead)
    client.post(page_of(asked), answering("It is the share of one practice"))
    metric = asked.metrics.filter(metric__unit__startswith="%").first()
    assert metric
    type(metric).objects.filter(pk=metric.pk).update(target=Decimal("98.4"))
    page = flat(client.get(page_of(asked)))
    assert "Said of other figures" in page
    assert "Mend or explain: 1" in page
    assert client.post(page_of(asked), answering("Still that of one", 1)).status_code == 302
    answer = asked.consistency_answers.get()
    assert (answer.why, "98.4%" in answer.figures) == ("Still that of one", True)
    assert "Explained: 1" in flat(client.get(page_of(asked)))


def test_what_must_be_mended_takes_no_answer(asked: Plan, lead: User, client_for: ClientFor) -> None:
    asked.actions.create(title="Too late", owner_name="Lead", due_on=date(2031, 1, 1), suggestion="")
    page = flat(client_for(lead).get(page_of(asked)))
    assert "Must be mended: 1" in page
    assert page.count("<textarea") == 1
    assert "1 January 2031" in page


def test_only_the_lead_answers_and_not_once_it_is_submitted(
    asked: Plan, lead: User, officer: User, outsider: User, client_for: ClientFor
) -> None:
    assert client_for(officer).post(page_of(asked), answering("We know")).status_code == 403
    assert client_for(outsider).get(page_of(asked)).status_code == 404
    client_for(lead).post(page_of(asked), answering("It is the share of one practice"))
    submit(asked, by=lead)
    late = client_for(lead).post(page_of(asked), answering("Something else", 1))
    assert late.status_code == 409
    assert asked.consistency_answers.get().why == "It is the share of one practice"


def test_two_people_who_answer_lose_nothing(asked: Plan, lead: User, colleague: User, client_for: ClientFor) -> None:
    assert client_for(lead).post(page_of(asked), answering("It is the share of one practice")).status_code == 302
    page = client_for(colleague).post(page_of(asked), answering("It is a slip"))
    assert page.status_code == 409
    assert "It is a slip" in flat(page)
    assert ConsistencyAnswer.objects.get().why == "It is the share of one practice"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    asked: Plan, lead: User, client_for: ClientFor, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        asked.actions.create(title=f"Late {number}", due_on=date(2031, 1, 1), suggestion="")
    client = client_for(lead)
    client.get(page_of(asked))
    with django_assert_num_queries(6):
        client.get(page_of(asked))
