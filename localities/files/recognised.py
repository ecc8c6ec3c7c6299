"""Which layout a file has, by its shape, and what it says: the one way in for every file of practices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import BinaryIO

from localities.files import cells as read
from localities.files import patients
from localities.files.appointments import APPOINTMENTS
from localities.files.layout import Layout, Sheet
from localities.files.networks_ods import MEMBERS
from localities.files.own_columns import OWN
from localities.files.patient_survey import SURVEY
from localities.files.patients_registered import AGE_BANDS, MAP, TOTALS
from localities.files.practices_ods import BRANCHES, PRACTICES
from localities.files.qof import ACHIEVEMENT
from localities.files.refusal import FileRefused
from localities.files.tables import Row, Table, TableFile, open_table
from localities.files.workforce import LONG, WIDE
from localities.rules.brought import FileSaid

LAYOUTS: tuple[Layout, ...] = (
    PRACTICES,
    BRANCHES,
    MEMBERS,
    AGE_BANDS,
    TOTALS,
    MAP,
    WIDE,
    LONG,
    APPOINTMENTS,
    SURVEY,
    ACHIEVEMENT,
    OWN,
)
"""In the order in which they are tried: a layout whose shape another's contains comes first."""
SEARCHED = 30
"""Rows in which a heading is looked for: titles and notes may stand above it."""


@dataclass(frozen=True)
class FileRead:
    """A file that was read: its name, its checksum, and what it says."""

    name: str
    sha256: str
    said: FileSaid


def read_file(file: BinaryIO, name: str, *, today: date, as_of: date | None = None) -> FileRead:
    """Return what a file says. `as_of` is the day of its figures, for layouts that do not hold it.

    Raises FileRefused, in words for people, for a file of no layout that is known, of one that has nothing to bring,
    with a cell that cannot be read, or with patients in it.
    """
    opened = open_table(file)
    layout, table, start = _recognise(opened)
    rows = table.rows()
    names: tuple[str, ...] = layout.headings
    if not names:
        heading = next(cells for line, cells in rows if line == start)
        names = tuple(heading)
        while names and not names[-1].strip():
            names = names[:-1]
    else:
        rows = _from(rows, start)
    said = layout.read(Sheet(names, rows, today, as_of or read.day_in_name(name)))
    return FileRead(name, opened.sha256, replace(said, remarks=(*opened.remarks, *said.remarks)))


def _from(rows: Iterator[Row], start: int) -> Iterator[Row]:
    return (row for row in rows if row[0] >= start)


def _recognise(opened: TableFile) -> tuple[Layout, Table, int]:
    """Return the layout, how to read it, and the row of its heading, or its first row where it has none."""
    broken: FileRefused | None = None
    for table in opened.tables:
        try:
            sample = list(islice(table.rows(), SEARCHED))
        except FileRefused as error:
            broken = broken or error
            continue
        for _, cells in sample:
            patients.refuse_headings(cells)
        for layout in LAYOUTS:
            for line, cells in sample:
                if layout.fits(cells if layout.headings else list(map(read.squeezed, cells))):
                    return layout, table, line
    if broken:
        raise broken
    raise FileRefused(
        "This is none of the files that the service knows. It knows: " + "; ".join(each.title for each in LAYOUTS) + "."
    )
