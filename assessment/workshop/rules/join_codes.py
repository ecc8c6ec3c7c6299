"""The short code that lets a phone in: read aloud, typed by thumbs. Pure; `services/joining.py` draws it.

Six of 31 characters are 887 million codes: with the wrong ones of an address counted (`views/join.py`), a code that
lives for half a day is not found by trying.
"""

from __future__ import annotations

import re

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L and O, which are taken for one another."""

LENGTH = 6


def as_typed(text: str) -> str:
    """The code that somebody meant: in any case, with or without spaces and hyphens. Nothing where it is none."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def in_threes(code: str) -> str:
    """How it is shown: "K7M 4QP"."""
    return f"{code[:3]} {code[3:]}"
