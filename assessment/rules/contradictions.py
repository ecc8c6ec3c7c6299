"""Where answers speak against each other: a feature in place beside a domain that its level would not have. Pure.

Both can be right, so it is pointed out and blocks nothing (design, section 5, "Consistency"). A feature of a level
that asks nothing of the domain is no contradiction: at Level 1 membership is known while structure is at 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.rules.levels import LevelRule, Positions, States
from assessment.rules.scoring import FeatureState

LOWEST = 1


@dataclass(frozen=True)
class Contradiction:
    """A feature in place, and a domain that speaks to it at the lowest position."""

    feature: str
    domain: str


def contradictions(
    rules: Sequence[LevelRule], speaks: Mapping[str, Sequence[str]], positions: Positions, states: States
) -> Iterator[Contradiction]:
    """Yield them in the order of the guide. `speaks` are the domains that speak to each feature, by code."""
    for rule in rules:
        for feature in rule.features:
            for domain in speaks.get(feature, ()):
                is_in_place = states.get(feature) is FeatureState.IN_PLACE
                if is_in_place and positions.get(domain) == LOWEST and rule.positions.get(domain, LOWEST) > LOWEST:
                    yield Contradiction(feature, domain)
