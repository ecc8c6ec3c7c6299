"""Small words that pages and e-mails share."""

import re
from datetime import date, datetime, time
from unicodedata import normalize

from django.utils.formats import date_format
from django.utils.timezone import localtime


def count(number: int, singular: str, plural: str = "") -> str:
    """Return "1 practice", "7 practices", "42,580 patients"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


# A figure (38,500), or up to 30 letters and digits, with an apostrophe or two hyphens in it (day-to-day). Anything else
# stands between words, so that neither slashes nor a string without a gap hide a long text. static/app.js has the same.
_PART = r"[^\W_]{1,30}"
_WORD = re.compile(rf"[0-9]+(?:[.,:][0-9]+){{1,3}}|{_PART}(?:['’\-‐‑]{_PART}){{0,2}}")


def count_words(text: str) -> int:
    """Return the number of words, counted as the page does while people type (static/app.js)."""
    return len(_WORD.findall(normalize("NFC", text)))


def day(on: date) -> str:
    """Return "12 September 2018"."""
    return date_format(on, "j F Y")


def clock(at: time) -> str:
    """Return "5pm" or "9:30am"; "midday" and "midnight" are words, as in texts of the NHS: nobody is sure of 12am."""
    minutes = f":{at:%M}" if at.minute else ""
    said = f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
    return {"12am": "midnight", "12pm": "midday"}.get(said, said)


def at_time(moment: datetime) -> str:
    """Return "12 December 2026 at 5pm", in the time of the place."""
    local = localtime(moment)
    return f"{day(local)} at {clock(local.time())}"
