"""What is made of two frozen contents is made once, and of these two alone."""

from __future__ import annotations

from dataclasses import replace

from devplans.document.plan import to_json
from devplans.pages.compared import compared
from tests.devplans.example_document import EXAMPLE


def test_two_contents_are_compared_once_and_in_their_order() -> None:
    assert EXAMPLE.on_a_page
    old = to_json(EXAMPLE)
    new = to_json(replace(EXAMPLE, on_a_page=replace(EXAMPLE.on_a_page, summary="Other words.")))
    found = compared(new, old)
    assert compared(f"{new}", f"{old}") is found
    [difference] = found.differences["on_a_page"]
    assert difference.after == "Other words."
    assert compared(old, new).differences["on_a_page"][0].before == "Other words."


def test_alone_a_content_has_all_its_sections_and_no_differences() -> None:
    found = compared(to_json(EXAMPLE), "")
    assert found.differences == {}
    assert found.content.keys() == found.headings.keys() - {"sign_off"}
