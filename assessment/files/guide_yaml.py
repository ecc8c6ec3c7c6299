"""The guide's file: read from YAML into frozen data, or refused with every problem and its place at once.

Pure: bytes in, data or problems out. What one entry must look like is said in `assessment.files.guide_schema`; what
holds between entries (codes, references, numbering) is checked here on the raw data, so that one wrong entry hides no
other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from assessment.files.guide_schema import POSITIONS, GuideFile

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
Place = tuple[Hashable, ...]
Found = tuple[Place, str]


def parse_guide(raw: bytes) -> GuideFile:
    """Return the guide that a file's bytes hold. Raises GuideFileError with every problem found."""
    root, data = _load(_decode(raw))
    if not isinstance(data, dict):
        raise GuideFileError([Problem(1, "", "should hold keys and values (guide, scale, areas ...)")])
    guide = None
    found = [*_duplicate_keys(root), *_between_entries(data)]
    try:
        guide = GuideFile.model_validate(data)
    except ValidationError as error:
        found += [_of_entry(detail) for detail in error.errors()]
    if guide is None or found:
        raise GuideFileError([Problem(_line_of(root, place), _dotted(place), message) for place, message in found])
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


def _dotted(place: Place) -> str:
    """Write a place as "domains[3].actions[1].moves"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def _of_entry(detail: Any) -> Found:
    """Say in our words what pydantic found."""
    place = tuple(step for step in detail["loc"] if step != "[key]")
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


# Between entries ----------------------------------------------------------------------------------------------------

EACH = object()
CODES = (
    ("guide", "code"),
    ("areas", EACH, "code"),
    ("areas", EACH, "themes", EACH, "code"),
    ("domains", EACH, "code"),
    ("domains", EACH, "indicators", EACH, "code"),
    ("domains", EACH, "actions", EACH, "code"),
    ("levels", EACH, "features", EACH, "code"),
    ("outcome_metrics", EACH, "code"),
    ("wave_one_criteria", EACH, "code"),
    ("offers", EACH, "code"),
    ("hub_models", EACH, "code"),
    ("plan_sections", EACH, "code"),
)
REFERENCES = (
    (("domains", EACH, "area"), "area", ("areas", EACH, "code")),
    (("domains", EACH, "actions", EACH, "support"), "offer", ("offers", EACH, "code")),
    (("outcome_metrics", EACH, "domains", EACH), "domain", ("domains", EACH, "code")),
)


def _select(data: Any, path: Sequence[object], at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the place and value of everything at a path that is there; EACH stands for every item or key."""
    if not path:
        yield at, data
        return
    step, rest = path[0], path[1:]
    below: dict[Any, Any] = dict(enumerate(data)) if isinstance(data, list) else data if isinstance(data, dict) else {}
    for key in below if step is EACH else [step]:
        if key in below:
            yield from _select(below[key], rest, (*at, key))


def _texts(data: Any, path: Sequence[object]) -> list[tuple[Place, str]]:
    return [(place, value) for place, value in _select(data, path) if isinstance(value, str)]


def _between_entries(data: Any) -> Iterator[Found]:
    yield from _duplicate_codes(data)
    for path, kind, target in REFERENCES:
        known = {code for _, code in _texts(data, target)}
        yield from ((place, f"there is no {kind} {code!r}") for place, code in _texts(data, path) if code not in known)
    domains = {code for _, code in _texts(data, ("domains", EACH, "code"))}
    for place, _ in _select(data, ("levels", EACH, "domain_minimums", EACH)):
        if place[-1] not in domains:
            yield place, f"there is no domain {place[-1]!r}"
    yield from _themes_of_other_areas(data)
    yield from _areas_without_domains(data)
    yield from _metrics_naming_twice(data)
    yield from _numbered(data, ("scale", EACH, "position"), "positions")
    yield from _numbered(data, ("levels", EACH, "number"), "levels")
    points = data.get("scale")
    if isinstance(points, list) and len(points) != len(POSITIONS):
        yield ("scale",), f"should describe {len(POSITIONS)} positions, not {len(points)}"


def _duplicate_codes(data: Any) -> Iterator[Found]:
    """Every code is the only one of its name in the whole file, so that a code alone says what is meant."""
    seen: dict[str, Place] = {}
    for path in CODES:
        for place, code in _texts(data, path):
            if code in seen:
                yield place, f"the code {code!r} is already that of {_dotted(seen[code][:-1])}"
            seen.setdefault(code, place)


def _themes_of_other_areas(data: Any) -> Iterator[Found]:
    themes = {
        code: area
        for number, area in _texts(data, ("areas", EACH, "code"))
        for _, code in _texts(data, (*number[:-1], "themes", EACH, "code"))
    }
    for place, theme in _texts(data, ("domains", EACH, "theme")):
        area = next((value for _, value in _select(data, (*place[:-1], "area"))), None)
        if theme not in themes:
            yield place, f"there is no theme {theme!r}"
        elif themes[theme] != area:
            yield place, f"the theme {theme!r} belongs to the area {themes[theme]!r}, not {area!r}"


def _areas_without_domains(data: Any) -> Iterator[Found]:
    used = {area for _, area in _texts(data, ("domains", EACH, "area"))}
    for place, area in _texts(data, ("areas", EACH, "code")):
        if area not in used:
            yield place[:-1], f"no domain is in the area {area!r}"


def _metrics_naming_twice(data: Any) -> Iterator[Found]:
    for place, domains in _select(data, ("outcome_metrics", EACH, "domains")):
        named = [code for _, code in _texts(domains, (EACH,))]
        for number, code in enumerate(named):
            if code in named[:number]:
                yield (*place, number), f"the domain {code!r} is named twice"


def _numbered(data: Any, path: Sequence[object], what: str) -> Iterator[Found]:
    for expected, (place, number) in enumerate(_select(data, path), start=1):
        if number != expected:
            yield place, f"should be {expected}, not {number}: {what} are numbered 1, 2, 3 ..."
