"""What is signed is printed by a worker, and its bytes are those of the transaction of the signature, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from devplans.document import pdf
from devplans.document.plan import PlanDocument, to_json
from devplans.models import Plan, PlanVersion
from devplans.services import agreement
from devplans.services.plans import save_plan
from localities.kit.documents import printing
from localities.kit.models import OutgoingEmail
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import SIGNED, answers_sent, newest, submit
from tests.flat import flat
from tests.workers import IN_THE_DATABASE

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ClientFor = Callable[[User], Client]


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch, ready_plan: Plan, colleague: User) -> list[str]:
    """What a colleague saves as the summary while it is printed, one for each print."""
    saved: list[str] = []

    def render(document: PlanDocument) -> bytes:
        if saved:
            plan = Plan.objects.get(pk=ready_plan.pk)
            save_plan(plan, {"summary": saved.pop(0)}, base_revision=plan.revision, by=colleague)
        return to_json(document).encode()

    monkeypatch.setattr(pdf, "render", render)
    return saved


def test_what_is_saved_while_it_is_printed_stands_in_what_is_signed(
    ready_plan: Plan, lead: User, saves: list[str]
) -> None:
    saves.append("Saved meanwhile")
    version = submit(ready_plan, by=lead)
    assert '"summary":"Saved meanwhile"' in version.content
    assert bytes(version.pdf) == version.content.encode()


def test_a_plan_that_never_stands_still_is_not_submitted(ready_plan: Plan, lead: User, saves: list[str]) -> None:
    saves += [f"Saved {number}" for number in range(agreement.TRIES + 1)]
    with pytest.raises(Refused, match="Somebody else keeps changing the plan"):
        submit(ready_plan, by=lead)
    assert len(saves) == 1
    assert not PlanVersion.objects.exists()
    assert Plan.objects.get().state == "draft"


@pytest.fixture
def _nobody_prints(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = IN_THE_DATABASE
    monkeypatch.setattr(printing, "PATIENCE", 0.2)


def sign(client: Client, name: str, plan: Plan) -> Any:
    sent = {**SIGNED, **answers_sent(plan), "expected_version": newest(plan)}
    return client.post(reverse(name, args=[plan.pk]), sent)


@pytest.mark.usefixtures("_nobody_prints")
def test_without_a_worker_nothing_is_submitted_and_what_was_typed_stays(
    ready_plan: Plan, lead: User, client_for: ClientFor
) -> None:
    answer = sign(client_for(lead), "submit", ready_plan)
    page = flat(answer)
    assert answer.status_code == 422
    assert "could not be made just now, so nothing was done and nothing is lost" in page
    assert "Try again in a few minutes" in page
    assert SIGNED["statement"] in page
    assert Plan.objects.get().state == "draft"
    assert not PlanVersion.objects.exists()
    assert not OutgoingEmail.objects.exists()


@pytest.mark.usefixtures("_nobody_prints")
def test_what_a_worker_makes_later_is_there_for_the_next_try(
    ready_plan: Plan, lead: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "render", lambda document: to_json(document).encode())
    sign(client_for(lead), "submit", ready_plan)
    job = DBTaskResult.objects.get()
    printing.print_document.func(*job.args_kwargs["args"])
    assert sign(client_for(lead), "submit", ready_plan).status_code == 302
    version = PlanVersion.objects.get()
    assert bytes(version.pdf) == version.content.encode()
    assert DBTaskResult.objects.filter(task_path=job.task_path).count() == 1


@pytest.mark.usefixtures("quick_print")
def test_without_a_worker_nothing_is_approved(
    submitted_plan: Plan, approver: User, client_for: ClientFor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes(PlanVersion.objects.get().pdf)
    settings.TASKS = IN_THE_DATABASE
    monkeypatch.setattr(printing, "PATIENCE", 0.2)
    assert sign(client_for(approver), "plan-approve", submitted_plan).status_code == 422
    version = PlanVersion.objects.get()
    assert (Plan.objects.get().state, version.approved_at, bytes(version.pdf)) == ("submitted", None, before)


def test_a_print_that_fails_is_told_and_can_be_tried_again(
    ready_plan: Plan, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: PlanDocument) -> bytes:
        raise ValueError("no paper")

    monkeypatch.setattr(pdf, "render", broken)
    with pytest.raises(Refused, match="could not be made just now"):
        submit(ready_plan, by=lead)
    monkeypatch.setattr(pdf, "render", lambda document: to_json(document).encode())
    assert submit(ready_plan, by=lead).pdf
