"""A commissioner's page as a table for spreadsheets: the same localities, domains and figures, a row per locality."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from assessment.figures import round_to
from devplans.overview.commissioner_page import CommissionerPage
from devplans.overview.heat_map import Cell
from devplans.overview.standing import Standing
from devplans.overview.tasks import day

Value = str | int | Decimal | None

NOT_FILLED_IN = "not filled in"
NOT_ANSWERED = "not answered"
HUNDREDTH = Decimal("0.01")
WIDEST = 40  # columns of a sheet, in characters

# What a spreadsheet may take for a formula when a cell starts with it, and characters that a sheet cannot hold.
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def table_of(page: CommissionerPage) -> list[list[Value]]:
    """Return the headings, then a row per locality shown. Figures are rounded as the page shows them."""
    headings, rows = [], []
    for one in page.shown:
        cells = [*_locality(one), *_numbers(one)]
        headings = [heading for heading, _ in cells]
        rows.append([value for _, value in cells])
    if page.heat:
        for area in page.heat.areas:
            if area.scores:
                headings += [f"{area.title}: mean out of 100", f"{area.title}: domains answered"]
                for row, score in zip(rows, area.scores, strict=True):
                    row += [NOT_ANSWERED if score.mean is None else round_to(score.mean), score.answered]
            for domain in area.rows:
                headings.append(domain.domain.title)
                for row, cell in zip(rows, domain.cells, strict=True):
                    row.append(_position(cell))
    return [list(headings), *rows]


def _locality(one: Standing) -> Iterator[tuple[str, Value]]:
    yield "Locality", one.locality.name
    yield "Practices", one.practices
    yield "Patients", one.patients
    yield "Level now", one.level_now
    yield "Provisional", "yes" if one.is_provisional else ""
    yield "Aiming for level", one.aims_for
    yield "Diagnostic", one.diagnostic_state
    yield "Diagnostic agreed, or answered", one.diagnostic_detail
    yield "Plan", one.stage.label
    yield "Version in force", one.stage.version
    yield "Waits for", one.waiting
    yield "Days waiting", one.days_waiting
    yield "Actions overdue", one.plan.overdue if one.plan else None
    yield "Actions due in 30 days", one.plan.due_soon if one.plan else None


def _numbers(one: Standing) -> Iterator[tuple[str, Value]]:
    needs, plan = one.capacity, one.plan
    yield "Appointments needed a week", _rounded(needs.demand if needs else None)
    yield "Appointments available a week", _rounded(needs.capacity if needs else None)
    yield "Gap a week (below zero: surplus)", _rounded(needs.gap.appointments if needs else None)
    yield "Extra staff planned (FTE)", _rounded(plan.extra_fte if plan else None, HUNDREDTH)
    yield "Cost of extra staff a year (£)", _rounded(plan.cost_a_year if plan else None)


def _rounded(value: Decimal | None, step: Decimal = Decimal(1)) -> Value:
    return NOT_FILLED_IN if value is None else round_to(value, step)


def _position(cell: Cell | None) -> Value:
    return "" if cell is None else cell.position or NOT_ANSWERED


def safe(value: Value) -> Value:
    """Take from a text what a spreadsheet would run as a formula, by a leading apostrophe, and what it cannot hold."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    return f"'{text}" if FORMULA.match(text) else text


def as_csv(page: CommissionerPage) -> bytes:
    """Return a CSV file in UTF-8, with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["" if cell is None else safe(cell) for cell in row] for row in table_of(page)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(page: CommissionerPage) -> bytes:
    """Return a workbook: the table, and a sheet that says what it shows."""
    from openpyxl import Workbook  # only now: 6 MB of every process, and few ask for a workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Localities"
    rows = table_of(page)
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        heading = sheet.cell(1, number)
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        widest = max(len(str(cell)) for cell in column[1:]) if len(column) > 1 else 0
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(14, widest + 2))
    sheet.freeze_panes = "B2"
    about = book.create_sheet("About")
    for line in _about(page):
        about.append([safe(cell) for cell in line])
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 20, 80
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _about(page: CommissionerPage) -> Iterator[tuple[str, str]]:
    yield page.commissioner.system.commissioner_word, page.commissioner.name
    yield "Date", day(page.today)
    yield "Localities", f"{len(page.shown)} of {len(page.every)}, in order of name"
    for name, value in page.filters.items():
        if value:
            yield str(page.form[name].label), page.form.in_words(name)
    yield "Positions", "1 is less advanced, 3 developing, 5 more advanced. What is not answered counts in no mean"


EXPORTS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""From the ending in the address, what makes the file, and its type."""
