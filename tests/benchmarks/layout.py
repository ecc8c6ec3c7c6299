"""The shape of the nation: which commissioner is in which system and how many localities it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.benchmarks.made.whole import APPLICANTS
from tests.benchmarks.units import Unit

SYSTEMS, COMMISSIONERS, VARIANTS = 42, 130, 4
FULL_SYSTEM = (5, 6)  # commissioners, and localities of each: the budget of a system's page
LARGE = 30  # localities of one commissioner: the budget of a commissioner's page
USUAL = 10

Copies = dict[Unit, list[Mapping[Unit, int]]]


@dataclass(frozen=True)
class Place:
    """A locality of the nation, by the numbers in the names, and which of the originals it is like."""

    system: int
    commissioner: int
    locality: int
    variant: int


def nation(size: float = 1) -> Iterator[Place]:
    """Every locality of a nation of this size. One system and one commissioner are as the budgets ask in any."""
    systems, number = max(2, round(SYSTEMS * size)), 0
    for commissioner in range(max(FULL_SYSTEM[0] + 1, round(COMMISSIONERS * size))):
        in_full = commissioner < FULL_SYSTEM[0]
        system = 1 if in_full else 2 + (commissioner - FULL_SYSTEM[0]) % (systems - 1)
        localities = FULL_SYSTEM[1] if in_full else LARGE if commissioner == FULL_SYSTEM[0] else USUAL
        for place in range(localities):
            number += 1
            yield Place(system, commissioner + 1, number, variant_of(place))


def variant_of(place: int) -> int:
    """The first localities of a commissioner apply in its wave; the others are like the originals that do not."""
    return place if place < VARIANTS else APPLICANTS + place % (VARIANTS - APPLICANTS)


def copies_of(places: Iterator[Place] | list[Place]) -> Copies:
    """The copies to make of system 1, commissioner 1 and its first localities, for all these to be there."""
    first = [Unit("S", 1), Unit("M", 1), *(Unit("L", number + 1) for number in range(VARIANTS))]
    made: Copies = {unit: [] for unit in first}
    together = defaultdict(list)
    for place in places:
        together[place.system, place.commissioner].append(place)
    systems = {1}
    for (system, commissioner), here in together.items():
        numbers = {Unit("S", 1): system, Unit("M", 1): commissioner}
        numbers |= {Unit("L", place.variant + 1): place.locality for place in reversed(here)}
        if system not in systems:
            systems.add(system)
            made[Unit("S", 1)].append(numbers)
        if commissioner != 1:
            made[Unit("M", 1)].append(numbers)
        for place in here:
            unit = Unit("L", place.variant + 1)
            if place.locality != unit.number:
                made[unit].append({**numbers, unit: place.locality})
    return made
