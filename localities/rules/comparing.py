"""Comparing what files say with what is here. Nothing is decided yet: each difference goes into its group.

Unknown never overwrites known and older never overwrites newer, unless people choose so (`localities.rules.steps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from localities.rules.brought import FileSaid, LeftOut, PracticeSaid
from localities.rules.figures import can_be
from localities.rules.preview import Brought, Change, Kind, Known, Network, Place, PracticeHere, Preview

LARGE_SHARE = Decimal("0.1")
"""Our own: a list that grows or shrinks by more than a tenth between two counts has merged, or is a slip."""


def only_ours(
    said: FileSaid, *, here: frozenset[str], elsewhere: frozenset[str], commissioners: frozenset[str]
) -> FileSaid:
    """Return what a file says of our practices and under our commissioners, and how much else it has.

    here and elsewhere: the codes of practices that are known, ours and other people's.
    """

    def is_ours(code: str, commissioner: str | None) -> bool:
        return code in here or (code not in elsewhere and (commissioner is None or commissioner in commissioners))

    practices = tuple(each for each in said.practices if is_ours(each.code, each.commissioner))
    left_out = tuple(each for each in said.left_out if each.code and is_ours(each.code, each.commissioner))
    not_ours = len(said.practices) - len(practices) + len(said.left_out) - len(left_out)
    return replace(said, practices=practices, left_out=left_out, not_ours=not_ours)


def compare(
    files: Sequence[FileSaid],
    here: Mapping[str, PracticeHere],
    places: Sequence[Place],
    *,
    figures_only: bool,
    today: date,
) -> Preview:
    """Say what the files would change. `figures_only`: for who may not add, name, move or close practices."""
    merged = _merged(files, today)
    changes: list[Change] = []
    same = 0
    for code, one in merged.items():
        practice = here.get(code)
        found = [*_of_new(one, places, figures_only)] if practice is None else [*_of_known(one, practice)]
        if practice and not figures_only:
            found += _of_organisation(one, practice, places)
        changes += found
        same += practice is not None and not found
    if not figures_only:
        changes += _missing(files, here)
    changes += _not_practices(files)
    order = list(Kind)
    changes.sort(key=lambda each: order.index(each.kind))
    networks = () if figures_only else _networks(merged, here, places)
    return Preview(tuple(changes), networks, same, sum(each.not_ours for each in files))


@dataclass
class _Merged:
    """What all files together say of one practice."""

    code: str
    name: tuple[str, str] | None = None
    called: str = ""
    commissioner: str | None = None
    registered: tuple[str, str] | None = None
    locality: tuple[str, str] | None = None
    network: tuple[str, str] | None = None
    opened_on: date | None = None
    closed: tuple[date, str] | None = None
    figures: dict[str, Brought] = field(default_factory=dict)


def _merged(files: Sequence[FileSaid], today: date) -> dict[str, _Merged]:
    """Put together what files say of each practice: of two figures of one kind the later, else the one read last."""
    found: dict[str, _Merged] = {}
    for file in files:
        for said in file.practices:
            _add(found.setdefault(said.code, _Merged(said.code)), said, file, today)
    return found


def _add(one: _Merged, said: PracticeSaid, file: FileSaid, today: date) -> None:
    one.name = (said.name, file.title) if said.name else one.name
    one.called = said.called or one.called
    one.commissioner = said.commissioner or one.commissioner
    if file.lists_all and said.commissioner:
        one.registered = (said.commissioner, file.title)
    one.locality = (said.locality, file.title) if said.locality is not None else one.locality
    one.network = said.network or one.network
    one.opened_on = said.opened_on or one.opened_on
    one.closed = (said.closed_on, file.title) if said.closed_on else one.closed
    for what, figure in said.figures.items():
        brought = Brought(figure, said.as_of or today, file.title)
        if what not in one.figures or one.figures[what].as_of <= brought.as_of:
            one.figures[what] = brought


def _of_new(one: _Merged, places: Sequence[Place], figures_only: bool) -> Iterator[Change]:
    if one.closed:
        return
    name = one.name[0] if one.name else one.called
    if figures_only or not name:
        yield Change(Kind.NOT_HERE, one.code, name)
        return
    place = _place(one.locality[0], places) if one.locality else None
    yield Change(
        Kind.NEW,
        one.code,
        name,
        to=place.slug if place else "",
        unplaced=one.locality[0] if one.locality and not place else "",
        network=one.network[0] if one.network else "",
        on=one.opened_on,
        figures={
            what: each
            for what, each in one.figures.items()
            if each.said.value is not None and can_be(what, each.said.value)
        },
        title=one.name[1] if one.name else "",
    )


def _place(named: str, places: Sequence[Place]) -> Place | None:
    """Return the locality of this short name, or the only one of this name."""
    found = [each for each in places if each.slug == named] or [
        each for each in places if each.name.lower() == named.lower()
    ]
    return found[0] if len(found) == 1 else None


def _of_known(one: _Merged, practice: PracticeHere) -> Iterator[Change]:
    for what, then in one.figures.items():
        now = practice.figures.get(what)
        if kind := _kind(what, now, then):
            yield Change(
                kind, one.code, practice.name, practice.locality, what=what, now=now, then=then, title=then.title
            )


def _kind(what: str, now: Known | None, then: Brought) -> Kind | None:
    """Return the group of a figure; None where nothing is to be done."""
    value, known = then.said.value, now.value if now else None
    is_older = now is not None and now.as_of is not None and then.as_of < now.as_of
    if value is None:
        return None if known is None or is_older else Kind.LOST
    if not can_be(what, value):
        return Kind.IMPOSSIBLE
    if now is None or known is None:
        return Kind.CHANGED
    if value == known:
        return None if is_older or then.as_of == now.as_of else Kind.AGAIN
    if is_older:
        return Kind.OLDER
    return Kind.LARGE if what == "list_size" and abs(value - known) > known * LARGE_SHARE else Kind.CHANGED


def _of_organisation(one: _Merged, practice: PracticeHere, places: Sequence[Place]) -> Iterator[Change]:
    about = Change(Kind.RENAMED, one.code, practice.name, practice.locality)
    if one.name and _letters(one.name[0]) != _letters(practice.name):
        yield replace(about, new_name=one.name[0], title=one.name[1])
    if one.closed:
        if practice.closed_on is None:
            yield replace(about, kind=Kind.CLOSED, on=one.closed[0], title=one.closed[1])
        return
    if one.locality is not None:
        place = _place(one.locality[0], places) if one.locality[0] else None
        if one.locality[0] and place is None:
            why = f"The file names ‘{one.locality[0]}’, which is not a locality here"
            yield replace(about, kind=Kind.IMPOSSIBLE, why=why, title=one.locality[1])
        elif (place.slug if place else "") != practice.locality:
            yield replace(about, kind=Kind.MOVES, to=place.slug if place else "", title=one.locality[1])
    elif one.registered and practice.commissioner and one.registered[0] != practice.commissioner:
        why = f"{one.registered[0]} commissions it now, and says its locality"
        yield replace(about, kind=Kind.MOVES, why=why, title=one.registered[1])


def _letters(name: str) -> str:
    """Return a name without what registers and people write differently: case, full stops and apostrophes."""
    return "".join(filter(str.isalnum, name.casefold()))


def _missing(files: Sequence[FileSaid], here: Mapping[str, PracticeHere]) -> Iterable[Change]:
    """Practices of a commissioner that a register tells of, and that it does not have."""
    registers = [file for file in files if file.lists_all]
    told = {each.commissioner for file in registers for each in file.practices}
    named = {each.code for file in registers for each in file.practices}
    named |= {each.code for file in registers for each in file.left_out}
    return [
        Change(Kind.MISSING, each.code, each.name, each.locality)
        for each in here.values()
        if each.commissioner in told and each.code not in named and each.closed_on is None
    ]


def _not_practices(files: Sequence[FileSaid]) -> Iterable[Change]:
    said: dict[str, LeftOut] = {each.code: each for file in files for each in file.left_out}
    taken = {each.code for file in files for each in file.practices}
    return [
        Change(Kind.NOT_PRACTICE, each.code, each.name, why=each.why)
        for each in said.values()
        if each.code not in taken
    ]


def _networks(
    merged: Mapping[str, _Merged], here: Mapping[str, PracticeHere], places: Sequence[Place]
) -> tuple[Network, ...]:
    members: dict[tuple[str, str], list[_Merged]] = {}
    for one in merged.values():
        if one.network:
            members.setdefault(one.network, []).append(one)
    return tuple(
        Network(
            code,
            name,
            tuple(each.code for each in ones),
            tuple(each.code for each in ones if _is_unplaced(each, here.get(each.code))),
            _likely(name, ones, here, places),
        )
        for (code, name), ones in sorted(members.items())
    )


def _is_unplaced(one: _Merged, practice: PracticeHere | None) -> bool:
    """Tell whether a practice that is open is in no locality."""
    return not one.closed and (practice is None or not (practice.locality or practice.closed_on))


def _likely(name: str, ones: Sequence[_Merged], here: Mapping[str, PracticeHere], places: Sequence[Place]) -> str:
    """Return the locality that its practices here are in, else the only one whose name begins with the same word."""
    known = {here[one.code].locality for one in ones if one.code in here and here[one.code].locality}
    if known:
        return known.pop() if len(known) == 1 else ""
    first = name.lower().split()[:1]
    alike = [each.slug for each in places if each.name.lower().split()[:1] == first]
    return alike[0] if len(alike) == 1 else ""
