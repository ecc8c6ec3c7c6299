"""General Practice Workforce (NHS Digital), practice level: the wide layout of 2015 to 2021 and the long one since.

Wide: PRAC_CODE and a column of each figure (TOTAL_GP_FTE, TOTAL_NURSES_FTE, TOTAL_DPC_FTE, TOTAL_ADMIN_FTE).
Long: PRAC_CODE, PRAC_NAME, STAFF_GROUP (GP, Nurses, Direct Patient Care, Admin/Non-Clinical), DETAILED_STAFF_ROLE,
MEASURE (FTE, Headcount), VALUE. Neither holds its day: it stands in the file's name.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished, needs_day, with_columns
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid, Said

WIDE_COLUMNS = {
    "gp_fte": "totalgpfte",
    "nurse_fte": "totalnursesfte",
    "other_clinical_fte": "totaldpcfte",
    "admin_fte": "totaladminfte",
}
GROUPS = {
    "gp": "gp_fte",
    "gps": "gp_fte",
    "nurses": "nurse_fte",
    "directpatientcare": "other_clinical_fte",
    "dpc": "other_clinical_fte",
    "adminnonclinical": "admin_fte",
    "admin": "admin_fte",
}
COMMISSIONER = ("ccgcode", "subicbcode", "subicblocationcode")
CODE = ("praccode", "practicecode")
CENT = Decimal("0.01")


def read_wide(sheet: Sheet) -> FileSaid:
    """The staff of each practice; every mark of no figure is none, never zero."""
    as_of = needs_day(sheet, WIDE.title)
    code_at, commissioner_at = sheet.place(*CODE), sheet.at(*COMMISSIONER)
    places = {what: sheet.place(name) for what, name in WIDE_COLUMNS.items()}
    practices, left_out = [], []
    for line, cells in sheet.rows():
        code = read.code(cells[code_at])
        if not code:
            left_out.append(_no_code(line, cells[code_at]))
            continue
        commissioner = read.code(cells[commissioner_at]) or None if commissioner_at is not None else None
        figures = {what: sheet.figure(line, cells, at) for what, at in places.items()}
        practices.append(PracticeSaid(code, line, commissioner=commissioner, as_of=as_of, figures=figures))
    return finished(FileSaid(WIDE.title, WIDE.brings, tuple(practices), tuple(left_out)), sheet)


class _Sum:
    """The full-time equivalents of one staff group of one practice: of its roles, and as the file adds them up."""

    def __init__(self) -> None:
        self.roles: list[Said] = []
        self.total: Said | None = None

    def said(self) -> Said:
        """Return the sum of the roles: published totals have been wrong. One unknown: the total if it fits."""
        values = [role.value for role in self.roles]
        known = [value for value in values if value is not None]
        if values and len(known) == len(values):
            return Said(sum(known, Decimal(0)).quantize(CENT, ROUND_HALF_UP))
        if self.total and self.total.value and self.total.value >= sum(known):
            return Said(self.total.value.quantize(CENT, ROUND_HALF_UP))
        return next((role for role in self.roles if role.value is None), self.total or Said(None))


def read_long(sheet: Sheet) -> FileSaid:
    """As `read_wide`, of a row for each role of a practice."""
    as_of = needs_day(sheet, LONG.title)
    code_at, group_at, role_at = sheet.place(*CODE), sheet.place("staffgroup"), sheet.place("detailedstaffrole")
    measure_at, value_at = sheet.place("measure"), sheet.place("value")
    sums: dict[str, dict[str, _Sum]] = {}
    lines: dict[str, int] = {}
    left_out = []
    for line, cells in sheet.rows():
        code, what = read.code(cells[code_at]), GROUPS.get(read.squeezed(cells[group_at]))
        if not code:
            left_out.append(_no_code(line, cells[code_at]))
            continue
        lines.setdefault(code, line)
        if what is None or read.squeezed(cells[measure_at]) != "fte":
            continue
        group = sums.setdefault(code, {}).setdefault(what, _Sum())
        found = sheet.figure(line, cells, value_at, places=6)
        if read.squeezed(cells[role_at]) == "total":
            group.total = found
        else:
            group.roles.append(found)
    practices = tuple(
        PracticeSaid(code, line, as_of=as_of, figures={what: each.said() for what, each in sums.get(code, {}).items()})
        for code, line in lines.items()
    )
    return finished(FileSaid(LONG.title, LONG.brings, practices, tuple(left_out)), sheet)


def _no_code(line: int, cell: str) -> LeftOut:
    return LeftOut("", read.words(cell), line, None, "has no code of a practice")


WIDE = Layout(
    "General Practice Workforce, by practice",
    "Staff of each practice in full-time equivalents",
    "PRAC_CODE,PRAC_NAME,…,TOTAL_GP_FTE,…,TOTAL_NURSES_FTE,…,TOTAL_DPC_FTE,…,TOTAL_ADMIN_FTE",
    lambda row: bool({*CODE} & {*row}) and frozenset(WIDE_COLUMNS.values()) <= frozenset(row),
    read_wide,
)
LONG = Layout(
    "General Practice Workforce, by practice and role",
    WIDE.brings,
    "PRAC_CODE,PRAC_NAME,STAFF_GROUP,DETAILED_STAFF_ROLE,MEASURE,VALUE",
    with_columns("praccode", "staffgroup", "detailedstaffrole", "measure", "value"),
    read_long,
)
