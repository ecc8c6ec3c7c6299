"""A date asked for as day, month and year, as the NHS design system does: no calendar, and what was typed is kept."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
YEARS = (2000, 2099)
"""Our own limits: nothing that this service is told of was before, and a year mistyped by a digit is beyond."""


def in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: "Due date" as "due date", "ODS code" as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class NHSDateInput(forms.MultiWidget):
    """Three text inputs named `<field>_day`, `<field>_month` and `<field>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


def _number(text: str) -> int | None:
    """Return the number that one or two digits say. Longer ones are never read: they would overrun the calendar."""
    return int(text) if re.fullmatch("[0-9]{1,2}", text) else None


def _month(text: str) -> int | None:
    """Return a month that is written as its number or its name, short from three letters on: "8", "Aug.", "Sept"."""
    name = text.lower().removesuffix(".")
    named = [number for number, month in enumerate(MONTHS, start=1) if len(name) >= 3 and month.startswith(name)]
    return named[0] if named else _number(text)


class NHSDateField(forms.Field):
    """A date within `years`. An error names the wrong parts in its params as `parts`: these are marked."""

    widget = NHSDateInput
    default_error_messages = {
        "required": "Enter the %(name)s",
        "incomplete": "%(label)s must include a %(missing)s",
        "year": "Year must include 4 numbers",
        "invalid": "%(label)s must be a real date",
        "years": "%(label)s must have a year from %(first)s to %(last)s",
    }

    def __init__(self, *, years: tuple[int, int] = YEARS, **options: Any) -> None:
        super().__init__(**options)
        self.years = years

    def to_python(self, value: date | Sequence[str] | None) -> date | None:
        """Return the date of the three parts, or None when all are empty; raise what is wrong with them otherwise."""
        if value is None or isinstance(value, date):
            return value
        texts = [(text or "").strip() for text in value]
        missing = [part for part, text in zip(PARTS, texts, strict=True) if not text]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._error("incomplete", missing, missing=" and a ".join(missing))
        return self._date(*texts)

    def _date(self, day_text: str, month_text: str, year_text: str) -> date:
        day, month = _number(day_text), _month(month_text)
        year = int(year_text) if re.fullmatch("[0-9]{4}", year_text) else None
        right = (day and 1 <= day <= 31, month and 1 <= month <= 12, year is not None)
        wrong = [part for part, is_right in zip(PARTS, right, strict=True) if not is_right]
        if day is None or month is None or year is None or wrong:
            raise self._error("year" if wrong == ["year"] else "invalid", wrong)
        first, last = self.years
        if not first <= year <= last:
            raise self._error("years", ["year"], first=str(first), last=str(last))
        try:
            return date(year, month, day)
        except ValueError:  # such as 31 February
            raise self._error("invalid", PARTS) from None

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise self._error("required", PARTS)

    def _error(self, code: str, parts: Sequence[str], **params: str) -> forms.ValidationError:
        label = str(self.label or "Date")
        params |= {"label": label, "name": in_sentence(label)}
        return forms.ValidationError(self.error_messages[code], code, {**params, "parts": tuple(parts)})
