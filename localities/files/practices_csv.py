"""A file of practices (CSV): its columns, and what each cell of a row says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from localities.kit.files.csv_import import CsvRow
from localities.kit.nhsuk.fields import FractionField, OdsCodeField, WholeNumberField
from localities.rules.practice_figures import LIST_SIZE, ODS_CODE, PRACTICE_STAFF, STAFF

COLUMNS = ("ods_code", "name", "list_size", "list_size_as_of", "locality", *STAFF)
UNKNOWN = "unknown"

NEEDED = {"required": "is empty"}
TOO_LARGE = {"max_value": "is too large to be true"}
READERS: dict[str, forms.Field] = {
    "ods_code": OdsCodeField(
        validators=[RegexValidator(ODS_CODE)],
        error_messages={**NEEDED, "invalid": "should be 3 to 10 letters and digits"},
    ),
    "name": forms.CharField(max_length=200, error_messages=NEEDED),  # as it stands: the NHS writes "ST.JOHNS"
    "list_size": WholeNumberField(
        bounds=LIST_SIZE,
        error_messages={
            **NEEDED,
            **TOO_LARGE,
            "invalid": "should be a whole number",
            "min_value": "should be 1 or more",
        },
    ),
    "list_size_as_of": forms.DateField(
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={**NEEDED, "invalid": "should be a date such as 2018-07-01 or 01/07/2018"},
    ),
    **{
        name: FractionField(
            decimal_places=2,
            bounds=PRACTICE_STAFF,
            error_messages={
                **TOO_LARGE,
                "required": f"is empty; write a number, or the word {UNKNOWN}",
                "invalid": "should be a number",
                "min_value": "cannot be negative",
            },
        )
        for name in STAFF
    },
    "locality": forms.CharField(error_messages=NEEDED),
}


def practice_values(row: CsvRow, *, today: date) -> dict[str, Any]:
    """Return the fields of a practice, with the locality as the file names it; None for staff that is not known.

    What a cell should not say is noted with the row, and None.
    """
    values = {name: None if _is_unknown(row, name) else row.read(name, reader) for name, reader in READERS.items()}
    counted_on = values["list_size_as_of"]
    if counted_on and counted_on > today:
        row.refuse("list_size_as_of", "is in the future")
    return values


def _is_unknown(row: CsvRow, name: str) -> bool:
    return name in STAFF and row.cells[name].lower() == UNKNOWN
