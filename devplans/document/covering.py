"""The paper that covers a plan before a committee, made from the plan document and nothing else, as its PDF is."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string

from devplans.document.drawings import drawings_of
from devplans.document.plan import PlanDocument, from_json
from localities.kit.documents import pdf


def render(document: PlanDocument, *, large: bool = False) -> bytes:
    """The covering paper as PDF bytes."""
    return pdf.printed(replace(manuscript(document), large=large))


def render_content(content: str) -> bytes:
    """That of a frozen plan: what a worker is asked for."""
    return render(from_json(content))


def render_large(content: str) -> bytes:
    """The same in large print."""
    return render(from_json(content), large=True)


def manuscript(document: PlanDocument) -> pdf.Manuscript:
    """What it is printed from."""
    drawings, said = drawings_of(document)
    words = render_to_string("pdf/covering.html", {"plan": document, **said})
    return pdf.Manuscript(words, document.draft, ("plan.css", "covering.css"), drawings)
