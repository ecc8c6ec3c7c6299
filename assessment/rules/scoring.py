"""Area scores, and what numbers suggest: pure rules on plain values, no database, request or clock.

A position is a whole number on the guide's scale, which goes from 1 to its top (3 to 5, by the guide); None means not
answered. Unanswered is never a score: it counts in no mean and meets no requirement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from assessment.rules.indicator_bounds import IndicatorBounds

FIVE = 5
"""The top of the scale of the strategy's guide."""


class FeatureState(StrEnum):
    """How far a level feature has come, with its label for people. Only IN_PLACE meets a requirement.

    None stands for not answered.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> "FeatureState":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    NOT_STARTED = "not_started", "Not started"
    PLANNED = "planned", "Planned"
    PARTLY = "partly", "Partly in place"
    IN_PLACE = "in_place", "In place"


@dataclass(frozen=True)
class AreaScore:
    """The mean of an area's answered positions on 0 to 100, and how many of its domains are answered.

    What the mean is called, the guide says (`assessment.rules.scale.Scale.band`).
    """

    mean: Decimal | None
    answered: int
    total: int


def middle_of(top: int) -> int:
    """The position between the first and the top one; on a scale of four the lower of the two."""
    return (top + 1) // 2


def area_score(positions: Iterable[int | None], top: int = FIVE) -> AreaScore:
    """Score one area from the position of each of its domains.

    The scale's positions are put on 0 to 100 in equal steps (of five: 1 is 0, 5 is 100). The mean is not rounded and
    is None while nothing is answered. A first answer to another domain may lower it; a higher answer never does.
    """
    every = list(positions)
    answered = [position for position in every if position is not None]
    steps = len(answered) * (top - 1)
    mean = Decimal(100 * sum(position - 1 for position in answered)) / steps if answered else None
    return AreaScore(mean=mean, answered=len(answered), total=len(every))


@dataclass(frozen=True)
class IndicatorRule:
    """The two thresholds of an indicator, in its own unit.

    `better` is the direction of improvement; `boundary` the side on which a value exactly on `more` falls; a number
    outside the bounds cannot be. `top` is the highest position of the guide's scale.
    """

    better: Literal["higher", "lower"]
    developing: Decimal
    more: Decimal
    boundary: Literal["more", "developing"]
    bounds: IndicatorBounds
    top: int = FIVE


def suggest_position(rule: IndicatorRule, value: Decimal) -> int | None:
    """The position a number suggests: the top beyond `more`, the middle from `developing` on (on it included), else 1.

    None for a number that cannot be: older data may hold one.
    """
    if not rule.bounds.hold(value):
        return None
    direction = 1 if rule.better == "higher" else -1
    beyond_more = (value - rule.more) * direction
    if beyond_more > 0 or (beyond_more == 0 and rule.boundary == "more"):
        return rule.top
    return middle_of(rule.top) if (value - rule.developing) * direction >= 0 else 1


def differs_notably(position: int | None, suggested: int, top: int = FIVE) -> bool:
    """Whether a choice lies as far from what the number suggests as the middle from the start: 2 on a scale of five."""
    return position is not None and abs(position - suggested) >= middle_of(top) - 1


def change_since(now: int | None, before: int | None) -> int | None:
    """Positions gained (negative: lost) since last time; None unless both are answered."""
    return None if now is None or before is None else now - before


def target_below_today(position: int | None, target: int | None) -> bool:
    """Whether the target lies below today's position: a warning while filling in, to be mended before agreeing."""
    return position is not None and target is not None and target < position
