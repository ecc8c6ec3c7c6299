"""Reading a file as tests do: what it says of each practice, as plain text."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from localities.files.recognised import read_file
from localities.rules.brought import FileSaid

INPUTS = Path(__file__).parent / "inputs"
TODAY = date(2026, 11, 30)
AS_OF = date(2018, 3, 31)


def read_bytes(raw: bytes, name: str = "file.csv", *, as_of: date | None = AS_OF) -> FileSaid:
    return read_file(io.BytesIO(raw), name, today=TODAY, as_of=as_of).said


def read_input(name: str) -> FileSaid:
    return read_bytes((INPUTS / name).read_bytes(), name)


def figures_of(said: FileSaid) -> dict[str, str]:
    """Each practice's figures in the order of the file: numbers as they are, marks of no figure in brackets."""
    return {
        practice.code: " ".join(
            f"({each.why})" if each.value is None else f"{each.value.normalize():f}"
            for each in practice.figures.values()
        )
        for practice in said.practices
    }
