"""Documents in print: tagged PDF/UA-1, made from the words of a template and nothing else.

The same manuscript gives the same bytes. What people typed is escaped, and nothing in it can make the engine fetch: its
only images are the drawings it is handed, served from memory. Style sheets are in templates/pdf; `base.css` is every
document's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

import pydyf
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.urls import URLFetcher, URLFetcherResponse

from localities.kit.documents.printable import FONTS, as_printed, runs_right_to_left
from localities.kit.documents.tables import join_tables

VARIANT = "pdf/ua-1"
LARGER = 1.6
"""How much larger everything is in large print: tables of 10 pt have 16, which people with low sight ask for."""

BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "th", "td")
"""What takes its direction from its own text: the engine does not know dir="auto"."""

AT_TAGS = re.compile(r"\s+(?=<)|(?<=>)\s+")
AT_EDGES = re.compile(rf"(<(?:{'|'.join(BLOCKS)}|div)\b[^>]*>|<br>) | (?=</(?:{'|'.join(BLOCKS)}|div|span)>|<br>)")
"""White space that a template's layout leaves beside tags, and what of it stands at the edge of a line."""

TALL = 25
"""Lines in a cell from which its row may break over pages. One that may not and is taller than a page loses the table's
headings (WeasyPrint issue 2679)."""


@dataclass(frozen=True)
class Manuscript:
    """All that a document is printed from. `sheets` are laid over `base.css`; a draft says so across every page.

    `large` is the large-print edition: the same pages on their side, drawn `LARGER` times as large.
    """

    words: str
    draft: bool
    sheets: tuple[str, ...] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)
    large: bool = False


class Drawings(URLFetcher):
    """Serves the drawings it was given, by name, and refuses every other address without trying it."""

    def __init__(self, drawings: dict[str, str]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.drawings = drawings

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The drawing of that name. Raises ValueError for any other address."""
        if url not in self.drawings:
            raise ValueError(f"Not a drawing of this document: {url}")
        return URLFetcherResponse(url, as_printed(self.drawings[url]).encode(), {"Content-Type": "image/svg+xml"})


def lay_out(manuscript: Manuscript) -> Document:
    """The pages of a document before they are written."""
    names = ["base.css", *manuscript.sheets]
    names += [name for name, is_so in (("draft.css", manuscript.draft), ("large.css", manuscript.large)) if is_so]
    fetcher = Drawings({**manuscript.drawings, "drawing:draft": draft_mark()})
    page = HTML(string=as_printed(closed_up(manuscript.words)), url_fetcher=fetcher)
    for element in page.etree_element.iter():
        if element.tag == "title":
            element.text = " ".join((element.text or "").split())
        if element.tag in BLOCKS and runs_right_to_left(element.itertext()):
            element.set("dir", "rtl")
        if element.tag == "tr" and any(_lines(cell) > TALL for cell in element):
            element.set("class", f"{element.get('class', '')} long")
    return page.render(stylesheets=[_style_sheet(name) for name in names], pdf_variant=VARIANT)


def closed_up(words: str) -> str:
    """Take out the white space of the template's layout: the engine may break a line too early for it."""
    return AT_EDGES.sub(r"\1", AT_TAGS.sub(" ", words))


def _lines(cell: Element) -> int:
    """About how many lines a cell takes, in a column of 40 characters."""
    return sum(1 + len(line) // 40 for line in "".join(cell.itertext()).split("\n"))


def printed(manuscript: Manuscript) -> bytes:
    """The document as PDF bytes: for a worker or a command, since it stops everything else in its process."""
    zoom = LARGER if manuscript.large else 1
    content: bytes = lay_out(manuscript).write_pdf(zoom=zoom, finisher=finish, pdf_variant=VARIANT)
    return content


def draft_mark() -> str:
    """The word DRAFT across an A4 page, 595 by 842 points, pale enough to read through, also in black and white."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595pt" height="842pt" viewBox="0 0 595 842">'
        f'<text transform="translate(298 440) rotate(-54)" text-anchor="middle" font-family="{FONTS}" font-size="170"'
        ' font-weight="600" letter-spacing="18" fill="#eceff0">DRAFT</text></svg>'
    )


@lru_cache
def _style_sheet(name: str) -> CSS:
    """A style sheet of templates/pdf, read and parsed once."""
    return CSS(string=render_to_string(f"pdf/{name}"), url_fetcher=Drawings({}))


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """What stricter checkers of PDF/UA ask for, and the engine leaves out: here, before the file is written."""
    join_tables(document, pdf)
    objects = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}
    for item in objects.values():
        if item.get("Subtype") == "/Link":
            item["F"] = 4  # it prints
        elif item.get("S") == "/TH" and "A" in item:
            group = objects[objects[item["P"]]["P"]]
            item["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            # Letters that change places in Hindi leave a glyph without one: it reads as a blank of no width.
            item.stream[:] = [line.replace(b"> <>", b"> <200b>") for line in item.stream]
