"""Risks: the score in words, and common ones to start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Plan, Risk
from devplans.services.common_risks import add_common_risks, common_risks, offered_risks
from devplans.services.rows import add_row, remove_row, save_row
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
SENT = {"revision": "0", "cause": "posts stay empty", "effect": "the gap stays", "impact": "4", "likelihood": "3"}


@pytest.mark.parametrize(
    ("impact", "likelihood", "band"),
    [
        (1, 1, "Amber"),
        (3, 3, "Amber"),
        (5, 2, "Amber-red"),
        (4, 3, "Amber-red"),
        (5, 3, "Red"),
        (4, 4, "Red"),
        (5, 5, "Red"),
    ],
)
def test_the_score_in_words(impact: int, likelihood: int, band: str) -> None:
    assert Risk(impact=impact, likelihood=likelihood).band == band


def test_a_risk_is_added_and_the_greatest_comes_first(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    assert client.post(reverse("risk-add", args=[plan.pk]), SENT).status_code == 302
    client.post(reverse("risk-add", args=[plan.pk]), SENT | {"cause": "rooms are full", "impact": "5"})
    page = client.get(reverse("risks", args=[plan.pk]))
    assert [row.score for row in page.context["rows"]] == [15, 12]
    assert "Amber-red" in flat(page)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cause": ""}, "Enter what could happen"),
        ({"effect": ""}, "Enter what would follow"),
        ({"impact": "0"}, "Choose impact from 1 to 5"),
        ({"likelihood": ""}, "Choose likelihood from 1 to 5"),
    ],
)
def test_what_is_wrong_is_told(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(reverse("risk-add", args=[plan.pk]), SENT | changes)
    assert page.status_code == 422
    assert message in flat(page)


def test_common_risks_are_whole_and_fit_their_fields(plan: Plan) -> None:
    for code, risk in offered_risks(plan):
        risk.plan, risk.starting_point = plan, code
        risk.full_clean(exclude=["saved_by"])
        assert risk.result
        assert risk.mitigation
    assert 5 <= len(common_risks()) <= 12


def test_common_risks_are_added_by_tick_once(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("risk-common", args=[plan.pk])
    page = flat(client.post(url, {"code": ["recruitment", "digital"]}, follow=True))
    assert "Added 2 risks" in page
    assert 'value="recruitment"' not in flat(client.get(url))
    client.post(url, {"code": ["recruitment"]})
    assert plan.risks.count() == 2


@pytest.mark.parametrize(
    ("codes", "message"), [([], "Tick at least one risk"), (["no"], "Choose from the risks listed")]
)
def test_ticks_that_are_none_are_told(
    plan: Plan, lead: User, client_for: ClientFor, codes: list[str], message: str
) -> None:
    page = client_for(lead).post(reverse("risk-common", args=[plan.pk]), {"code": codes})
    assert page.status_code == 422
    assert message in flat(page)
    with pytest.raises(Refused):
        add_common_risks(plan, codes, by=lead)


def test_a_common_risk_that_was_reworded_is_not_offered_and_a_removed_one_comes_back_as_it_was(
    plan: Plan, lead: User
) -> None:
    [risk] = add_common_risks(plan, ["recruitment"], by=lead)
    save_row(risk, {"cause": "nobody wants to come"}, base_revision=0, by=lead)
    assert "recruitment" not in dict(offered_risks(plan))
    remove_row(risk, by=lead)
    assert "recruitment" in dict(offered_risks(plan))
    [again] = add_common_risks(plan, ["recruitment"], by=lead)
    assert (again.pk, again.cause, again.removed_at) == (risk.pk, "nobody wants to come", None)


def test_common_risks_speak_of_the_commissioner_as_the_system_does(plan: Plan, lead: User) -> None:
    assert not any("CCG" in str(values) for values in common_risks().values())
    told = [risk.mitigation for risk in add_common_risks(plan, common_risks().keys(), by=lead)]
    assert any("settle with the CCG by when" in words for words in told)
    assert not any("{" in words for words in told)


def test_all_common_risks_taken(plan: Plan, lead: User, client_for: ClientFor) -> None:
    add_common_risks(plan, common_risks().keys(), by=lead)
    assert "The plan has all of them" in flat(client_for(lead).get(reverse("risk-common", args=[plan.pk])))


def test_a_long_risk_is_named_by_its_first_words(plan: Plan, lead: User) -> None:
    row = add_row(plan, Risk, {"cause": "c" * 300, "effect": "e", "impact": 1, "likelihood": 1}, by=lead)
    assert len(str(row)) == 100
