"""What the NHS renames is a word of the system: no sentence of the code or of a template has one written into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(r"\b(CCG|ICB|STP|ICS|PCT)s?\b")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TOLD_AS_DATA = ("devplans/demo/", "/migrations/")
DEFAULTS = "localities/models/organisations.py"
"""Where the words themselves stand: what they are until somebody changes them."""
NAMES_A_PAPER = "assessment/files/level_check.py"
"""Tells where its numbers are from: a paper keeps its name."""


def code() -> list[Path]:
    found = [path for app in ("config", "localities", "assessment", "devplans") for path in (ROOT / app).rglob("*.py")]
    return [path for path in found if not any(part in path.as_posix() for part in TOLD_AS_DATA)]


def sentences(tree: ast.Module) -> Iterator[str]:
    """Return the texts of a module that are no docstrings: what stands alone tells the reader of the code."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def written_in(path: Path) -> list[str]:
    text = path.read_text()
    texts = sentences(ast.parse(text)) if path.suffix == ".py" else [COMMENT.sub("", text)]
    return [found.group() for part in texts for found in WORD.finditer(part)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", '"""Of the CCG."""\nX = "Ask it."', []),
        ("a.py", '"""Asks."""\nX = f"Ask the CCG of {1}."', ["CCG"]),
        ("a.html", "{# the STP #}<p>{% comment %}of\nthe CCGs{% endcomment %}</p>", []),
        ("a.html", "<p>The CCGs</p>", ["CCGs"]),
    ],
)
def test_a_word_is_found_in_what_people_read(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert written_in(path) == found


def test_no_sentence_has_the_word_written_into_it() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*.*") if path.suffix in (".html", ".txt", ".svg", ".xml")]
    found = {path.relative_to(ROOT).as_posix(): words for path in (*code(), *templates) if (words := written_in(path))}
    assert (found.pop(DEFAULTS), found.pop(NAMES_A_PAPER)) == (["CCG", "CCGs"], ["STP"])
    assert not found
