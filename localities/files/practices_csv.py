"""A file of practices (CSV): read and checked as a whole, so that every bad row is known before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from localities.forms.practices import FIELD_CLASSES, STAFF
from localities.kit.files.csv_import import CsvFileError, RowProblem, read_rows
from localities.kit.nhsuk.fields import FractionField
from localities.models import Locality, Practice
from localities.services.practice_import import PracticeRow

COLUMNS = ("ods_code", "name", "list_size", "list_size_as_of", "locality", *STAFF)
UNKNOWN = "unknown"


class LocalityNames:
    """Finds localities by the short name in their address, which is unique, or by name, which may not be."""

    def __init__(self, localities: Iterable[Locality]) -> None:
        self._by_slug: dict[str, list[Locality]] = {}
        self._by_name: dict[str, list[Locality]] = {}
        for locality in localities:
            self._by_slug[locality.slug] = [locality]
            self._by_name.setdefault(locality.name.lower(), []).append(locality)

    def find(self, cell: str) -> Sequence[Locality]:
        return self._by_slug.get(cell) or self._by_name.get(cell.lower(), [])


class StaffCell(FractionField):
    """Full-time equivalents, or the word "unknown"."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs inherit an integer's
        return None if str(value).strip().lower() == UNKNOWN else super().to_python(value)


class PracticeRowForm(forms.ModelForm):
    """The cells of one row. Limits are the model's; dates may be 2018-07-01 or 01/07/2018."""

    list_size_as_of = forms.DateField(
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": "should be a date such as 2018-07-01 or 01/07/2018"},
    )
    locality = forms.CharField()

    class Meta:
        model = Practice
        fields = [name for name in COLUMNS if name != "locality"]
        field_classes = FIELD_CLASSES | dict.fromkeys(STAFF, StaffCell)
        error_messages = {
            "ods_code": {"invalid": "should be 3 to 10 letters and digits"},
            "list_size": {"invalid": "should be a whole number", "min_value": "should be 1 or more"},
            **{name: {"invalid": "should be a number"} for name in STAFF},
        }

    def __init__(self, data: Mapping[str, str], *, localities: LocalityNames, today: date) -> None:
        super().__init__(data)
        self.localities = localities
        self.today = today
        for name, field in self.fields.items():
            field.required = name not in STAFF  # these say themselves what to write
            field.error_messages |= {"required": "is empty", "max_value": "is too large to be true"}
            field.error_messages.setdefault("min_value", "cannot be negative")

    def validate_unique(self) -> None:
        """Leave it: a practice that is here already is updated."""

    def clean_list_size_as_of(self) -> date:
        counted_on: date = self.cleaned_data["list_size_as_of"]
        if counted_on > self.today:
            raise forms.ValidationError("is in the future")
        return counted_on

    def clean_locality(self) -> Locality:
        found = self.localities.find(self.cleaned_data["locality"])
        if not found:
            raise forms.ValidationError("is not a locality here")
        if len(found) > 1:
            slugs = " or ".join(sorted(locality.slug for locality in found))
            raise forms.ValidationError(f"is the name of {len(found)} localities; write {slugs}")
        return found[0]

    def clean(self) -> dict[str, Any]:
        for name in STAFF:
            if not self.data[name].strip():
                self.add_error(name, f"is empty; write a number, or the word {UNKNOWN}")
        return self.cleaned_data

    def problems(self, line: int) -> Iterator[RowProblem]:
        """Yield what is wrong with the row, with the cell as it stands in the file."""
        for name, errors in self.errors.items():
            cell = self.data.get(name, "").strip()
            for error in errors:
                yield RowProblem(line, name, f"{cell!r} {error}" if cell else str(error))


def parse_practices(raw: bytes, *, localities: Iterable[Locality], today: date) -> list[PracticeRow]:
    """Return the rows of a CSV file. Localities are named by name or by the short name in their address.

    Raises CsvFileError with every problem found.
    """
    names = LocalityNames(localities)
    rows: list[PracticeRow] = []
    problems: list[RowProblem] = []
    lines: dict[str, int] = {}
    for line, cells in read_rows(raw, COLUMNS):
        form = PracticeRowForm(cells, localities=names, today=today)
        problems += form.problems(line)
        values = form.cleaned_data
        code = values.pop("ods_code", "")
        if code in lines:
            problems.append(RowProblem(line, "ods_code", f"{code!r} is on line {lines[code]} already"))
        elif code:
            lines[code] = line
        rows.append(PracticeRow(line, code, values))
    if not rows:
        problems.append(RowProblem(1, "", "there is no practice in the file"))
    if problems:
        raise CsvFileError(problems)
    return rows
