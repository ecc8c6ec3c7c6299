"""What the pages on bringing files in show: the groups of a preview, and what an import did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from localities.models import Import, Locality
from localities.rules.figures import kind_of
from localities.rules.preview import Change, Kind, Known, Preview
from localities.rules.preview_words import HEADINGS, day_text, figure_text, said_of

SHOWN = 3
"""Rows of a group on the page of all groups: the others are one link away."""
OUTCOMES = {
    Kind.NEW: "You choose",
    Kind.CHANGED: "Will be brought in",
    Kind.AGAIN: "Will be brought in",
    Kind.LARGE: "You choose",
    Kind.OLDER: "Stay unless you choose",
    Kind.LOST: "Stay unless you choose",
    Kind.IMPOSSIBLE: "Left out",
    Kind.RENAMED: "Will be brought in",
    Kind.MOVES: "Will be brought in",
    Kind.CLOSED: "You choose",
    Kind.MISSING: "Stay as they are",
    Kind.NOT_HERE: "Left out",
    Kind.NOT_PRACTICE: "Left out",
}


@dataclass(frozen=True)
class Row:
    """One difference: the practice, where it is, and the figures here and in the file, or what happens in words.

    field: the name of the field that asks about it alone.
    """

    code: str
    name: str
    locality: str
    what: str = ""
    here: str = ""
    here_from: str = ""
    file: str = ""
    file_from: str = ""
    words: str = ""
    field: str = ""


@dataclass(frozen=True)
class Group:
    """One group of a preview, with its first rows; with all where each of them is asked about."""

    kind: str
    name: str
    number: int
    heading: str
    about: str
    outcome: str
    has_figures: bool
    asks_each: bool
    rows: tuple[Row, ...]

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def groups_of(preview: Preview, localities: Mapping[str, str]) -> list[Group]:
    """Every group that has a row, in their order. `localities` are names by short name."""
    return [_group(kind, preview.of(kind), localities) for kind in Kind if preview.of(kind)]


def rows_of(changes: Sequence[Change], localities: Mapping[str, str]) -> list[Row]:
    return [_row(each, localities) for each in changes]


def locality_names() -> dict[str, str]:
    return dict(Locality.objects.values_list("slug", "name"))


def _group(kind: Kind, changes: Sequence[Change], localities: Mapping[str, str]) -> Group:
    heading = HEADINGS[kind]
    asks_each = kind in (Kind.NEW, Kind.CLOSED)
    return Group(
        str(kind),
        heading.name,
        len(changes),
        heading.counted(len(changes)),
        heading.about,
        OUTCOMES[kind],
        any(each.then for each in changes),
        asks_each,
        tuple(rows_of(changes if asks_each else changes[:SHOWN], localities)),
    )


def _row(change: Change, localities: Mapping[str, str]) -> Row:
    field = {Kind.NEW: f"place-{change.code}", Kind.CLOSED: f"closed-{change.code}"}.get(change.kind, "")
    locality = localities.get(change.locality, "")
    if change.then is None:
        return Row(change.code, change.name, locality, words=_words(change, localities), field=field)
    now, then = change.now, change.then
    return Row(
        change.code,
        change.name,
        locality,
        kind_of(change.what).label,
        figure_text(change.what, now.value if now else None, None),
        _from(now),
        figure_text(change.what, then.said.value, None),
        day_text(then.as_of),
        field=field,
    )


def _from(known: Known | None) -> str:
    """Return the day of a figure that is here, and who says so."""
    if known is None or known.value is None:
        return ""
    return ", ".join(filter(None, (day_text(known.as_of) if known.as_of else "day not known", known.by)))


def _words(change: Change, localities: Mapping[str, str]) -> str:
    if change.kind == Kind.MOVES:
        left = localities.get(change.locality, "no locality")
        joined = localities.get(change.to, "no locality")
        return f"From {left} to {joined}" + (f". {change.why}" if change.why else "")
    if change.kind == Kind.NEW:
        return _new(change)
    words = said_of(change)
    return words[:1].upper() + words[1:]


def _new(change: Change) -> str:
    """What is known of a new practice, and why it has no locality where the file names one."""
    figures = [
        f"{kind_of(what).label} {figure_text(what, each.said.value, None)}" for what, each in change.figures.items()
    ]
    named = f"‘{change.unplaced}’ is not a locality here" if change.unplaced else ""
    network = f"Network {change.network}" if change.network else ""
    opened = f"Opened on {day_text(change.on)}" if change.on else ""
    return ". ".join(filter(None, (named, network, opened, ", ".join(figures))))


@dataclass(frozen=True)
class ChangedPractice:
    """A practice that an import changed, and what in words."""

    code: str
    name: str
    words: str


def changed_by(brought: Import) -> list[ChangedPractice]:
    """What an import changed, practice by practice, from its own record."""
    figures: dict[str, list[str]] = {}
    for figure in brought.figures.select_related("practice").order_by("pk"):
        words = f"{kind_of(figure.what).label} {figure_text(figure.what, figure.value, figure.as_of)}"
        figures.setdefault(figure.practice.ods_code if figure.practice else "", []).append(words)
    events: dict[str, list[str]] = {}
    for event in brought.events.select_related("practice", "left", "joined", "into"):
        events.setdefault(event.practice.ods_code, []).append(event.in_words)
    return [
        ChangedPractice(code, change["name"], ". ".join([*added, *events.get(code, []), *figures.get(code, [])]))
        for change in brought.changes
        for code, added in [(change["code"], ["Added"] if change["new"] else [])]
    ]
