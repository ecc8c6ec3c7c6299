"""The decision record as a PDF, made from one record document and nothing else (`localities.kit.documents.pdf`)."""

from django.template.loader import render_to_string
from weasyprint import Document

from assessment.selection.document.record import RecordDocument, fingerprint, from_json
from localities.kit.documents import pdf


def render(document: RecordDocument) -> bytes:
    """The record as PDF bytes."""
    return pdf.printed(manuscript(document))


def render_content(content: str) -> bytes:
    """The PDF bytes of a frozen record: what a worker is asked for."""
    return render(from_json(content))


def lay_out(document: RecordDocument) -> Document:
    """The record's pages before they are written, for tests of the layout."""
    return pdf.lay_out(manuscript(document))


def manuscript(document: RecordDocument) -> pdf.Manuscript:
    """What the record is printed from."""
    words = render_to_string("pdf/record.html", {"record": document, "fingerprint": fingerprint(document)})
    return pdf.Manuscript(words, document.draft, ("record.css",))
