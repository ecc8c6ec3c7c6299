"""The words of a preview: what each group is called and what each difference says. Pages and command share them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from localities.rules.figures import kind_of
from localities.rules.preview import Change, Kind


@dataclass(frozen=True)
class Heading:
    """A group: its name in a list, its heading for one and for several, and what it is about."""

    name: str
    one: str
    several: str
    about: str

    def counted(self, number: int) -> str:
        return self.one if number == 1 else self.several


HEADINGS = {
    Kind.NEW: Heading(
        "New",
        "new practice",
        "new practices",
        "It is not here yet. It is added once it has a locality, which is yours to say.",
    ),
    Kind.CHANGED: Heading("Changed", "figure changes", "figures change", "Nothing that is here stands against it."),
    Kind.AGAIN: Heading(
        "Counted again",
        "figure is the same on a later day",
        "figures are the same on a later day",
        "Only the day moves on.",
    ),
    Kind.LARGE: Heading(
        "Large changes",
        "large change",
        "large changes",
        "A list that changes by more than a tenth. It may be a merger, or a slip in the file.",
    ),
    Kind.OLDER: Heading(
        "Older than here",
        "figure is older than what is here",
        "figures are older than what is here",
        "What is here was counted later.",
    ),
    Kind.LOST: Heading(
        "Would be lost",
        "figure would be lost",
        "figures would be lost",
        "The file has no figure. What you know would give way to ‘not known’.",
    ),
    Kind.IMPOSSIBLE: Heading(
        "Cannot be", "thing cannot be", "things cannot be", "Left out. Correct it in the file, or leave it."
    ),
    Kind.RENAMED: Heading(
        "Renamed", "practice is renamed", "practices are renamed", "The file is the source of names."
    ),
    Kind.MOVES: Heading(
        "Moves",
        "practice moves",
        "practices move",
        "Its patients leave the total of one locality, and its sign-up there ends. Both histories say so, and plans "
        "that are signed do not change.",
    ),
    Kind.CLOSED: Heading(
        "Closed",
        "practice closed",
        "practices closed",
        "It keeps its past and stops counting. Its sign-up ends.",
    ),
    Kind.MISSING: Heading(
        "Not in the register",
        "practice is not in the register",
        "practices are not in the register",
        "What is here and the register does not have stays as it is.",
    ),
    Kind.NOT_HERE: Heading(
        "Not here",
        "practice is not here",
        "practices are not here",
        "Left out: the file does not hold what adding a practice takes.",
    ),
    Kind.NOT_PRACTICE: Heading("Not a practice", "line is no practice", "lines are no practices", "Left out."),
}


def said_of(change: Change) -> str:
    """Return what a difference says, in words."""
    if change.kind == Kind.NEW:
        return _new(change)
    if change.then:
        now = figure_text(change.what, change.now.value, change.now.as_of) if change.now else "not known"
        then = figure_text(change.what, change.then.said.value, change.then.as_of)
        return f"{kind_of(change.what).label}: {now}, in the file {then}"
    if change.kind == Kind.RENAMED:
        return f"now {change.new_name}"
    if change.kind == Kind.MOVES:
        moves = f"from {change.locality or 'no locality'} to {change.to or 'no locality'}"
        return f"{moves}. {change.why}" if change.why else moves
    if change.kind == Kind.CLOSED and change.on:
        return f"closed on {day_text(change.on)}"
    return change.why


def _new(change: Change) -> str:
    if change.unplaced:
        return f"‘{change.unplaced}’ is not a locality here"
    return f"in {change.to}" if change.to else "no locality yet"


def figure_text(what: str, value: Decimal | int | None, as_of: date | None) -> str:
    """Return a figure with its day, as in "7,102 on 1 November 2026"."""
    if value is None:
        return "not known"
    places = kind_of(what).places
    unit = "%" if kind_of(what).unit == "%" else ""
    return f"{value:,.{places}f}{unit}" + (f" on {day_text(as_of)}" if as_of else "")


def day_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
