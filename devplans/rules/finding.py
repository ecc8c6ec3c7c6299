"""One contradiction in a plan, in words: both sides, what it means, and where it is mended. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """One side: what it is, its figure in words, and where that comes from."""

    what: str
    figure: str
    source: str = ""


@dataclass(frozen=True)
class Mend:
    """Where to mend it: words of a link, the name of the page, and the key of the row on it."""

    words: str
    page: str
    row: int | None = None


@dataclass(frozen=True)
class Finding:
    """Two sides that contradict each other. `key` is the same as long as it is about the same two things.

    `must` has to be mended; else it is mended, or answered with a reason.
    """

    key: str
    title: str
    must: bool
    one: Side
    other: Side
    meaning: str
    mend: tuple[Mend, ...]

    @property
    def figures(self) -> str:
        """Both figures: an answer is given for these and for no others."""
        return f"{self.one.figure} | {self.other.figure}"
