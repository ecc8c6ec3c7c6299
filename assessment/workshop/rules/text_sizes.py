"""How big a text may be so that it stays on one screen of a projector. Pure.

The limits were measured at 1280 by 720 with every domain of every guide; `tests/browser/test_room_fits.py` measures
them again.
"""

from __future__ import annotations

from collections.abc import Sequence

PROMPTS = ((5, 330, ""), (7, 480, "many"))
"""Up to so many prompts of so many characters together: how they are set. Beyond: "most"."""

DESCRIPTIONS = ((360, ""), (480, "long"))


def size_of_prompts(prompts: Sequence[str]) -> str:
    """The size that the prompts of a domain are set in, a word of the style sheet."""
    together = sum(len(prompt) for prompt in prompts)
    return next((size for many, long, size in PROMPTS if len(prompts) <= many and together <= long), "most")


def size_of_descriptions(lengths: Sequence[int], columns: int) -> str:
    """The size of descriptions side by side: `lengths` in characters, of a column each."""
    longest = max(lengths, default=0) * columns / 3
    return next((size for long, size in DESCRIPTIONS if longest <= long), "longest")
