"""What files would change, said before anything is written: each difference in the group that it is decided with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from localities.rules.brought import Said


class Kind(StrEnum):
    """The groups of a preview, in the order in which they are shown."""

    NEW = "new"
    CHANGED = "changed"
    AGAIN = "again"
    LARGE = "large"
    OLDER = "older"
    LOST = "lost"
    IMPOSSIBLE = "impossible"
    RENAMED = "renamed"
    MOVES = "moves"
    CLOSED = "closed"
    MISSING = "missing"
    NOT_HERE = "not_here"
    NOT_PRACTICE = "not_practice"


@dataclass(frozen=True)
class Known:
    """A figure that is here; value None: it is known that there is none. `by` says who or what brought it."""

    value: Decimal | None
    as_of: date | None = None
    by: str = ""


@dataclass(frozen=True)
class PracticeHere:
    """A practice as it is here. `locality` is the short name in its address, "" for none."""

    code: str
    name: str
    locality: str = ""
    commissioner: str = ""
    closed_on: date | None = None
    figures: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A locality that practices can be put into, by its short name."""

    slug: str
    name: str
    commissioner: str


@dataclass(frozen=True)
class Brought:
    """A figure that a file brings: what it says, of which day, and the title of its layout."""

    said: Said
    as_of: date
    title: str


@dataclass(frozen=True)
class Change:
    """One difference between the files and what is here.

    what: the figure it is about; now and then: its values; `to`: the locality that a practice moves to or is new in, ""
    for none; unplaced: the locality that the file names and that is not here; on: the day of an event; figures: what is
    known of a new practice; why: what a person should know.
    """

    kind: Kind
    code: str
    name: str
    locality: str = ""
    what: str = ""
    now: Known | None = None
    then: Brought | None = None
    to: str = ""
    unplaced: str = ""
    network: str = ""
    new_name: str = ""
    on: date | None = None
    figures: Mapping[str, Brought] = field(default_factory=dict)
    why: str = ""
    title: str = ""


@dataclass(frozen=True)
class Network:
    """A primary care network and its practices; `unplaced` are those of them that are in no locality yet. `to` is the
    locality that it most likely is.
    """

    code: str
    name: str
    practices: tuple[str, ...]
    unplaced: tuple[str, ...]
    to: str


@dataclass(frozen=True)
class Preview:
    changes: tuple[Change, ...]
    networks: tuple[Network, ...] = ()
    same: int = 0
    not_ours: int = 0

    def of(self, kind: Kind) -> list[Change]:
        return [each for each in self.changes if each.kind == kind]
