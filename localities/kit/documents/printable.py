"""Which characters a PDF can print: those that an installed font draws. Asked when people save, and when it is printed.

PDF/UA forbids a character without a glyph, which would be an empty box on paper: a sign stands in its place.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

FONTS = "Open Sans, Liberation Sans, sans-serif"
STAND_IN = "\N{REPLACEMENT CHARACTER}"
NAMED = 5
"""How many characters a warning names."""

FORBIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Control characters, which XML 1.0 and so the PDF's metadata cannot hold (section 2.2, Char)."""

WITHOUT_INK = (
    r"\t\n\r\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
"""What only steers the letters around it (Unicode, Default_Ignorable_Code_Point): no font has to draw it."""

FORMATS = ("TrueType", "CFF")
"""The kinds of fonts that the PDF's engine embeds."""


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that no installed font can print, each once, in their order."""
    return tuple(dict.fromkeys(_unprintable().findall(text)))


def warning(text: str, label: str) -> str:
    """What to tell people who typed what cannot be printed, "" when all of it can. `label` is what they typed it in."""
    found = [_shown(character) for character in unprintable(text)]
    if not found:
        return ""
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"The PDF cannot print {' '.join(found[:NAMED])}{more} in ‘{label}’: {STAND_IN} stands there instead"


def _shown(character: str) -> str:
    """The character itself, or its number where a screen has nothing to show either."""
    return f"U+{ord(character):04X}" if unicodedata.category(character).startswith("C") else character


def runs_right_to_left(texts: Iterable[str]) -> bool:
    """Whether a paragraph is one of Arabic, Hebrew and the like: its first letter says so (UAX 9, rule P2)."""
    kinds = (unicodedata.bidirectional(character) for text in texts for character in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def as_printed(text: str) -> str:
    """The text with a sign in place of each character that cannot be printed."""
    return _unprintable().sub(STAND_IN, text)


@cache
def _unprintable() -> re.Pattern[str]:
    """Asks the system's fonts once in a process: installing one takes effect with the next start."""
    drawn = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _joined(_drawn_ranges()))
    return re.compile(f"[{FORBIDDEN}]|[^{WITHOUT_INK}{drawn}]")


def _drawn_ranges() -> Iterator[tuple[int, int]]:
    """The code points that some installed font has a glyph for, as fontconfig tells them: "41-5a 61"."""
    asked = ["fc-list", "--format", "%{fontformat} %{charset}\n", ":outline=true", "fontformat", "charset"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603  our own words
    for font in found.stdout.splitlines():
        kind, *ranges = font.split()
        for one in ranges if kind in FORMATS else ():
            first, _, last = one.partition("-")
            yield int(first, 16), int(last or first, 16)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same code points in as few ranges as possible, in order."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
