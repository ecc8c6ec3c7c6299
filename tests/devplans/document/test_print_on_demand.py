"""Drafts as PDFs: made by a worker, once for each content, and the page gets them. Nobody fills the queue alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from devplans.document import pdf
from devplans.document.plan import PlanDocument
from devplans.models import Plan
from devplans.services.plans import save_plan
from localities.kit.documents import printing
from localities.kit.documents.printing import KEPT, MOST_WAITING, Frozen, ask_for, forget_old_printouts, print_document
from localities.kit.models import Printout
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat
from tests.pdfs import fetched
from tests.workers import IN_THE_DATABASE

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ClientFor = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
PAPER = Frozen("devplans.document.pdf.render_content", "{}")


class Printer:
    """Stands in for the engine, and counts."""

    def __init__(self) -> None:
        self.made: list[PlanDocument] = []
        self.is_broken = False

    def __call__(self, document: PlanDocument) -> bytes:
        if self.is_broken:
            raise ValueError("no paper")
        self.made.append(document)
        return b"%PDF " + str(len(self.made)).encode()


@pytest.fixture(autouse=True)
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    printer = Printer()
    monkeypatch.setattr(pdf, "render", printer)
    return printer


@pytest.fixture
def _waits(settings: Settings) -> None:
    """Jobs wait for a worker, which a test does by hand."""
    settings.TASKS = IN_THE_DATABASE


@pytest.fixture
def preview(plan: Plan) -> str:
    return reverse("plan-preview", args=[plan.pk])


def do_the_job() -> None:
    print_document.func(DBTaskResult.objects.ready().get().args_kwargs["args"][0])


def test_the_same_content_is_made_once_whoever_asks(
    preview: str, printer: Printer, lead: User, officer: User, client_for: ClientFor
) -> None:
    answers = [fetched(client_for(reader), preview) for reader in (lead, officer)]
    assert [answer.content for answer in answers] == [b"%PDF 1", b"%PDF 1"]
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert len(printer.made) == 1


def test_other_content_is_made_anew(
    preview: str, plan: Plan, printer: Printer, lead: User, client_for: ClientFor
) -> None:
    fetched(client_for(lead), preview)
    save_plan(plan, {"summary": "Another summary"}, base_revision=plan.revision, by=lead)
    assert fetched(client_for(lead), preview).content == b"%PDF 2"


def test_another_look_is_made_anew(
    preview: str, lead: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(client_for(lead), preview)
    monkeypatch.setattr(printing, "edition", lambda: "another template")
    assert fetched(client_for(lead), preview).content == b"%PDF 2"


@pytest.mark.parametrize(
    "part", ["templates/pdf/record/row.html", "devplans/document/pdf.py", "localities/kit/documents/tables.py"]
)
def test_everything_that_gives_a_look_counts(part: str, tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / part).parent.mkdir(parents=True)
    (tmp_path / part).write_text("before")
    before = printing.edition.__wrapped__()
    (tmp_path / part).write_text("after")
    assert printing.edition.__wrapped__() != before


@pytest.mark.usefixtures("_waits")
def test_the_page_tells_how_it_stands_and_gets_the_pdf(
    preview: str, plan: Plan, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    page = flat(client.get(preview))
    assert 'hx-trigger="load, submit"' in page
    assert "Make the PDF" in page
    assert not Printout.objects.exists()
    assert client.post(preview, headers=HTMX).url == preview
    page = flat(client.get(preview))
    assert "The PDF is being made" in page
    assert 'hx-trigger="every 1s"' in page
    assert f'href="{preview}">Get the PDF</a>' in page
    assert f'href="{plan.get_absolute_url()}"' in page
    assert client.get(preview, {"shown": "waiting"}, headers=HTMX).status_code == 204  # nothing new
    do_the_job()
    ready = client.get(preview, {"shown": "waiting"}, headers=HTMX)
    assert "The PDF is ready" in flat(ready)
    assert 'hx-trigger="load"' in flat(ready)
    assert client.get(preview, {"shown": "made"}, headers=HTMX).headers["HX-Redirect"] == preview
    assert client.get(preview).content == b"%PDF 1"


@pytest.mark.usefixtures("_waits")
def test_asking_twice_makes_one_job(preview: str, lead: User, officer: User, client_for: ClientFor) -> None:
    for person in (lead, lead, officer):
        assert client_for(person).post(preview).status_code == 302
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("_waits")
def test_what_takes_longer_than_usual_is_said(preview: str, lead: User, client_for: ClientFor) -> None:
    client_for(lead).post(preview)
    Printout.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    assert "longer than usual" in flat(client_for(lead).get(preview))


@pytest.mark.usefixtures("_waits")
def test_who_has_enough_waiting_is_told_and_holds_up_nobody_else(
    preview: str, lead: User, officer: User, client_for: ClientFor
) -> None:
    for number in range(MOST_WAITING):
        ask_for(Frozen(PAPER.printer, str(number)), by=lead)
    page = flat(client_for(lead).get(preview))
    assert "Several PDFs that you asked for are still being made" in page
    assert 'hx-trigger="load, submit"' not in page
    refused = client_for(lead).post(preview)
    assert refused.status_code == 409
    assert "3 PDFs that you asked for are still being made" in flat(refused)
    Printout.objects.filter(asked_by=lead).first().delete()
    assert 'hx-trigger="load, submit"' in flat(client_for(lead).get(preview))
    ask_for(Frozen(PAPER.printer, "once more"), by=lead)
    assert client_for(officer).post(preview).status_code == 302


def test_what_fails_is_said_and_can_be_tried_again(
    preview: str, printer: Printer, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    printer.is_broken = True
    client.post(preview)
    page = flat(client.get(preview))
    assert "The PDF could not be made. Nothing is lost" in page
    assert 'hx-trigger="submit"' in page  # and not by itself, again and again
    assert ">Try again<" in page
    printer.is_broken = False
    client.post(preview)
    assert client.get(preview).content == b"%PDF 1"


@pytest.mark.usefixtures("_waits")
def test_a_job_done_twice_keeps_what_was_made_first(preview: str, lead: User, client_for: ClientFor) -> None:
    client_for(lead).post(preview)
    do_the_job()
    do_the_job()
    assert bytes(Printout.objects.get().pdf or b"") == b"%PDF 1"


def test_printouts_are_kept_for_a_day(preview: str, lead: User, client_for: ClientFor) -> None:
    fetched(client_for(lead), preview)
    forget_old_printouts()
    assert Printout.objects.exists()
    Printout.objects.update(asked_at=timezone.now() - KEPT - timedelta(minutes=1))
    forget_old_printouts()
    assert not Printout.objects.exists()


def test_who_may_not_read_the_plan_has_nothing_printed(preview: str, outsider: User, client_for: ClientFor) -> None:
    assert client_for(outsider).post(preview).status_code == 404
    assert not Printout.objects.exists()


@pytest.mark.usefixtures("_waits")
def test_who_signs_is_not_kept_waiting_without_end(lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PATIENCE", 0.2)
    with pytest.raises(Refused, match="nothing was done and nothing is lost"):
        printing.print_now(PAPER, by=lead)
    ask_for(Frozen(PAPER.printer, "another"), by=lead)
    waiting = list(DBTaskResult.objects.ready())
    assert [job.priority for job in waiting] == [printing.SIGNED, 0]  # what is signed goes first
