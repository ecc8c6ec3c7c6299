"""What differs between two guides' files: which parts were added, removed, or are worded otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from assessment.files.guide_schema import GuideFile
from localities.kit.revisions.differences import Words, word_differences

ADDED, REMOVED, REWORDED = "Added", "Removed", "Reworded"
KINDS = {
    "guide": "The guide itself",
    "scale": "Positions",
    "areas": "Areas",
    "themes": "Themes",
    "strands": "Strands",
    "domains": "Domains",
    "indicators": "Indicators",
    "actions": "Actions",
    "levels": "Levels",
    "features": "Features",
    "outcome_metrics": "Outcome metrics",
    "wave_one_criteria": "Criteria",
    "offers": "Offers",
    "hub_models": "Hub models",
    "plan_sections": "Sections of the plan",
    "cases": "Case studies",
    "glossary": "Words explained",
}
"""The parts of a file that have a name of their own, by the key they stand under, in the order of the file."""

CODED = ("code", "number", "position", "term")
TITLED = ("title", "label", "text", "term")


@dataclass(frozen=True)
class Wording:
    """One fact of a part in both versions, "" where there is none."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> tuple[list[Words], list[Words]]:
        """Both texts in runs of words, each marked as the same in both or not."""
        return word_differences(self.before, self.after)


@dataclass(frozen=True)
class GuideDifference:
    """A part that was added, removed or reworded, with its name, and what of it is worded otherwise."""

    how: str
    kind: str
    name: str
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class _Part:
    name: str
    facts: Mapping[str, str]


def differences(before: GuideFile, after: GuideFile) -> list[GuideDifference]:
    """Everything that differs, in the order of the file; what was removed comes after what was added or reworded."""
    old, new = dict(_parts(before)), dict(_parts(after))
    found = []
    for key, part in new.items():
        if key not in old:
            found.append(GuideDifference(ADDED, KINDS[key[0]], part.name))
        elif wordings := _wordings(old[key].facts, part.facts):
            found.append(GuideDifference(REWORDED, KINDS[key[0]], part.name, wordings))
    found += [GuideDifference(REMOVED, KINDS[key[0]], part.name) for key, part in old.items() if key not in new]
    order = list(KINDS.values())
    return sorted(found, key=lambda one: order.index(one.kind))


def in_words(found: list[GuideDifference]) -> str:
    """How many of each, such as "3 added, 1 removed, 12 reworded"."""
    counted = ((sum(one.how == how for one in found), how.lower()) for how in (ADDED, REMOVED, REWORDED))
    return ", ".join(f"{number} {how}" for number, how in counted if number)


def _wordings(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Wording, ...]:
    pairs = ((what, before.get(what, ""), after.get(what, "")) for what in {**after, **before})
    return tuple(Wording(*pair) for pair in pairs if pair[1] != pair[2])


def _parts(entry: BaseModel) -> Iterator[tuple[tuple[str, str], _Part]]:
    """Every part below an entry by its kind and code. An entry's own facts leave out the parts that it holds."""
    for name, value in entry:
        for part in _parts_in(name, value):
            yield (name, _first(part, CODED)), _Part(_first(part, TITLED), dict(_facts(part)))
            yield from _parts(part)


def _parts_in(name: str, value: object) -> list[BaseModel]:
    several = value if isinstance(value, tuple) else (value,)
    entries = [one for one in several if isinstance(one, BaseModel)] if name in KINDS else []
    return [one for one in entries if any(hasattr(one, key) for key in CODED)]


def _first(part: BaseModel, names: tuple[str, ...]) -> str:
    return str(next(getattr(part, name) for name in names if hasattr(part, name)))


def _facts(part: BaseModel) -> Iterator[tuple[str, str]]:
    for name, value in part:
        if not _parts_in(name, value):
            yield name.replace("_", " ").capitalize(), _words(value)


def _words(value: object) -> str:
    """A value as text: a line for each item of a list, a name before each value of an entry."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel | Mapping):
        pairs = value.items() if isinstance(value, Mapping) else value
        return "\n".join(f"{name}: {words}" for name, item in pairs if (words := _words(item)))
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(_words, value)))
    return str(value)
