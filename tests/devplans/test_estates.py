"""Premises in the plan: the hub model and the schemes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.models import EstateScheme, PipelineScheme, Plan
from devplans.queries.hub_model import estate_of_plan
from devplans.rules.estates import revenue_question
from devplans.services.rows import add_row
from localities.models import User
from tests.cast import World
from tests.flat import flat

ClientFor = Callable[[User], Client]


def values(**changes: Any) -> dict[str, Any]:
    return {
        "name": "New hub",
        "scheme_type": "Health hub",
        "capital": Decimal(100_000),
        "annual_revenue": Decimal(7_000),
    } | changes


def sent(**changes: str) -> dict[str, str]:
    judgements = dict.fromkeys(["source_of_capital", "business_case", "development_costs"], "")
    return {
        "revision": "0",
        "name": "New hub",
        "scheme_type": "Health hub",
        "capital": "£100,000",
        "annual_revenue": "7000",
        "progress": "",
        "pipeline_scheme": "",
        **judgements,
    } | changes


@pytest.fixture
def scheme(plan: Plan, lead: User) -> EstateScheme:
    return add_row(plan, EstateScheme, values(), by=lead)


def scheme_url(scheme: EstateScheme) -> str:
    return reverse("scheme", args=[scheme.plan_id, scheme.pk])


@pytest.mark.parametrize(
    ("capital", "revenue", "words"),
    [(100, 0, ""), (100, 10, ""), (100, 11, "11% of the capital"), (0, 5, "without capital"), (0, 0, "")],
)
def test_unusual_running_costs_are_asked_about(capital: int, revenue: int, words: str) -> None:
    asked = revenue_question(Decimal(capital), Decimal(revenue))
    assert words in asked
    assert bool(asked) == bool(words)


def test_running_costs_outside_the_usual_are_warned_of_and_saved(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(reverse("scheme-add", args=[plan.pk]), sent(annual_revenue="20000"))
    assert plan.estate_schemes.get().annual_revenue == 20_000
    assert "20% of the capital" in flat(client.get(reverse("estates", args=[plan.pk])))


def test_only_schemes_of_the_own_ccg_can_be_linked(
    plan: Plan, scheme: EstateScheme, world: World, lead: User, client_for: ClientFor
) -> None:
    own, other = (
        PipelineScheme.objects.create(commissioner=commissioner, row_no=1, scheme_type="Hub", capital_m=5)
        for commissioner in (world.commissioner, world.neighbour)
    )
    client_for(lead).post(scheme_url(scheme), sent(pipeline_scheme=str(other.pk)))
    scheme.refresh_from_db()
    assert scheme.pipeline_scheme is None
    client_for(lead).post(scheme_url(scheme), sent(pipeline_scheme=str(own.pk)))
    scheme.refresh_from_db()
    assert scheme.pipeline_scheme == own


def test_the_hub_models_stand_side_by_side_and_one_is_chosen(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("hub-model", args=[plan.pk])
    text = flat(client.get(url))
    models = list(plan.diagnostic.whole_guide.hub_models.all())
    for model in models:
        assert model.advantages[0] in text
        assert model.disadvantages[0] in text
    assert text.count("For the whole system, not one locality") == 3
    client.post(url, {"revision": "0", "hub_model": str(models[1].pk), "why": "Room in the old clinic"})
    estate = estate_of_plan(plan)
    assert (estate.hub_model, estate.why) == (models[1], "Room in the old clinic")
    page = flat(client.get(reverse("estates", args=[plan.pk])))
    assert str(models[1]) in page
    assert "Room in the old clinic" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    plan: Plan, lead: User, client_for: ClientFor, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add_row(plan, EstateScheme, values(name=f"Scheme {number}"), by=lead)
    client = client_for(lead)
    client.get(reverse("estates", args=[plan.pk]))
    with django_assert_num_queries(5):
        client.get(reverse("estates", args=[plan.pk]))
