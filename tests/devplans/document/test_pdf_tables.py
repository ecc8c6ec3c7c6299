"""Tables over several pages: one table in the tags, headings on each page, rows whole where they can be."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfReader

from devplans.document import pdf
from devplans.document.plan import PlanDocument
from tests.devplans.document.test_pdf import elements
from tests.devplans.example_document import EXAMPLE, SMALL, action

ACTIONS_HEAD = ("No.", "What and why", "Who", "By, status")


def forty_actions() -> PlanDocument:
    """40 actions; one takes more than a page of text, another more than two pages of short lines."""
    rows = [action(number) for number in range(1, 41)]
    rows[3] = replace(rows[3], detail="We meet every week and look at the list of patients. " * 160)
    rows[20] = replace(rows[20], detail="a\n" * 150)
    return replace(SMALL, actions=replace(EXAMPLE.actions, rows=tuple(rows)))


DOCUMENT = forty_actions()


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf.render(DOCUMENT)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


@pytest.fixture(scope="module")
def tags(reader: PdfReader) -> list[Any]:
    return elements(reader)


@pytest.mark.parametrize(("tag", "word"), [("/Table", "<table"), ("/THead", "<thead"), ("/TR", "<tr"), ("/TH", "<th")])
def test_each_table_row_and_heading_is_there_once_in_the_tags(tags: list[Any], tag: str, word: str) -> None:
    words = pdf.manuscript(DOCUMENT).words.replace("<thead", "<THEAD" if word == "<th" else "<thead")
    assert sum(item["/S"] == tag for item in tags) == words.count(word)


def test_each_cell_names_headings_that_are_in_the_tree(tags: list[Any]) -> None:
    names = [item["/ID"] for item in tags if item["/S"] == "/TH"]
    assert len(set(names)) == len(names)
    named = {name for item in tags if item["/S"] == "/TD" for name in item["/A"].get("/Headers", [])}
    assert named
    assert named <= set(names)


def test_every_tag_knows_its_parent(tags: list[Any]) -> None:
    for item in tags:
        kids = item["/K"] if isinstance(item["/K"], list) else [item["/K"]]
        for kid in kids:
            found = kid.get_object()
            if not isinstance(found, int) and "/S" in found:
                assert found["/P"].get_object() == item


def test_a_broken_row_is_read_to_its_end_before_the_next(tags: list[Any]) -> None:
    (table,) = [item for item in tags if item["/S"] == "/Table" and len(rows_of(item)) == 41]
    assert [len(row["/K"]) for row in rows_of(table)] == [len(ACTIONS_HEAD)] * 41
    pages = {kid.get_object().raw_get("/Pg").idnum for kid in rows_of(table)[4]["/K"][1].get_object()["/K"]}
    assert len(pages) >= 2, "the tall row's text lies on several pages"


def rows_of(table: Any) -> list[Any]:
    return [row.get_object() for group in table["/K"] for row in group.get_object()["/K"]]


def test_it_stays_accessible(content: bytes) -> None:
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_the_headings_stand_on_every_page_of_the_table_also_beside_a_tall_row(reader: PdfReader) -> None:
    texts = [sheet.extract_text() for sheet in reader.pages[2:] if "Actions by due date" in sheet.extract_text()]
    assert len(texts) > 7
    for text in texts[1:]:  # on the first the section before it ends
        assert all(word in text for word in ACTIONS_HEAD)


def test_figures_never_break_inside_the_number() -> None:
    lines = EXAMPLE.staffing.groups[0].rows[0]
    row = replace(lines, cost_a_year=99_999_999, cost_per_fte=99_999_999)
    group = replace(EXAMPLE.staffing.groups[0], rows=(row,))
    many = replace(SMALL, staffing=replace(EXAMPLE.staffing, groups=(group,)), annex=None)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf.render(many))).pages)
    assert text.count("99,999,999") == 2
