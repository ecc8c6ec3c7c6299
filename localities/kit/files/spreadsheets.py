"""A table as a file for spreadsheets: headings and rows, without formulas that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

Value = str | int | Decimal | None
Rows = Sequence[Sequence[Value]]
"""The headings, then the rows."""

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 40  # columns of a sheet, in characters

# What a spreadsheet may take for a formula when a cell starts with it, and characters that a sheet cannot hold.
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe(value: Value) -> Value:
    """Take from a text what a spreadsheet would run as a formula, by a leading apostrophe, and what it cannot hold."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    return f"'{text}" if FORMULA.match(text) else text


def to_csv(rows: Rows) -> bytes:
    """Return a CSV file in UTF-8, with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["" if cell is None else safe(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(title: str, rows: Rows, about: Iterable[tuple[str, str]]) -> bytes:
    """Return a workbook: the table on a sheet of this title, and a sheet that says what it shows."""
    from openpyxl import Workbook  # only now: 6 MB of every process, and few ask for a workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        heading = sheet.cell(1, number)
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        widest = max(len(str(cell)) for cell in column[1:]) if len(column) > 1 else 0
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(14, widest + 2))
    sheet.freeze_panes = "B2"
    told = book.create_sheet("About")
    for line in about:
        told.append([safe(cell) for cell in line])
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 20, 80
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
