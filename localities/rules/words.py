"""What a system calls the organisations that the NHS renames, and texts that leave a place for these words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Words(NamedTuple):
    """The words of a system; a text takes one where it names it in braces: "Ask the {commissioner}."

    Until somebody changes them they are those of 2018.
    """

    commissioner: str = "CCG"
    commissioners: str = "CCGs"
    commissioner_in_full: str = "clinical commissioning group"

    def fill(self, text: str) -> str:
        """Put the words where a text has a place for them."""
        return PLACEHOLDER.sub(self._word, text) if "{" in text else text

    def _word(self, place: re.Match[str]) -> str:
        return str(getattr(self, place[1])) if place[1] in self._fields else place[0]


def unknown_places(text: str) -> Iterator[str]:
    """What a text names in braces and no system has a word for."""
    return (name for name in PLACEHOLDER.findall(text) if name not in Words._fields)
