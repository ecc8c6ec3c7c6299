"""A time of day, asked for as people write it."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import localtime

from localities.kit.pages.phrases import clock

WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE | re.ASCII)
MIDDAY = re.compile(r"(?:12\s*)?(?:noon|midday)", re.IGNORECASE)
MIDNIGHT = re.compile(r"(?:12\s*)?midnight|12(?:[:.]00)?\s*a\.?m\.?|(?:24|00?)[:.]00", re.IGNORECASE)


class ClockField(forms.CharField):
    """A time of day as people write it: 5pm, 5:30 pm, 17:00, midday. Midnight may be either end of a day: refused."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, time):
            return clock(value)
        return clock_words(value) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]  # the stubs inherit a text's
        text = str(super().to_python(value))
        if not text:
            return None
        if MIDNIGHT.fullmatch(text):
            raise forms.ValidationError("Enter 11:59pm for the end of the day, or 12:01am for its start", "midnight")
        if MIDDAY.fullmatch(text):
            return time(12)
        found = WRITTEN.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        half = (found[3] or "").lower() if found else ""
        if found and not half and found[2] is None:  # a bare "5" could be either
            hour = 24
        if half:
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
        if hour > 23 or minute > 59:
            raise forms.ValidationError("Enter a time like 5pm, 9:30am or 17:00", "invalid")
        return time(hour, minute)

    def run_validators(self, value: Any) -> None:
        """What is left of a text's own checks does not fit a time."""


def clock_words(moment: datetime) -> str:
    """Return "5pm" or "9:30am", in the time of the place."""
    return clock(localtime(moment).time())


def clock_field(label: str, required: str = "") -> ClockField:
    """A time of day. `required` says what to do where it is left empty; else the label does."""
    words = {"required": required or f"Enter the {label.lower()}"}
    return ClockField(label=label, help_text="UK time, for example 5pm, 17:00 or midday", error_messages=words)
