"""Digital initiatives: their chart and the domains they help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import DigitalInitiative, Plan
from devplans.pages.digital import numbered
from devplans.services.rows import add_row
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
SENT = {"revision": "0", "name": "Online", "segment": "quick", "impact": "4", "feasibility": "2"}


def initiatives(plan: Plan, *places: tuple[int, int], **changes: Any) -> list[DigitalInitiative]:
    return [
        DigitalInitiative(plan=plan, name=f"<Tool> {number}", segment="core", impact=up, feasibility=across, **changes)
        for number, (across, up) in enumerate(places, start=1)
    ]


def test_the_chart_says_and_shows_each_initiative(plan: Plan) -> None:
    chart = numbered(plan, initiatives(plan, (4, 4), (4, 4), (1, 5))).chart
    drawn = ElementTree.fromstring(str(chart))  # noqa: S314  drawn by us
    assert drawn.get("aria-label").endswith(
        "1 <Tool> 1: impact 4, feasibility 4; 2 <Tool> 2: impact 4, feasibility 4; 3 <Tool> 3: impact 5, feasibility 1."
    )
    discs = [(one.get("cx"), one.get("cy")) for one in drawn.iter("circle")]
    assert sorted(discs) == [("-14", "0"), ("0", "0"), ("14", "0")]
    assert not [one for one in drawn.iter() if one.get("style") or one.get("fill")]


def test_a_full_cell_says_how_many_more(plan: Plan) -> None:
    chart = str(numbered(plan, initiatives(plan, *[(3, 3)] * 40)).chart)
    assert chart.count("<circle") == 5
    assert ">+35<" in chart
    assert "40 &lt;Tool&gt; 40: impact 3" in chart


def test_what_has_no_cost_yet_is_left_out_and_said(plan: Plan, lead: User, client_for: ClientFor) -> None:
    one, _ = (
        add_row(plan, DigitalInitiative, {"name": name, "segment": "quick", "impact": 3, "feasibility": 3}, by=lead)
        for name in ("One", "Two")
    )
    one.cost_lines.create(plan=plan, what="Licences", years={"2018/19": "6000.00", "2019/20": "500.50"})
    page = flat(client_for(lead).get(reverse("digital", args=[plan.pk])))
    assert "In all £6,500.50. 1 without a cost yet" in page


def test_domains_are_chosen_kept_and_taken_away(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(reverse("digital-add", args=[plan.pk]), SENT | {"domain_codes": ["estates", "governance"]})
    row = plan.digital_initiatives.get()
    assert row.domain_codes == ["estates", "governance"]
    one = reverse("initiative", args=[plan.pk, row.pk])
    assert flat(client.get(one)).count("checked") == 5  # segment, impact, feasibility, two domains
    assert "Estates, Governance" in flat(client_for(officer).get(one))
    assert client.post(one, SENT).status_code == 302
    row.refresh_from_db()
    assert row.domain_codes == []


def test_two_people_choosing_domains_are_asked(plan: Plan, lead: User, colleague: User, client_for: ClientFor) -> None:
    client_for(lead).post(reverse("digital-add", args=[plan.pk]), SENT)
    row = plan.digital_initiatives.get()
    one = reverse("initiative", args=[plan.pk, row.pk])
    client_for(colleague).post(one, SENT | {"domain_codes": ["estates", "leadership"]})
    page = client_for(lead).post(one, SENT | {"domain_codes": ["governance", "data-and-analytics"]})
    assert page.status_code == 409
    text = flat(page)
    assert "Estates, Leadership" in text
    assert all(f'name="domain_codes" value="{code}"' in text for code in ("governance", "data-and-analytics"))
    mine = {
        "asked": "domain_codes",
        "choice-domain_codes": "mine",
        "domain_codes": ["governance", "data-and-analytics"],
    }
    assert client_for(lead).post(one, {"revision": "1"} | mine).status_code == 302
    row.refresh_from_db()
    assert row.domain_codes == ["governance", "data-and-analytics"]


def test_what_somebody_else_chose_meanwhile_is_shown(
    plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    client_for(lead).post(reverse("digital-add", args=[plan.pk]), SENT)
    one = reverse("initiative", args=[plan.pk, plan.digital_initiatives.get().pk])
    client_for(colleague).post(one, SENT | {"domain_codes": ["estates", "leadership"]})
    answer = client_for(lead).post(one, SENT | {"impact": "5"}, headers={"HX-Request": "true"})
    assert flat(answer).count("checked") == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"impact": "6"}, "Choose impact from 1 to 5"),
        ({"feasibility": ""}, "Choose feasibility from 1 to 5"),
        ({"segment": ""}, "Choose a kind of initiative"),
        ({"domain_codes": ["nonsense"]}, "Choose the domains it helps from the list"),
        ({"description": "x" * 1001}, "to 1,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_told(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, Any], message: str
) -> None:
    page = client_for(lead).post(reverse("digital-add", args=[plan.pk]), SENT | changes)
    assert page.status_code == 422
    assert message in flat(page)
