"""The Level of a locality: what each level of a guide asks for, and how much of it is there. Pure (design, section 5).

Features are essential or signs. A locality is at Level N when, for every level up to N, all essential features are in
place, at least `needed` features are, every domain minimum is met and no domain is under the floor. Level 1 is where
the papers put all 26 localities in October 2016 (STP update 2016, locality phasing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from assessment.rules.scoring import FeatureState


class RequirementKind(StrEnum):
    """What a level asks for: a feature in place, or a domain at a minimum position."""

    FEATURE = "feature"
    DOMAIN = "domain"


@dataclass(frozen=True)
class LevelRule:
    """What the guide asks for at one level.

    Features by code, those among them that are signs, and how many must be in place in all (None: every one); the
    minimum position of domains by code, and the floor of the other domains.
    """

    number: int
    features: tuple[str, ...]
    minimums: Mapping[str, int]
    signs: frozenset[str] = frozenset()
    needed: int | None = None
    floor: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        number: int,
        features: Mapping[str, bool],
        minimums: Mapping[str, int],
        *,
        needed: int,
        floor: int | None,
        domains: Iterable[str],
    ) -> LevelRule:
        """The rule of a level whose features are essential or not, with one floor for all domains of the guide."""
        return cls(
            number=number,
            features=tuple(features),
            minimums=minimums,
            signs=frozenset(code for code, is_essential in features.items() if not is_essential),
            needed=needed,
            floor={code: floor for code in domains if code not in minimums} if floor else {},
        )

    @cached_property
    def essential(self) -> tuple[str, ...]:
        return tuple(code for code in self.features if code not in self.signs)

    @cached_property
    def signs_wanted(self) -> int:
        """How many signs it takes beside the essential features."""
        enough = len(self.features) if self.needed is None else self.needed
        return max(0, enough - len(self.essential))

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position that each domain needs, the floor included."""
        return {**self.minimums, **self.floor}


@dataclass(frozen=True)
class Requirement:
    """One thing a level asks for, and how it stands.

    A feature has a state and no position; a domain has a position and the position needed. A sign that is not in place
    carries how many more signs the level needs: any of those listed will do.
    """

    level: int
    code: str
    kind: RequirementKind
    state: FeatureState | None
    position: int | None
    needed: int | None
    met: bool
    more_signs: int | None = None


Positions = Mapping[str, int | None]
States = Mapping[str, FeatureState | None]


@dataclass(frozen=True)
class LevelStanding:
    """One level: all it asks for, and how much of that is there.

    What it asks for is counted as: the level below, if there is one; each essential feature; as many signs as it wants;
    each domain minimum; and the floor. The level is reached exactly when all of it is there. It is counted at once, and
    listed only for who reads the list: pages over many localities do not.
    """

    rule: LevelRule
    positions: Positions
    features: States
    there: int
    asked: int

    @property
    def number(self) -> int:
        return self.rule.number

    @property
    def is_reached(self) -> bool:
        return self.there == self.asked

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        return requirements_of(self.rule, self.positions, self.features)

    @cached_property
    def more_signs(self) -> int:
        """How many signs it still wants."""
        return _more_signs(self.rule, self.features)

    @property
    def blockers(self) -> tuple[Requirement, ...]:
        """What is not there: of the signs `more_signs` will do, of the rest each is needed."""
        return tuple(requirement for requirement in self.requirements if not requirement.met)

    @property
    def to_do(self) -> int:
        """How many things have to come: blockers, and of the signs as many as are wanted."""
        return sum(blocker.more_signs is None for blocker in self.blockers) + self.more_signs


@dataclass(frozen=True)
class LevelResult:
    """The level reached (0: working towards Level 1) and how every level of the guide stands."""

    level: int
    standings: tuple[LevelStanding, ...]

    @property
    def next(self) -> LevelStanding | None:
        """The first level that is not reached. None at the top, and where the guide has no levels."""
        return self.standings[self.level] if self.level < len(self.standings) else None

    @property
    def next_level(self) -> int | None:
        return self.next.number if self.next else None

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the next level asks for."""
        return self.next.requirements if self.next else ()

    @property
    def blockers(self) -> tuple[Requirement, ...]:
        """What keeps the locality from the next level. Every level below it is met in full."""
        return self.next.blockers if self.next else ()

    @property
    def met_requirements(self) -> tuple[Requirement, ...]:
        """What the next level asks for and is there already."""
        return tuple(requirement for requirement in self.requirements if requirement.met)


def is_met_by(asked: Requirement, positions: Positions, features: States) -> bool:
    """Whether other answers give what was asked for."""
    if asked.kind is RequirementKind.FEATURE:
        return features.get(asked.code) is FeatureState.IN_PLACE
    return (positions.get(asked.code) or 0) >= (asked.needed or 0)


def requirements_of(rule: LevelRule, positions: Positions, features: States) -> tuple[Requirement, ...]:
    """All that one level asks for: its features, then its domains, each in the rule's order.

    A code that is absent from `positions` or `features` counts as not answered. Once the level has the signs it wants,
    those that are not in place are no longer asked for.
    """
    more = _more_signs(rule, features)

    def feature(code: str) -> Requirement:
        state = features.get(code)
        met = _is_in_place(code, features)
        return Requirement(
            rule.number,
            code,
            RequirementKind.FEATURE,
            state,
            position=None,
            needed=None,
            met=met,
            more_signs=more if code in rule.signs and not met else None,
        )

    def domain(code: str, needed: int) -> Requirement:
        return Requirement(
            rule.number,
            code,
            RequirementKind.DOMAIN,
            state=None,
            position=positions.get(code),
            needed=needed,
            met=_is_there(code, needed, positions),
        )

    asked = (feature(code) for code in rule.features)
    return (
        *(requirement for requirement in asked if requirement.more_signs != 0),
        *(domain(code, needed) for code, needed in rule.positions.items()),
    )


def standing_of(rule: LevelRule, positions: Positions, features: States, *, below: bool) -> LevelStanding:
    """How one level stands. `below` says whether the level below is reached."""
    counted = [
        *([below] if rule.number > 1 else []),
        *(_is_in_place(code, features) for code in rule.essential),
        *(_is_there(code, needed, positions) for code, needed in rule.minimums.items()),
        *([all(_is_there(code, needed, positions) for code, needed in rule.floor.items())] if rule.floor else []),
    ]
    is_empty = not (rule.essential or rule.signs_wanted or rule.positions)
    return LevelStanding(
        rule,
        positions,
        features,
        there=sum(counted) + rule.signs_wanted - _more_signs(rule, features),
        asked=len(counted) + rule.signs_wanted + is_empty,  # what asks for nothing is never there
    )


def assess_level(rules: Sequence[LevelRule], positions: Positions, features: States) -> LevelResult:
    """Level N is reached when every level up to N is there in full; a level is never skipped.

    A level that asks for nothing is never reached: nothing would show that it is.
    Raises ValueError when the rules are not numbered 1, 2, 3 and so on in order.
    """
    numbers = [rule.number for rule in rules]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"Levels must be numbered 1, 2, 3 and so on in order, not {numbers}.")
    standings: list[LevelStanding] = []
    for rule in rules:
        below = not standings or standings[-1].is_reached
        standings.append(standing_of(rule, positions, features, below=below))
    return LevelResult(level=sum(standing.is_reached for standing in standings), standings=tuple(standings))


def _more_signs(rule: LevelRule, features: States) -> int:
    in_place = sum(_is_in_place(code, features) for code in rule.features if code in rule.signs)
    return max(0, rule.signs_wanted - in_place)


def _is_in_place(code: str, features: States) -> bool:
    return features.get(code) is FeatureState.IN_PLACE


def _is_there(code: str, needed: int, positions: Positions) -> bool:
    position = positions.get(code)
    return position is not None and position >= needed
