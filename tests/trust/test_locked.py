"""What is locked stays as it is: no form that was offered before is taken any more, and the guard says why."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from assessment.models import Diagnostic
from assessment.selection.models import Application, Decision, Wave
from assessment.selection.services.applications import submit_application
from assessment.selection.services.panel import send_scores
from assessment.services.diagnostics import agree_diagnostic
from devplans.models import Plan
from devplans.services.agreement import close_plan
from localities.models import User
from tests.assessment.selection.decided import confirmed
from tests.assessment.selection.rounds import set_state
from tests.devplans.conftest import approve, newest, submit
from tests.trust.replay import WHO_WRITE, Asked, Lock, replay
from tests.trust.whole_world import Whole

COMMENTS = frozenset({"comment-add", "comment-resolve"})
PRACTICES = frozenset({"plan-practices"})
"""Practices say whether they agree while the plan waits for its decision."""

PROGRESS = frozenset({"progress", "measurements", "measurement-remove", "report-new"})
NOT_YET = frozenset(
    {"plan-withdraw", "plan-send-back", "plan-approve", "plan-amend", "plan-discard", "plan-close", "report-new"}
)
"""Steps that a draft's pages lead to and that a draft does not take."""

PLAN_SAYS = ("This plan is with the CCG", "This plan is approved.", "This plan is closed", "This plan cannot be")
WAVE_SAYS = (
    "its outcome is published",
    "closed on",
    "takes no more applications",
    "The application can no longer be withdrawn",
    "Scoring is over",
    "what was declared stays",
    "Agreed scores can be changed only",
    "Decisions are made while the panel moderates.",
)


def open_diagnostic(whole: Whole) -> Diagnostic:
    return whole.localities["open"].diagnostics.get()


def plan_of(whole: Whole, step: str) -> Plan:
    return Plan.objects.get(pk=whole.plans[step].pk)


def application(whole: Whole, state: str, place: str) -> Application:
    return Application.objects.select_related("wave", "locality").get(
        wave=whole.waves[state], locality=whole.localities[place]
    )


def submit_the_draft(whole: Whole) -> None:
    submit(plan_of(whole, "draft"), by=whole.people["lead"])


def approve_the_draft(whole: Whole) -> None:
    submit_the_draft(whole)
    approve(plan_of(whole, "draft"), by=whole.people["approver"])


def at_its_end(whole: Whole, step: str) -> Plan:
    Plan.objects.filter(pk=whole.plans[step].pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    return plan_of(whole, step)


def close(whole: Whole, step: str) -> None:
    plan = at_its_end(whole, step)
    close_plan(plan, by=whole.people["approver"], expected_version=newest(plan))


def close_the_draft(whole: Whole) -> None:
    approve_the_draft(whole)
    close(whole, "draft")


def pass_the_deadline(whole: Whole) -> None:
    Wave.objects.filter(pk=whole.waves["open"].pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def confirm(whole: Whole) -> None:
    decision = Decision.objects.get(application=application(whole, "moderation", "submitted"))
    confirmed(decision, by=whole.people["officer"], and_by=whole.people["approver"])


def with_its_applications(state: str) -> Callable[[Whole], list[Model]]:
    def find(whole: Whole) -> list[Model]:
        wave = Wave.objects.get(pk=whole.waves[state].pk)
        return [wave, *Application.objects.filter(wave=wave).order_by("pk"), whole.localities["draft"]]

    return find


def publish(state: str) -> Callable[[Whole], object]:
    return lambda whole: set_state(whole.waves[state], Wave.State.PUBLISHED)


def submit_and_close(whole: Whole) -> None:
    """While a wave takes applications, what was submitted can be changed and submitted again."""
    of_wave = application(whole, "open", "agreed")
    submit_application(of_wave, by=whole.people["lead"], name="Lead", role="Lead")
    Wave.objects.filter(pk=of_wave.wave_id).update(closes_at=timezone.now())


LOCKS = [
    Lock(
        "agreed diagnostic",
        lambda whole: [open_diagnostic(whole)],
        lambda whole: agree_diagnostic(open_diagnostic(whole), by=whole.people["lead"]),
        ("This diagnostic has been agreed.", "This diagnostic is agreed already."),
        frozenset({"reopen", "plan-create", "workshop-close"}),
    ),
    Lock(
        "submitted plan",
        lambda whole: [plan_of(whole, "draft")],
        submit_the_draft,
        PLAN_SAYS,
        COMMENTS | PRACTICES | NOT_YET,
    ),
    Lock(
        "approved plan",
        lambda whole: [plan_of(whole, "draft")],
        approve_the_draft,
        PLAN_SAYS,
        COMMENTS | PROGRESS | NOT_YET,
    ),
    Lock("closed plan", lambda whole: [plan_of(whole, "draft")], close_the_draft, PLAN_SAYS, NOT_YET),
    Lock(
        "closed plan, as it was approved",
        lambda whole: [at_its_end(whole, "approved")],
        lambda whole: close(whole, "approved"),
        PLAN_SAYS,
        frozenset({"risk-common", "section-needed"}),  # refused since it was approved, which is asked above
    ),
    Lock(
        "wave past its deadline",
        lambda whole: [application(whole, "open", "agreed")],
        pass_the_deadline,
        WAVE_SAYS,
        frozenset({"application-withdraw"}),  # a draft's page leads there, and there is nothing to withdraw
    ),
    Lock(
        "submitted application",
        lambda whole: [application(whole, "open", "agreed")],
        submit_and_close,
        ("What was submitted on",),
        frozenset({"application-withdraw"}),
    ),
    Lock(
        "sent scores",
        lambda whole: [application(whole, "scoring", "submitted")],
        lambda whole: send_scores(application(whole, "scoring", "submitted"), by=whole.people["panel_member"]),
        ("You have sent your scores",),
        frozenset({"interest", "application-withdraw"}),
    ),
    Lock(
        "confirmed decision",
        lambda whole: [application(whole, "moderation", "submitted")],
        confirm,
        ("it is confirmed", "A decision has been proposed on these scores."),
        frozenset({"application-withdraw", "interest"}),  # a conflict can be declared until the wave is published
    ),
    *[
        Lock(f"published wave, as it was when {state}", with_its_applications(state), publish(state), WAVE_SAYS)
        for state in Wave.State.values
        if state != Wave.State.PUBLISHED
    ],
]


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """Each refusal would be logged at length."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def test_what_is_locked_takes_no_form_that_was_offered_before(
    whole: Whole, client_for: Callable[[User], Client]
) -> None:
    clients = {role: client_for(whole.people[role]) for role in WHO_WRITE}
    wrong: list[str] = []
    asked: Asked = {}
    for lock in LOCKS:
        replayed, found = replay(lock, whole, clients, asked)
        assert replayed, f"{lock.name}: no form was offered, so nothing is asked here"
        wrong += found
    assert not wrong, "\n".join(wrong)
