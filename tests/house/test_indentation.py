"""What is sent has no indentation, and shows the same as if it had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from config.templates import without_indentation
from tests.flat import flat

FOLDER = Path(settings.BASE_DIR) / "templates"
HTML = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
SHOWN_AS_IT_STANDS = re.compile(r"<(pre|textarea)\b.*?</\1>", re.DOTALL)


def test_lines_begin_at_the_edge_and_stay_lines() -> None:
    assert without_indentation("<p>\n    One\n\t <b>two</b>\n\n</p>\n") == "<p>\nOne\n<b>two</b>\n\n</p>\n"


@pytest.mark.parametrize("element", ["textarea", "pre"])
def test_nothing_is_taken_where_white_space_shows(element: str) -> None:
    source = f'<p>\n  <{element} rows="3"\n   >\n  one\n   two</{element}>\n  </p>'
    assert without_indentation(source) == f'<p>\n<{element} rows="3"\n   >\n  one\n   two</{element}>\n</p>'


@pytest.mark.parametrize("template", HTML)
def test_a_template_says_the_same(template: str) -> None:
    source = (FOLDER / template).read_text()
    sent = without_indentation(source)
    assert flat(sent) == flat(source)
    assert sent.count("\n") == source.count("\n")
    kept = [found[0] for found in SHOWN_AS_IT_STANDS.finditer(source)]
    assert [found[0] for found in SHOWN_AS_IT_STANDS.finditer(sent)] == kept
    assert sent == get_template(template).template.source  # type: ignore[attr-defined]


def test_a_page_is_sent_without_indentation(db: None) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert "\n<form " in page
    assert not re.search(r"^[ \t]{2}", page, re.MULTILINE)


def test_texts_of_e_mails_stay_as_they_are_written() -> None:
    for path in FOLDER.rglob("*.txt"):
        name = str(path.relative_to(FOLDER))
        assert get_template(name).template.source == path.read_text()  # type: ignore[attr-defined]
