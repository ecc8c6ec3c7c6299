"""Which words differ between two texts, for pages that show two versions side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Words:
    """A run of words, white space included, that stands in both texts or in one only."""

    text: str
    differs: bool


def word_differences(mine: str, theirs: str) -> tuple[list[Words], list[Words]]:
    """Split both texts into runs of words that are the same and runs that differ."""
    left, right, matcher = _matched(mine, theirs)
    runs: tuple[list[Words], list[Words]] = ([], [])
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        for side, words in zip(runs, (left[a1:a2], right[b1:b2]), strict=True):
            if words:
                side.append(Words("".join(words), tag != "equal"))
    return runs


def merged_words(before: str, after: str) -> list[tuple[str, str]]:
    """Return both texts as one, in runs: ("same", text), ("del", what went) and ("ins", what came)."""
    left, right, matcher = _matched(before, after)
    runs = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("same", "".join(right[b1:b2])))
            continue
        parts = (("del", left[a1:a2]), ("ins", right[b1:b2]))
        runs += [(kind, "".join(words)) for kind, words in parts if words]
    return runs


def _matched(one: str, other: str) -> tuple[list[str], list[str], SequenceMatcher[str]]:
    """Both texts in words, each with the white space after it, and what matches: the words alone."""
    left, right = (re.findall(r"\S+\s*|\s+", text) for text in (one, other))
    matcher = SequenceMatcher(a=[word.strip() for word in left], b=[word.strip() for word in right], autojunk=False)
    return left, right, matcher
