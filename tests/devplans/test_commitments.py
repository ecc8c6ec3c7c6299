"""Commitments both ways: each side writes its own, the offers of the guide are starting points."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Commitment, Plan
from devplans.services.rows import add_row
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
SENT = {"revision": "0", "text": "Pay for the rooms", "about": "capital"}


def add_url(plan: Plan, **query: str) -> str:
    return reverse("commitment-add", args=[plan.pk], query=query)


@pytest.mark.parametrize(
    ("who", "side"), [("lead", "locality"), ("officer", "commissioner"), ("approver", "commissioner")]
)
def test_each_side_adds_its_own(plan: Plan, cast: dict[str, User], client_for: ClientFor, who: str, side: str) -> None:
    assert client_for(cast[who]).post(add_url(plan), SENT).status_code == 302
    assert plan.commitments.get().side == side


@pytest.mark.parametrize(("who", "side"), [("lead", "commissioner"), ("officer", "locality")])
def test_nobody_promises_for_the_other_side(
    plan: Plan, cast: dict[str, User], client_for: ClientFor, who: str, side: str
) -> None:
    client = client_for(cast[who])
    assert client.post(add_url(plan, side=side), SENT).status_code == 403
    other = plan.commitments.create(side=side, about="other", text="Theirs")
    one = reverse("commitment", args=[plan.pk, other.pk])
    assert client.post(one, SENT).status_code == 403
    assert "<form" not in flat(client.get(one)).split("<main", 1)[1]
    assert client.post(reverse("commitment-remove", args=[plan.pk, other.pk])).status_code == 403
    other.refresh_from_db()
    assert (other.text, other.removed_at) == ("Theirs", None)


def test_both_read_both_and_see_the_button_of_their_side(
    plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    for side, by in ((Commitment.Side.LOCALITY, lead), (Commitment.Side.COMMISSIONER, officer)):
        add_row(plan, Commitment, {"side": side, "about": "other", "text": f"Promised by {side}"}, by=by)
    for who, own, other in ((lead, "locality", "commissioner"), (officer, "commissioner", "locality")):
        page = flat(client_for(who).get(reverse("commitments", args=[plan.pk])))
        assert "Promised by locality" in page
        assert "Promised by commissioner" in page
        assert f"?side={own}" in page
        assert f'?side={other}"' not in page


def test_the_offers_of_the_guide_are_starting_points(
    plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    client, every = client_for(officer), reverse("commitments", args=[plan.pk])
    assert flat(client.get(every)).count("Add as a commitment") == 6
    assert "Add as a commitment" not in flat(client_for(lead).get(every))
    url = add_url(plan, side="commissioner", offer="estate_support")
    assert "A clear route to capital" in flat(client.get(url))
    assert client.post(url, SENT).status_code == 302
    row = plan.commitments.get()
    assert (row.offer.code, row.side, row.text) == ("estate_support", "commissioner", "Pay for the rooms")
    assert flat(client.get(every)).count("Add as a commitment") == 5


def test_an_offer_or_a_side_that_is_none_is_taken_for_nothing(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client_for(lead).post(add_url(plan, side="<b>", offer="nonsense"), SENT)
    assert (plan.commitments.get().offer, plan.commitments.get().side) == (None, "locality")


def test_the_side_cannot_be_sent(plan: Plan, lead: User, client_for: ClientFor) -> None:
    row = add_row(plan, Commitment, {"side": "locality", "about": "other", "text": "Ours"}, by=lead)
    client_for(lead).post(reverse("commitment", args=[plan.pk, row.pk]), SENT | {"side": "commissioner"})
    row.refresh_from_db()
    assert (row.text, row.side) == ("Pay for the rooms", "locality")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": ""}, "Enter what is promised"),
        ({"about": ""}, "Choose what it is about"),
        ({"text": "x" * 501}, "500"),
    ],
)
def test_what_is_wrong_is_told(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(add_url(plan), SENT | changes)
    assert page.status_code == 422
    assert message in flat(page)
