"""Small words that pages and e-mails share."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def count(number: int, singular: str, plural: str = "") -> str:
    """Return "1 practice", "7 practices", "42,580 patients"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def count_words(text: str) -> int:
    """Return the number of words, counted as the page does while people type (static/app.js)."""
    return len(text.split())


def at_time(moment: datetime) -> str:
    """Return "12 December 2026 at 5pm", in the time of the place; "at midday" and "at midnight" are words, as in all
    texts of the NHS: nobody is sure of 12am.
    """
    local = localtime(moment)
    minutes = f":{local:%M}" if local.minute else ""
    clock = f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
    clock = {"12am": "midnight", "12pm": "midday"}.get(clock, clock)
    return f"{date_format(local, 'j F Y')} at {clock}"
