"""PDFs on demand: made once, one at a time, and nobody waits for long. A slow stand-in prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Lock

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from devplans.models import Plan
from localities.kit.documents import on_demand, pdf
from localities.kit.documents.on_demand import PLACES, PrinterBusy, print_for
from localities.kit.documents.pdf import Manuscript
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
PAPER = Manuscript(words="<p>The plan</p>", draft=True)


class SlowPrinter:
    """Prints when it is told to, and counts."""

    def __init__(self) -> None:
        self.made: list[Manuscript] = []
        self.at_once = self.most_at_once = 0
        self.began, self.go_on, self._lock = Event(), Event(), Lock()

    def __call__(self, manuscript: Manuscript) -> bytes:
        with self._lock:
            self.made.append(manuscript)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.began.set()
        assert self.go_on.wait(60)
        with self._lock:
            self.at_once -= 1
        return manuscript.words.encode()


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as people:
        yield people


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch, people: ThreadPoolExecutor) -> Iterator[SlowPrinter]:
    """Told to go on before it is waited for the people who wait for it."""
    caches["printed"].clear()
    slow = SlowPrinter()
    monkeypatch.setattr(pdf, "printed", slow)
    yield slow
    slow.go_on.set()
    caches["printed"].clear()


def paper(number: int) -> Manuscript:
    return replace(PAPER, words=f"<p>Plan {number}</p>")


def wait_until_all_places_are_taken() -> None:
    for _ in range(12_000):
        if len(on_demand._under_way) == PLACES:
            return
        Event().wait(0.005)
    raise AssertionError("nobody waits")


def test_the_same_content_is_made_once_whoever_asks(printer: SlowPrinter) -> None:
    printer.go_on.set()
    assert print_for(1, PAPER) == print_for(2, replace(PAPER)) == b"<p>The plan</p>"
    assert len(printer.made) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(PAPER, words="<p>Other words</p>"),
        replace(PAPER, draft=False),
        replace(PAPER, sheets=("plan.css",)),
        replace(PAPER, drawings={"drawing:levels": "<svg/>"}),
    ],
    ids=["words", "no draft", "sheets", "drawings"],
)
def test_other_content_is_made_anew(printer: SlowPrinter, other: Manuscript) -> None:
    printer.go_on.set()
    print_for(1, PAPER)
    print_for(1, other)
    assert printer.made == [PAPER, other]


def test_a_person_has_one_under_way_and_is_told_so_at_once(printer: SlowPrinter, people: ThreadPoolExecutor) -> None:
    first = people.submit(print_for, 1, paper(1))
    assert printer.began.wait(60)
    with pytest.raises(PrinterBusy, match="You asked for a PDF a moment ago"):
        print_for(1, paper(2))
    printer.go_on.set()
    assert first.result(10) == b"<p>Plan 1</p>"
    assert print_for(1, paper(2)) == b"<p>Plan 2</p>"


def test_one_prints_one_waits_and_the_rest_are_told(printer: SlowPrinter, people: ThreadPoolExecutor) -> None:
    asked: list[Future[bytes]] = [people.submit(print_for, number, paper(number)) for number in range(PLACES)]
    wait_until_all_places_are_taken()
    with pytest.raises(PrinterBusy, match="Other people’s PDFs"):
        print_for(99, paper(99))
    printer.go_on.set()
    assert [one.result(10) for one in asked] == [f"<p>Plan {number}</p>".encode() for number in range(PLACES)]
    assert printer.most_at_once == 1


def test_who_waited_for_the_same_content_gets_what_was_made(printer: SlowPrinter, people: ThreadPoolExecutor) -> None:
    asked = [people.submit(print_for, number, PAPER) for number in range(PLACES)]
    wait_until_all_places_are_taken()
    printer.go_on.set()
    assert {one.result(10) for one in asked} == {b"<p>The plan</p>"}
    assert len(printer.made) == 1


def test_what_is_kept_needs_no_place(printer: SlowPrinter, people: ThreadPoolExecutor) -> None:
    printer.go_on.set()
    print_for(1, PAPER)
    printer.go_on.clear()
    for number in range(PLACES):
        people.submit(print_for, number, paper(number))
    wait_until_all_places_are_taken()
    assert print_for(0, PAPER) == b"<p>The plan</p>"


def test_nobody_waits_without_end(
    printer: SlowPrinter, people: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_demand, "PATIENCE", 0.01)
    people.submit(print_for, 1, paper(1))
    assert printer.began.wait(60)
    with pytest.raises(PrinterBusy):
        print_for(2, paper(2))
    assert on_demand._under_way == {1}


def test_a_failed_print_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(manuscript: Manuscript) -> bytes:
        raise ValueError("no paper")

    monkeypatch.setattr(pdf, "printed", broken)
    for _ in range(PLACES + 1):
        with pytest.raises(ValueError, match="no paper"):
            print_for(1, paper(7))


def test_while_it_prints_others_get_their_turn_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, seen = sys.getswitchinterval(), []
    lay_out = pdf.lay_out
    monkeypatch.setattr(pdf, "lay_out", lambda manuscript: seen.append(sys.getswitchinterval()) or lay_out(manuscript))
    assert pdf.printed(Manuscript(words='<html lang="en"><title>A</title><p>A', draft=False)).startswith(b"%PDF")
    assert seen == [pytest.approx(pdf.SHORT_TURNS)]
    assert sys.getswitchinterval() == pytest.approx(usual)


@pytest.mark.django_db
def test_a_preview_that_must_wait_says_when_to_ask_again(
    printer: SlowPrinter, people: ThreadPoolExecutor, plan: Plan, lead: User, client_for: ClientFor
) -> None:
    people.submit(print_for, lead.pk, PAPER)
    assert printer.began.wait(60)
    address = reverse("plan-preview", args=[plan.pk])
    answer = client_for(lead).get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    page = flat(answer)
    assert "try again in 10 seconds" in page
    assert f'href="{address}"' in page
    assert f'href="{plan.get_absolute_url()}"' in page


@pytest.mark.django_db
def test_a_preview_read_twice_is_printed_once(
    printer: SlowPrinter, plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    printer.go_on.set()
    address = reverse("plan-preview", args=[plan.pk])
    answers = [client_for(reader).get(address) for reader in (lead, officer)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["Content-Type"] == "application/pdf"
    assert len(printer.made) == 1
