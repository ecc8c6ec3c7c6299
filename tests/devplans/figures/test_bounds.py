"""Numbers of a plan: the impossible is refused where it is typed, the unusual is saved and asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Plan
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
PAGES = {
    "staffing-add": {"role": "Pharmacist", "group": "clinical", "fte_now": "1", "extra_fte": "1", "cost_per_fte": ""},
    "scheme-add": {"name": "New hub", "scheme_type": "Health hub", "capital": "5,000", "annual_revenue": "0"},
    "digital-add": {"name": "Records", "segment": "core", "impact": "3", "feasibility": "3"},
    "action-add": {"title": "Agree one access policy", "status": "not_started"},
}


def add(client: Client, plan: Plan, page: str, **typed: str):
    sent = {"revision": "0", **PAGES[page], **typed}
    return client.post(reverse(page, args=[plan.pk]), sent, follow=True)


@pytest.mark.parametrize(
    ("page", "typed", "words"),
    [
        ("staffing-add", {"cost_per_fte": "9,999,999,999"}, "must be 1,000,000 or less"),
        ("staffing-add", {"cost_per_fte": "1,000,000.01"}, "must be 1,000,000 or less"),
        ("staffing-add", {"extra_fte": "501"}, "Extra must be 500 or less"),
        ("scheme-add", {"capital": "250,000,001"}, "Capital must be 250,000,000 or less"),
        ("scheme-add", {"annual_revenue": "25,000,001"}, "must be 25,000,000 or less"),
    ],
)
def test_the_impossible_is_refused_and_kept(
    page: str, typed: dict[str, str], words: str, plan: Plan, lead: User, client_for: ClientFor
) -> None:
    answer = add(client_for(lead), plan, page, **typed)
    assert answer.status_code == 422
    assert words in flat(answer)
    assert all(f'value="{value}"' in flat(answer) for value in typed.values())


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("staffing-add", {"cost_per_fte": "300,000"}),
        ("staffing-add", {"cost_per_fte": "48"}),
        ("staffing-add", {"fte_now": "101"}),
        ("scheme-add", {"capital": "25,000,001"}),
        ("scheme-add", {"annual_revenue": "2,500,001"}),
    ],
)
def test_the_unusual_is_saved_and_asked_about(
    page: str, typed: dict[str, str], plan: Plan, lead: User, client_for: ClientFor
) -> None:
    answer = add(client_for(lead), plan, page, **typed)
    assert answer.status_code == 200
    assert f"Is {next(iter(typed.values()))} right?" in flat(answer)


@pytest.mark.parametrize("page", PAGES)
def test_the_usual_asks_nothing(page: str, plan: Plan, lead: User, client_for: ClientFor) -> None:
    answer = add(client_for(lead), plan, page)
    assert answer.status_code == 200
    assert " right? " not in flat(answer)
