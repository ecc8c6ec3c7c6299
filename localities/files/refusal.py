"""What says that a file cannot be taken."""

from __future__ import annotations

SHOWN = 20


class FileRefused(Exception):  # noqa: N818  it is what happens to the file, not a fault
    """A file cannot be taken. `reasons` say why and what to do, in words for people, in the order of the file."""

    def __init__(self, *reasons: str) -> None:
        more = len(reasons) - SHOWN
        self.reasons = (*reasons[:SHOWN], f"And {more} more.") if more > 0 else reasons
        super().__init__("\n".join(self.reasons))


def about_cell(line: int, column: str, cell: str, message: str) -> str:
    """Return the reason that names row and cell."""
    shown = cell if len(cell) <= 40 else f"{cell[:39]}…"
    return f"Row {line}, {column}: ‘{shown}’ {message}." if cell else f"Row {line}, {column}: {message}."
