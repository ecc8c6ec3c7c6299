"""Area scores, what numbers suggest, and the Level: pure rules on plain values, no database, request or clock.

A position is a whole number on the guide's scale: 1 less advanced, 3 developing, 5 more advanced, 2 and 4 between;
None means not answered. Unanswered is never a score: it counts in no mean and meets no requirement.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from assessment.rules.indicator_bounds import IndicatorBounds


class _Labelled(StrEnum):
    """A value for the database with its label for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "_Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class FeatureState(_Labelled):
    """How far a level feature has come. Only IN_PLACE meets a requirement; None stands for not answered."""

    NOT_STARTED = "not_started", "Not started"
    PLANNED = "planned", "Planned"
    PARTLY = "partly", "Partly in place"
    IN_PLACE = "in_place", "In place"


class Band(_Labelled):
    """Where an area score lies, in the words of the scale."""

    LESS = "less", "Less advanced"
    DEVELOPING = "developing", "Developing"
    MORE = "more", "More advanced"


class RequirementKind(StrEnum):
    """What a level asks for: a feature in place, or a domain at a minimum position."""

    FEATURE = "feature"
    DOMAIN = "domain"


@dataclass(frozen=True)
class AreaScore:
    """The mean of an area's answered positions on 0 to 100, and how many of its domains are answered."""

    mean: Decimal | None
    answered: int
    total: int

    @property
    def band(self) -> Band | None:
        """Below 25 (a mean position under 2) less advanced, above 75 (over 4) more advanced, between developing."""
        if self.mean is None:
            return None
        if self.mean < 25:
            return Band.LESS
        return Band.MORE if self.mean > 75 else Band.DEVELOPING


def area_score(positions: Iterable[int | None]) -> AreaScore:
    """Score one area from the position of each of its domains.

    The scale's five positions are put on 0 to 100 in steps of 25 (1 is 0, 5 is 100). The mean is not rounded and
    is None while nothing is answered. A first answer to another domain may lower it; a higher answer never does.
    """
    every = list(positions)
    answered = [position for position in every if position is not None]
    mean = Decimal(25 * sum(position - 1 for position in answered)) / len(answered) if answered else None
    return AreaScore(mean=mean, answered=len(answered), total=len(every))


@dataclass(frozen=True)
class LevelRule:
    """What the guide asks for at one level: feature codes, and the minimum position by domain code."""

    number: int
    features: tuple[str, ...]
    minimums: Mapping[str, int]


@dataclass(frozen=True)
class Requirement:
    """One thing a level asks for, and how it stands.

    A feature has a state and no position; a domain has a position and the position needed.
    """

    level: int
    code: str
    kind: RequirementKind
    state: FeatureState | None
    position: int | None
    needed: int | None
    met: bool


@dataclass(frozen=True)
class LevelResult:
    """The level reached (0: working towards Level 1) and what the next one asks for.

    At the top `next_level` is None and there are no requirements.
    """

    level: int
    next_level: int | None
    requirements: tuple[Requirement, ...]

    @property
    def blockers(self) -> tuple[Requirement, ...]:
        """What keeps the locality from the next level. Every level below it is met in full."""
        return tuple(requirement for requirement in self.requirements if not requirement.met)

    @property
    def met_requirements(self) -> tuple[Requirement, ...]:
        """What the next level asks for and is there already."""
        return tuple(requirement for requirement in self.requirements if requirement.met)


def requirements_of(
    rule: LevelRule, positions: Mapping[str, int | None], features: Mapping[str, FeatureState | None]
) -> tuple[Requirement, ...]:
    """All that one level asks for: its features, then its domains, each in the rule's order.

    A code that is absent from `positions` or `features` counts as not answered.
    """

    def feature(code: str) -> Requirement:
        state = features.get(code)
        met = state is FeatureState.IN_PLACE
        return Requirement(rule.number, code, RequirementKind.FEATURE, state, position=None, needed=None, met=met)

    def domain(code: str, needed: int) -> Requirement:
        position = positions.get(code)
        met = position is not None and position >= needed
        return Requirement(
            rule.number, code, RequirementKind.DOMAIN, state=None, position=position, needed=needed, met=met
        )

    return (
        *(feature(code) for code in rule.features),
        *(domain(code, needed) for code, needed in rule.minimums.items()),
    )


def assess_level(
    rules: Sequence[LevelRule], positions: Mapping[str, int | None], features: Mapping[str, FeatureState | None]
) -> LevelResult:
    """Level N is reached when every requirement of every level up to N is met; a level is never skipped.

    A level that asks for nothing is never reached: nothing would show that it is.
    Raises ValueError when the rules are not numbered 1, 2, 3 and so on in order.
    """
    numbers = [rule.number for rule in rules]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"Levels must be numbered 1, 2, 3 and so on in order, not {numbers}.")
    for rule in rules:
        requirements = requirements_of(rule, positions, features)
        if not requirements or not all(requirement.met for requirement in requirements):
            return LevelResult(level=rule.number - 1, next_level=rule.number, requirements=requirements)
    return LevelResult(level=len(rules), next_level=None, requirements=())


@dataclass(frozen=True)
class IndicatorRule:
    """The two thresholds of an indicator, in its own unit.

    `better` is the direction of improvement; `boundary` the side on which a value exactly on `more` falls; a number
    outside the bounds cannot be.
    """

    better: Literal["higher", "lower"]
    developing: Decimal
    more: Decimal
    boundary: Literal["more", "developing"]
    bounds: IndicatorBounds


def suggest_position(rule: IndicatorRule, value: Decimal) -> int | None:
    """The position a number suggests: 5 beyond `more`, 3 from `developing` on (exactly on it included), else 1.

    None for a number that cannot be: older data may hold one.
    """
    if not rule.bounds.hold(value):
        return None
    direction = 1 if rule.better == "higher" else -1
    beyond_more = (value - rule.more) * direction
    if beyond_more > 0 or (beyond_more == 0 and rule.boundary == "more"):
        return 5
    return 3 if (value - rule.developing) * direction >= 0 else 1


def differs_notably(position: int | None, suggested: int) -> bool:
    """Whether a choice lies 2 or more from what the number suggests: the distance between two descriptors."""
    return position is not None and abs(position - suggested) >= 2


def change_since(now: int | None, before: int | None) -> int | None:
    """Positions gained (negative: lost) since last time; None unless both are answered."""
    return None if now is None or before is None else now - before


def target_below_today(position: int | None, target: int | None) -> bool:
    """Whether the target lies below today's position: a warning while filling in, to be mended before agreeing."""
    return position is not None and target is not None and target < position
