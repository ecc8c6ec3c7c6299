"""The moves between draft and agreed: who, from where, once; and what each leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.services.diagnostics import reopen_diagnostic
from devplans.demo.clock import clock_at
from devplans.document.plan import from_json
from devplans.models import Action, Plan
from devplans.queries.readiness import missing_for_submission, plan_progress
from devplans.services.agreement import (
    amend_plan,
    approve_plan,
    close_plan,
    send_back,
    submit_plan,
    withdraw_submission,
)
from devplans.services.comments import add_comment, resolve_comment
from devplans.services.plans import (
    add_action,
    add_metrics,
    add_suggestions,
    follow_diagnostic,
    move_action,
    remove_metric,
    save_action,
    save_metric,
    save_plan,
)
from devplans.services.rows import put_back_row, remove_row
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import SIGNED, action_values, all_agreed, answers_sent, approve, change, newest, submit
from tests.flat import flat

ClientFor = Callable[[User], Client]


pytestmark = pytest.mark.usefixtures("quick_print")


def state(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def last_event() -> tuple[str, str, str, str, str]:
    event = AuditEvent.objects.first()
    return event.who, event.what, event.moved_from, event.moved_to, event.why


def told() -> set[tuple[str, str]]:
    return set(OutgoingEmail.objects.values_list("to_address", "subject"))


def test_submitting_freezes_and_signs_the_plan(ready_plan: Plan, lead: User) -> None:
    version = submit(ready_plan, by=lead)
    frozen = from_json(version.content)
    assert state(ready_plan) == "submitted"
    assert (version.number, version.attempt, version.approved_at, version.ended_as) == (1, 1, None, "")
    assert (frozen.status, frozen.draft, frozen.version, frozen.sign_off) == ("Submitted", True, "1", None)
    assert len(frozen.actions.rows) == ready_plan.actions.count()
    signature = version.sign_offs.get()
    assert (signature.side, signature.person, signature.name) == ("locality", lead, "Locality lead, Canvey Island")
    assert last_event() == (str(lead), "Submitted the plan", "draft", "submitted", "")
    subject = "Canvey Island: development plan submitted"
    assert told() == {("officer@example.com", subject), ("approver@example.com", subject)}


def test_a_plan_that_lacks_something_cannot_be_submitted(plan: Plan, action: Action, lead: User) -> None:
    missing = [one.text for one in missing_for_submission(plan_progress(plan))]
    assert "Give ‘Agree one access policy’ an owner" in missing
    assert any("for 13 things that Level 2 needs" in text for text in missing)
    assert any("demand and capacity" in text for text in missing)
    with pytest.raises(Refused, match="Something is still missing"):
        submit(plan, by=lead)
    assert (state(plan), plan.versions.count()) == ("draft", 0)


def test_a_plan_whose_diagnostic_is_open_cannot_be_submitted(ready_plan: Plan, lead: User) -> None:
    reopen_diagnostic(ready_plan.diagnostic, why="A count was wrong", by=lead)
    with pytest.raises(Refused):
        submit(Plan.objects.get(), by=lead)


def test_the_diagnostic_stays_closed_while_its_plan_is_submitted(submitted_plan: Plan, lead: User) -> None:
    with pytest.raises(Refused, match="with the CCG"):
        reopen_diagnostic(submitted_plan.diagnostic, why="A count was wrong", by=lead)
    withdraw_submission(submitted_plan, by=lead, expected_version=newest(submitted_plan))
    reopen_diagnostic(submitted_plan.diagnostic, why="A count was wrong", by=lead)


def test_sending_back_needs_a_reason_and_keeps_comments(submitted_plan: Plan, officer: User, lead: User) -> None:
    comment = add_comment(submitted_plan, section="actions", text="Who supervises?", by=officer)
    with pytest.raises(Refused, match="Say what should change"):
        send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="  ")
    assert state(submitted_plan) == "submitted"
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Name a supervisor")
    version = submitted_plan.versions.get()
    assert state(submitted_plan) == "draft"
    assert (version.ended_as, version.ended_why) == ("sent_back", "Name a supervisor")
    assert list(submitted_plan.comments.all()) == [comment]
    assert last_event() == (str(officer), "Sent the plan back", "submitted", "draft", "Name a supervisor")
    email = OutgoingEmail.objects.filter(subject="Canvey Island: development plan sent back")
    assert set(email.values_list("to_address", flat=True)) == {"lead@example.com", "colleague@example.com"}
    assert "Name a supervisor" in email[0].text

    assert submit(Plan.objects.get(), by=lead).attempt == 2


def test_withdrawing_makes_the_plan_a_draft_again(submitted_plan: Plan, colleague: User) -> None:
    withdraw_submission(submitted_plan, by=colleague, expected_version=newest(submitted_plan))
    assert (state(submitted_plan), submitted_plan.versions.get().ended_as) == ("draft", "withdrawn")


def test_approving_signs_again_and_puts_the_version_in_force(submitted_plan: Plan, approver: User) -> None:
    content = submitted_plan.versions.get().content
    approve(submitted_plan, by=approver)
    plan, version = Plan.objects.get(), submitted_plan.versions.get()
    assert (plan.state, plan.version_in_force) == ("approved", version)
    assert version.content == content
    assert [one.side for one in version.sign_offs.all()] == ["locality", "commissioner"]
    printed = bytes(version.pdf).decode()
    assert "Nobody has approved it" not in printed
    assert "Approved" in printed
    sign_off = printed[printed.index('class="signatures') :]
    assert version.fingerprint in sign_off
    assert sign_off.index("For the locality") < sign_off.index("For the CCG")
    assert sign_off.index("Locality lead, Canvey Island") < sign_off.index("Accountable officer")
    assert last_event()[1:4] == ("Approved the plan", "submitted", "approved")


def test_nobody_approves_what_they_signed(submitted_plan: Plan, approver: User, lead: User) -> None:
    lead.roles.create(kind="commissioner_approver", commissioner=submitted_plan.locality.commissioner)
    both = User.objects.get(pk=lead.pk)
    with pytest.raises(Refused, match="You signed this plan for the locality"):
        approve(submitted_plan, by=both)
    assert state(submitted_plan) == "submitted"
    approve(submitted_plan, by=approver)


def test_amending_starts_the_next_version_and_keeps_the_one_in_force(
    approved_plan: Plan, lead: User, approver: User
) -> None:
    first = approved_plan.version_in_force
    with pytest.raises(Refused, match="Say why"):
        amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="")
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice joined")
    plan = Plan.objects.get()
    assert (plan.state, plan.version_number, plan.version_in_force) == ("draft", 2, first)
    assert last_event()[2:] == ("approved", "draft", "A practice joined")
    change(plan, by=lead)
    second = submit(plan, by=lead)
    assert (second.number, second.attempt) == (2, 1)
    assert from_json(second.content).version == "2"
    approve(plan, by=approver)
    assert Plan.objects.get().version_in_force == second


def test_a_plan_is_closed_at_the_end_of_its_period(approved_plan: Plan, approver: User) -> None:
    Plan.objects.update(starts_on=date(2098, 10, 1), ends_on=date(2099, 9, 30))
    with pytest.raises(Refused, match="runs until 30 September 2099"):
        close_plan(approved_plan, by=approver, expected_version=newest(approved_plan))
    with clock_at(timezone.now() + timedelta(days=100 * 365)):
        close_plan(approved_plan, by=approver, expected_version=newest(approved_plan))
    assert state(approved_plan) == "closed"


def submitting(plan: Plan, by: User, seen: int) -> object:
    return submit_plan(plan, by=by, expected_version=seen, **SIGNED)


def approving(plan: Plan, by: User, seen: int) -> object:
    return approve_plan(plan, by=by, expected_version=seen, **SIGNED, answers=all_agreed(plan))


MOVES: dict[str, tuple[Callable[..., object], str, str]] = {
    "submit": (submitting, "draft", "lead"),
    "withdraw": (lambda plan, by, seen: withdraw_submission(plan, by=by, expected_version=seen), "submitted", "lead"),
    "send back": (
        lambda plan, by, seen: send_back(plan, by=by, expected_version=seen, why="No"),
        "submitted",
        "officer",
    ),
    "approve": (approving, "submitted", "approver"),
    "amend": (lambda plan, by, seen: amend_plan(plan, by=by, expected_version=seen, why="New"), "approved", "lead"),
    "close": (lambda plan, by, seen: close_plan(plan, by=by, expected_version=seen), "approved", "approver"),
}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_out_of_order_changes_nothing(name: str, ready_plan: Plan, cast: dict[str, User]) -> None:
    move, source, who = MOVES[name]
    for now in Plan.State.values:
        if now != source:
            Plan.objects.update(state=now)
            before = AuditEvent.objects.count()
            with pytest.raises(Refused, match="cannot be"):
                move(Plan.objects.get(), cast[who], 0)
            assert (state(ready_plan), AuditEvent.objects.count()) == (now, before)


@pytest.mark.parametrize("name", MOVES)
def test_a_move_by_the_wrong_person_changes_nothing(name: str, ready_plan: Plan, cast: dict[str, User]) -> None:
    move, source, who = MOVES[name]
    allowed = {"lead": {"lead", "colleague"}, "officer": {"officer", "approver"}, "approver": {"approver"}}[who]
    Plan.objects.update(state=source)
    for other in cast.keys() - allowed:
        with pytest.raises(Refused, match="Only"):
            move(Plan.objects.get(), cast[other], 0)
    assert state(ready_plan) == source


def test_an_attempt_that_somebody_saw_before_it_was_replaced_is_not_decided_on(
    submitted_plan: Plan, lead: User, officer: User, approver: User
) -> None:
    old = newest(submitted_plan)
    withdraw_submission(submitted_plan, by=lead, expected_version=old)
    submit(Plan.objects.get(), by=lead)
    plan = Plan.objects.get()
    for decide in (approving, MOVES["send back"][0]):
        with pytest.raises(Refused, match="submitted again since you opened the page"):
            decide(plan, approver, old)
    assert state(plan) == "submitted"
    approve(plan, by=approver)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("submitted", "This plan is with the CCG. Withdraw it to change it."),
        ("approved", "This plan is approved. Amend it to start the next version."),
        ("closed", "This plan is closed."),
    ],
)
def test_no_service_changes_the_content_of_a_locked_plan(now: str, words: str, ready_plan: Plan, lead: User) -> None:
    Plan.objects.update(state=now)
    plan = Plan.objects.get()
    action, row = plan.actions.first(), plan.metrics.first()
    changes: list[Callable[[], object]] = [
        lambda: save_plan(plan, {"summary": "Other"}, base_revision=plan.revision, by=lead),
        lambda: follow_diagnostic(plan, by=lead),
        lambda: add_suggestions(plan, ["anything"], by=lead),
        lambda: add_action(plan, action_values(title="One more"), by=lead),
        lambda: save_action(action, {"title": "Other"}, base_revision=action.revision, by=lead),
        lambda: remove_row(action, by=lead),
        lambda: put_back_row(action, by=lead),
        lambda: move_action(action, up=False, by=lead),
        lambda: add_metrics(plan, [], by=lead),
        lambda: save_metric(row, {"target": 1}, base_revision=row.revision, by=lead),
        lambda: remove_metric(row, by=lead),
    ]
    for one in changes:
        with pytest.raises(Refused, match=words):
            one()


def test_pages_say_why_a_locked_plan_cannot_be_changed(submitted_plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, action = client_for(lead), submitted_plan.actions.first()
    for name in ("plan-edit", "action-add", "action-owners", "metric-add"):
        answer = client.get(reverse(name, args=[submitted_plan.pk]))
        assert answer.status_code == 409
        assert "This plan is with the CCG. Withdraw it to change it." in flat(answer)
    for name in ("plan-summary", "actions", "metrics", "proposal", "plan"):
        page = flat(client.get(reverse(name, args=[submitted_plan.pk])))
        assert "<textarea" not in page
        assert page.count('method="post"') == 1  # signing out
    assert client.post(reverse("action-remove", args=[submitted_plan.pk, action.pk])).status_code == 409
    assert "Waiting for the CCG since" in flat(client.get(submitted_plan.get_absolute_url()))


def test_a_comment_is_written_once_told_to_the_other_side_and_settled(
    submitted_plan: Plan, officer: User, approver: User, lead: User
) -> None:
    OutgoingEmail.objects.all().delete()
    comment = add_comment(submitted_plan, section="actions", text="Who supervises?", by=officer)
    assert add_comment(submitted_plan, section="actions", text="Who supervises?", by=officer) == comment
    leads = {"lead@example.com", "colleague@example.com"}
    assert set(OutgoingEmail.objects.values_list("to_address", flat=True)) == leads
    add_comment(submitted_plan, section="actions", text="Dr Osei does.", by=lead)
    resolve_comment(comment, by=officer)
    with pytest.raises(Refused, match="Only who wrote this comment"):
        resolve_comment(comment, by=lead)
    resolve_comment(comment, by=approver)
    comment.refresh_from_db()
    assert comment.resolved_by == officer
    with pytest.raises(Refused):
        add_comment(submitted_plan, section="nowhere", text="Lost", by=officer)


def test_the_story_on_the_pages(ready_plan: Plan, lead: User, approver: User, client_for: ClientFor) -> None:
    locality, ccg = client_for(lead), client_for(approver)
    url = reverse("submit", args=[ready_plan.pk])
    assert "Sign and submit" in flat(locality.get(url))
    assert locality.post(url, SIGNED | {"expected_version": 0, "name": ""}).status_code == 422
    assert locality.post(url, SIGNED | {"expected_version": 0}).status_code == 302
    twice = locality.post(url, SIGNED | {"expected_version": 0})
    assert twice.status_code == 422
    assert "This plan cannot be submitted now: it is with the CCG." in flat(twice)
    assert "cannot be submitted now" in flat(locality.get(url))
    seen = newest(ready_plan)
    back = reverse("plan-send-back", args=[ready_plan.pk])
    assert ccg.post(back, {"expected_version": seen, "why": ""}).status_code == 422
    assert ccg.post(back, {"expected_version": seen, "why": "Say who"}).status_code == 302
    again = SIGNED | {"done_about": "We named one"}
    assert locality.post(url, again | {"expected_version": seen}).status_code == 302
    approve_url, signed = reverse("plan-approve", args=[ready_plan.pk]), SIGNED | answers_sent(ready_plan)
    assert ccg.post(approve_url, signed | {"expected_version": seen}).status_code == 422
    assert ccg.post(approve_url, signed | {"expected_version": newest(ready_plan)}).status_code == 302
    amend_url = reverse("plan-amend", args=[ready_plan.pk])
    assert locality.post(amend_url, {"expected_version": newest(ready_plan), "why": "More"}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.state, plan.version_number, plan.version_in_force.number) == ("draft", 2, 1)
