"""The decision record in print: what it says, the same bytes from the same content, and text of any kind."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import page
import pytest
from pypdf import PdfReader

from assessment.selection.document.pdf import lay_out, render
from assessment.selection.document.record import RecordDocument, fingerprint, from_json, to_json
from localities.kit.documents import pdf
from localities.kit.documents.pdf import Drawings
from tests.assessment.selection.example_record import EMPTY, EXAMPLE
from tests.devplans.document.test_pdf import HOSTILE, ODD, every_text, headings, in_one_line, outside, tags, text_of


def read(document: RecordDocument) -> PdfReader:
    return PdfReader(BytesIO(render(document)))


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(EXAMPLE)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


@pytest.fixture(scope="module")
def text(reader: PdfReader) -> str:
    return text_of(reader)


def test_the_same_content_gives_the_same_bytes(content: bytes) -> None:
    assert render(from_json(to_json(EXAMPLE))) == content


@pytest.mark.parametrize(
    "said",
    [
        "NHS Castle Point and Rochford CCG Decision record Wave 1",
        "Open for applications 1 November 2018, 09:30 to 12 December 2018, 17:30",
        "Rayleigh Not yet 11 January 2019, CCG approver",
        "Hockley Submitted 11 December 2018, 09:30 Withdrawn 8 January 2019, 09:30 Scored by Lay member, Finance lead",
        "Void decision: Selected, confirmed",
        "Applications that were begun and never submitted are not part of this record.",
        "1 Dec 2018, 09:30 Put closing off CCG officer Two localities asked for another week.",
        "Finance lead Not there",
        "20 December 2018. Scores set aside. Took up another post.",
        "Also present: Programme manager, taking notes",
        "Conflict, 9 Jan",
        "9 Jan 2019, 09:30 Closed Lay member Conflict Partner in one of the practices.",
        "Conditions Sign up the seventh practice.",
        "35,015 registered with 6 practices; the list size of 1 is not known",
        "Practice sign-up 5 of 6",
        "Agreed score: 3. A clinical lead and a manager",
        "From 1 to 3, far apart",
        "Find a lead whom all practices support.",
        "Proposed CCG officer, 10 January 2019, 09:30",
    ],
)
def test_it_says(text: str, said: str) -> None:
    assert said in in_one_line(text)


def test_it_prints_the_fingerprint_of_its_content(text: str) -> None:
    assert fingerprint(EXAMPLE) in in_one_line(text)
    assert fingerprint(EMPTY) not in in_one_line(text_of(read(EMPTY)))


def test_it_has_title_language_date_and_an_outline(reader: PdfReader) -> None:
    assert reader.metadata.title == "Wave 1 decision record, NHS Castle Point and Rochford CCG"
    assert reader.metadata.creation_date_raw.startswith("D:20190114")
    assert reader.root_object["/Lang"] == "en-GB"
    assert [one.title for one in headings(reader)] == [
        "Contents",
        "What was decided",
        "How the wave ran",
        "The panel",
        "Benfleet",
        "Canvey Island",
        "Rayleigh",
        "Rochford",
        "Fingerprint",
    ]
    levels = [int(tag[2]) for tag in tags(reader) if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_draft_says_so_across_every_page(text: str) -> None:
    draft = read(replace(EXAMPLE, draft=True, applications=EXAMPLE.applications[1:2]))
    assert len(draft.pages) > 2
    assert all("DRAFT" in sheet.extract_text() for sheet in draft.pages)
    assert "DRAFT" not in text


@pytest.mark.parametrize("document", [EXAMPLE, EMPTY], ids=["four applications", "nothing yet"])
def test_it_is_accessible(document: RecordDocument, content: bytes) -> None:
    printed = content if document is EXAMPLE else render(document)
    report = page.validate_pdf_bytes(printed, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_text_never_breaks_the_layout_or_the_file(odd: str) -> None:
    layout = lay_out(every_text(replace(EXAMPLE, applications=EXAMPLE.applications[1:2]), odd))
    assert outside(layout) == []
    content = layout.write_pdf(finisher=pdf.finish, pdf_variant=pdf.VARIANT)
    assert page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize("long", ["Because we said so. ", "5", "Line\n"], ids=["text", "word", "lines"])
def test_texts_at_their_limits_flow_over_pages(long: str) -> None:
    def full(length: int) -> str:
        return f"{(long * length)[: length - 9]} The end."

    one = EXAMPLE.applications[2]
    criterion = one.criteria[0]
    scores = tuple(replace(score, comment=full(2000)) for score in criterion.scores)
    decision = replace(one.decision, reasons=full(5000), work_on=full(5000), feedback=full(5000))
    application = replace(
        one,
        decision=decision,
        criteria=(replace(criterion, scores=scores, note=full(2000)),),
        declarations=tuple(replace(declared, note=full(1000)) for declared in one.declarations),
        known=replace(one.known, geography=full(2000)),
    )
    step = replace(EXAMPLE.steps[0], why=full(2000))
    layout = lay_out(replace(EXAMPLE, applications=(application,), steps=(step,), also_present=full(1000)))
    assert outside(layout) == []
    said = in_one_line(text_of(PdfReader(BytesIO(layout.write_pdf()))))
    assert said.count("The end.") == 3 + 3 + 1 + 3 + 1 + 1 + 1


def test_typed_markup_is_shown_as_text_and_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fetch = Drawings.fetch
    monkeypatch.setattr(
        Drawings, "fetch", lambda self, url, headers=None: asked.append(url) or fetch(self, url, headers)
    )
    found = read(every_text(replace(EXAMPLE, draft=True), HOSTILE))
    assert set(asked) == {"drawing:draft"}
    assert not found.attachments
