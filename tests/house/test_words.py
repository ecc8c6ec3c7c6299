"""What the NHS renames is a word of the system: no sentence of the code or of a template has one written into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"\b(CCG|ICB|STP|ICS|PCT)s?\b")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TOLD_AS_DATA = ("devplans/demo/", "/migrations/")
DEFAULTS = "localities/rules/words.py"
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


GUIDES = ROOT / "assessment/guides"
OF_ITS_TIME = "locality-development-guide.yaml"
"""Version 1.0 was published before guides could leave a place for a word, and what is published never changes."""
NAMES_PAPERS = {"source", "sources"}


def texts_of(entry: object, key: str = "") -> Iterator[str]:
    """Every text of a guide's file but where it names papers and explains the words of its time."""
    if isinstance(entry, str):
        yield from () if key in NAMES_PAPERS else (entry,)
    elif isinstance(entry, list):
        yield from (text for item in entry for text in texts_of(item, key))
    elif isinstance(entry, dict):
        yield from (text for name, item in entry.items() for text in texts_of(item, name))


@pytest.mark.parametrize("path", [path for path in GUIDES.rglob("*.yaml") if path.name != OF_ITS_TIME], ids=str)
def test_no_text_of_a_guide_has_the_word_written_into_it(path: Path) -> None:
    file = yaml.safe_load(path.read_text())
    glossary = {text for term in file.pop("glossary", ()) for text in texts_of(term["term"])}
    assert not [text for text in texts_of(file) if WORD.search(text)]
    assert not {"CCG", "ICB", "PCT"} & glossary
