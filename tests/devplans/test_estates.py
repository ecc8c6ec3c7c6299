"""Premises in the plan: the hub model, schemes, and capital that adds up over the years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.models import EstateScheme, PipelineScheme, Plan
from devplans.queries.hub_model import estate_of_plan
from devplans.rules.estates import revenue_question, years_between
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
        "profile": {"2018/19": "40000.00", "Later": "60000.00"},
    } | changes


def sent(**changes: str) -> dict[str, str]:
    years = {f"profile_{end}": "" for end in ("2018", "2019", "2020", "late")}
    judgements = dict.fromkeys(["source_of_capital", "business_case", "development_costs"], "")
    return {
        "revision": "0",
        "name": "New hub",
        "scheme_type": "Health hub",
        "capital": "£100,000",
        "annual_revenue": "7000",
        "progress": "",
        "pipeline_scheme": "",
        **years,
        **judgements,
    } | changes


@pytest.fixture
def scheme(plan: Plan, lead: User) -> EstateScheme:
    return add_row(plan, EstateScheme, values(), by=lead)


def scheme_url(scheme: EstateScheme) -> str:
    return reverse("scheme", args=[scheme.plan_id, scheme.pk])


def test_financial_years_begin_in_april() -> None:
    assert years_between(date(2018, 10, 1), date(2020, 9, 30)) == ("2018/19", "2019/20", "2020/21")
    assert years_between(date(2019, 3, 31), date(2019, 4, 1)) == ("2018/19", "2019/20")


@pytest.mark.parametrize(
    ("capital", "revenue", "words"),
    [(100, 0, ""), (100, 10, ""), (100, 11, "11% of the capital"), (0, 5, "without capital"), (0, 0, "")],
)
def test_unusual_running_costs_are_asked_about(capital: int, revenue: int, words: str) -> None:
    asked = revenue_question(Decimal(capital), Decimal(revenue))
    assert words in asked
    assert bool(asked) == bool(words)


def test_a_scheme_is_added_with_its_years(plan: Plan, lead: User, client_for: ClientFor) -> None:
    years = {"profile_2018": "40,000", "profile_late": "£60000"}
    response = client_for(lead).post(reverse("scheme-add", args=[plan.pk]), sent(**years))
    assert response.status_code == 302
    scheme = plan.estate_schemes.get()
    assert scheme.profile == {"2018/19": "40000.00", "Later": "60000.00"}
    text = flat(client_for(lead).get(reverse("estates", args=[plan.pk])))
    assert "2018/19" in text
    assert "Later" in text
    assert "60,000" in text


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({"profile_2018": "40000"}, "£60,000 is missing"),
        ({"profile_2018": "40000", "profile_2019": "70000"}, "£10,000 is too much"),
        ({"profile_2018": "lots"}, "2018/19: enter an amount in pounds"),
        ({"profile_2018": "-5"}, "2018/19: enter an amount in pounds"),
        ({"profile_2018": "NaN"}, "2018/19: enter an amount in pounds"),
    ],
)
def test_years_that_do_not_come_to_the_capital_are_refused(
    plan: Plan, lead: User, client_for: ClientFor, years: dict[str, str], words: str
) -> None:
    page = client_for(lead).post(reverse("scheme-add", args=[plan.pk]), sent(**years))
    assert page.status_code == 422
    assert words in flat(page)
    assert 'href="#profile"' in flat(page)
    assert not plan.estate_schemes.exists()


def test_a_capital_that_is_no_number_is_refused_together_with_years_that_do_not_fit_the_one_before(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    client.post(reverse("scheme-add", args=[plan.pk]), sent())
    scheme = plan.estate_schemes.get()
    page = client.post(scheme_url(scheme), sent(revision=str(scheme.revision), capital="lots", profile_2018="40000"))
    text = flat(page)
    assert page.status_code == 422
    assert 'value="lots"' in text
    assert 'value="40000"' in text
    scheme.refresh_from_db()
    assert (scheme.capital, scheme.profile) == (100_000, {})


def test_no_years_yet_is_no_error(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client_for(lead).post(reverse("scheme-add", args=[plan.pk]), sent())
    assert plan.estate_schemes.get().profile == {}


def test_running_costs_outside_the_usual_are_warned_of_and_saved(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(reverse("scheme-add", args=[plan.pk]), sent(annual_revenue="20000"))
    assert plan.estate_schemes.get().annual_revenue == 20_000
    assert "20% of the capital" in flat(client.get(reverse("estates", args=[plan.pk])))


def test_two_people_change_the_years(scheme: EstateScheme, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(scheme_url(scheme), sent(profile_2018="100000"))
    page = client.post(scheme_url(scheme), sent(profile_2019="100000"))
    assert page.status_code == 409
    text = flat(page)
    assert "Yours: 2019/20 £100,000" in text
    assert "2018/19 £100,000" in text
    again = sent(revision="1", asked="profile", **{"choice-profile": "mine", "profile_2019": "100000"})
    client.post(scheme_url(scheme), again)
    scheme.refresh_from_db()
    assert scheme.profile == {"2019/20": "100000.00"}


def test_somebody_elses_years_come_back_with_a_save(scheme: EstateScheme, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(scheme_url(scheme), sent(profile_2018="100000"))
    stale = sent(profile_2018="40000", profile_late="60000", name="Another name")
    answer = client.post(scheme_url(scheme), stale, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'name="profile_2018" type="text" value="100000"' in flat(answer)


def test_only_schemes_of_the_own_ccg_can_be_linked(
    plan: Plan, scheme: EstateScheme, world: World, lead: User, client_for: ClientFor
) -> None:
    own, other = (
        PipelineScheme.objects.create(commissioner=commissioner, row_no=1, scheme_type="Hub", capital_m=5)
        for commissioner in (world.commissioner, world.neighbour)
    )
    years = {"profile_2018": "40000", "profile_late": "60000"}
    client_for(lead).post(scheme_url(scheme), sent(**years, pipeline_scheme=str(other.pk)))
    scheme.refresh_from_db()
    assert scheme.pipeline_scheme is None
    client_for(lead).post(scheme_url(scheme), sent(**years, pipeline_scheme=str(own.pk)))
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
