"""How hard a text is to read: the Flesch-Kincaid grade, which is the age of its readers less five. Pure.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid and others, 1975). Syllables are counted
by rule, so a grade is right to about one. Short texts read high: a word of many syllables has nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d,.]*%?")
SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:[^lcsgxzhaeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
APART = re.compile(r"(?<![tscgx])i[ao]|(?<![qg])u[ao]|(?<=cr)ea(?=t)|e[ao]$|[^aeiou]ying")


def grade(sentences: Iterable[str]) -> float:
    """The grade of texts read one after the other. Each is a sentence at least; nothing to read is grade 0."""
    texts = [text for text in sentences if WORD.search(text)]
    words = [word for text in texts for word in WORD.findall(text)]
    if not words:
        return 0.0
    ends = sum(max(1, len(SENTENCE_END.findall(text.strip()))) for text in texts)
    return 0.39 * len(words) / ends + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """About how many syllables a word has. A number and an abbreviation are read as one: people know them by sight."""
    if word[0].isdigit() or (word.isupper() and len(word) > 1):
        return 1
    plain = re.sub(r"['’].*$", "", word.lower())
    count = len(VOWELS.findall(plain)) + len(APART.findall(plain))
    if SILENT_END.search(plain):
        count -= 1
    return max(1, count)
