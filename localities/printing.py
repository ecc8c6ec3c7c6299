"""Documents in print: tagged PDF/UA-1, made from the words of a template and nothing else.

The same words give the same bytes. What people typed is escaped, and nothing in it can make the engine fetch: its only
images are the drawings it is handed, served from memory. Style sheets are in templates/pdf; `base.css` is every
document's.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import pydyf
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.urls import URLFetcher, URLFetcherResponse

UNPRINTABLE = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]")
"""Control characters, which XML 1.0 and so the PDF's metadata cannot hold (section 2.2, Char), and emoji with the rest
above U+FFFF, for which text fonts have no glyphs: PDF/UA forbids a character without one."""

VARIANT = "pdf/ua-1"
FONTS = "Open Sans, Liberation Sans, sans-serif"


class Drawings(URLFetcher):
    """Serves the drawings it was given, by name, and refuses every other address without trying it."""

    def __init__(self, drawings: dict[str, str]) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.drawings = drawings

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The drawing of that name. Raises ValueError for any other address."""
        if url not in self.drawings:
            raise ValueError(f"Not a drawing of this document: {url}")
        return URLFetcherResponse(url, _printable(self.drawings[url]).encode(), {"Content-Type": "image/svg+xml"})


def lay_out(words: str, *, sheets: Sequence[str], drawings: dict[str, str], draft: bool) -> Document:
    """The pages of a document before they are written. `sheets` are laid over `base.css`; a draft says so across it."""
    names = ["base.css", *sheets, *(["draft.css"] if draft else [])]
    fetcher = Drawings(drawings | {"drawing:draft": draft_mark()})
    return HTML(string=_printable(words), url_fetcher=fetcher).render(
        stylesheets=[_style_sheet(name) for name in names], pdf_variant=VARIANT
    )


def write(layout: Document) -> bytes:
    """The pages as PDF bytes. Laying out and writing take about 0.1 s of CPU a page."""
    content: bytes = layout.write_pdf(finisher=_finish, pdf_variant=VARIANT)
    return content


def draft_mark() -> str:
    """The word DRAFT across an A4 page, 595 by 842 points, pale enough to read through, also in black and white."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595pt" height="842pt" viewBox="0 0 595 842">'
        f'<text transform="translate(298 440) rotate(-54)" text-anchor="middle" font-family="{FONTS}" font-size="170"'
        ' font-weight="600" letter-spacing="18" fill="#eceff0">DRAFT</text></svg>'
    )


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
