"""A guide's scale: its positions, what the guide calls them, and where they stand. Pure (design, section 4).

Every word about positions comes from here, and here from the guide: pages, forms, files and the PDF know no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

SHADES = 5
"""As many tints as style sheets have for positions; a shorter scale takes the outer ones and those it has room for."""

THIRDS, WIDE = (1, 3, 5), 5
"""The positions of a scale of five that have descriptions in the strategy's guide, each over a third of the width."""


@dataclass(frozen=True)
class Scale:
    """The names of the positions from 1 on. `between` are those that no description of the guide speaks of.

    They stand between two that have one: 2 and 4 in the strategy's guide.
    """

    labels: tuple[str, ...]
    between: tuple[int, ...] = ()

    @property
    def top(self) -> int:
        return len(self.labels)

    @property
    def positions(self) -> range:
        return range(1, self.top + 1)

    @property
    def described(self) -> tuple[int, ...]:
        return tuple(position for position in self.positions if position not in self.between)

    def label(self, position: int) -> str:
        return self.labels[position - 1]

    # Where positions stand

    @property
    def columns(self) -> tuple[int, ...]:
        """The positions with a column of their own: 1, 3 and 5 where they alone are described, else every one."""
        return THIRDS if self.top == WIDE and self.described == THIRDS else tuple(self.positions)

    @property
    def layout(self) -> str:
        """The name of its columns in style sheets: "thirds", or "of-4" for four columns of one position each."""
        return "thirds" if len(self.columns) < self.top else f"of-{self.top}"

    @property
    def heads(self) -> tuple[tuple[int, str], ...]:
        """What stands over the columns: position and name."""
        return tuple((position, self.label(position)) for position in self.columns)

    def place(self, position: int, width: float) -> float:
        """How far from the left a position stands on a strip of this width: in the middle of its column, if it has one.

        Of five with columns for 1, 3 and 5, position n stands at n sixths.
        """
        return _share(position, self.top, len(self.columns)) * width

    def shade(self, position: int) -> int:
        """The tint of a position, from 1 to 5: those of a shorter scale lie as far apart as they can."""
        return 1 + round(Fraction((position - 1) * (SHADES - 1), self.top - 1))

    # In words

    @property
    def span(self) -> str:
        """Such as "from 1 to 5"."""
        return f"from 1 to {self.top}"

    @property
    def in_words(self) -> str:
        """Each position with its name, for the legend of a file."""
        return "; ".join(f"{position}: {self.label(position)}" for position in self.positions)

    @property
    def between_in_words(self) -> str:
        """Such as "2 or 4"; nothing where every position is described."""
        return either(self.between)

    # Thirds of a scale, for asking where localities are

    @cached_property
    def low(self) -> tuple[int, ...]:
        """The positions under the middle: 1 and 2 of four and of five, 1 of three."""
        return tuple(position for position in self.positions if 2 * position < self.top + 1)

    @property
    def middle(self) -> tuple[int, ...]:
        """The one in the middle; none of an even number."""
        return tuple(position for position in self.positions if 2 * position == self.top + 1)

    @property
    def high(self) -> tuple[int, ...]:
        return tuple(position for position in self.positions if 2 * position > self.top + 1)

    # The mean of several positions

    @property
    def bands(self) -> tuple[tuple[str, Fraction], ...]:
        """What means are called: names from the lowest on, each with where it ends on 0 to 100, half way to the next.

        A mean takes the name of the described position it lies nearest to. Of the strategy's five they end at 25 and
        75: under 25 less advanced, 25 to 75 developing, over 75 more advanced (design, section 5).
        """
        ends = [Fraction(100 * (position - 1), self.top - 1) for position in self.described]
        limits = [(one + other) / 2 for one, other in zip(ends, [*ends[1:], Fraction(100)], strict=True)]
        return tuple((self.label(at), limit) for at, limit in zip(self.described, limits, strict=True))

    def band(self, mean: Decimal | None) -> str:
        """The name of a mean on 0 to 100. Half way between two names it takes the one nearer the middle."""
        if mean is None:
            return ""
        exact = Fraction(mean)
        below = (name for name, limit in self.bands[:-1] if exact < limit or (exact == limit and not limit < 50))
        return next(below, self.bands[-1][0])

    @property
    def bands_in_words(self) -> str:
        """Such as "under 25 Less advanced, 25 to 75 Developing, over 75 More advanced"."""
        (first, low), *others = self.bands
        said, start = [f"{'under' if low < 50 else 'up to'} {_number(low)}: {first}"], low
        for name, limit in others[:-1]:
            said.append(f"{_number(start)} to {_number(limit)}: {name}")
            start = limit
        last = "over" if start >= 50 else "from"
        return "; ".join([*said, f"{last} {_number(start)}: {others[-1][0]}"])


@lru_cache(maxsize=256)
def _share(position: int, top: int, columns: int) -> float:
    """The share of the width that lies left of a position. There are few, and a document asks a thousand times."""
    share = Fraction(1, 2 * columns) + Fraction(position - 1, top - 1) * Fraction(columns - 1, columns)
    return float(share)


def scale_of(labels: Mapping[int, str], described: frozenset[int]) -> Scale:
    """The scale with these names by position, some of which the guide's descriptions speak of."""
    positions = sorted(labels)
    between = tuple(position for position in positions if position not in described)
    return Scale(tuple(labels[position] for position in positions), between)


def either(positions: tuple[int, ...]) -> str:
    """Such as "1", "1 or 2" and "2, 3 or 4"."""
    *first, last = map(str, positions) if positions else ("",)
    return f"{', '.join(first)} or {last}" if first else last


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")
