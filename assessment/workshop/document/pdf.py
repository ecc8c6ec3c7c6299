"""The minutes, and the guide for facilitators, as PDFs, made from a frozen document alone."""

from django.template.loader import render_to_string
from weasyprint import Document

from assessment.document.position_strip import print_strip
from assessment.workshop.document.minutes import MinutesDocument, fingerprint, from_json
from localities.kit.documents import pdf


def render_content(content: str) -> bytes:
    """The PDF bytes of frozen minutes: what a worker is asked for."""
    return pdf.printed(manuscript(from_json(content)))


def lay_out(document: MinutesDocument) -> Document:
    """The pages before they are written, for tests of the layout."""
    return pdf.lay_out(manuscript(document))


def manuscript(document: MinutesDocument) -> pdf.Manuscript:
    """What the minutes are printed from: their words, and a strip for each domain."""
    strips = {
        f"drawing:{number}": print_strip(topic.today, topic.target, topic.last, scale=document.scale, name=topic.title)
        for number, topic in enumerate(document.topics, start=1)
    }
    words = render_to_string("pdf/minutes.html", {"minutes": document, "fingerprint": fingerprint(document)})
    return pdf.Manuscript(words, draft=False, sheets=("minutes.css",), drawings=strips)


def render_guide(content: str) -> bytes:
    """The PDF bytes of the guide for facilitators; `content` is its title."""
    return pdf.printed(guide_manuscript(content))


def guide_manuscript(title: str) -> pdf.Manuscript:
    """What the guide is printed from: the words that stand on its page."""
    words = render_to_string("pdf/workshop_guide.html", {"title": title})
    return pdf.Manuscript(words, draft=False, sheets=("minutes.css",))
