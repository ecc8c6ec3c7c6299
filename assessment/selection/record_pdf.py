"""The decision record as a PDF, made from one record document and nothing else (`localities.printing`)."""

from django.template.loader import render_to_string
from weasyprint import Document

from assessment.selection.record_document import RecordDocument, fingerprint
from localities import printing


def render(document: RecordDocument) -> bytes:
    """The record as PDF bytes."""
    return printing.write(lay_out(document))


def lay_out(document: RecordDocument) -> Document:
    """The record's pages before they are written, for `render` and for tests of the layout."""
    words = render_to_string("pdf/record.html", {"record": document, "fingerprint": fingerprint(document)})
    return printing.lay_out(words, sheets=["record.css"], drawings={}, draft=document.draft)
