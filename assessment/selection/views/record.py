"""The decision record of a wave: how it would look, and, once the wave is published, the stored file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from assessment.selection.document.build import build_record
from assessment.selection.document.printing import to_print
from assessment.selection.document.record import to_json
from assessment.selection.models import DecisionRecord, Wave
from assessment.selection.pages.moderation import moderation_refusal
from localities.kit.access import for_object
from localities.kit.documents.on_demand import answer_pdf

READ = "selection.view_record"
PDF = "application/pdf"


@for_object(Wave, read=READ)
def wave_record(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Where the record is read, with the sums by which a copy can be checked."""
    context = {
        "wave": wave,
        "record": _stored(wave).select_related("made_by").first(),
        "refusal": moderation_refusal(wave),
        "crumbs": [("Home", reverse("home")), (wave.title, wave.get_absolute_url())],
        "system_name": wave.commissioner.system.name,
    }
    return render(request, "selection/record.html", context)


@for_object(Wave, read=READ, write=READ, seen=READ)
def record_preview(request: HttpRequest, wave: Wave) -> HttpResponse:
    """The record as it stands now, with DRAFT across it; the stored one when there is one."""
    if wave.state == Wave.State.PUBLISHED:
        return redirect("record", pk=wave.pk)
    frozen = to_print(to_json(build_record(wave, today=timezone.localdate())))
    return answer_pdf(request, frozen, name=f"Decision record, {wave}, draft.pdf", back=wave)


@for_object(Wave, read=READ)
def record(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Send the stored bytes, read only when the browser does not have them. Before there are any: say so."""
    found = _stored(wave).first()
    if found is None:
        return redirect("wave-record", pk=wave.pk)
    etag = quote_etag(found.pdf_sha256)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(bytes(found.pdf), content_type=PDF)
    response.headers["ETag"] = etag
    return _sent(response, f"Decision record, {wave}.pdf")


def _stored(wave: Wave) -> QuerySet[DecisionRecord]:
    return DecisionRecord.objects.filter(wave=wave).defer("content", "pdf")


def _sent(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    response.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, and asked for each time
    return response
