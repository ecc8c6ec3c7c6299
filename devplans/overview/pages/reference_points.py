"""What the Mid and South Essex STP planned in October 2016: localities' levels by year, 2016/17 to 2020/21.

The paper's text has lost the layout of its drawings, so which number belongs to which level, and which timeline to
which CCG, is partly a reading. `data/levels.csv` holds the likeliest one, how sure it is in per cent, and a note for
people where another is possible.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "data" / "levels.csv"
SOURCE = "update to the Mid and South Essex sustainability and transformation plan, October 2016"


@dataclass(frozen=True)
class YearPoint:
    """The localities expected at each level in a year, out of 26; what was printed are shares of 100.

    `levels` holds (level, localities of 26, share in per cent).
    """

    year: str
    point: str
    levels: tuple[tuple[int, int, int], ...]
    note: str


@dataclass(frozen=True)
class Timeline:
    """The level that the paper's timeline shows for a commissioner in each year: (year, level)."""

    commissioner: str
    levels: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class ReferencePoints:
    points: tuple[YearPoint, ...]
    years: tuple[str, ...]
    timelines: tuple[Timeline, ...]
    source: str = SOURCE

    @property
    def levels(self) -> list[int]:
        """The levels that the paper knows."""
        return [level for level, _, _ in self.points[0].levels]

    def timeline_of(self, name: str) -> Timeline | None:
        return next((one for one in self.timelines if one.commissioner == name), None)


@lru_cache(maxsize=1)
def reference_points() -> ReferencePoints:
    """Read the file, once in a process."""
    with FILE.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    shares = [row for row in rows if row["record"] == "share"]
    chevrons = [row for row in rows if row["record"] == "ccg_timeline"]
    timelines = tuple(
        Timeline(
            name,
            tuple((row["year"], row["level"]) for row in several),
            several[0]["note"],
        )
        for name, group in groupby(chevrons, key=lambda row: row["subject"])
        if (several := list(group))
    )
    return ReferencePoints(
        points=tuple(
            _point(year, point, list(group))
            for (year, point), group in groupby(shares, key=lambda row: (row["year"], row["point"]))
        ),
        years=tuple(dict.fromkeys(row["year"] for row in chevrons)),
        timelines=timelines,
    )


def _point(year: str, point: str, rows: list[dict[str, str]]) -> YearPoint:
    return YearPoint(
        year=year,
        point=point,
        levels=tuple((int(row["level"]), int(row["localities_of_26"]), int(row["share_pct"])) for row in rows),
        note=next((row["note"] for row in rows if row["note"]), ""),
    )
