"""The development plan as a PDF, made from one plan document and nothing else (`localities.kit.documents.pdf`)."""

from dataclasses import replace

from django.template.loader import render_to_string
from weasyprint import Document

from devplans.document.drawings import drawings_of
from devplans.document.plan import PlanDocument, from_json
from devplans.document.sections import sections_of
from localities.kit.documents import pdf


def render(document: PlanDocument, *, large: bool = False) -> bytes:
    """The plan as PDF bytes."""
    return pdf.printed(replace(manuscript(document), large=large))


def render_content(content: str) -> bytes:
    """The PDF bytes of a frozen plan: what a worker is asked for."""
    return render(from_json(content))


def render_large(content: str) -> bytes:
    """The same in large print."""
    return render(from_json(content), large=True)


def lay_out(document: PlanDocument) -> Document:
    """The plan's pages before they are written, for tests of the layout."""
    return pdf.lay_out(manuscript(document))


def manuscript(document: PlanDocument) -> pdf.Manuscript:
    """What the plan is printed from."""
    drawings, said = drawings_of(document)
    words = render_to_string("pdf/plan.html", {"plan": document, "sections": sections_of(document), **said})
    return pdf.Manuscript(words, document.draft, ("plan.css",), drawings)
