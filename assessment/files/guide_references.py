"""What must hold between the entries of a guide's file: codes, references, numbering, and the scale that it has.

Pure, on the raw data, so that one wrong entry hides no other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from assessment.files.guide_values import FEWEST_POINTS, MOST_POINTS

Place = tuple[Hashable, ...]
Found = tuple[Place, str]

EACH = object()
CODES = (
    ("guide", "code"),
    ("areas", EACH, "code"),
    ("areas", EACH, "themes", EACH, "code"),
    ("strands", EACH, "code"),
    ("domains", EACH, "code"),
    ("domains", EACH, "indicators", EACH, "code"),
    ("domains", EACH, "actions", EACH, "code"),
    ("levels", EACH, "features", EACH, "code"),
    ("outcome_metrics", EACH, "code"),
    ("wave_one_criteria", EACH, "code"),
    ("offers", EACH, "code"),
    ("hub_models", EACH, "code"),
    ("plan_sections", EACH, "code"),
    ("cases", EACH, "code"),
)
STRAND, DOMAIN, ACTION = (
    ("strands", EACH, "code"),
    ("domains", EACH, "code"),
    ("domains", EACH, "actions", EACH, "code"),
)
FEATURE = ("levels", EACH, "features", EACH)
REFERENCES = (
    (("domains", EACH, "area"), "area", ("areas", EACH, "code")),
    (("domains", EACH, "actions", EACH, "support"), "offer", ("offers", EACH, "code")),
    (("outcome_metrics", EACH, "domains", EACH), "domain", DOMAIN),
    ((*FEATURE, "domains", EACH), "domain", DOMAIN),
    ((*FEATURE, "actions", EACH), "action", ACTION),
    (("cases", EACH, "domains", EACH), "domain", DOMAIN),
    *(
        ((*path, "strand"), "strand", STRAND)
        for path in (
            ("domains", EACH, "prompts", EACH),
            ("domains", EACH, "evidence", EACH),
            ("domains", EACH, "indicators", EACH),
            ("domains", EACH, "actions", EACH),
            ("outcome_metrics", EACH),
        )
    ),
)
NAMED_ONCE = (
    (("outcome_metrics", EACH, "domains"), "domain"),
    ((*FEATURE, "domains"), "domain"),
    ((*FEATURE, "actions"), "action"),
    (("cases", EACH, "domains"), "domain"),
)
POSITIONS = (
    ("domains", EACH, "actions", EACH, "moves", EACH),
    ("levels", EACH, "domain_minimums", EACH),
    ("levels", EACH, "floor"),
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


def between_entries(data: Any) -> Iterator[Found]:
    yield from _duplicate_codes(data)
    for path, kind, target in REFERENCES:
        known = {code for _, code in _texts(data, target)}
        yield from ((place, f"there is no {kind} {code!r}") for place, code in _texts(data, path) if code not in known)
    domains = {code for _, code in _texts(data, DOMAIN)}
    for place, _ in _select(data, ("levels", EACH, "domain_minimums", EACH)):
        if place[-1] not in domains:
            yield place, f"there is no domain {place[-1]!r}"
    yield from _themes_of_other_areas(data)
    yield from _areas_without_domains(data)
    yield from _naming_twice(data)
    yield from _terms_explained_twice(data)
    yield from _numbered(data, ("scale", EACH, "position"), "positions")
    yield from _numbered(data, ("levels", EACH, "number"), "levels")
    yield from _off_the_scale(data)


def _duplicate_codes(data: Any) -> Iterator[Found]:
    """Every code is the only one of its name in the whole file, so that a code alone says what is meant."""
    seen: dict[str, Place] = {}
    for path in CODES:
        for place, code in _texts(data, path):
            if code in seen:
                yield place, f"the code {code!r} is already that of {dotted(seen[code][:-1])}"
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


def _naming_twice(data: Any) -> Iterator[Found]:
    for path, kind in NAMED_ONCE:
        for place, codes in _select(data, path):
            named = [code for _, code in _texts(codes, (EACH,))]
            for number, code in enumerate(named):
                if code in named[:number]:
                    yield (*place, number), f"the {kind} {code!r} is named twice"


def _terms_explained_twice(data: Any) -> Iterator[Found]:
    seen: set[str] = set()
    for place, term in _texts(data, ("glossary", EACH, "term")):
        if term.casefold() in seen:
            yield place, f"{term!r} is explained twice"
        seen.add(term.casefold())


def _off_the_scale(data: Any) -> Iterator[Found]:
    """Yield what does not fit the number of positions that the guide's own scale has."""
    points = data.get("scale")
    if not isinstance(points, list):
        return
    top = len(points)
    if not FEWEST_POINTS <= top <= MOST_POINTS:
        yield ("scale",), f"should describe {FEWEST_POINTS} to {MOST_POINTS} positions, not {top}"
        return
    for path in POSITIONS:
        for place, position in _select(data, path):
            if isinstance(position, int) and top < position <= MOST_POINTS:
                yield place, f"should be {top} or less: the scale has {top} positions"
    for place, described in _select(data, ("domains", EACH, "descriptors")):
        yield from ((place, words) for words in _wrongly_described(described, top))


def _wrongly_described(described: Any, top: int) -> Iterator[str]:
    if not isinstance(described, dict):
        return
    positions = [key for key in described if isinstance(key, int)]
    if not positions and top % 2 == 0:
        yield f"should be given by position: a scale of {top} has no middle"
    elif positions and not {1, top} <= {*positions} <= {*range(1, top + 1)}:
        yield f"should describe 1 and {top}, and others of the scale if you like"


def _numbered(data: Any, path: Sequence[object], what: str) -> Iterator[Found]:
    for expected, (place, number) in enumerate(_select(data, path), start=1):
        if number != expected:
            yield place, f"should be {expected}, not {number}: {what} are numbered 1, 2, 3 ..."


def dotted(place: Place) -> str:
    """Write a place as "domains[3].actions[1].moves"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
