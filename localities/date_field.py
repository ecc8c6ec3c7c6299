"""A date asked for as day, month and year, as the NHS design system does: no calendar, and what was typed is kept."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


def in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: "Due date" as "due date", "ODS code" as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class NHSDateInput(forms.MultiWidget):
    """Three text inputs named `<field>_day`, `<field>_month` and `<field>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class NHSDateField(forms.Field):
    """A date. An error names the wrong parts in its params as `parts`, so that only these are marked."""

    widget = NHSDateInput
    default_error_messages = {
        "required": "Enter the %(name)s",
        "incomplete": "%(label)s must include a %(missing)s",
        "year": "Year must include 4 numbers",
        "invalid": "%(label)s must be a real date",
    }

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
        if not all(re.fullmatch("[0-9]+", text) for text in texts):
            raise self._error("invalid", PARTS)
        if len(texts[2]) != 4:
            raise self._error("year", ["year"])
        day, month, year = map(int, texts)
        try:
            return date(year, month, day)
        except ValueError:
            raise self._error("invalid", PARTS) from None

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise self._error("required", PARTS)

    def _error(self, code: str, parts: Sequence[str], **params: str) -> forms.ValidationError:
        label = str(self.label or "Date")
        params |= {"label": label, "name": in_sentence(label)}
        return forms.ValidationError(self.error_messages[code], code, {**params, "parts": tuple(parts)})
