"""The page of a draft's PDF: asks for it, says that it is being made, and sends it when it is there.

Looking at it (GET) writes nothing. Asking for the PDF is a post: the page's form, which posts itself where there is
JavaScript and has a button where there is none.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django_htmx.http import HttpResponseClientRedirect

from localities.kit.access import locality_shown, person
from localities.kit.documents.models import Printout
from localities.kit.documents.printing import Frozen, ask_for, has_enough_waiting, printout_of

USUAL = timedelta(minutes=1)
"""Longer than a PDF takes, unless many wait or no worker is there."""

LOOKS_AGAIN = {"waiting": "every 1s", "late": "every 5s", "later": "every 5s", "made": "load"}
"""When the page looks again, by how it stands: triggers of htmx. Else people press a button."""


def answer_pdf(request: HttpRequest, frozen: Frozen, *, name: str, back: models.Model) -> HttpResponse:
    """Send the document as a PDF called `name`, or the page that gets it and leads back."""
    if request.method == "POST":
        ask_for(frozen, by=person(request))
        return redirect(request.path)
    printout = printout_of(frozen)
    stands = _stands(request, printout)
    shown = request.GET.get("shown", "") if request.htmx else ""  # type: ignore[attr-defined]
    if stands == "made" and not request.htmx:  # type: ignore[attr-defined]
        return _send(printout, name)
    if stands == shown == "made":
        return HttpResponseClientRedirect(request.path)
    if stands == shown:
        return HttpResponse(status=204)
    looks_again = LOOKS_AGAIN.get(stands, "never")
    context = {"stands": stands, "looks_again": looks_again, "back": back, "locality": locality_shown(request, back)}
    return render(request, "pdf_on_demand.html", context)


def _stands(request: HttpRequest, printout: Printout | None) -> str:
    """How far it is: not asked for yet ("ask", or "later" for whom has enough waiting), "waiting", "late", or done."""
    if printout is None:
        return "later" if has_enough_waiting(person(request)) else "ask"
    if printout.made_at:
        return "made"
    if printout.failed_at:
        return "failed"
    return "late" if printout.asked_at < timezone.now() - USUAL else "waiting"


def _send(printout: Printout | None, name: str) -> HttpResponse:
    assert printout  # noqa: S101  tells the type checker what "made" says
    shown_as = content_disposition_header(as_attachment=False, filename=name)
    headers = {"Content-Disposition": shown_as or ""}
    return HttpResponse(bytes(printout.pdf or b""), content_type="application/pdf", headers=headers)
