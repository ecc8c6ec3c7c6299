"""A move that is refused, for whatever reason: what was typed comes back, with what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from devplans.document import pdf
from devplans.models import Plan
from devplans.queries.readiness import missing_for_submission, plan_progress
from devplans.services.agreement import send_back, submit_plan, withdraw_submission
from devplans.services.comments import add_comment, resolve_comment
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import SIGNED, answers_sent, newest, submit
from tests.flat import flat

ClientFor = Callable[[User], Client]
TYPED = {"name": "Dr Somebody", "role": "Clinical lead", "statement": "I sign. All seven agreed on 3 May."}

pytestmark = pytest.mark.usefixtures("quick_print")


def refused(client: Client, plan: Plan, move: str, typed: dict[str, object]) -> str:
    response = client.post(reverse(move, args=[plan.pk]), typed)
    assert response.status_code == 422
    page = flat(response)
    for name, text in typed.items():
        assert name == "expected_version" or str(text) in page
    return page


def test_a_submission_that_lacks_something_keeps_what_was_typed(plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = refused(client_for(lead), plan, "submit", TYPED | {"expected_version": 0})
    assert "Something is still missing before this plan can be submitted" in page
    assert f'<a href="{missing_for_submission(plan_progress(plan))[0].url}">' in page
    assert ">Sign and submit</button>" in "".join(line.strip() for line in page.splitlines())


def test_nothing_is_printed_for_a_submission_that_lacks_something(
    plan: Plan, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []
    monkeypatch.setattr(pdf, "render", printed.append)
    with pytest.raises(Refused, match="still missing"):
        submit_plan(plan, by=lead, expected_version=0, **SIGNED)
    assert printed == []


def test_moves_that_came_too_late_keep_what_was_typed_and_can_be_made_again(
    submitted_plan: Plan, lead: User, officer: User, approver: User, client_for: ClientFor
) -> None:
    old = newest(submitted_plan)
    withdraw_submission(submitted_plan, by=lead, expected_version=old)
    submit(submitted_plan, by=lead)
    for move, who, typed in (
        ("plan-approve", approver, TYPED | answers_sent(submitted_plan)),
        ("plan-send-back", officer, {"why": "Say who supervises whom"}),
    ):
        page = refused(client_for(who), submitted_plan, move, typed | {"expected_version": old})
        assert "This plan was submitted again since you opened the page" in page
        assert f'name="expected_version" value="{newest(submitted_plan)}"' in page
        assert reverse("review", args=[submitted_plan.pk]) in page


def test_moves_out_of_order_keep_what_was_typed(
    submitted_plan: Plan, lead: User, officer: User, approver: User, client_for: ClientFor
) -> None:
    seen = newest(submitted_plan)
    send_back(submitted_plan, by=officer, expected_version=seen, why="Say who")
    for move, who, typed in (
        ("plan-approve", approver, TYPED | answers_sent(submitted_plan)),
        ("plan-send-back", officer, {"why": "Say who supervises whom"}),
        ("plan-amend", lead, {"why": "A practice joins"}),
    ):
        assert "it is a draft" in refused(client_for(who), submitted_plan, move, typed | {"expected_version": seen})


def test_nobody_is_given_words_to_sign(
    submitted_plan: Plan, ready_plan: Plan, lead: User, approver: User, client_for: ClientFor
) -> None:
    page = flat(client_for(approver).get(reverse("plan-approve", args=[submitted_plan.pk])))
    assert "for example ‘I approve this plan for the CCG" in page
    withdraw_submission(submitted_plan, by=lead, expected_version=newest(submitted_plan))
    form = client_for(lead).get(reverse("submit", args=[submitted_plan.pk])).context["form"]
    assert not form["statement"].value()
    response = client_for(lead).post(
        reverse("submit", args=[submitted_plan.pk]),
        TYPED | {"expected_version": newest(submitted_plan), "statement": ""},
    )
    assert "Say in your own words what you sign" in flat(response)


def test_what_is_open_stands_above_the_signature(
    submitted_plan: Plan, officer: User, approver: User, client_for: ClientFor
) -> None:
    asked, settled = (
        add_comment(submitted_plan, section="actions", text=text, by=officer)
        for text in ("Who supervises the pharmacist?", "Settled by now")
    )
    resolve_comment(settled, by=officer)
    page = flat(client_for(approver).get(reverse("plan-approve", args=[submitted_plan.pk])))
    assert page.index(asked.text) < page.index('name="statement"')
    assert settled.text not in page
