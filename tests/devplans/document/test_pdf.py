import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

import page
import pytest
from pypdf import PdfReader
from weasyprint import HTML, Document
from weasyprint.formatting_structure.boxes import Box, PageBox, ParentBox, TextBox

from devplans.document.content.capacity import GapFigure
from devplans.document.content.shared import NotNeeded
from devplans.document.pdf import lay_out, manuscript, render
from devplans.document.plan import DecisionRow, Move, PlanDocument, from_json, to_json
from devplans.document.sections import sections_of
from devplans.models.plan import (
    DECISION_COUNT,
    DECISION_LENGTH,
    MOVE_COUNT,
    MOVE_TEXT_LENGTH,
    MOVE_TITLE_LENGTH,
    SUMMARY_LENGTH,
)
from devplans.rules.money import pounds
from localities.kit.documents import pdf
from localities.kit.documents.pdf import Drawings
from tests.devplans.example_document import EXAMPLE, SMALL, action, with_actions
from tests.pdfs import as_read

WORDS = "appointment "
HOSTILE = (
    '<img src="http://127.0.0.1:1/"><link rel=attachment href="file:///etc/passwd">'
    '<style>@import "http://127.0.0.1:1/a.css";</style><script>1</script>"\'>&#1;'
    '{{ plan }}{% now "Y" %}</table></section>'
)
TOGETHER = (
    "a\x00b\x01c\x0bd\x1fe\x7ff\x9f\ufffeg\ud800h",  # control characters
    "appointments" * 7,  # a very long word
    "👩🏽\u200d⚕\ufe0f 🏥 🏴\U000e0067\U000e0062\U000e007f",
    "汉字 かな 한국어 हिन्दी ਪੰਜਾਬੀ বাংলা தமிழ் አማርኛ ไทย",
    "\ue000 \U00013000 \U0010fffd",  # no font has them
    "Z" + "\u0301" * 40,  # combining marks
)
ODD = {
    "of every kind": "\n".join(TOGETHER),
    "right to left": "שלום עולם, مرحبا بالعالم and on",
    "blanks and new lines": " \n\n\t \r\n\n ",
}
"""What people may type, by what is odd about it. A text is a line of its own and stands at every place."""


def every_text(value: Any, text: str) -> Any:
    """The same plan document with one text in place of every text in it."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(every_text(item, text) for item in value)
    if is_dataclass(value):
        return replace(value, **{field.name: every_text(getattr(value, field.name), text) for field in fields(value)})
    return value


def read(document: PlanDocument) -> PdfReader:
    return PdfReader(BytesIO(render(document)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def words_of(document: PlanDocument) -> str:
    """What is printed, before it is laid out: for tests that ask nothing of the pages."""
    return as_read(manuscript(document).words)


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def compliant(content: bytes) -> page.ValidationReport:
    return page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)


def unanswered() -> PlanDocument:
    areas = tuple(
        replace(
            area,
            answered=0,
            mean=None,
            band="",
            domains=tuple(replace(row, today=None, target=None, last=None) for row in area.domains),
        )
        for area in SMALL.where.areas
    )
    return replace(SMALL, level_now=0, where=replace(SMALL.where, areas=areas, before=None))


def left_out() -> PlanDocument:
    """The small example with no levers chosen, a hub model without schemes, and sections that it does not need."""
    return replace(
        SMALL,
        level=replace(SMALL.level, uncovered_why="The hub comes first."),
        capacity=replace(SMALL.capacity, closing=None, practices=(), changed=()),
        staffing=NotNeeded(because="The neighbours’ team serves us too."),
        estates=replace(SMALL.estates, schemes=()),
        digital=NotNeeded(because="Done last year."),
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(EXAMPLE)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


@pytest.fixture(scope="module")
def sheets(reader: PdfReader) -> list[str]:
    """What each page says."""
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.fixture(scope="module")
def text(sheets: list[str]) -> str:
    return in_one_line("\n".join(sheets))


@pytest.mark.parametrize(
    "said",
    [
        "Locality development plan Canvey Island",
        "Level 1, working towards Level 2",
        "5, with 27,866 registered patients",
        "This is a draft. Nobody has approved it",
        "Build a shared clinical team: Pharmacists",
        "Put the hub refit (£1.20m) into the CCG's capital pipeline",
        "5 of 15 things that Level 2 asks for are there, 14 when this plan is done",
        "15 have moved on, 8 are where they were and 1 has moved back",
        "Care delivery 29 of 100: Developing; 11 of 11 answered",
        "Locality manager, Canvey Island, Action lead 24 May 2019 Not started",
        "Due by 28 Jun 2019: the licence starts in April",
        "A&E attendance rate Core measure, attendances per 1,000 patients a year 312, Dec 2018 297 Mar 2020",
        "Evidence: Four-week count, January 2019",
        "5 practices gave their view: 1 at position 1, 3 at position 2, 1 at position 3",
        "Gap between demand and capacity: 22% (31 Jan 2019, locality model); suggests 1.",
        "612.9 appointments a week short today, 22.4% of need",
        "211 still short in 2021/22 with this plan, 866 without it",
        "6.4 FTE more staff, £270,700 a year",
        "£1,927,900 in its years: £179,600 committed, £1,748,300 asked for",
        "With this plan, a gap of 211 a week, 7.1% of need would be left",
        "Wider workforce −506 4.5 full-time clinical staff × 112.5",
        "Figures are rounded, so they do not add up exactly",
        "Half of the extra posts are filled 464 15.5%",
        "Gap in the worst case 1,768 59.2%",
        "Appointments a full-time GP offers, a week 124 125 Strategy of 2018, section 2 Here: Our count of",
        "Clinical practitioner, counted as wider workforce",
        "– 1.5 1.5 Oct 2019 72,000 NHS England programme",
        "All staff 41.9 6.4 48.3 270,700",
        "In its years the plan costs £1,927,900. £179,600 is committed",
        "CCG, recurrent – – +148,300 – +244,300 – +148,300",
        "Hub model: Separate practices with a physical hub",
        "In the estates pipeline: Health Hub, £1.2m",
        "All schemes 1,600,000 128,000",
        "Estate together 530,000 1,070,000 96,000",
        "All initiatives whose cost is known 57,200",
        "The CCG will Who answers for it By",
        "Pay for the online consultation licence and its set-up Tools and their funding. Offer: Help to try new ideas",
        "Still to be named No date yet",
        "4 × 4 = 16",
    ],
)
def test_it_says(text, said):
    assert said in text


def test_the_same_document_gives_the_same_bytes(content):
    assert render(from_json(to_json(EXAMPLE))) == content


def test_it_has_a_title_language_author_and_date(reader):
    assert (
        reader.metadata.title == "Canvey Island locality development plan, April 2019 to March 2021, version 1, draft"
    )
    assert reader.metadata.author == "Canvey Island locality and NHS Castle Point and Rochford CCG"
    assert reader.metadata.creation_date_raw.startswith("D:20190329")
    assert reader.root_object["/Lang"] == "en-GB"


def test_every_page_but_the_cover_says_which_it_is(sheets):
    for number, sheet in enumerate(sheets[1:], start=2):
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "Version 1, draft, 29 March 2019" in sheet


def test_contents_name_the_pages_on_which_sections_begin(reader, sheets):
    listed = dict(re.findall(r"^(?:\d+\s|Annex\s)?([^\d\n]+?) *(\d+)$", sheets[1], re.MULTILINE))
    begins = {item.title: reader.get_destination_page_number(item) + 1 for item in headings(reader)}
    for numbered in sections_of(EXAMPLE):
        assert int(listed[numbered.section.title]) == begins[numbered.heading]


def headings(reader: PdfReader) -> list[Any]:
    return [item for item in reader.outline if not isinstance(item, list)]


def test_the_outline_has_every_section_in_order(reader):
    assert [item.title for item in headings(reader)] == [
        "Contents",
        *(numbered.heading for numbered in sections_of(EXAMPLE)),
    ]


def test_headings_start_at_one_and_skip_no_level(reader):
    levels = [int(tag[2]) for tag in tags(reader) if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def tags(reader: PdfReader) -> list[str]:
    return [item["/S"] for item in elements(reader)]


def elements(reader: PdfReader) -> list[Any]:
    """The structure elements in the order of reading."""
    found, waiting = [], [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if "/S" in node:
            found.append(node)
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        waiting += [kid for kid in reversed(kids) if not isinstance(kid.get_object(), int)]
    return found


def test_every_strip_says_in_words_what_it_shows(reader):
    figures = [item["/Alt"] for item in elements(reader) if item["/S"] == "/Figure"]
    assert "Develop the team: today 2, target 4, last time 1, needed 3" in figures
    assert "4 levels. Now: Level 1. Aimed for: Level 2." in figures
    assert len([said for said in figures if ": today" in said]) == 24


def test_every_chart_says_in_words_what_it_shows(reader):
    figures = [item["/Alt"] for item in elements(reader) if item["/S"] == "/Figure"]
    assert any(said.startswith("Appointments a week. Gap today: 613; Growth to 2021/22: +253;") for said in figures)
    assert any("6 Linked phone system: impact 4, feasibility 2" in said for said in figures)


def test_header_cells_say_what_they_head(reader):
    scopes = {item["/A"].get("/Scope") for item in elements(reader) if item["/S"] == "/TH"}
    assert scopes == {"/Row", "/Column"}


@pytest.mark.parametrize(
    "document",
    [EXAMPLE, replace(SMALL, draft=False, status="Approved"), with_actions(), unanswered(), left_out()],
    ids=["example", "approved", "no actions", "nothing answered", "left out"],
)
def test_it_is_accessible(document, content):
    report = compliant(content if document is EXAMPLE else render(document))
    assert report.is_compliant, report


def test_a_draft_says_so_across_every_page_and_an_approved_plan_does_not(sheets):
    approved = replace(SMALL, draft=False, status="Approved")
    assert all("DRAFT" in sheet for sheet in sheets)
    assert "DRAFT" not in text_of(read(approved))


def test_without_actions_it_says_so_and_nothing_is_left_dangling():
    said = words_of(with_actions())
    assert "No actions have been chosen yet." in said
    assert "0 actions" in said


def test_forty_actions_keep_their_order_and_numbers():
    said = words_of(with_actions(*(action(number) for number in range(1, 41))))
    assert "40 actions: the first due 24 May 2019, the last 29 January 2021" in said
    assert "40 Move all practices to one triage process" in said


def test_an_unanswered_diagnostic_is_not_a_score():
    said = words_of(unanswered())
    assert "Delivery support no score yet; 0 of 3 answered" in said
    assert said.count("Not answered") >= 3
    assert "Level now Working towards Level 1" in said


def test_a_section_with_nothing_in_it_stays_and_says_so():
    said = words_of(replace(SMALL, metrics=None, level=None, capacity=None, risks=None))
    assert said.count("None recorded, and no reason is given.") == 3
    assert "8 Outcome metrics None recorded" in said
    assert "The level, and what moves us on" not in said
    assert "How we will know" not in said
    assert "appointments a week short" not in said
    assert "3 Staff and skill mix" in said


def test_a_section_that_is_not_needed_says_why():
    said = words_of(left_out())
    assert "None recorded, because: The neighbours’ team serves us too." in said
    assert "What the plan does about it has not been chosen yet." in said
    assert "FTE more staff" not in said
    assert "Why some of it has no action yet: The hub comes first." in said
    assert "The CCG will Who answers for it By Nothing promised yet." in said


def test_a_surplus_is_not_a_gap():
    surplus = GapFigure(appointments=Decimal("-120.5"), share=Decimal("-4.4"))
    closing = replace(SMALL.capacity.closing, remaining=surplus, gps_to_close=Decimal("-1.2"))
    said = words_of(replace(SMALL, capacity=replace(SMALL.capacity, gap=surplus, closing=closing)))
    assert "120.5 appointments a week more than needed today, 4.4% of need" in said
    assert "a surplus of 120.5 a week, 4.4% of need" in said
    assert "As planned 120.5 surplus 4.4%" in said
    assert "No more GPs than today’s are needed" in said
    assert "Where unmet need goes" not in said


def test_forty_rows_of_everything_flow_over_pages():
    costs = EXAMPLE.money.groups[0]
    many = replace(
        SMALL,
        capacity=replace(EXAMPLE.capacity, practices=EXAMPLE.capacity.practices * 8),
        staffing=replace(EXAMPLE.staffing, groups=EXAMPLE.staffing.groups * 6),
        estates=replace(EXAMPLE.estates, schemes=EXAMPLE.estates.schemes[:1] * 40),
        digital=replace(
            EXAMPLE.digital, rows=tuple(replace(EXAMPLE.digital.rows[0], number=number) for number in range(1, 41))
        ),
        commitments=replace(EXAMPLE.commitments, locality=EXAMPLE.commitments.locality * 14),
        money=replace(EXAMPLE.money, groups=(replace(costs, rows=costs.rows[:1] * 40),)),
        risks=replace(EXAMPLE.risks, rows=EXAMPLE.risks.rows * 10),
        annex=None,
    )
    layout = lay_out(many)
    assert outside(layout) == []
    said = in_one_line(text_of(PdfReader(BytesIO(layout.write_pdf()))))
    assert "All schemes 48,000,000 3,840,000" in said
    assert f"Staff and skill mix together – {pounds(many.money.total.years[1].total)}" in said
    assert "+35" in said


@pytest.mark.parametrize("length", [500, 1000])
def test_long_texts_of_the_numbers_flow_over_pages(length):
    long = (WORDS * 100)[:length]
    layout = lay_out(
        replace(
            SMALL,
            risks=replace(SMALL.risks, rows=(replace(SMALL.risks.rows[0], mitigation=long),)),
            estates=replace(SMALL.estates, schemes=(replace(SMALL.estates.schemes[0], progress=long),)),
            digital=replace(SMALL.digital, rows=(replace(SMALL.digital.rows[0], description=long),)),
            annex=None,
        )
    )
    assert outside(layout) == []


def test_plan_on_a_page_stays_on_one_page_at_its_limits():
    full = replace(
        EXAMPLE.on_a_page,
        summary=(WORDS * 30)[:SUMMARY_LENGTH],
        moves=(Move(title=(WORDS * 9)[:MOVE_TITLE_LENGTH], text=(WORDS * 20)[:MOVE_TEXT_LENGTH]),) * MOVE_COUNT,
        decisions=tuple(
            DecisionRow(key=key, words=(WORDS * 20)[:DECISION_LENGTH], amount=Decimal(200_000_000))
            for key in range(DECISION_COUNT)
        ),
    )
    reader = read(replace(EXAMPLE, on_a_page=full, actions=SMALL.actions, annex=None))
    pages = {item.title: reader.get_destination_page_number(item) for item in headings(reader)}
    assert pages["1\u2002Where we are"] == pages["Plan on a page"] + 1


def boxes(box: Box) -> Iterator[Box]:
    yield box
    if isinstance(box, ParentBox):
        for child in box.children:
            yield from boxes(child)


def outside(layout: Document) -> list[str]:
    """The texts that reach over the right edge of what their page may hold."""
    sheets: list[PageBox] = [sheet._page_box for sheet in layout.pages]
    return [
        box.text
        for sheet in sheets
        for box in boxes(sheet)
        if isinstance(box, TextBox) and box.position_x + box.width > sheet.content_box_x() + sheet.width + 1
    ]


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_text_never_breaks_the_layout_or_the_file(odd):
    layout = lay_out(every_text(SMALL, odd))
    assert outside(layout) == []
    content = layout.write_pdf(finisher=pdf.finish, pdf_variant=pdf.VARIANT)
    assert compliant(content).is_compliant


def test_what_is_written_from_right_to_left_begins_on_the_right():
    layout = lay_out(
        replace(
            SMALL,
            on_a_page=replace(
                SMALL.on_a_page, summary="שלום עולם", decisions=(DecisionRow(key=1, words="Hello مرحبا"),)
            ),
        )
    )
    found = {
        box.text: (box.position_x, box.position_x + box.width)
        for sheet in layout.pages
        for box in boxes(sheet._page_box)
        if isinstance(box, TextBox) and box.text in ("שלום עולם", "Hello مرحبا")
    }
    left, right = found["שלום עולם"]
    assert 500 < left < right  # in CSS pixels: the lead's line ends at 665
    assert found["Hello مرحبا"][0] < 120


@pytest.mark.parametrize("notes", ["What was said. " * 332, "5" * 4990, "Line\n" * 998], ids=["text", "word", "lines"])
def test_long_notes_flow_over_pages(notes):
    group = SMALL.annex.groups[0]
    row = replace(group.rows[0], agreed=f"{notes} The end.")
    layout = lay_out(replace(SMALL, annex=replace(SMALL.annex, groups=(replace(group, rows=(row,)),))))
    assert outside(layout) == []
    assert "The end." in text_of(PdfReader(BytesIO(layout.write_pdf())))


def test_typed_markup_is_shown_as_text_and_fetches_nothing(monkeypatch):
    asked = []
    fetch = Drawings.fetch
    monkeypatch.setattr(
        Drawings, "fetch", lambda self, url, headers=None: asked.append(url) or fetch(self, url, headers)
    )
    reader = read(every_text(SMALL, HOSTILE))
    assert asked
    assert all(url.startswith("drawing:") for url in asked)
    assert "/Names" not in reader.root_object or "/EmbeddedFiles" not in reader.root_object["/Names"]
    assert "http://127.0.0.1:1/" in in_one_line(text_of(reader)).replace(" ", "")
    assert not any(
        "/URI" in note.get_object().get("/A", {}) for sheet in reader.pages for note in sheet.get("/Annots", [])
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "file:///etc/passwd", "data:text/plain,a", "drawing:other"])
def test_only_its_own_drawings_are_served(url):
    drawings = Drawings({"drawing:levels": "<svg/>"})
    assert drawings.fetch("drawing:levels").read() == b"<svg/>"
    with pytest.raises(ValueError, match="Not a drawing of this document"):
        drawings.fetch(url)


def test_even_markup_that_slipped_through_could_attach_nothing():
    slipped = f'<html lang="en"><title>t</title>{HOSTILE}<p>text</p>'
    reader = PdfReader(BytesIO(HTML(string=slipped, url_fetcher=Drawings({})).write_pdf()))
    assert not reader.attachments
