"""Our own columns: what a practice's page shows, a row each, in any order and case. Other columns are left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished
from localities.files.refusal import FileRefused, about_cell
from localities.rules.brought import FileSaid, PracticeSaid, Said
from localities.rules.figures import FIXED, can_be
from localities.rules.practice_figures import STAFF

CODE = ("odscode", "practicecode", "ods")
NAME = ("name", "practicename")
LOCALITY = ("locality",)
PATIENTS, COUNTED_ON = ("listsize", "registeredpatients"), ("listsizeasof", "countedon")
STAFF_COLUMNS = {name: (read.squeezed(name), read.squeezed(name.removesuffix("_fte"))) for name in STAFF}
KNOWN = frozenset((*CODE, *NAME, *LOCALITY, *PATIENTS, *COUNTED_ON)).union(*STAFF_COLUMNS.values())
SEVERAL = 2
"""How many of the columns a heading must have to be ours: the code and one more."""


def _fits(row: Sequence[str]) -> bool:
    return any(name in row for name in CODE) and len(KNOWN.intersection(row)) >= SEVERAL


def read_own(sheet: Sheet) -> FileSaid:
    """What the file says of each practice. Raises FileRefused with every cell that is wrong."""
    reader = _Reader(sheet)
    practices = [said for line, cells in sheet.rows() if (said := reader.practice(line, cells))]
    if reader.wrong:
        raise FileRefused(*reader.wrong)
    named = [name.strip() for name in sheet.names if name.strip() and read.squeezed(name) not in KNOWN]
    remarks = (f"Columns left out: {', '.join(named)}.",) if named else ()
    return finished(FileSaid(OWN.title, OWN.brings, tuple(practices), remarks=remarks), sheet)


class _Reader:
    """Reads rows and keeps what is wrong with them, so that all of it can be mended at once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.wrong = sheet, list[str]()
        self.lines: dict[str, int] = {}
        for name in KNOWN:
            if sum(read.squeezed(each) == name for each in sheet.names) > 1:
                raise FileRefused(f"The column {name} is there twice.")
        self.code_at, self.name_at, self.locality_at = sheet.place(*CODE), sheet.at(*NAME), sheet.at(*LOCALITY)
        self.patients_at, self.day_at = sheet.at(*PATIENTS), sheet.at(*COUNTED_ON)
        self.staff_at = {what: at for what, names in STAFF_COLUMNS.items() if (at := sheet.at(*names)) is not None}

    def practice(self, line: int, cells: Sequence[str]) -> PracticeSaid | None:
        code = read.code(cells[self.code_at])
        if not code:
            self._refuse(line, cells, self.code_at, "should be 3 to 10 letters and digits")
            return None
        if self.lines.setdefault(code, line) != line:
            self._refuse(line, cells, self.code_at, f"is on row {self.lines[code]} already")
            return None
        name = read.words(cells[self.name_at]) if self.name_at is not None else ""
        if self.name_at is not None and len(name) > 200:
            self._refuse(line, cells, self.name_at, "is longer than 200 characters")
        counted_on = self._day(line, cells)
        figures = {what: self._figure(line, cells, what, at) for what, at in self.staff_at.items()}
        if self.patients_at is not None:
            figures["list_size"] = self._figure(line, cells, "list_size", self.patients_at)
            if figures["list_size"].value is not None and not counted_on and not self._has_day(cells):
                self._refuse(line, cells, self.patients_at, "has no day on which they were counted")
        return PracticeSaid(
            code,
            line,
            name or None,
            locality=read.words(cells[self.locality_at]) if self.locality_at is not None else None,
            as_of=counted_on,
            figures=figures,
        )

    def _figure(self, line: int, cells: Sequence[str], what: str, at: int) -> Said:
        try:
            said = self.sheet.figure(line, cells, at, places=2)
        except FileRefused as error:
            self.wrong += error.reasons
            return Said(None)
        if said.value is not None and not FIXED[what].places and said.value != said.value.to_integral_value():
            self._refuse(line, cells, at, "should be a whole number")
        elif said.value is not None and not can_be(what, said.value):
            bounds = FIXED[what].bounds
            self._refuse(line, cells, at, f"should be {bounds.least:,} to {bounds.most:,}")
        return said

    def _has_day(self, cells: Sequence[str]) -> bool:
        return self.day_at is not None and not read.is_no_figure(cells[self.day_at])

    def _day(self, line: int, cells: Sequence[str]) -> date | None:
        if self.day_at is None:
            return self.sheet.as_of
        try:
            return self.sheet.day(line, cells, self.day_at) or self.sheet.as_of
        except FileRefused as error:
            self.wrong += error.reasons
            return None

    def _refuse(self, line: int, cells: Sequence[str], at: int, message: str) -> None:
        self.wrong.append(about_cell(line, self.sheet.names[at].strip(), cells[at].strip(), message))


OWN = Layout(
    "Practices in our own columns",
    "What the columns say: names, localities, patients and staff",
    "ods_code,name,list_size,list_size_as_of,locality,gp_fte,nurse_fte,other_clinical_fte,admin_fte",
    _fits,
    read_own,
)
