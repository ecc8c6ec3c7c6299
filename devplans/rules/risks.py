"""What the score of a risk means. Pure."""

from __future__ import annotations

BANDS = ((15, "Red"), (10, "Amber-red"), (1, "Amber"))
"""The least score of each band. The sustainability and transformation plan prints A, AR and R; these bounds fit all of
its 18 risks."""


def band_of(score: int) -> str:
    """The score in words: Amber up to 9, Amber-red from 10, Red from 15."""
    return next(words for least, words in BANDS if score >= least)
