"""What differs between two plan documents, section by section: added, changed, removed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from devplans.document.in_words import Fact, Part, Row, read
from devplans.document.plan import PlanDocument
from devplans.rules.sections import SECTIONS
from localities.kit.revisions.differences import Words, word_differences

ADDED, CHANGED, REMOVED = "Added", "Changed", "Removed"
ABOUT = "about"
ABOUT_FIELDS = ("level_now", "level_aimed_for", "period_start", "period_end", "practices")
"""What a document says outside its sections, compared under the code "about"."""

NOT_COMPARED = {"changes", "sign_off"}
"""Sections that are about the version itself: what it changes, and who signed it."""


@dataclass(frozen=True)
class Difference:
    """Something added, changed or removed. `what` names the row and the fact; texts are in words, "" for nothing."""

    kind: str
    what: str
    before: str = ""
    after: str = ""

    @property
    def words(self) -> tuple[list[Words], list[Words]]:
        """Both texts in runs of words, each marked as the same in both or not."""
        return word_differences(self.before, self.after)


def compare(before: PlanDocument, after: PlanDocument) -> dict[str, tuple[Difference, ...]]:
    """Return the differences by section code, and under "about"; sections that are alike are left out."""
    pairs: dict[str, tuple[Any, Any]] = {
        section.code: (getattr(before, section.code), getattr(after, section.code))
        for section in SECTIONS
        if section.code not in NOT_COMPARED
    }
    found = {ABOUT: _differences(read(before, only=ABOUT_FIELDS), read(after, only=ABOUT_FIELDS))}
    found |= {code: _differences(_read(old), _read(new)) for code, (old, new) in pairs.items() if old != new}
    return {code: differences for code, differences in found.items() if differences}


def _read(section: Any) -> tuple[Part, ...]:
    return () if section is None else read(section)


def _differences(before: tuple[Part, ...], after: tuple[Part, ...]) -> tuple[Difference, ...]:
    return (*_in_facts(_facts_by_label(before), _facts_by_label(after)), *_in_rows(_rows(before), _rows(after)))


def _facts_by_label(parts: tuple[Part, ...]) -> dict[str, str]:
    return {
        f"{part.title}, {fact.label.lower()}" if part.title else fact.label: fact.text
        for part in parts
        for fact in part.facts
    }


RowKey = tuple[str, str, int]


def _rows(parts: tuple[Part, ...]) -> dict[RowKey, Row]:
    """Return the rows by part, name and, for rows of the same name, how many went before."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for part in parts:
        for row in part.rows:
            found[part.title, row.name, seen[part.title, row.name]] = row
            seen[part.title, row.name] += 1
    return found


def _in_rows(before: Mapping[RowKey, Row], after: Mapping[RowKey, Row]) -> Iterator[Difference]:
    renamed = _renamed(before, after)
    for key, row in after.items():
        if key in before:
            for change in _in_facts(_by_label(before[key].facts), _by_label(row.facts)):
                yield Difference(CHANGED, f"{row.name}: {change.what.lower()}", change.before, change.after)
        elif key in renamed:
            yield Difference(CHANGED, "Name", before[renamed[key]].name, row.name)
        else:
            yield Difference(ADDED, row.name, after=_summary(row))
    for key, row in before.items():
        if key not in after and key not in renamed.values():
            yield Difference(REMOVED, row.name, before=_summary(row))


def _renamed(before: Mapping[RowKey, Row], after: Mapping[RowKey, Row]) -> dict[RowKey, RowKey]:
    """Pair rows that only got another name: same part, same facts. From the new key to the old."""
    gone = [key for key, row in before.items() if key not in after and row.facts]
    found: dict[RowKey, RowKey] = {}
    for key, row in after.items():
        if key in before:
            continue
        old = next((one for one in gone if one[0] == key[0] and before[one].facts == row.facts), None)
        if old is not None:
            gone.remove(old)
            found[key] = old
    return found


def _in_facts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for label in [*after, *(label for label in before if label not in after)]:
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Difference(CHANGED, label, old, new)


def _by_label(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.label: fact.text for fact in facts}


def _summary(row: Row) -> str:
    return "\n".join(f"{fact.label}: {fact.text}" for fact in row.facts)
