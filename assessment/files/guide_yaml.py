"""The guide's file: read from YAML into frozen data, or refused with every problem and its place at once.

Pure: bytes in, data or problems out. What one entry must look like is said in `assessment.files.guide_schema`, what
holds between entries in `assessment.files.guide_references`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from assessment.files.guide_references import Found, Place, between_entries, dotted
from assessment.files.guide_schema import GuideFile

# The C parser is ten times as fast; it is in every wheel, but not in a build from source without libyaml.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# What is wrong, and where -------------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the line (from 1), the place as keys and numbers of items (from 0), and what to do."""

    line: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.place}: {self.message}" if self.place else f"line {self.line}: {self.message}"


class GuideFileError(Exception):
    """The file cannot be used. `problems` holds all of them, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"The guide file has {count}:", *map(str, self.problems)]))


# Reading ------------------------------------------------------------------------------------------------------------

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "string_type": "should be text (put numbers, dates, yes and no in quotes)",
    "string_pattern_mismatch": "should be a code of small letters, digits, - and _",
    "string_too_short": "should not be empty",
    "model_type": "should hold keys and values",
    "tuple_type": "should be a list",
}


def parse_guide(raw: bytes) -> GuideFile:
    """Return the guide that a file's bytes hold. Raises GuideFileError with every problem found."""
    root, data = _load(_decode(raw))
    if not isinstance(data, dict):
        raise GuideFileError([Problem(1, "", "should hold keys and values (guide, scale, areas ...)")])
    guide = None
    found = [*_duplicate_keys(root), *between_entries(data)]
    try:
        guide = GuideFile.model_validate(data)
    except ValidationError as error:
        found += [_of_entry(detail) for detail in error.errors()]
    if guide is None or found:
        raise GuideFileError([Problem(_line_of(root, place), dotted(place), message) for place, message in found])
    return guide


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start]
        raise GuideFileError([Problem(line, "", f"is not UTF-8 (byte {byte:#04x}); save the file as UTF-8")]) from error


def _load(text: str) -> tuple[yaml.Node, Any]:
    loader = Loader(text)
    try:
        root: yaml.Node | None = loader.get_single_node()
        if root is None:
            raise GuideFileError([Problem(1, "", "the file is empty")])
        return root, loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not YAML: {error.problem or error.context}"
        raise GuideFileError([Problem(mark.line + 1 if mark else 1, "", message)]) from error
    except yaml.reader.ReaderError as error:
        message = f"holds a character that may not stand in YAML: {error.reason}"
        raise GuideFileError([Problem(text.count("\n", 0, error.position) + 1, "", message)]) from error
    except ValueError as error:  # for example an unquoted 2018-02-31
        raise GuideFileError([Problem(1, "", f"a value in the file cannot be read: {error}")]) from error
    finally:
        loader.dispose()


def _children(node: yaml.Node) -> Iterator[tuple[Hashable, int, yaml.Node]]:
    """Yield the key or number, the line and the node of everything directly below a node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value if isinstance(key, yaml.ScalarNode) else None, key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield number, item.start_mark.line + 1, item


def _line_of(root: yaml.Node, place: Place) -> int:
    """Return the line of a place, or of the nearest thing around it that is there."""
    node, line = root, root.start_mark.line + 1
    for step in place:
        below = next(((at, child) for key, at, child in _children(node) if key == step), None)
        if below is None:
            break
        line, node = below
    return line


def _of_entry(detail: Any) -> Found:
    """Say in our words what pydantic found."""
    place = tuple(step for step in detail["loc"] if not str(step).startswith("["))  # pydantic's and our own tags
    if words := WORDS.get(detail["type"]):
        return place, words
    return place, detail["msg"].removeprefix("Value error, ").removeprefix("Input ")


def _duplicate_keys(root: yaml.Node) -> Iterator[Found]:
    """Yield every key that stands twice in one mapping: YAML would silently drop the first."""
    waiting: list[tuple[Place, yaml.Node]] = [((), root)]
    visited: set[int] = set()  # an alias may lead back to where we have been
    while waiting:
        place, node = waiting.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        keys = set()
        for key, line, child in _children(node):
            if key in keys:
                yield (*place, key), f"stands twice; the second time on line {line}"
            keys.add(key)
            waiting.append(((*place, key), child))
