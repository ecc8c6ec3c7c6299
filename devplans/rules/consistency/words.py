"""Figures in what people wrote that the plan does not hold. Pure.

Read are shares in per cent and amounts in pounds: other numbers in a sentence count things that no section counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import plain, round_to
from devplans.rules.consistency.facts import Facts, Text
from devplans.rules.finding import Finding, Mend, Side
from devplans.rules.money import pounds

NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
PERCENT = re.compile(rf"(?<![\d.,£]){NUMBER}\s?(?:%|per cent\b|percent\b)")
POUNDS = re.compile(rf"£\s?{NUMBER}\s?(?P<unit>million\b|thousand\b|bn\b|m\b|k\b)?", re.IGNORECASE)
UNITS = {"million": Decimal(1_000_000), "m": Decimal(1_000_000), "thousand": Decimal(1_000), "k": Decimal(1_000)}


@dataclass(frozen=True)
class Named:
    """A figure in a sentence: as it was written, its value, and the step it was rounded to."""

    written: str
    value: Decimal
    step: Decimal


def compare(facts: Facts) -> Iterator[Finding | None]:
    """Look for each figure of each text among those that the plan holds."""
    for text in facts.texts:
        for named in percents_in(text.words):
            yield _held(text, named, facts.percents, lambda value: f"{plain(value)}%")
        for named in pounds_in(text.words):
            yield _held(text, named, facts.pounds, lambda value: f"£{pounds(value)}")


def percents_in(words: str) -> list[Named]:
    """The shares that a text names."""
    return [_named(found, Decimal(1)) for found in PERCENT.finditer(words)]


def pounds_in(words: str) -> list[Named]:
    """The amounts that a text names: "£195,500", "£1.2m"."""
    return [
        _named(found, UNITS.get((found["unit"] or "").lower(), Decimal(1)))
        for found in POUNDS.finditer(words)
        if (found["unit"] or "").lower() != "bn"
    ]


def _named(found: re.Match[str], unit: Decimal) -> Named:
    number = found["number"].replace(",", "")
    decimals = len(number.partition(".")[2])
    return Named(found[0].strip(), Decimal(number) * unit, unit * Decimal(1).scaleb(-decimals))


def _held(text: Text, named: Named, held: Mapping[str, Decimal], said: Callable[[Decimal], str]) -> Finding | None:
    if any(round_to(value, named.step) == named.value for value in held.values()):
        return None
    return Finding(
        f"text-{text.page}-{text.row or 0}-{_coded(named.written)}",
        "A text names a figure that the plan does not hold",
        False,
        Side(text.name, named.written, f"“{_around(text.words, named.written)}”"),
        Side("Nearest in the plan", *_nearest(named, held, said)),
        "Who reads the first page finds another figure behind it, or none.",
        (Mend("Change the text", text.page, text.row),),
    )


def _coded(written: str) -> str:
    """A figure as a part of a key."""
    return "".join({"£": "gbp", "%": "pc", ".": "p"}.get(sign, sign) for sign in written.lower() if sign not in ", ")


def _nearest(named: Named, held: Mapping[str, Decimal], said: Callable[[Decimal], str]) -> tuple[str, str]:
    if not held:
        return "None", ""
    where, value = min(held.items(), key=lambda one: abs(one[1] - named.value))
    return said(value), where


def _around(words: str, written: str) -> str:
    """The words about a figure, so that it is found again."""
    at = words.find(written)
    start, end = max(0, words.rfind(" ", 0, max(0, at - 30)) + 1), at + len(written) + 20
    cut = words[start:end].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(words) else ''}"


def figures_held(named: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    """Figures with where they stand; what is not known is left out. A surplus is named without its sign."""
    return {where: abs(value) for where, value in named if value is not None}
