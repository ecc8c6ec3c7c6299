"""PDFs that somebody asks for on a page: the same content is made once, and nobody's request waits for long.

A process prints one of them at a time and lets one more wait its turn, so that its other threads stay free. A person
has one under way. Whoever finds no place is told to try again in a moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.core.cache import caches
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from localities.kit.access import locality_shown, person
from localities.kit.documents import pdf

PLACES = 2
"""One prints, one waits: of the four threads of a process two stay free."""
PATIENCE = 8
"""Seconds to wait for a turn. Longer than most plans take, shorter than people and proxies wait."""
TRY_AGAIN = 10
"""Seconds after which it is worth asking again."""

_places = BoundedSemaphore(PLACES)
_turn = Lock()
_under_way: set[int] = set()
_counting = Lock()


class PrinterBusy(Exception):  # noqa: N818  it is what happened, not a fault
    """There is no place now. The message says why, in words for the person."""


def answer_pdf(request: HttpRequest, manuscript: pdf.Manuscript, *, name: str, back: models.Model) -> HttpResponse:
    """Send the document as a PDF called `name`, or a page that says when to ask again and leads back."""
    try:
        content = print_for(person(request).pk, manuscript)
    except PrinterBusy as busy:
        context = {"busy": busy, "seconds": TRY_AGAIN, "back": back, "locality": locality_shown(request, back)}
        answer = render(request, "printer_busy.html", context, status=503)
        answer.headers["Retry-After"] = str(TRY_AGAIN)
        return answer
    shown_as = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": shown_as})


def print_for(person_pk: int, manuscript: pdf.Manuscript) -> bytes:
    """The document's bytes, kept or made now for this person. Raises PrinterBusy."""
    kept: bytes | None = caches["printed"].get(manuscript.fingerprint)
    return kept if kept is not None else _make(person_pk, manuscript)


def _make(person_pk: int, manuscript: pdf.Manuscript) -> bytes:
    with _place(person_pk), _own_turn():
        kept: bytes | None = caches["printed"].get(manuscript.fingerprint)  # made while this one waited
        if kept is None:
            kept = pdf.printed(manuscript)
            caches["printed"].set(manuscript.fingerprint, kept)
        return kept


@contextmanager
def _place(person_pk: int) -> Iterator[None]:
    with _counting:
        if person_pk in _under_way:
            raise PrinterBusy("You asked for a PDF a moment ago, and it is being made.")
        if not _places.acquire(blocking=False):
            raise PrinterBusy("Other people’s PDFs are being made just now.")
        _under_way.add(person_pk)
    try:
        yield
    finally:
        with _counting:
            _under_way.remove(person_pk)
            _places.release()


@contextmanager
def _own_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        raise PrinterBusy("Other people’s PDFs are being made just now.")
    try:
        yield
    finally:
        _turn.release()
