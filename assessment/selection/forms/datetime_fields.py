"""A date and a time of day, asked for in two fields, as one moment in the time of the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.timezone import get_current_timezone, localtime

from localities.kit.pages.phrases import at_time


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
