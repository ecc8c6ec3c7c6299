"""The development plan as a PDF: tagged PDF/UA-1, made from one plan document and nothing else.

The same document gives the same bytes. What people typed is escaped, and nothing in it can make the engine fetch:
its only images are the drawings made here, served from memory.
"""

import re
from functools import lru_cache

import pydyf
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.urls import URLFetcher, URLFetcherResponse

from assessment.strips import Kind, print_key, print_strip
from devplans.charts import (
    describe_grid,
    describe_levels,
    describe_waterfall,
    draft_mark,
    level_track,
    print_grid,
    print_waterfall,
)
from devplans.document import DomainRow, PlanDocument
from devplans.document_numbers import Digital
from devplans.sections import sections_of

UNPRINTABLE = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]")
"""Control characters, which XML 1.0 and so the PDF's metadata cannot hold (section 2.2, Char), and emoji with the rest
above U+FFFF, for which text fonts have no glyphs: PDF/UA forbids a character without one."""

KEYS: tuple[Kind, ...] = ("today", "target", "kept", "last", "needed")


class Drawings(URLFetcher):
    """Serves the drawings it was given, by name, and refuses every other address without trying it."""

    def __init__(self, drawings: dict[str, str]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.drawings = drawings

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The drawing of that name. Raises ValueError for any other address."""
        if url not in self.drawings:
            raise ValueError(f"Not a drawing of this plan: {url}")
        return URLFetcherResponse(url, _printable(self.drawings[url]).encode(), {"Content-Type": "image/svg+xml"})


def strip_name(row: DomainRow) -> str:
    """The name of a domain's strip: domains that stand alike share one drawing."""
    return f"drawing:strip-{row.today or 0}{row.target or 0}{row.last or 0}{row.needed or 0}"


def render(document: PlanDocument) -> bytes:
    """The plan as PDF bytes. Takes about 0.1 s of CPU a page."""
    return lay_out(document).write_pdf(finisher=_finish, pdf_variant="pdf/ua-1")


def lay_out(document: PlanDocument) -> Document:
    """The plan's pages before they are written, for `render` and for tests of the layout."""
    drawings, said = _drawings_of(document)
    words = render_to_string("pdf/plan.html", {"plan": document, "sections": sections_of(document), **said})
    sheets = [_style_sheet("print.css"), *([_style_sheet("draft.css")] if document.draft else [])]
    return HTML(string=_printable(words), url_fetcher=Drawings(drawings)).render(
        stylesheets=sheets, pdf_variant="pdf/ua-1"
    )


def _drawings_of(document: PlanDocument) -> tuple[dict[str, str], dict[str, str]]:
    """The drawings by address, and what those that are drawn once say in words."""
    levels = (document.levels, document.level_now, document.level_aimed_for)
    drawings = {"drawing:levels": level_track(*levels), "drawing:draft": draft_mark()}
    drawings |= {f"drawing:key-{kind}": print_key(kind) for kind in KEYS}
    said = {"levels_said": describe_levels(*levels)}
    if document.where:
        drawings |= {
            strip_name(row): print_strip(row.today, row.target, row.last, needed=row.needed)
            for row in document.where.domains
        }
    if document.capacity and document.capacity.closing:
        steps = document.capacity.closing.steps
        drawings["drawing:waterfall"], said["waterfall_said"] = print_waterfall(steps), describe_waterfall(steps)
    if isinstance(document.digital, Digital):
        rows = document.digital.rows
        drawings["drawing:grid"], said["grid_said"] = print_grid(rows), describe_grid(rows)
    return drawings, said


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("\ufffd", text)


@lru_cache
def _style_sheet(name: str) -> CSS:
    """A style sheet of templates/pdf, read and parsed once."""
    return CSS(string=render_to_string(f"pdf/{name}"), url_fetcher=Drawings({}))


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    """What stricter checkers of PDF/UA ask for: the scope of header cells, and links that print."""
    objects = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}
    for item in objects.values():
        if item.get("Subtype") == "/Link":
            item["F"] = 4
        elif item.get("S") == "/TH" and "A" in item:
            group = objects[objects[item["P"]]["P"]]
            item["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
