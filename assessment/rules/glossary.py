"""Which terms of a glossary a text uses. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache


def terms_in(text: str, terms: Iterable[str]) -> list[str]:
    """The terms that stand in a text as words of their own, in the glossary's order.

    An abbreviation is looked for as it is written (IT is not it), a word in any case and in the plural.
    """
    return list(_found(text, tuple(terms)))


@lru_cache(maxsize=256)
def _found(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """A guide's texts never change, and looking through one for a hundred terms takes a millisecond: each is kept."""
    found = {match.casefold() for match in _any_of(terms).findall(text)}
    return tuple(term for term in terms if term.casefold() in found)


@lru_cache(maxsize=32)
def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    written = "|".join(map(_as_written, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)({written})s?(?!\w)")


def _as_written(term: str) -> str:
    is_abbreviation = any(character.isupper() for character in term[1:]) or not term[:1].isalpha()
    return re.escape(term) if is_abbreviation else f"(?i:{re.escape(term)})"
