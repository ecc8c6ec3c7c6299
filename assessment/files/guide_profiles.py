"""Profiles of localities, real or made up, read from a file of comma-separated values, and the level of each. Pure.

Columns: `name`, then a position for each domain code and a state for each feature code, as far as they are known.
`domains` and `features` say what holds for all whose own column is empty or missing, and `expected` what somebody
would expect the level to be.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from assessment.files.guide_check import level_rules
from assessment.files.guide_schema import GuideFile
from assessment.rules.levels import LevelResult, assess_level
from assessment.rules.scoring import FeatureState

NAME, DOMAINS, FEATURES, EXPECTED = "name", "domains", "features", "expected"


class ProfilesError(ValueError):
    """The file cannot be used; says which line and why."""


@dataclass(frozen=True)
class Profile:
    """One locality: positions by domain code, states by feature code, and the level expected, "" where none is."""

    name: str
    positions: Mapping[str, int | None]
    states: Mapping[str, FeatureState | None]
    expected: str

    def level(self, guide: GuideFile) -> LevelResult:
        return assess_level(level_rules(guide), self.positions, self.states)


def read_profiles(text: str, guide: GuideFile) -> list[Profile]:
    """The profiles of a file, in its order. Raises ProfilesError for what cannot be read."""
    rows = csv.DictReader(StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")))
    domains = [domain.code for domain in guide.domains]
    features = [feature.code for level in guide.levels for feature in level.features]
    columns = rows.fieldnames or []
    if NAME not in columns:
        raise ProfilesError(f"line 1: there is no column “{NAME}”")
    if unknown := [one for one in columns if one not in {NAME, DOMAINS, FEATURES, EXPECTED, *domains, *features}]:
        raise ProfilesError(f"line 1: the guide has no domain or feature “{unknown[0]}”")
    return list(_profiles(rows, domains, features, len(guide.scale)))


def _profiles(rows: csv.DictReader[str], domains: list[str], features: list[str], top: int) -> Iterator[Profile]:
    for row in rows:
        said = {column: (value or "").strip() for column, value in row.items() if isinstance(value, str)}

        def of(code: str, otherwise: str, said: Mapping[str, str] = said) -> str:
            return said.get(code) or said.get(otherwise, "")

        try:
            positions = {code: _position(of(code, DOMAINS), top) for code in domains}
            states = {code: _state(of(code, FEATURES)) for code in features}
        except ValueError as error:
            raise ProfilesError(f"line {rows.line_num}: {error}") from error
        yield Profile(said.get(NAME, ""), positions, states, said.get(EXPECTED, ""))


def _position(said: str, top: int) -> int | None:
    if said in {"", *map(str, range(1, top + 1))}:
        return int(said) if said else None
    raise ValueError(f"“{said}” is no position from 1 to {top}")


def _state(said: str) -> FeatureState | None:
    if said in {"", *FeatureState}:
        return FeatureState(said) if said else None
    raise ValueError(f"“{said}” is no state: {', '.join(FeatureState)}, or nothing")


def as_lines(profiles: list[Profile], guide: GuideFile) -> Iterator[str]:
    """A line for each profile: its level, and how much of every level is there."""
    for profile in profiles:
        result = profile.level(guide)
        bars = ", ".join(f"Level {one.number}: {one.there} of {one.asked}" for one in result.standings)
        yield f"{profile.name}: {level_in_words(result.level)} ({bars})"


def level_in_words(level: int) -> str:
    return f"Level {level}" if level else "Working towards Level 1"
