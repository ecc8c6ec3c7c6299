"""CSV files that people import: read as a whole, so that every bad row is known before anything is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def read_rows(raw: bytes, columns: Sequence[str], *, optional: Sequence[str] = ()) -> list[tuple[int, dict[str, str]]]:
    """Return the line and the cells by column of each row, each in one line. Empty rows are left out.

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
    return [(line, dict(zip(found, map(plain_line, cells), strict=True))) for line, cells in rows]


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
