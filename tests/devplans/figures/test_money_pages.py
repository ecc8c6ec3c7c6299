"""Costs on their pages: entered where they arise, added up to the penny, and told to nobody who may not see."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.document.build.plan import build_document
from devplans.document.content.money import NO_DECISION
from devplans.models import Action, Commitment, CostLine, DecisionAsked, Plan, StaffingLine
from devplans.rules.money import Sum
from devplans.services.rows import add_row, remove_row
from localities.models import System, User
from tests.flat import flat

ClientFor = Callable[[User], Client]
SENT = {
    "revision": "0",
    "what": "Room costs",
    "cost_kind": "recurrent",
    "payer": "CCG",
    "status": "asked",
    "decision": "",
    "funding_risk": "low",
    "years_2018": "3,000",
    "years_2019": "£12000.50",
    "years_2020": "",
    "years_2021": "",
}


def adding(plan: Plan, row: Any, field: str) -> str:
    return f"{reverse('cost-add', args=[plan.pk])}?of={field}-{row.pk}"


@pytest.fixture
def line(plan: Plan, action: Action, lead: User) -> CostLine:
    values = {"what": "Room costs", "cost_kind": "one_off", "payer": "Practices", "status": "committed"}
    more = {"funding_risk": "low", "years": {"2018/19": "100.10", "2019/20": "200.20"}, "action": action}
    return add_row(plan, CostLine, values | more, by=lead)


def test_a_cost_is_entered_where_it_arises(plan: Plan, action: Action, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    page = flat(client.get(action.get_absolute_url()))
    assert "No cost is entered." in page
    assert f'action="{reverse("cost-add", args=[plan.pk])}"' in page
    assert f'name="of" value="action-{action.pk}"' in page
    assert client.post(adding(plan, action, "action"), SENT).status_code == 302
    found = plan.cost_lines.get()
    assert found.origin == action
    assert found.years == {"2018/19": "3000.00", "2019/20": "12000.50"}
    assert "£15,000.50" in flat(client.get(action.get_absolute_url()))
    money = flat(client.get(reverse("money", args=[plan.pk])))
    assert "£15,000.50</span> is asked for" in money
    assert NO_DECISION in money


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"years_2018": "lots"}, "2018/19: enter an amount in pounds"),
        ({"years_2018": "250,000,001"}, "2018/19: enter an amount in pounds"),
        ({"years_2018": "-5"}, "2018/19: enter an amount in pounds"),
        ({"years_2018": "", "years_2019": ""}, "Enter an amount for at least one year"),
        ({"payer": ""}, "Choose who pays"),
        ({"payer": "Somebody else"}, "Select a valid choice"),
        ({"status": "committed", "decision": "asked"}, "Choose no decision for a cost that is committed"),
        ({"what": ""}, "Enter what it pays for"),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    plan: Plan, action: Action, lead: User, client_for: ClientFor, changes: dict[str, str], words: str
) -> None:
    asked = add_row(plan, DecisionAsked, {"words": "Pay for the room"}, by=lead)
    changes = {name: str(asked.pk) if value == "asked" else value for name, value in changes.items()}
    answer = client_for(lead).post(adding(plan, action, "action"), SENT | changes)
    assert answer.status_code == 422
    text = flat(answer)
    assert words in text or words == "Select a valid choice"
    assert 'value="12000.50"' in text or 'value="£12000.50"' in text or not changes.get("years_2019", "x")
    assert not plan.cost_lines.exists()


def test_the_improbable_is_saved_and_asked_about(plan: Plan, action: Action, lead: User, client_for: ClientFor) -> None:
    sent = SENT | {"years_2018": "5,000,001"}
    page = flat(client_for(lead).post(adding(plan, action, "action"), sent, follow=True))
    assert "2018/19: Is 5,000,001 right?" in page
    assert plan.cost_lines.exists()


@pytest.mark.parametrize("of", ["", "x", "action", "action-", "action-x", f"action-{'9' * 40}", "action-999", "plan-1"])
def test_a_cost_of_nothing_is_asked_what_it_is_for(plan: Plan, lead: User, client_for: ClientFor, of: str) -> None:
    url = reverse("cost-add", args=[plan.pk])
    assert "Choose a row of the plan" in flat(client_for(lead).get(f"{url}?of={of}"))
    kept = client_for(lead).post(url, SENT | {"of": of})
    assert kept.status_code == 422
    assert 'value="Room costs"' in flat(kept)


def test_without_a_row_the_page_asks_for_one(
    plan: Plan, action: Action, lead: User, officer: User, client_for: ClientFor
) -> None:
    theirs = Commitment.objects.create(plan=plan, side="commissioner", about="other", text="Pay for the room")
    url, of = reverse("cost-add", args=[plan.pk]), f"action-{action.pk}"
    page = flat(client_for(lead).get(url))
    assert f'value="{of}"' in page
    assert f"commitment-{theirs.pk}" not in page
    assert "Choose what costs it" in flat(client_for(lead).post(url, SENT | {"of": ""}))
    assert client_for(lead).post(url, SENT | {"of": f"commitment-{theirs.pk}"}).status_code == 403
    assert client_for(lead).post(url, SENT | {"of": of}).status_code == 302
    assert plan.cost_lines.get().origin == action
    assert client_for(officer).get(url).status_code == 403


def test_a_post_begins_with_what_it_costs_by_year(plan: Plan, lead: User, client_for: ClientFor) -> None:
    post = {"group": "clinical", "role": "Pharmacist", "extra_fte": Decimal("0.5"), "cost_per_fte": Decimal(48_000)}
    row = add_row(plan, StaffingLine, post, by=lead)
    page = flat(client_for(lead).get(reverse("staffing-line", args=[plan.pk, row.pk])))
    assert page.count('value="24000"') == 4  # three years of the plan, and the one after


def test_who_can_pay_is_the_systems_choice(plan: Plan, action: Action, lead: User, client_for: ClientFor) -> None:
    System.objects.update(payers="Friends of the practice\n\nCCG\nCCG")
    page = flat(client_for(lead).get(adding(plan, action, "action")))
    assert page.count('<option value="CCG"') == 1
    assert "Friends of the practice" in page
    assert "NHS England capital" not in page


def test_a_payer_that_left_the_list_stays_where_it_was_chosen(
    line: CostLine, lead: User, client_for: ClientFor
) -> None:
    System.objects.update(payers="CCG")
    url = reverse("cost", args=[line.plan_id, line.pk])
    sent = SENT | {"revision": str(line.revision), "payer": "Practices", "status": "committed"}
    assert client_for(lead).post(url, sent).status_code == 302
    line.refresh_from_db()
    assert (line.payer, line.what) == ("Practices", "Room costs")


def test_each_side_writes_what_its_own_promises_cost(
    plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    theirs, ours = (
        Commitment.objects.create(plan=plan, side=side, about="other", text=side)
        for side in (Commitment.Side.COMMISSIONER, Commitment.Side.LOCALITY)
    )
    answers = {
        (who.email, row.side): client_for(who).post(adding(plan, row, "commitment"), SENT).status_code
        for who in (lead, officer)
        for row in (theirs, ours)
    }
    assert answers == {
        (lead.email, "commissioner"): 403,
        (lead.email, "locality"): 302,
        (officer.email, "commissioner"): 302,
        (officer.email, "locality"): 403,
    }


def test_what_was_taken_out_of_the_plan_costs_nothing(plan: Plan, line: CostLine, action: Action, lead: User) -> None:
    assert build_document(plan, today=plan.starts_on).money.total.plan == Sum(committed=Decimal("300.30"))
    remove_row(action, by=lead)
    assert build_document(plan, today=plan.starts_on).money is None


def test_page_and_document_say_the_same_to_the_penny(
    plan: Plan, line: CostLine, action: Action, lead: User, client_for: ClientFor
) -> None:
    decision = add_row(plan, DecisionAsked, {"words": "Pay for the room"}, by=lead)
    asked = {"what": "More rooms", "cost_kind": "capital", "payer": "CCG", "status": "asked", "funding_risk": "high"}
    years = {"2018/19": "0.07", "2021/22": "9.99"}
    add_row(plan, CostLine, asked | {"years": years, "action": action, "decision": decision}, by=lead)
    money = build_document(plan, today=plan.starts_on).money
    assert money.total.plan == Sum(Decimal("300.30"), Decimal("0.07"))
    for ledger in (money.by_kind, money.by_payer, money.by_risk):
        assert ledger.total == money.total
    assert [(row.name, row.plan.asked) for row in money.by_decision.rows] == [("Pay for the room", Decimal("0.07"))]
    page = flat(client_for(lead).get(reverse("money", args=[plan.pk])))
    for words in ("£300.37</span>", "£300.30</span>", "£0.07</span>", "9.99"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    plan: Plan, lead: User, client_for: ClientFor, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        row = plan.actions.create(title=f"Action {number}", suggestion="")
        values = {"what": f"Cost {number}", "payer": "CCG", "years": {"2018/19": "5.00"}, "action": row}
        line = add_row(plan, CostLine, values, by=lead)
        removed = add_row(plan, CostLine, values | {"what": f"Gone {number}"}, by=lead)
        remove_row(removed, by=lead)
    client = client_for(lead)
    for url, queries in {reverse("money", args=[plan.pk]): 5, reverse("cost", args=[plan.pk, line.pk]): 5}.items():
        client.get(url)
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200
