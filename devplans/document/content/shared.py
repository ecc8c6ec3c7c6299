"""What sections of the plan document share: one that a plan does without, and sums over rows.

In every section figures stand rounded as they are printed, so that a frozen plan says what was read: appointments a
week in whole numbers, shares in per cent with one decimal. Money is in pounds, staff are full-time equivalents (FTE),
years are financial years in words ("2020/21"). A gap below zero is a surplus.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import ZERO


@dataclass(frozen=True, kw_only=True)
class NotNeeded:
    """In place of a section: this plan does without it."""

    because: str


@dataclass(frozen=True, kw_only=True)
class YearAmount:
    """Pounds in one financial year."""

    year: str
    amount: Decimal


def total_of(rows: Sequence[object], name: str) -> Decimal | None:
    """The sum over rows of what is known; None when nothing is."""
    known = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(known, ZERO) if known else None
