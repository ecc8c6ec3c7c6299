"""The decisions that a plan asks for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import DecisionAsked, Plan
from devplans.services.rows import add_row, put_back_row, remove_row
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
SENT = {"revision": "0", "words": "Pay for two pharmacists", "amount": "96,000"}


def test_a_decision_is_asked_for_with_its_amount(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    assert client_for(lead).post(reverse("decision-add", args=[plan.pk]), SENT).status_code == 302
    asked = plan.decisions.get()
    assert (asked.words, asked.amount, asked.answer, asked.is_agreed) == (SENT["words"], Decimal(96_000), "", False)
    for name in ("decisions", "plan-summary"):
        page = flat(client_for(officer).get(reverse(name, args=[plan.pk])))
        assert "Pay for two pharmacists" in page
        assert "£96,000" in page


def test_there_is_room_for_four_and_the_fifth_is_kept_in_the_form(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    first, *_ = [add_row(plan, DecisionAsked, {"words": f"Decision {number}"}, by=lead) for number in range(4)]
    page = client_for(lead).post(reverse("decision-add", args=[plan.pk]), SENT)
    assert page.status_code == 422
    assert "Keep to 4 decisions asked for" in flat(page)
    assert "Pay for two pharmacists" in flat(page)
    remove_row(first, by=lead)
    add_row(plan, DecisionAsked, {"words": "Decision 5"}, by=lead)
    with pytest.raises(Refused, match="Keep to 4"):
        put_back_row(first, by=lead)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"words": ""}, "Enter what is to be decided"),
        ({"words": "x" * 111}, "110 characters or fewer"),
        ({"amount": "-1"}, "Amount in pounds"),
    ],
)
def test_what_is_wrong_is_told(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(reverse("decision-add", args=[plan.pk]), SENT | changes)
    assert page.status_code == 422
    assert message in flat(page)
    assert not plan.decisions.exists()
