"""Which domains a workshop talks about first, and when it comes to each. Pure.

Two hours over eight domains leave twelve minutes each, which is what a conversation of this kind took in the field
(design, section 1: alone or live in a workshop); ten minutes before and ten after are for arriving and for closing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from assessment.workshop.rules.spread import disagreement

ARRIVING, CLOSING = 10, 10  # minutes
FEW = 8
"""How many domains one session takes when it takes those that matter most."""

SESSIONS = 3
TOO_SHORT = 5  # minutes for a domain


@dataclass(frozen=True)
class Candidate:
    """A domain that could be talked about: what practices said of it, and what became of it so far."""

    code: str
    positions: tuple[int, ...] = ()
    parked: bool = False
    answered: bool = False
    discussed: bool = False


def those_that_matter_most(candidates: Sequence[Candidate], most: int = FEW) -> list[str]:
    """What an earlier workshop wanted to come back to, then where views differ most, then what nobody answered.

    Among equals the guide's order.
    """

    def first(one: Candidate) -> tuple[object, ...]:
        ends, spread = disagreement(one.positions)
        return (not one.parked, -ends, -spread, one.answered)

    return [one.code for one in sorted(candidates, key=first)[:most]]


def next_third(candidates: Sequence[Candidate]) -> list[str]:
    """A third of the guide, in its order: what no workshop talked about yet, after what one wanted to come back to."""
    parked = [one.code for one in candidates if one.parked]
    fresh = [one.code for one in candidates if not one.discussed and not one.parked]
    size = -(-len(candidates) // SESSIONS)
    return [*parked, *fresh][: max(size, len(parked))]


@dataclass(frozen=True)
class Times:
    """How many whole minutes there are for each domain, and at what time of day each begins."""

    each: int
    begins: tuple[time, ...]
    closing: time

    @property
    def too_short(self) -> bool:
        return self.each < TOO_SHORT


def times_of(starts: time, ends: time, count: int) -> Times:
    """Divide what is left of the time between arriving and closing. `count` is at least 1.

    A time too short for that leaves nothing for each, and all begin when people have arrived.
    """
    first, last = _minutes(starts) + ARRIVING, _minutes(ends) - CLOSING
    each = max(0, (last - first) // count)
    begins = tuple(_clock(min(first + each * number, _minutes(ends))) for number in range(count))
    return Times(each, begins, _clock(max(last, _minutes(starts))))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
