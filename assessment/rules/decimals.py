"""Figures for people: rounding that owns up to itself, plain numbers in sentences, financial years. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle, islice
from typing import TypeVar

T = TypeVar("T")

ZERO, TENTH, HUNDRED = Decimal(0), Decimal("0.1"), Decimal(100)


def round_to(value: Decimal, step: Decimal = Decimal(1)) -> Decimal:
    """The nearest multiple of `step` (above 0), halves away from zero, as people round. Never minus zero."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step + 0


@dataclass(frozen=True)
class RoundedParts:
    """Parts and their total as a page shows them, each rounded by itself."""

    parts: tuple[Decimal, ...]
    total: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether a reader who adds the parts as shown gets the total as shown."""
        return sum(self.parts) == self.total

    @property
    def note(self) -> str:
        """What to print below the table; empty when the figures add up."""
        return "" if self.adds_up else "Figures are rounded, so they do not add up exactly."


def rounded(parts: Iterable[Decimal], step: Decimal = Decimal(1)) -> RoundedParts:
    """Round parts and their true sum to `step` for display."""
    every = list(parts)
    return RoundedParts(tuple(round_to(part, step) for part in every), round_to(sum(every, ZERO), step))


def adding_up(parts: Iterable[Decimal], total: Decimal, step: Decimal = Decimal(1)) -> tuple[Decimal, ...]:
    """Round parts to `step` so that they come to `total` as it is shown: those that rounding changed most give way."""
    exact = list(parts)
    shown = [round_to(part, step) for part in exact]
    left = int((total - sum(shown, ZERO)) / step)
    most = sorted(range(len(exact)), key=lambda place: exact[place] - shown[place], reverse=left > 0)
    for place in islice(cycle(most), abs(left)):
        shown[place] += step if left > 0 else -step
    return tuple(shown)


def plain(value: Decimal | int) -> str:
    """A number in a sentence: thousands separated, three decimals at most, no trailing zeros ("1,219,250", "37.5")."""
    text = f"{round_to(Decimal(value), Decimal('0.001')):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: Decimal | int, unit: str) -> str:
    """A number with its whole unit: "18% of registered patients", "121 appointments per full-time GP per week"."""
    return f"{plain(value)}{'' if unit.startswith('%') else ' '}{unit}".rstrip()


def financial_year(year: int) -> str:
    """A financial year by its first calendar year: 2020 is "2020/21"."""
    return f"{year}/{(year + 1) % 100:02}"


def known(value: T | None) -> T:
    """The value, where the caller has made sure that it is known; ValueError otherwise."""
    if value is None:
        raise ValueError("A figure that this rests on is not known: enter list size, GP FTE and nurse FTE first.")
    return value
