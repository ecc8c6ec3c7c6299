"""Appointments in general practice (NHS England), practice level: a row for every mix of staff, mode, category, waiting
time and outcome, millions of them in a month. They are added up as they are read.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished, with_columns
from localities.files.refusal import FileRefused, about_cell
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid, Said

WHATS = (
    "appointments_attended",
    "appointments_attended_gp",
    "appointments_attended_unknown",
    "appointments_dna",
    "appointments_unknown",
)


def _adds_to(status: str, staff: str) -> tuple[str, ...]:
    """Return the sums that a row adds to, by outcome (attended, did not attend, unknown) and kind of staff."""
    outcome, who = read.squeezed(status), read.squeezed(staff)
    if outcome == "attended":
        more = {"gp": ("appointments_attended_gp",), "unknown": ("appointments_attended_unknown",)}
        return ("appointments_attended", *more.get(who, ()))
    return ("appointments_dna",) if outcome in ("dna", "didnotattend") else ("appointments_unknown",)


def read_appointments(sheet: Sheet) -> FileSaid:
    """What became of the appointments of each practice in the latest month of the file, and how many a GP gave."""
    code_at, day_at = sheet.place("gpcode"), sheet.place("appointmentmonthstartdate", "appointmentmonth")
    staff_at, status_at, count_at = (
        sheet.place("hcptype"),
        sheet.place("apptstatus"),
        sheet.place("countofappointments"),
    )
    sums: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    first: dict[str, int] = {}
    left_out: dict[str, LeftOut] = {}
    months: dict[str, date] = {}
    marked = 0
    for line, cells in sheet.rows():
        month, code = cells[day_at], cells[code_at]
        counted = sums.get((month, code))
        if counted is None:
            if month not in months:
                months[month] = _month(sheet, line, cells, day_at)
            counted = sums[month, code] = Counter()
            first.setdefault(code, line)
        count = int(cells[count_at]) if cells[count_at].isdecimal() else _count(sheet, line, cells, count_at)
        if count is None:
            marked += 1
        else:
            counted[cells[status_at], cells[staff_at]] += count
    latest = max(months.values(), default=None)
    practices = []
    for (month, cell), counted in sums.items():
        code = read.code(cell)
        if not code:
            left_out[cell] = LeftOut("", read.words(cell), first[cell], None, "has no code of a practice")
        elif months[month] == latest:
            practices.append(PracticeSaid(code, first[cell], as_of=latest, figures=_figures(counted)))
    said = FileSaid(
        APPOINTMENTS.title,
        APPOINTMENTS.brings,
        tuple(practices),
        tuple(left_out.values()),
        remarks=_remarks(len(set(months.values())), marked, latest),
    )
    return finished(said, sheet)


def _month(sheet: Sheet, line: int, cells: list[str], at: int) -> date:
    found = sheet.day(line, cells, at)
    if found is None:
        raise FileRefused(f"Row {line}, {sheet.names[at]}: the month is missing.")
    return read.end_of_month(found)


def _count(sheet: Sheet, line: int, cells: list[str], at: int) -> int | None:
    """Return a count that is written with thousands or decimals, None for a mark of none."""
    value = sheet.figure(line, cells, at).value
    if value is None:
        return None
    if value < 0 or value != value.to_integral_value():
        raise FileRefused(about_cell(line, sheet.names[at], cells[at].strip(), "is not a whole number"))
    return int(value)


def _figures(counted: Counter[tuple[str, str]]) -> dict[str, Said]:
    sums: Counter[str] = Counter()
    for (status, staff), count in counted.items():
        for what in _adds_to(status, staff):
            sums[what] += count
    return {what: Said(Decimal(sums[what])) for what in WHATS}


def _remarks(months: int, marked: int, latest: date | None) -> tuple[str, ...]:
    remarks = []
    if months > 1 and latest:
        remarks.append(f"It holds {months} months. The latest is taken: {latest:%B %Y}.")
    if marked:
        remarks.append(f"{marked:,} rows give no number of appointments. They are left out of the sums.")
    return tuple(remarks)


APPOINTMENTS = Layout(
    "Appointments in general practice, by practice",
    "Appointments attended, attended with a GP, and missed, in a month",
    "APPOINTMENT_MONTH_START_DATE,GP_CODE,GP_NAME,…,HCP_TYPE,…,COUNT_OF_APPOINTMENTS,APPT_STATUS",
    with_columns("gpcode", "hcptype", "apptstatus", "countofappointments"),
    read_appointments,
)
