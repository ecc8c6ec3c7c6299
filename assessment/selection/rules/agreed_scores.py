"""How a panel's scores become agreed scores and a decision: what stands out, and what may be decided.

The four criteria of a wave are essential (strategy 2018, wave 1 criteria): none makes up for another, so there is no
total. An agreed score under 2 on any of them means "not yet".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ENOUGH = 2
"""The agreed score that every criterion needs."""

WIDE = 2
"""Scores that lie this far apart are pointed out, so that the panel talks about why."""


@dataclass(frozen=True)
class Spread:
    """The members' scores of one criterion, lowest and highest, and whether they lie far apart."""

    lowest: int
    highest: int

    @property
    def is_wide(self) -> bool:
        return self.highest - self.lowest >= WIDE

    @property
    def words(self) -> str:
        if self.lowest == self.highest:
            return f"All gave {self.lowest}"
        return f"From {self.lowest} to {self.highest}"


def spread(scores: Iterable[int | None]) -> Spread | None:
    """Return how far the given scores lie apart; None when nobody scored."""
    given = [score for score in scores if score is not None]
    return Spread(min(given), max(given)) if given else None


def score_in_words(score: int | None, scale: Iterable[Mapping[str, Any]]) -> str:
    """A score with the guide's words for it. `scale` holds {score, descriptor}."""
    words = {one["score"]: one["descriptor"] for one in scale}
    return "Not scored" if score is None else f"{score}: {words.get(score, '')}"


def needs_note(agreed: int | None, given: Spread | None) -> bool:
    """Tell whether an agreed score asks for words: it lies outside what the members gave, or none of them scored."""
    return agreed is not None and (given is None or not given.lowest <= agreed <= given.highest)


def too_low(agreed: Mapping[str, int | None]) -> tuple[str, ...]:
    """Return the codes of the criteria whose agreed score is not enough, without those that are not agreed yet."""
    return tuple(code for code, score in agreed.items() if score is not None and score < ENOUGH)


def not_agreed(agreed: Mapping[str, int | None]) -> tuple[str, ...]:
    """Return the codes of the criteria that still need an agreed score."""
    return tuple(code for code, score in agreed.items() if score is None)
