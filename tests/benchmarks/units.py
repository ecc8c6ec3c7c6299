"""To which organisation a row belongs: the narrowest of those that it tells of, by its keys or in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localities.models import Commissioner, Locality, Role, System, User

if TYPE_CHECKING:
    from tests.benchmarks.multiply import Original

FROM = 20_000_000
"""Keys of what is copied begin here: no other number in the service is as high."""

NAMES = re.compile(r"(?<![A-Za-z0-9])[SMLsml]\d{4}(?!\d)")
LETTERS = "LMS"
"""From the narrowest: a locality, its commissioner, the system."""


def is_key(value: object) -> bool:
    return isinstance(value, int) and value >= FROM


@dataclass(frozen=True)
class Unit:
    """A system, commissioner or locality by the letter and number in its name: L0001."""

    letter: str
    number: int

    @classmethod
    def named(cls, text: str) -> Unit:
        return cls(text[0].upper(), int(text[1:5]))


@dataclass(frozen=True)
class _Row:
    """A row by what it tells of: other rows, people, and what its words name."""

    key: int
    model: type[Any]
    rows: frozenset[int]
    people: frozenset[int]
    texts: tuple[str, ...]


def units_of(original: Original) -> dict[int, Unit]:
    """The organisation of each row, by its key; rows of none, such as the guide's, are not in it.

    It is followed from row to row: first what hangs on one locality, then what hangs on a commissioner, then on a
    system. People belong where their role is. What points at nothing but people, such as an e-mail, belongs to what its
    words name.
    """
    above: dict[Unit, Unit] = {}
    found = {pk: Unit.named(slug) for pk, slug in original.column(System, "slug")}
    for model, name, over in ((Commissioner, "ods_code", "system_id"), (Locality, "slug", "commissioner_id")):
        found |= {pk: Unit.named(text) for pk, text in original.column(model, name)}
        above |= {found[pk]: found[key] for pk, key in original.column(model, over)}
    rows = [row for row in _rows(original) if row.key not in found]
    for letter in LETTERS:
        while new := _belonging(letter, [(row.key, row.rows) for row in rows if row.key not in found], found, above):
            found |= new
    found |= {person: found[role] for role, person in original.column(Role, "user_id") if role in found}
    left = [row for row in rows if row.key not in found and not row.rows & found.keys()]
    for letter in LETTERS:
        told = [(row.key, row.people) for row in left if row.key not in found]
        found |= _belonging(letter, told, found, above) | _named(letter, left, found, above)
    return found


def _belonging(
    letter: str, told: Iterable[tuple[int, frozenset[int]]], found: dict[int, Unit], above: dict[Unit, Unit]
) -> dict[int, Unit]:
    """Those of these rows that tell of one organisation of this kind, through others where they tell of several."""
    each = ((key, _only(letter, {found[one] for one in keys if one in found}, above)) for key, keys in told)
    return {key: unit for key, unit in each if unit}


def _named(letter: str, left: Iterable[_Row], found: dict[int, Unit], above: dict[Unit, Unit]) -> dict[int, Unit]:
    known = set(found.values())
    named = ((row.key, {Unit.named(word) for text in row.texts for word in NAMES.findall(text)}) for row in left)
    each = ((key, _only(letter, units & known, above)) for key, units in named if key not in found)
    return {key: unit for key, unit in each if unit}


def _only(letter: str, units: set[Unit], above: dict[Unit, Unit]) -> Unit | None:
    """The one organisation of this kind that these are or belong to; of the narrowest kind only if one is named."""
    for narrower in LETTERS[: LETTERS.index(letter)]:
        units = {above[unit] if unit.letter == narrower else unit for unit in units}
    here = {unit for unit in units if unit.letter == letter}
    return here.pop() if len(here) == 1 else None


def _rows(original: Original) -> list[_Row]:
    people = {pk for pk, _ in original.column(User, "email")}
    made = []
    for table in original.tables:
        for row in table.rows:
            key = row[table.key_at]
            keys = {value for value in row if is_key(value) and value in original.table_of} - {key}
            texts = tuple(value for value in row if isinstance(value, str))
            made.append(_Row(key, table.model, frozenset(keys - people), frozenset(keys & people), texts))
    return made
