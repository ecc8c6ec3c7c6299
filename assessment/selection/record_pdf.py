"""The decision record as a PDF, made from one record document and nothing else (`localities.printing`)."""

from django.template.loader import render_to_string
from weasyprint import Document

from assessment.selection.record_document import RecordDocument, fingerprint
from localities import printing


def render(document: RecordDocument) -> bytes:
    """The record as PDF bytes."""
    return printing.printed(manuscript(document))


def lay_out(document: RecordDocument) -> Document:
    """The record's pages before they are written, for tests of the layout."""
    return printing.lay_out(manuscript(document))


def manuscript(document: RecordDocument) -> printing.Manuscript:
    """What the record is printed from."""
    words = render_to_string("pdf/record.html", {"record": document, "fingerprint": fingerprint(document)})
    return printing.Manuscript(words, document.draft, ("record.css",))
