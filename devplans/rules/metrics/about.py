"""What an outcome metric is, whether the guide defines it or a locality does. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import plain, with_unit
from devplans.rules.metrics.figures import CLINICAL, agrees, worked_out


@dataclass(frozen=True, kw_only=True)
class MetricAbout:
    """Its definition. `better` is "higher" or "lower"; `lowest` and `highest` are the bounds of a locality's own.

    `has_parts`: a figure is a count out of a number; without, it is a plain count.
    """

    code: str
    title: str
    category: str
    definition: str
    unit: str
    better: str
    source: str
    frequency: str
    core: bool = False
    is_own: bool = False
    has_parts: bool = True
    strand: str = ""
    lowest: int | None = None
    highest: int | None = None

    def __str__(self) -> str:
        return self.title

    @property
    def higher_is_better(self) -> bool:
        return self.better == "higher"

    @property
    def better_words(self) -> str:
        return "Higher is better" if self.higher_is_better else "Lower is better"

    @property
    def is_share(self) -> bool:
        return self.unit.startswith("%")

    @property
    def is_clinical(self) -> bool:
        """It is about treatment: public health is asked for advice on it."""
        return self.category == CLINICAL

    @property
    def kind(self) -> str:
        """What marks it among the others: "Core metric", "Own metric", or nothing."""
        return "Core metric" if self.core else "Own metric" if self.is_own else ""


def own_definition(counted: str, out_of: str) -> str:
    """What a locality's own metric counts, in a sentence."""
    return f"Count: {counted}. Out of: {out_of}." if out_of else f"Count: {counted}."


MOST = 10_000_000
"""No figure of a locality, in whatever unit, comes near it. Our own limit."""


def limits_of(about: MetricAbout, *, may_be_surplus: bool) -> tuple[int, int]:
    """The least and the most that a figure can be. A share of a gap goes below 0 where there is a surplus."""
    least = -100 if about.is_share and may_be_surplus else 0
    most = 100 if about.is_share else MOST
    return least if about.lowest is None else about.lowest, most if about.highest is None else about.highest


class NotAFigureError(ValueError):
    """What is wrong with a figure, in words; `part` is "value", "count" or "out_of"."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


@dataclass(frozen=True)
class FigureParts:
    """A figure with the count it comes from, where that is known."""

    value: Decimal
    count: Decimal | None = None
    out_of: Decimal | None = None


def figure_of(
    about: MetricAbout,
    value: Decimal | None,
    count: Decimal | None,
    out_of: Decimal | None,
    *,
    may_be_surplus: bool = False,
) -> FigureParts:
    """Return the figure that was given, or that a count comes to. Raises NotAFigureError where it is none."""
    if not about.has_parts:
        found = count if value is None else value
        if count is not None and count != found:
            raise NotAFigureError("count", "This is a plain count: enter it once")
        return FigureParts(_within(found, about, may_be_surplus), found)
    if count is None and out_of is None:
        return FigureParts(_within(value, about, may_be_surplus))
    if count is None:
        raise NotAFigureError("count", "Enter how many were counted, or leave ‘out of how many’ empty")
    if out_of is None:
        raise NotAFigureError("out_of", "Enter out of how many, or leave ‘how many were counted’ empty")
    if out_of <= 0:
        raise NotAFigureError("out_of", "Enter a number above 0")
    if about.is_share and count > out_of:
        raise NotAFigureError("count", f"Enter {plain(out_of)} or less: it is a part of those")
    comes_to = worked_out(count, out_of, about.unit)
    if value is not None and not agrees(value, count, out_of, about.unit):
        given = f"{plain(count)} of {plain(out_of)} comes to {with_unit(comes_to, about.unit)}"
        raise NotAFigureError("value", f"{given}. Mend one of them, or leave the figure empty")
    return FigureParts(_within(comes_to if value is None else value, about, may_be_surplus), count, out_of)


def _within(value: Decimal | None, about: MetricAbout, may_be_surplus: bool) -> Decimal:
    if value is None:
        raise NotAFigureError("value", "Enter the figure, or how many were counted out of how many")
    least, most = limits_of(about, may_be_surplus=may_be_surplus)
    if not least <= value <= most:
        raise NotAFigureError("value", f"Enter a figure from {least:,} to {most:,}: this is {plain(value)}")
    return value
