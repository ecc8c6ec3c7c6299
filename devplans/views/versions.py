"""The versions of a plan: every attempt with its signatures, and its PDF as it was stored."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from devplans.document.plan import to_json
from devplans.document.printing import to_print
from devplans.models import Plan
from devplans.services.agreement import approved_document
from devplans.views.shared import READ, page
from localities.kit.access import for_object
from localities.kit.documents.on_demand import answer_pdf


@for_object(Plan, read=READ)
def versions(request: HttpRequest, plan: Plan) -> HttpResponse:
    attempts = plan.versions.without_bytes().prefetch_related("sign_offs")
    return page(request, "devplans/versions.html", plan, attempts=attempts, title="Versions and signatures")


@for_object(Plan, read=READ)
def version_pdf(request: HttpRequest, plan: Plan, number: int, attempt: int | None = None) -> HttpResponse:
    """Send the stored bytes: of an attempt, or of the newest attempt of a version, which is the approved one if any is.

    The bytes are read only when the browser does not have them.
    """
    found = plan.versions.filter(number=number, **({"attempt": attempt} if attempt else {})).without_bytes()
    version = get_object_or_404(found[:1])
    etag = quote_etag(version.pdf_sha256)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(bytes(version.pdf), content_type="application/pdf")
    name = f"Development plan, {plan.locality}, version {number}{'' if version.approved_at else ', draft'}.pdf"
    for header, value in {
        "ETag": etag,
        "Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or "",
        "Cache-Control": "private, no-cache",  # kept by the browser, and asked for each time
    }.items():
        response.headers[header] = value
    return response


@for_object(Plan, read=READ, write=READ)
def attempt_paper(request: HttpRequest, plan: Plan, number: int, attempt: int, paper: str) -> HttpResponse:
    """Another paper of an attempt: made when it is asked for, from what was frozen and signed and nothing else."""
    version = get_object_or_404(plan.versions.prefetch_related("sign_offs"), number=number, attempt=attempt)
    approved = approved_document(version, list(version.sign_offs.all())) if version.approved_at else None
    content = to_json(approved) if approved else version.content
    name = f"{paper}, {plan.locality}, version {number}{'' if approved else ', draft'}.pdf"
    return answer_pdf(request, to_print(content, paper), name=name, back=plan)
