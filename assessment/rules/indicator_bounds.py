"""What an indicator's number may be, and what stands for no number: pure, on plain values.

Files of national bodies write -97 to -99, "*", "ND", "NS", "EST" or "NULL" where a figure is withheld or not known.
Taken for numbers they would suggest a position.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assessment.rules.decimals import plain

NO_FIGURE_WORDS = frozenset({"*", "nd", "ns", "est", "null", "-", "–", "—", "n/a", "na"})
NO_FIGURE_NUMBERS = frozenset({Decimal(-97), Decimal(-98), Decimal(-99)})


def stands_for_no_figure(typed: str) -> bool:
    """Whether what was typed is a mark for a figure that is withheld or not known, and no number."""
    text = typed.strip().rstrip("% ").replace("\N{MINUS SIGN}", "-").casefold()
    if text in NO_FIGURE_WORDS:
        return True
    try:
        return Decimal(text) in NO_FIGURE_NUMBERS
    except InvalidOperation:
        return False


def is_share(unit: str) -> bool:
    """Whether a number in this unit is a percentage."""
    return unit.startswith("%")


def asks_about(value: Decimal, unit: str) -> str:
    """What to ask about a percentage that may have been given as a fraction, 0.45 for 45%; nothing about any other."""
    if not (is_share(unit) and 0 < abs(value) < 1):
        return ""
    return f"Did you mean {plain(value * 100)}%? {plain(value)}% is less than one in a hundred."


@dataclass(frozen=True)
class IndicatorBounds:
    """The lowest and the highest number that there can be, both included."""

    lowest: Decimal
    highest: Decimal

    def hold(self, value: Decimal) -> bool:
        return self.lowest <= value <= self.highest

    def asked_for(self, unit: str) -> str:
        """ "Enter a percentage from 0 to 100"."""
        return (
            f"Enter a {'percentage' if is_share(unit) else 'number'} from {plain(self.lowest)} to {plain(self.highest)}"
        )
