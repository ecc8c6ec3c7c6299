"""Two people, two tabs or a double click on a plan at once: real requests in real threads, on the run's database.

A worker prints beside them, as on a server.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from assessment.models import Diagnostic
from devplans.document import pdf
from devplans.document.plan import PlanDocument, to_json
from devplans.models import Plan
from localities.kit.jobs import PDFS
from localities.kit.models import AuditEvent
from localities.models import User
from tests.assessment.test_concurrency import at_once
from tests.devplans.conftest import SIGNED, answers_sent, newest
from tests.workers import IN_THE_DATABASE, at_work

pytestmark = pytest.mark.django_db(transaction=True)
ClientFor = Callable[[User], Client]
PRINTING = 0.3  # seconds


@pytest.fixture(autouse=True)
def _slow_print(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """A PDF takes its time, in which others act. What it looks like is not asked here."""

    def render(document: PlanDocument) -> bytes:
        time.sleep(PRINTING)
        return to_json(document).encode()

    monkeypatch.setattr(pdf, "render", render)
    settings.TASKS = IN_THE_DATABASE
    with at_work(PDFS):
        yield


def moved(plan: Plan, to: str) -> int:
    return AuditEvent.objects.filter(on_type="devplans.plan", on_id=plan.pk, moved_to=to).count()


def posting(client: Client, name: str, plan: Plan, **words: object) -> Callable[[], int]:
    data = {**SIGNED, "why": "Because", "expected_version": newest(plan), **answers_sent(plan), **words}
    return lambda: client.post(reverse(name, args=[plan.pk]), data).status_code


def test_submitting_twice_at_once_submits_once(
    ready_plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    statuses = at_once(
        posting(client_for(lead), "submit", ready_plan), posting(client_for(colleague), "submit", ready_plan)
    )
    assert sorted(statuses) == [302, 422]
    assert (ready_plan.versions.count(), moved(ready_plan, "submitted")) == (1, 1)


def test_approving_twice_at_once_approves_once(submitted_plan: Plan, approver: User, client_for: ClientFor) -> None:
    one, other = client_for(approver), client_for(approver)
    statuses = at_once(posting(one, "plan-approve", submitted_plan), posting(other, "plan-approve", submitted_plan))
    version = submitted_plan.versions.get()
    assert sorted(statuses) == [302, 422]
    assert (version.sign_offs.count(), moved(submitted_plan, "approved")) == (2, 1)


def test_of_approving_sending_back_and_withdrawing_at_once_one_counts(
    submitted_plan: Plan, approver: User, officer: User, lead: User, client_for: ClientFor
) -> None:
    statuses = at_once(
        posting(client_for(approver), "plan-approve", submitted_plan),
        posting(client_for(officer), "plan-send-back", submitted_plan),
        posting(client_for(lead), "plan-withdraw", submitted_plan),
    )
    plan, version = Plan.objects.get(), submitted_plan.versions.get()
    assert sorted(statuses) == [302, 422, 422]
    assert (plan.state == "approved") == (version.approved_at is not None) == (version.ended_as == "")
    assert moved(plan, "approved") + moved(plan, "draft") == 1


def test_amending_twice_at_once_starts_one_version(
    approved_plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    statuses = at_once(
        posting(client_for(lead), "plan-amend", approved_plan),
        posting(client_for(colleague), "plan-amend", approved_plan),
    )
    assert sorted(statuses) == [302, 422]
    assert Plan.objects.get().version_number == 2


def test_what_is_saved_while_the_plan_is_submitted_is_frozen_or_refused(
    ready_plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    action = ready_plan.actions.first()
    url = reverse("action", args=[ready_plan.pk, action.pk])
    other = client_for(colleague)
    submitted, saved = at_once(
        posting(client_for(lead), "submit", ready_plan),
        lambda: (
            other.post(
                url, {"revision": action.revision, "owner_name": "Somebody else"}, headers={"HX-Request": "true"}
            ).status_code
        ),
    )
    action.refresh_from_db()
    assert (submitted, saved) in {(302, 200), (302, 422)}
    assert (f'"owner_name":"{action.owner_name}"' in ready_plan.versions.get().content) is True
    assert (action.owner_name == "Somebody else") == (saved == 200)


def test_a_diagnostic_is_never_open_under_a_submitted_plan(
    ready_plan: Plan, lead: User, approver: User, client_for: ClientFor
) -> None:
    other = client_for(approver)
    reopen = reverse("reopen", args=[ready_plan.diagnostic_id])
    statuses = at_once(
        posting(client_for(lead), "submit", ready_plan), lambda: other.post(reopen, {"why": "A count"}).status_code
    )
    assert sorted(statuses) == [302, 422]
    assert (Plan.objects.get().state == "submitted") != Diagnostic.objects.get().is_editable
