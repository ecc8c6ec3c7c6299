"""CSV files that people import: read as a whole, so that every bad row is known before anything is written.

A file's own module (`devplans/files/pipeline_csv.py`) names the columns and reads each cell with a form's field. The
service that imports it asks the database about each row, refuses what is not right there (`CsvRow.refuse`), and calls
`raise_problems` when it has seen all rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from localities.kit.nhsuk.typed_text import plain_line


@dataclass(frozen=True, order=True)
class RowProblem:
    """One thing to mend: the line of the file (the heading is line 1), the column, what is wrong."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.message}"


class CsvFileError(Exception):
    """The file cannot be imported. `problems` holds everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        self.problems = tuple(sorted(problems))
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"The file has {count}:", *map(str, self.problems)]))


@dataclass(frozen=True)
class CsvRow:
    """A row of the file: its cells by column, each in one line, and what is found wrong with them."""

    line: int
    cells: Mapping[str, str]
    problems: list[RowProblem] = field(default_factory=list)

    def read(self, column: str, reader: forms.Field) -> Any:
        """Return what a form's field makes of a cell; None where it refuses it, which is noted."""
        try:
            return reader.clean(self.cells[column])
        except ValidationError as error:
            for message in dict.fromkeys(error.messages):
                self.refuse(column, message)
            return None

    def refuse(self, column: str, message: str, *, cell: str = "") -> None:
        """Note what is wrong with a cell, shown as it stands in the file or as it was read."""
        cell = cell or self.cells[column]
        self.problems.append(RowProblem(self.line, column, f"{cell!r} {message}" if cell else message))


def raise_problems(rows: Sequence[CsvRow], *, empty: str) -> None:
    """Raise CsvFileError with all that was found wrong; `empty` says so of a file without rows."""
    problems = [problem for row in rows for problem in row.problems] if rows else [RowProblem(1, "", empty)]
    if problems:
        raise CsvFileError(problems)


def read_rows(raw: bytes, columns: Sequence[str], *, optional: Sequence[str] = ()) -> list[CsvRow]:
    """Return the rows of a file. Empty ones are left out.

    Raises CsvFileError when the file is not UTF-8, no CSV, or has not exactly these columns, in any order; `optional`
    ones may be there too.
    """
    reader = csv.reader(io.StringIO(_decode(raw), newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        found = [name.strip().lower() for name in next(reader, [])]
        _check_columns(found, columns, optional)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CsvFileError([RowProblem(reader.line_num, "", f"cannot be read: {error}")]) from error
    if wrong := [(line, len(cells)) for line, cells in rows if len(cells) != len(found)]:
        raise CsvFileError(
            RowProblem(line, "", f"has {count} cells instead of {len(found)}; put quotes around a text with commas")
            for line, count in wrong
        )
    return [
        CsvRow(line, {name: plain_line(cell).strip() for name, cell in zip(found, cells, strict=True)})
        for line, cells in rows
    ]


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (byte {raw[error.start]:#04x}); save the file as CSV UTF-8"
        raise CsvFileError([RowProblem(line, "", message)]) from error


def _check_columns(found: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    problems = [RowProblem(1, name, "this column is missing") for name in columns if name not in found]
    problems += [
        RowProblem(1, name or "(no name)", "is not a column of this file")
        for name in set(found) - {*columns, *optional}
    ]
    problems += [RowProblem(1, name, "this column is there twice") for name in columns if found.count(name) > 1]
    if problems:
        raise CsvFileError(problems)
