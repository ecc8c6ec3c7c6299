"""From what people chose in a preview to what is to be written: one step a change, in the order of writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from localities.rules.preview import Brought, Change, Kind, Preview

LEAVE, CLOSED = "leave", "closed"
"""What can become of a closed practice beside merging into another, whose code is the choice then."""


@dataclass(frozen=True)
class Choices:
    """What people chose, group by group. What is safe is chosen unless they say otherwise.

    large: None where they have not said; places: the locality of each new practice, by code; networks: the locality
    that each network is; closed: what became of each practice that closed.
    """

    large: bool | None = None
    older: bool = False
    lost: bool = False
    renamed: bool = True
    moves: bool = True
    places: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Add:
    """A practice that is not here yet."""

    code: str
    name: str
    locality: str
    opened_on: date | None
    figures: Mapping[str, Brought]
    title: str


@dataclass(frozen=True)
class SetFigures:
    code: str
    figures: Mapping[str, Brought]


@dataclass(frozen=True)
class Rename:
    code: str
    name: str
    title: str


@dataclass(frozen=True)
class Move:
    """To another locality, or to none (""); `why` says what a person should know."""

    code: str
    locality: str
    title: str
    why: str = ""


@dataclass(frozen=True)
class Close:
    """A practice that closed, and the code of the one it merged into, if it did."""

    code: str
    on: date
    into: str
    title: str


Step = Add | SetFigures | Rename | Move | Close


def unanswered(preview: Preview, choices: Choices) -> list[Kind]:
    """Return the groups where nothing is safe and nothing was chosen yet."""
    found = []
    if preview.of(Kind.LARGE) and choices.large is None:
        found.append(Kind.LARGE)
    if any(each.code not in choices.closed for each in preview.of(Kind.CLOSED)):
        found.append(Kind.CLOSED)
    return found


def steps(preview: Preview, choices: Choices) -> tuple[Step, ...]:
    """Return what is to be written."""
    figures: dict[str, dict[str, Brought]] = {}
    for change in preview.changes:
        if change.then and _is_taken(change.kind, choices):
            figures.setdefault(change.code, {})[change.what] = change.then
    networked = {code: choices.networks.get(each.code, "") for each in preview.networks for code in each.unplaced}
    added = [_added(each, choices, networked) for each in preview.of(Kind.NEW)]
    renamed = [Rename(each.code, each.new_name, each.title) for each in preview.of(Kind.RENAMED) if choices.renamed]
    return (
        *(each for each in added if each),
        *(SetFigures(code, found) for code, found in figures.items()),
        *renamed,
        *_moves(preview, choices, networked),
        *_closed(preview, choices),
    )


def _is_taken(kind: Kind, choices: Choices) -> bool:
    return {
        Kind.CHANGED: True,
        Kind.AGAIN: True,
        Kind.LARGE: bool(choices.large),
        Kind.OLDER: choices.older,
        Kind.LOST: choices.lost,
    }.get(kind, False)


def _added(change: Change, choices: Choices, networked: Mapping[str, str]) -> Add | None:
    """A new practice is added once it has a locality: what people chose, else the file's, else its network's."""
    locality = choices.places.get(change.code, change.to) or networked.get(change.code, "")
    if not locality:
        return None
    return Add(change.code, change.name, locality, change.on, change.figures, change.title)


def _moves(preview: Preview, choices: Choices, networked: Mapping[str, str]) -> list[Move]:
    """Moves that a file tells of, and practices that are here in no locality and go where their network does."""
    found = [Move(each.code, each.to, each.title, each.why) for each in preview.of(Kind.MOVES) if choices.moves]
    known = {each.code for each in preview.of(Kind.NEW)} | {each.code for each in found}
    placed = [Move(code, slug, "") for code, slug in networked.items() if slug and code not in known]
    return found + placed


def _closed(preview: Preview, choices: Choices) -> list[Close]:
    found = []
    for change in preview.of(Kind.CLOSED):
        became = choices.closed.get(change.code, LEAVE)
        if became != LEAVE and change.on:
            found.append(Close(change.code, change.on, "" if became == CLOSED else became, change.title))
    return found
