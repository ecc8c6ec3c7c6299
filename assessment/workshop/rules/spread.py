"""How hands lie apart: what the room is told when they are revealed. Pure.

Two positions or more is "far apart", as for numbers that suggest another position (design, section 5): the strategy
asks for a conversation where views differ, not for an average.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.rules.scoring import differs_notably

FEW = 4


@dataclass(frozen=True)
class Raised:
    """A hand that is revealed: whose, and where."""

    code: str
    position: int


@dataclass(frozen=True)
class Apart:
    """The lowest and the highest position that hands were raised at, and who is there, where that is known."""

    lowest: int
    highest: int
    at_lowest: tuple[str, ...] = ()
    at_highest: tuple[str, ...] = ()

    @property
    def can_be_named(self) -> bool:
        """Whether those at both ends are known and few enough to be said in a sentence."""
        return 0 < len(self.at_lowest) <= FEW and 0 < len(self.at_highest) <= FEW


def counts_of(positions: Iterable[int], top: int) -> tuple[int, ...]:
    """How many hands there are at each position from 1 to `top`."""
    found = list(positions)
    return tuple(found.count(position) for position in range(1, top + 1))


def furthest_apart(counts: Sequence[int], hands: Sequence[Raised] = ()) -> Apart | None:
    """The two ends of the hands, if they lie notably far apart; None where the room sees it alike, or raised none.

    `counts` are by position from 1 on; `hands` name those that have a name.
    """
    taken = [position for position, count in enumerate(counts, start=1) if count]
    if not taken or not differs_notably(taken[0], taken[-1], len(counts)):
        return None
    low, high = (tuple(hand.code for hand in hands if hand.position == end) for end in (taken[0], taken[-1]))
    return Apart(taken[0], taken[-1], low, high)


def disagreement(positions: Sequence[int]) -> tuple[int, Fraction]:
    """How far views differ, to compare: the distance of the ends, then the mean distance from the middle one.

    Nothing differs where there are fewer than two.
    """
    if len(positions) < 2:
        return 0, Fraction(0)
    ordered = sorted(positions)
    middle = ordered[len(ordered) // 2]
    return ordered[-1] - ordered[0], Fraction(sum(abs(one - middle) for one in ordered), len(ordered))
