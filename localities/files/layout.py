"""What a layout of a file is: how its first row looks, what it brings, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from localities.files import cells as read
from localities.files.refusal import FileRefused, about_cell
from localities.files.tables import Row
from localities.rules.brought import FileSaid, Said

Shape = Callable[[Sequence[str]], bool]
"""Tells whether a row is the heading of a layout, its cells squeezed; of a layout without heading, whether it is a row
of it, its cells as they stand."""


@dataclass
class Sheet:
    """The rows of a file below its heading. `as_of` is the day its figures are of, where it does not say so itself."""

    names: tuple[str, ...]
    source: Iterator[Row]
    today: date
    as_of: date | None = None
    lines: int = 0
    columns: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = {name: at for at, name in reversed(list(enumerate(map(read.squeezed, self.names)))) if name}

    def at(self, *names: str) -> int | None:
        """Return the place of the first of these columns that is there."""
        return next((self.columns[name] for name in names if name in self.columns), None)

    def place(self, *names: str) -> int:
        """Return the place of a column that the layout has not without."""
        found = self.at(*names)
        if found is None:
            raise FileRefused(f"The column {names[0]} is missing.")
        return found

    def rows(self) -> Iterator[Row]:
        """The rows, each as wide as the heading: separators at the end are left out, cells at the end may be missing.

        Raises FileRefused at a row with more cells.
        """
        width = len(self.names)
        for line, cells in self.source:
            if len(cells) != width:
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                if len(cells) > width:
                    raise FileRefused(
                        f"Row {line} has {len(cells)} cells instead of {width}. "
                        "Put quotes around a text with commas in it."
                    )
                cells += [""] * (width - len(cells))
            self.lines += 1
            yield line, cells

    def figure(self, line: int, cells: Sequence[str], at: int, *, places: int = 2) -> Said:
        """Return the figure of a cell. Raises FileRefused where it holds none and no mark of none."""
        try:
            return read.figure(cells[at], places=places)
        except ValueError:
            reason = about_cell(line, self.names[at], cells[at].strip(), "is not a number")
            raise FileRefused(reason) from None

    def day(self, line: int, cells: Sequence[str], at: int) -> date | None:
        """Return the day of a cell, None where it is empty. Raises FileRefused for what is no day, or one to come."""
        if read.is_no_figure(cells[at]):
            return None
        found = read.day(cells[at])
        if found is None or found > self.today:
            wrong = "is not a date such as 2018-04-01 or 01APR2018" if found is None else "is in the future"
            raise FileRefused(about_cell(line, self.names[at], cells[at].strip(), wrong))
        return found


@dataclass(frozen=True)
class Layout:
    """A layout: what it is called, what it brings, an example of its heading, its shape and its reader."""

    title: str
    brings: str
    example: str
    fits: Shape
    read: Callable[[Sheet], FileSaid]
    headings: tuple[str, ...] = ()
    """What the columns of a layout without heading are called; such a layout is known by its rows."""


def with_columns(*names: str) -> Shape:
    """Return the shape of a heading that has all of these columns."""
    wanted = frozenset(names)
    return lambda row: wanted <= frozenset(row)


def needs_day(sheet: Sheet, title: str) -> date:
    """Return the day of figures whose file does not hold it. Raises FileRefused where nobody said it."""
    if sheet.as_of is None:
        raise FileRefused(
            f"{title}: the file does not say of which day its figures are, and its name holds no month and year. "
            "Enter the day and bring it in again."
        )
    return sheet.as_of


def finished(said: FileSaid, sheet: Sheet) -> FileSaid:
    """Return what a file says, with how many lines it has. Raises FileRefused where it has none to take or to name."""
    if not (said.practices or said.left_out):
        raise FileRefused("There is no practice in the file.")
    return replace(said, lines=sheet.lines)
