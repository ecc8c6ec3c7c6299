"""A section on a page is that of the PDF: every field has words, and what changed is marked in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument
from devplans.pages.paper import Paper, shown, text_of
from devplans.pages.paper_changes import mark_changes
from devplans.rules.sections import SECTIONS
from tests.devplans.example_document import EXAMPLE

FOLLOWS = {"key", "code", "number", "mean", "band", "answered", "actions", "was_due", "better"}
"""What names a row for the machine, or follows from the rest, as `devplans.document.in_words` leaves it out too."""

SAID_ELSEWHERE = {
    ("where", "diagnostic"): "the title of the diagnostic stands beside the plan",
    ("capacity", "practices.ods_code"): "the code stands with the practices, in the contents",
    ("money", "groups.section"): "the section's own title stands over its lines",
    ("estates", "hub.summary"): "the model that was chosen stands among those it is compared with",
    ("estates", "hub.advantages"): "the same",
    ("estates", "hub.disadvantages"): "the same",
    ("capacity", "figures_why"): "only where they differ from the practices': asked below",
    ("capacity", "closing.what_ifs.why_not"): "only where there is no figure: asked below",
}
BY_CODE = {section.code: section for section in SECTIONS}


def _other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1 if value < 4 else value - 1
    if isinstance(value, Decimal):
        return value + 7
    if isinstance(value, date):
        return value + timedelta(days=400)
    if isinstance(value, str):
        return f"{value} Otherwise"
    return None


def _changed(thing: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The thing once for each field that it says, that field with another value; `path` names it."""
    for field in fields(thing):
        value, here = getattr(thing, field.name), f"{path}.{field.name}"
        if field.name in FOLLOWS:
            continue
        if is_dataclass(value):
            yield from ((name, replace(thing, **{field.name: other})) for name, other in _changed(value, here))
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for at, row in enumerate(value):
                for name, other in _changed(row, here):
                    yield name, replace(thing, **{field.name: (*value[:at], other, *value[at + 1 :])})
        elif isinstance(value, tuple) and value:
            yield here, replace(thing, **{field.name: (_other(value[0]), *value[1:])})
        elif (other := _other(value)) is not None:
            yield here, replace(thing, **{field.name: other})


def html(document: PlanDocument, code: str) -> str:
    return str(shown(Paper(document).section(BY_CODE[code])))


@pytest.mark.parametrize("code", [code for code in BY_CODE if getattr(EXAMPLE, code)])
def test_every_field_of_a_section_has_words(code: str) -> None:
    whole, said, every = html(EXAMPLE, code), set(), set()
    for path, other in _changed(getattr(EXAMPLE, code)):
        every.add(path)
        if path not in said and html(replace(EXAMPLE, **{code: other}), code) != whole:
            said.add(path)
    assert {path for path in every - said if (code, path.removeprefix(".")) not in SAID_ELSEWHERE} == set()


def test_what_stands_only_where_there_is_cause_has_words_too() -> None:
    capacity = EXAMPLE.capacity
    first, *others = capacity.closing.what_ifs
    closing = replace(capacity.closing, what_ifs=(replace(first, remaining=None, why_not="Nobody knows"), *others))
    other = replace(capacity, gp_fte=capacity.gp_fte + 5, figures_why="A practice joins in May", closing=closing)
    page = html(replace(EXAMPLE, capacity=other), "capacity")
    assert "Nobody knows" in page
    assert "A practice joins in May" in page


def test_what_was_frozen_before_reads_as_it_did() -> None:
    """Only the assumptions that were changed, and only the hub model that was chosen."""
    capacity = replace(EXAMPLE.capacity, changed=EXAMPLE.capacity.assumptions, assumptions=())
    assert "Assumptions that we changed" in html(replace(EXAMPLE, capacity=capacity), "capacity")
    page = html(replace(EXAMPLE, estates=replace(EXAMPLE.estates, options=())), "estates")
    assert EXAMPLE.estates.hub.summary in page
    assert EXAMPLE.estates.hub.disadvantages[0] in page


def marked(code: str, before: Any, after: Any) -> str:
    tree = Paper(replace(EXAMPLE, **{code: after})).section(BY_CODE[code])
    mark_changes(Paper(replace(EXAMPLE, **{code: before})).section(BY_CODE[code]), tree)
    return str(shown(tree))


def test_a_cell_that_changed_shows_both_and_its_row_says_so() -> None:
    risks = EXAMPLE.risks
    first, *others = risks.rows
    other = replace(first, owner="Somebody else", cause="quite another cause")
    page = marked("risks", risks, replace(risks, rows=(other, *others)))
    assert page.count("is-changed") == 1
    assert '<del><span class="nhsuk-u-visually-hidden">was </span>' in page
    assert '<ins><span class="nhsuk-u-visually-hidden"> now </span>' in page
    assert '<span class="app-mark">Changed</span>' in page
    assert "is-added" not in page  # the key says that it is the same row under another name


def test_rows_that_came_and_went_stand_in_their_places() -> None:
    risks = EXAMPLE.risks
    fresh = replace(risks.rows[0], key=5555, cause="something new")
    page = marked("risks", risks, replace(risks, rows=(*risks.rows[1:], fresh)))
    assert page.count("is-removed") == page.count("is-added") == 1
    assert page.count("is-changed") == 0
    assert page.index("is-removed") < page.index("is-added")


def test_a_number_that_moves_on_is_no_change() -> None:
    actions = EXAMPLE.actions
    rows = tuple(replace(row, number=row.number - 1) for row in actions.rows[1:])
    page = marked("actions", actions, replace(actions, rows=rows))
    assert (page.count("is-removed"), page.count("is-changed")) == (1, 0)


def test_sentences_and_sums_are_marked_too() -> None:
    page = marked("on_a_page", EXAMPLE.on_a_page, replace(EXAMPLE.on_a_page, summary="Other words altogether"))
    assert "Other words altogether" in page
    staffing = EXAMPLE.staffing
    totals = replace(staffing.totals, extra_fte=staffing.totals.extra_fte + 5)
    page = marked("staffing", staffing, replace(staffing, totals=totals))
    assert 'class="total is-changed"' in page
    gone = replace(EXAMPLE.level, uncovered_why=None)
    before = replace(EXAMPLE.level, uncovered_why="It waits for the hub")
    assert "was </span>Why some of it has no action yet: It waits for the hub" in marked("level", before, gone)


def test_what_is_the_same_has_no_mark() -> None:
    for code in BY_CODE:
        section = getattr(EXAMPLE, code)
        if section is not None:
            page = marked(code, section, section)
            assert "<del" not in page
            assert "app-mark" not in page


def test_a_section_with_nothing_in_it_says_so_and_one_that_a_plan_need_not_have_is_not_there() -> None:
    assert "None recorded, because: Done &lt;last&gt; year" in html(
        replace(EXAMPLE, digital=NotNeeded(because="Done <last> year")), "digital"
    )
    assert "None recorded, and no reason is given." in html(replace(EXAMPLE, risks=None), "risks")
    assert html(replace(EXAMPLE, level=None), "level") == "<div></div>"


def test_what_people_typed_stays_text() -> None:
    hostile = '<script>alert(1)</script> & "\N{NO-BREAK SPACE}\x0b\ufffe <br> <img src=x onerror=1>'
    page = html(replace(EXAMPLE, on_a_page=replace(EXAMPLE.on_a_page, summary=hostile)), "on_a_page")
    assert "<script" not in page
    assert "onerror=1&gt;" in page
    assert page.count("<img") == html(EXAMPLE, "on_a_page").count("<img")


def test_pages_have_no_style_of_their_own_and_name_their_cells() -> None:
    for code in BY_CODE:
        page = html(EXAMPLE, code)
        assert "style=" not in page.replace("data:image", "").split("data:image")[0] or code in ("where",)
        assert 'src="drawing:' not in page
    tree = Paper(EXAMPLE).section(BY_CODE["risks"])
    cells = [cell.get("data-label") for cell in tree.findall(".//tbody/tr/td")]
    assert set(cells) == {"Score", "What we do about it", "Who answers for it"}
    assert text_of(tree).startswith("What could go wrong")


def test_a_drawing_stays_when_what_it_says_changes() -> None:
    digital = EXAMPLE.digital
    first, *others = digital.rows
    page = marked("digital", digital, replace(digital, rows=(replace(first, impact=1, feasibility=1), *others)))
    assert page.count("<img") == html(EXAMPLE, "digital").count("<img")
    assert page.count("is-changed") == 1


def test_a_sentence_between_others_is_paired_with_the_one_it_was() -> None:
    capacity = EXAMPLE.capacity
    other = replace(
        capacity.closing, gps_to_close=capacity.closing.gps_to_close + 3, remaining_why="Quite new words here"
    )
    page = marked(
        "capacity",
        replace(capacity, closing=replace(capacity.closing, remaining_why="")),
        replace(capacity, closing=other),
    )
    assert page.count("Closing the whole gap with GPs would take") == 1
