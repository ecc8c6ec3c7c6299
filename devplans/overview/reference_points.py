"""What the strategy of 2018 printed of localities' levels by year, 2016/17 to 2020/21, and how sure our reading is.

The print lost its layout, so which number belongs to which level is partly a reading. `data/levels.csv` holds the main
reading, how sure it is in per cent and what else could be read, and the level that each CCG's timeline shows by year.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "data" / "levels.csv"
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True)
class YearPoint:
    """The localities expected at each level in a year, out of 26; what was printed are shares of 100."""

    year: str
    point: str
    shares: tuple[int, ...]
    localities: tuple[int, ...]
    certainty: int
    note: str

    @property
    def levels(self) -> list[tuple[int, int, int]]:
        """Return (level, localities of 26, share in per cent) for each level."""
        return list(zip(LEVELS, self.localities, self.shares, strict=True))


@dataclass(frozen=True)
class Timeline:
    """The level that the strategy's timeline shows for a commissioner in each year: (year, level)."""

    commissioner: str
    levels: tuple[tuple[str, str], ...]
    certainty: int
    note: str


@dataclass(frozen=True)
class ReferencePoints:
    points: tuple[YearPoint, ...]
    years: tuple[str, ...]
    timelines: tuple[Timeline, ...]
    levels: tuple[int, ...] = LEVELS

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
            int(several[0]["certainty_pct"]),
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
    by_level = {int(row["level"]): row for row in rows}
    return YearPoint(
        year=year,
        point=point,
        shares=tuple(int(by_level[level]["share_pct"]) for level in LEVELS),
        localities=tuple(int(by_level[level]["localities_of_26"]) for level in LEVELS),
        certainty=min(int(row["certainty_pct"]) for row in rows),
        note=next((row["note"] for row in rows if row["note"]), ""),
    )
