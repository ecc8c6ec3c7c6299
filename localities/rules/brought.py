"""What a file of practices says, as plain values: what `localities.files` reads and the preview compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Said:
    """A figure as a file gives it. Without a value it gives none, and `why` is its mark for that, such as "ND".

    weight: what a share rests on, such as the number of answers, where the file has it.
    """

    value: Decimal | None
    why: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True)
class PracticeSaid:
    """What one line, or all lines of one practice together, say of it. What the file says nothing of is None.

    called: its name, from a file that is not the source of names; commissioner: its code; locality: as the file names
    it, "" to take the practice out of its locality; network: the code and the name of the primary care network it is
    in; as_of: the day of the figures.
    """

    code: str
    line: int
    name: str | None = None
    called: str = ""
    commissioner: str | None = None
    locality: str | None = None
    network: tuple[str, str] | None = None
    as_of: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    figures: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """A line that is no practice to take, and why."""

    code: str
    name: str
    line: int
    commissioner: str | None
    why: str


@dataclass(frozen=True)
class FileSaid:
    """All that a file says.

    title: of its layout; brings: what it is the source of, in words; lines: how many the file has below its heading;
    lists_all: whether it is a register of practices, so that who is missing is worth a word, and the source of who
    commissions them; not_ours: how many lines were left out for being somebody else's; remarks: what people should know
    of the reading.
    """

    title: str
    brings: str
    practices: tuple[PracticeSaid, ...]
    left_out: tuple[LeftOut, ...] = ()
    lines: int = 0
    lists_all: bool = False
    not_ours: int = 0
    remarks: tuple[str, ...] = ()
