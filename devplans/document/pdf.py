"""The development plan as a PDF, made from one plan document and nothing else (`localities.kit.documents.pdf`)."""

from django.template.loader import render_to_string
from weasyprint import Document

from assessment.document.position_strip import print_key, print_strip
from assessment.rules.position_strip import Kind
from assessment.rules.profile import DomainProfile
from devplans.document.charts import (
    describe_grid,
    describe_levels,
    describe_waterfall,
    level_track,
    print_grid,
    print_waterfall,
)
from devplans.document.plan import PlanDocument
from devplans.document.resources import Digital
from devplans.document.sections import sections_of
from localities.kit.documents import pdf

KEYS: tuple[Kind, ...] = ("today", "target", "kept", "last", "needed")


def strip_name(domain: DomainProfile) -> str:
    """The name of a domain's strip: domains that stand alike share one drawing."""
    return f"drawing:strip-{''.join(str(position or 0) for position in domain.positions)}"


def render(document: PlanDocument) -> bytes:
    """The plan as PDF bytes."""
    return pdf.printed(manuscript(document))


def lay_out(document: PlanDocument) -> Document:
    """The plan's pages before they are written, for tests of the layout."""
    return pdf.lay_out(manuscript(document))


def manuscript(document: PlanDocument) -> pdf.Manuscript:
    """What the plan is printed from."""
    drawings, said = _drawings_of(document)
    words = render_to_string("pdf/plan.html", {"plan": document, "sections": sections_of(document), **said})
    return pdf.Manuscript(words, document.draft, ("plan.css",), drawings)


def _drawings_of(document: PlanDocument) -> tuple[dict[str, str], dict[str, str]]:
    """The drawings by address, and what those that are drawn once say in words."""
    levels = (document.levels, document.level_now, document.level_aimed_for)
    drawings = {"drawing:levels": level_track(*levels)}
    drawings |= {f"drawing:key-{kind}": print_key(kind) for kind in KEYS}
    said = {"levels_said": describe_levels(*levels)}
    if document.where:
        drawings |= {strip_name(domain): print_strip(*domain.positions) for domain in document.where.domains}
    if document.capacity and document.capacity.closing:
        steps = document.capacity.closing.steps
        drawings["drawing:waterfall"], said["waterfall_said"] = print_waterfall(steps), describe_waterfall(steps)
    if isinstance(document.digital, Digital):
        rows = document.digital.rows
        drawings["drawing:grid"], said["grid_said"] = print_grid(rows), describe_grid(rows)
    return drawings, said
