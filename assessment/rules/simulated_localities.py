"""Localities made up at random, to see what levels a guide gives to many of them. Pure: the dice are an argument.

Nobody counted the localities of 2018: the means and shares are assumptions, and the spread that comes of them is a
check of sense and no evidence. A locality's answers go together: each has a bent of its own beside the dice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from assessment.rules.levels import LevelRule, assess_level
from assessment.rules.scoring import FeatureState

BENT, DICE = 0.5, 0.8
"""How far localities differ from each other, and a locality's domains among themselves, in positions (one sigma)."""
SHARE_OF_BENT = 0.2
"""How much more likely a feature is in place where the locality is one position further on."""


@dataclass(frozen=True)
class Population:
    """Localities of one kind: their mean position, and how many have a feature in place, by level.

    Essential features of Level 1 have a share of their own: that practices know their locality is nearly always true.
    """

    name: str
    mean: float
    known: float
    shares: Mapping[int, float]


OF_2018 = Population("Average localities of 2018", 2.0, 0.97, {1: 0.6, 2: 0.2, 3: 0.05, 4: 0.01})
LATER = Population("Localities a few years on", 3.2, 0.99, {1: 0.9, 2: 0.7, 3: 0.35, 4: 0.1})
POPULATIONS = (OF_2018, LATER)


def levels_of(
    population: Population, count: int, rules: Sequence[LevelRule], domains: Sequence[str], top: int, dice: Random
) -> list[int]:
    """How many of the localities are at each level, from "working towards Level 1" on."""
    found = [0] * (len(rules) + 1)
    for _ in range(count):
        bent = dice.gauss(0, BENT)
        positions = {code: min(top, max(1, round(population.mean + bent + dice.gauss(0, DICE)))) for code in domains}
        states = {code: _state(population, rule, code, bent, dice) for rule in rules for code in rule.features}
        found[assess_level(rules, positions, states).level] += 1
    return found


def _state(population: Population, rule: LevelRule, code: str, bent: float, dice: Random) -> FeatureState:
    share = population.known if rule.number == 1 and code not in rule.signs else population.shares[rule.number]
    is_there = dice.random() < share + SHARE_OF_BENT * bent * (share < population.known)
    return FeatureState.IN_PLACE if is_there else FeatureState.PARTLY
