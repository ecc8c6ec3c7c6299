"""A file of measurements: a row for each figure, in columns of any order; CSV or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from devplans.delivery.rules.brought import FileRow
from devplans.rules.metrics.figures import GROUPS
from localities.files import cells as read
from localities.files.refusal import FileRefused, about_cell
from localities.files.tables import Row, open_table
from localities.kit.files.spreadsheets import to_csv

NAMES: Mapping[str, tuple[str, ...]] = {
    "locality": ("locality", "localityname"),
    "metric": ("metric", "metriccode", "outcomemetric"),
    "on": ("date", "measuredon", "periodend"),
    "value": ("figure", "value"),
    "count": ("count", "numerator"),
    "out_of": ("outof", "denominator"),
    "group": ("group",),
    "source": ("source", "note"),
}
NEEDED = ("locality", "metric", "on")
HEADING_WITHIN = 20
"""Rows in which the heading is looked for: people put a title above it."""
LONGEST, LONGEST_SOURCE, DIGITS = 200, 200, 10

EXAMPLE = "locality, metric, date, count, out of, figure, group, source"
GROUP_CODES = {read.squeezed(label): code for code, label in GROUPS.items()} | {
    read.squeezed(code): code for code in GROUPS
}
EVERYBODY = ("", "everybody", "all", "total")


def blank_sheet_of(metrics: Iterable[tuple[str, str, str, str]]) -> bytes:
    """A sheet to fill in, as CSV: a row for each metric, by locality, code, title and unit."""
    heading = ("locality", "metric", "what it is", "unit", "date", "count", "out of", "figure", "group", "source")
    return to_csv([heading, *((*metric, *[""] * 6) for metric in metrics)])


@dataclass(frozen=True)
class FileOfMeasurements:
    """Its checksum, its rows that can be read, and what is wrong with the others. `without` rows have no figure."""

    sha256: str
    rows: Sequence[FileRow]
    wrong: Sequence[str]
    without: int


def read_measurements(file: BinaryIO) -> FileOfMeasurements:
    """Read a file. Raises FileRefused where it has no heading that is known, or no row."""
    opened = open_table(file)
    for table in opened.tables:
        rows = iter(table.rows())
        if places := _heading(rows):
            found = _Reader(places)
            read_rows = [row for line, texts in rows if (row := found.row(line, texts))]
            if not (read_rows or found.wrong or found.without):
                raise FileRefused("The file has a heading and no rows under it.")
            return FileOfMeasurements(opened.sha256, read_rows, found.wrong, found.without)
    raise FileRefused(f"The file needs a heading with these names: {EXAMPLE}. Locality, metric and date must be there.")


def _heading(rows: Iterator[Row]) -> dict[str, int]:
    for number, (_, texts) in enumerate(rows):
        squeezed = [read.squeezed(text) for text in texts]
        places = {what: squeezed.index(name) for what, names in NAMES.items() for name in names if name in squeezed}
        if all(what in places for what in NEEDED) and ("value" in places or "count" in places):
            return places
        if number >= HEADING_WITHIN:
            break
    return {}


class _Reader:
    """Reads rows and keeps what is wrong with them, so that all of it can be mended at once."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self.places, self.wrong, self.without = places, list[str](), 0

    def row(self, line: int, texts: Sequence[str]) -> FileRow | None:
        before = len(self.wrong)
        locality, metric = self._words(line, texts, "locality"), self._words(line, texts, "metric")
        on = self._day(line, texts)
        value, count, out_of = (self._number(line, texts, what) for what in ("value", "count", "out_of"))
        group, source = self._group(line, texts), read.words(self._cell(texts, "source"))[:LONGEST_SOURCE]
        if len(self.wrong) > before or on is None:
            return None
        if value is None and count is None:
            self.without += 1
            return None
        return FileRow(
            line=line,
            locality=locality,
            metric=metric,
            on=on,
            value=value,
            count=count,
            out_of=out_of,
            group=group,
            source=source,
        )

    def _cell(self, texts: Sequence[str], what: str) -> str:
        at = self.places.get(what)
        return texts[at].strip() if at is not None and at < len(texts) else ""

    def _refuse(self, line: int, what: str, cell: str, message: str) -> None:
        self.wrong.append(about_cell(line, what.replace("_", " "), cell, message))

    def _words(self, line: int, texts: Sequence[str], what: str) -> str:
        found = read.words(self._cell(texts, what))
        if not found or len(found) > LONGEST:
            self._refuse(line, what, found, "is longer than 200 characters" if found else "is empty")
        return found

    def _day(self, line: int, texts: Sequence[str]) -> date | None:
        cell = self._cell(texts, "on")
        found = read.day(cell)
        if found is None:
            self._refuse(line, "date", cell, "should be a day, such as 31/3/2019")
        return found

    def _number(self, line: int, texts: Sequence[str], what: str) -> Decimal | None:
        cell = self._cell(texts, what).removesuffix("%")
        try:
            found = read.figure(cell).value
        except ValueError:
            found = None
            self._refuse(line, what, cell, "should be a number")
        if found is not None and found.adjusted() >= DIGITS:
            self._refuse(line, what, cell, "has too many digits")
        return found

    def _group(self, line: int, texts: Sequence[str]) -> str:
        cell = self._cell(texts, "group")
        squeezed = read.squeezed(cell)
        if squeezed in EVERYBODY:
            return ""
        if squeezed not in GROUP_CODES:
            self._refuse(line, "group", cell, f"should be empty or one of: {', '.join(GROUPS.values())}")
        return GROUP_CODES.get(squeezed, "")
