"""The decisions that a plan asks for are answered one by one, with the commissioner's signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from devplans.document.build.money import money_of
from devplans.document.build.plan import build_document
from devplans.document.plan import to_json
from devplans.models import CostLine, DecisionAsked, Plan
from devplans.queries.whole_plan import WholePlan
from devplans.services.agreement import amend_plan, approve_plan, approved_document, unchanged
from devplans.services.decisions import meet_condition
from devplans.services.rows import add_row, save_row
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import SIGNED, newest, submit
from tests.flat import flat

pytestmark = pytest.mark.usefixtures("quick_print")

ClientFor = Callable[[User], Client]


@pytest.fixture
def asking(ready_plan: Plan, lead: User) -> tuple[Plan, DecisionAsked, DecisionAsked]:
    """A submitted plan that asks for two decisions."""
    first = ready_plan.decisions.get()
    second = add_row(ready_plan, DecisionAsked, {"words": "Pay for it", "amount": Decimal(24_000)}, by=lead)
    asked = {"what": "The set-up", "cost_kind": "one_off", "payer": "Practices", "status": "asked"}
    years = {"2018/19": "24000.00"}
    more = {"funding_risk": "low", "years": years, "action": ready_plan.actions.all()[0], "decision": second}
    add_row(ready_plan, CostLine, asked | more, by=lead)
    submit(ready_plan, by=lead)
    return Plan.objects.get(), first, second


def approve_with(plan: Plan, by: User, answers: dict[int, tuple[str, str]]) -> None:
    approve_plan(Plan.objects.get(pk=plan.pk), by=by, expected_version=newest(plan), **SIGNED, answers=answers)


def test_each_is_answered_and_the_answers_are_signed_and_printed(
    asking: tuple[Plan, DecisionAsked, DecisionAsked], approver: User
) -> None:
    plan, first, second = asking
    approve_with(plan, approver, {first.pk: ("agreed", ""), second.pk: ("condition", "Once the rooms are let")})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, first.answered_by, first.is_agreed) == ("agreed", approver, True)
    assert (second.answer, second.condition, second.is_agreed) == ("condition", "Once the rooms are let", False)
    version = Plan.objects.get().version_in_force
    page = approved_document(version, list(version.sign_offs.all())).sign_off
    assert [(one.words, one.answer, one.condition, one.amount) for one in page.answers] == [
        ("Approve it", "Agreed", "", None),
        ("Pay for it", "Agreed with a condition", "Once the rooms are let", Decimal("24000.00")),
    ]
    assert "Once the rooms are let" not in version.content  # answers stand outside of what was submitted


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "Answer ‘Pay for it’"),
        (("maybe", ""), "Answer ‘Pay for it’"),
        (("condition", " "), "Say the condition"),
        (("not_agreed", ""), "Say why it is not agreed"),
    ],
)
def test_without_an_answer_nothing_is_approved(
    asking: tuple[Plan, DecisionAsked, DecisionAsked],
    approver: User,
    answer: tuple[str, str] | None,
    message: str,
) -> None:
    plan, first, second = asking
    answers = {first.pk: ("agreed", "")} | ({second.pk: answer} if answer else {})
    with pytest.raises(Refused, match=message):
        approve_with(plan, approver, answers)
    assert Plan.objects.get().state == "submitted"
    assert not DecisionAsked.objects.exclude(answer="").exists()


def test_an_answer_stands_until_what_is_asked_changes(
    asking: tuple[Plan, DecisionAsked, DecisionAsked], lead: User, approver: User, client_for: ClientFor
) -> None:
    plan, first, second = asking
    approve_with(plan, approver, {first.pk: ("agreed", ""), second.pk: ("not_agreed", "Too dear")})
    amend_plan(Plan.objects.get(), by=lead, expected_version=newest(plan), why="Cheaper")
    second.refresh_from_db()
    line = second.cost_lines.get()
    save_row(line, {"years": {"2018/19": "12000.00"}}, base_revision=line.revision, by=lead)
    save_row(second, {"amount": Decimal(12_000)}, base_revision=second.revision, by=lead)
    submit(plan, by=lead)
    page = client_for(approver).get(reverse("plan-approve", args=[plan.pk]))
    assert set(page.context["form"].fields) & {f"answer_{first.pk}", f"answer_{second.pk}"} == {f"answer_{second.pk}"}
    assert "1. Approve it" in flat(page)
    with pytest.raises(Refused, match="Answer ‘Pay for it’"):
        approve_with(plan, approver, {})
    approve_with(plan, approver, {second.pk: ("agreed", "")})
    version = Plan.objects.get().version_in_force
    page_ = approved_document(version, list(version.sign_offs.all())).sign_off
    assert [one.answer for one in page_.answers] == ["Agreed", "Agreed"]


def test_the_form_asks_each_and_keeps_what_was_typed(
    asking: tuple[Plan, DecisionAsked, DecisionAsked], approver: User, client_for: ClientFor
) -> None:
    plan, first, second = asking
    client, url = client_for(approver), reverse("plan-approve", args=[plan.pk])
    page = flat(client.get(url))
    assert "2. Pay for it, £24,000" in page
    assert "checked" not in page
    sent = {
        "expected_version": newest(plan),
        **SIGNED,
        f"answer_{first.pk}": "agreed",
        f"answer_{second.pk}": "condition",
        "seen": "on",
    }
    unseen = flat(client.post(url, {name: value for name, value in sent.items() if name != "seen"}))
    assert "Say the condition for ‘Pay for it’" in unseen
    assert "Look at what is still open" in unseen  # all that is missing is said at once
    again = client.post(url, sent)
    assert again.status_code == 422
    assert "Say the condition for ‘Pay for it’" in flat(again)
    assert SIGNED["statement"] in flat(again)
    again = client.post(url, {**sent, f"answer_{second.pk}": ""})
    assert "Answer decision 2" in flat(again)
    client.post(url, {**sent, f"condition_{second.pk}": "Once the rooms are let"})
    assert Plan.objects.get().state == "approved"


def test_the_signature_starts_empty(
    asking: tuple[Plan, DecisionAsked, DecisionAsked], approver: User, client_for: ClientFor
) -> None:
    form = client_for(approver).get(reverse("plan-approve", args=[asking[0].pk])).context["form"]
    assert {name: form[name].value() for name in ("name", "role", "statement")} == dict.fromkeys(
        ("name", "role", "statement")
    )


def test_a_condition_is_met_once(
    asking: tuple[Plan, DecisionAsked, DecisionAsked], approver: User, lead: User, officer: User
) -> None:
    plan, first, second = asking
    approve_with(plan, approver, {first.pk: ("agreed", ""), second.pk: ("condition", "Once the rooms are let")})
    with pytest.raises(Refused, match="Only"):
        meet_condition(second, met_on=date(2019, 1, 1), by=lead)
    with pytest.raises(Refused, match="no condition"):
        meet_condition(first, met_on=date(2019, 1, 1), by=officer)
    meet_condition(second, met_on=date(2019, 1, 1), by=officer)
    second.refresh_from_db()
    assert second.is_agreed
    with pytest.raises(Refused, match="no condition"):
        meet_condition(second, met_on=date(2019, 1, 2), by=officer)
    assert to_json(approved_document(plan.versions.get(), [])).count("rooms are let") == 0


@pytest.mark.parametrize(
    ("answer", "committed", "asked"),
    [(("agreed", ""), 24_000, 0), (("condition", "Let the rooms"), 0, 24_000), (("not_agreed", "No money"), 0, 0)],
)
def test_the_plan_counts_money_as_it_was_decided(
    asking: tuple[Plan, DecisionAsked, DecisionAsked],
    approver: User,
    lead: User,
    answer: tuple[str, str],
    committed: int,
    asked: int,
) -> None:
    plan, first, second = asking
    approve_with(plan, approver, {first.pk: ("agreed", ""), second.pk: answer})
    assert _money_now() == (committed, asked)
    plan = Plan.objects.get()
    amend_plan(plan, by=lead, expected_version=newest(plan), why="It costs more")
    assert _money_now() == (committed, asked)
    assert unchanged(build_document(Plan.objects.get(), today=plan.starts_on))  # an answer is no amendment
    row = Plan.objects.get().decisions.get(pk=second.pk)
    save_row(row, {"words": "Pay for more of it", "amount": Decimal(24_000)}, base_revision=row.revision, by=lead)
    assert _money_now() == (0, 24_000)  # other words wait for another answer


def _money_now() -> tuple[Decimal, Decimal]:
    money = money_of(WholePlan(Plan.objects.get()))
    return money.total.plan.committed, money.total.plan.asked
