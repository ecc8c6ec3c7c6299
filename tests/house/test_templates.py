"""Templates are code: no line over 120 columns, and a formatter that changes nothing people read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates"
COLUMNS = 120
PAGES = sorted(ROOT.rglob("*.html"))
KEEPS_LINES = re.compile(
    r"""<(\w+)\ [^>]*class="[^"]*\b(?:app-change|app-lines|app-text|said)\b[^>]*>   # an element that shows line breaks
        (?:\s*\n | (?:(?!</\1>).)*\n\s*</\1>)""",  # and one right after its start or right before its end
    re.VERBOSE | re.DOTALL,
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_line_is_too_long(page: Path) -> None:
    """Those of text e-mails are paragraphs, so they are as long as they are."""
    long = [number for number, line in enumerate(page.read_text().splitlines(), 1) if len(line) > COLUMNS]
    assert not long, f"over {COLUMNS} columns: lines {long}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_people_typed_gains_no_empty_line(page: Path) -> None:
    """Such an element (`white-space: pre-line`) stands on one line with what it holds."""
    assert not KEEPS_LINES.search(page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_is_filled_in_is_a_field_of_a_form(page: Path) -> None:
    """The form pack and components write inputs: elsewhere they go without a label, an error or a hint."""
    if page.parent.name not in ("nhsuk", "components"):
        assert not re.search(r"<(?:input|textarea|select)\b", page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_title_says_that_something_is_wrong_in_one_way(page: Path) -> None:
    """Before the title, in the block `error` of base.html: a title that says it too says it twice."""
    assert "Error:" not in "".join(re.findall(r"{% block title %}(.*?){% endblock %}", page.read_text(), re.DOTALL))


@pytest.mark.parametrize("broken", ['<p class="said">\n{{ text }}</p>', '<p class="app-lines">{{ text }}\n</p>'])
def test_an_empty_line_is_found(broken: str) -> None:
    assert KEEPS_LINES.search(broken)
