"""A date and a time of day, asked for in two fields, as one moment in the time of the place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.timezone import get_current_timezone, localtime

from localities.kit.pages.phrases import at_time

WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE | re.ASCII)
MIDDAY = re.compile(r"(?:12\s*)?(?:noon|midday)", re.IGNORECASE)
MIDNIGHT = re.compile(r"(?:12\s*)?midnight|12(?:[:.]00)?\s*a\.?m\.?|(?:24|00?)[:.]00", re.IGNORECASE)


class ClockField(forms.CharField):
    """A time of day as people write it: 5pm, 5:30 pm, 17:00, midday. Midnight may be either end of a day: refused."""

    def prepare_value(self, value: Any) -> Any:
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
    return at_time(moment).rpartition(" at ")[2]


def clock_field(label: str) -> ClockField:
    return ClockField(label=label, help_text="UK time, for example 5pm, 17:00 or midday")


def shown(moment: datetime, name: str) -> dict[str, Any]:
    """Return what the two fields of a moment show at first."""
    return {f"{name}_on": localtime(moment).date(), f"{name}_time": moment}


def clean_moment(form: forms.Form, name: str) -> datetime | None:
    """Return the moment that `<name>_on` and `<name>_time` say; None, with an error on the form, when there is none."""
    day, clock = form.cleaned_data.get(f"{name}_on"), form.cleaned_data.get(f"{name}_time")
    if day is None or clock is None:  # what is wrong with them is said already
        return None
    try:
        return from_current_timezone(datetime.combine(day, clock))
    except forms.ValidationError:
        form.add_error(f"{name}_time", _clocks_change(day, clock))
        return None


def _clocks_change(day: date, clock: time) -> str:
    """Say why there is no such moment, or two of them: the clocks change that night."""
    zone, said = get_current_timezone(), datetime.combine(day, clock)
    exists = said.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == said
    why = "comes twice: the clocks go back" if exists else "does not exist: the clocks go forward"
    return f"{at_time(said.replace(tzinfo=zone)).replace(' at ', ', ')} {why} that night. Choose another time"
