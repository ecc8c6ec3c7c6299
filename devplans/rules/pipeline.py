"""Whether printed tables of an estates pipeline add up: every row, every total, and the two tables against each other.

Pure. Money in £ millions. Printed figures are rounded to 0.01, so the sum of n of them may differ from a printed total
by half a step for each and half a step for the total; what differs by more does not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessment.rules.decimals import ZERO

HALF_A_STEP = Decimal("0.005")
AFTER = "after "


class Verdict(StrEnum):
    EXACT = "exact"
    ROUNDING = "rounding"
    DOES_NOT_ADD_UP = "does not add up"


@dataclass(frozen=True)
class PrintedRow:
    """A row as printed: a scheme, or a total. `profile` is capital by financial year; None: no such column."""

    label: str
    capital: Decimal
    revenue: Decimal | None
    to_be_confirmed: Decimal | None
    profile: Mapping[str, Decimal]

    @property
    def spent(self) -> tuple[Decimal, ...]:
        """What makes up the capital. Later years printed one by one stand in place of their sum."""
        years = in_order(self.profile)
        single = [year for year in years if not (year.startswith(AFTER) and year != years[-1])]
        parts = tuple(self.profile[year] for year in single)
        return parts if self.to_be_confirmed is None else (self.to_be_confirmed, *parts)


@dataclass(frozen=True)
class Check:
    """A printed figure and what it should be, computed from `parts` other printed figures."""

    scope: str
    what: str
    printed: Decimal
    computed: Decimal
    parts: int
    note: str = ""

    @property
    def difference(self) -> Decimal:
        return self.printed - self.computed

    @property
    def verdict(self) -> Verdict:
        if not self.difference:
            return Verdict.EXACT
        within = abs(self.difference) <= HALF_A_STEP * (self.parts + 1)
        return Verdict.ROUNDING if within else Verdict.DOES_NOT_ADD_UP


def in_order(years: Iterable[str]) -> list[str]:
    """Financial years in order: "2018/19", ..., "2021/22", "after 2021/22", "2022/23"."""
    return sorted(years, key=lambda year: (year.removeprefix(AFTER), year.startswith(AFTER)))


def check_table(scope: str, rows: Sequence[PrintedRow], total: PrintedRow | None) -> list[Check]:
    """A table of schemes: each row's capital against its years, each column's total against its rows."""
    found = [_across(scope, f"Row {row.label}: capital and its years", row) for row in rows]
    if total is not None:
        found += _down(scope, "total and its rows", rows, total)
        found.append(_across(scope, "Printed total: capital and its years", total))
    return found


def check_against_summary(scope: str, total: PrintedRow, summary: PrintedRow) -> list[Check]:
    """A table's printed total against what the summary prints for it, which is the same figure printed twice."""
    shared = [year for year in in_order(summary.profile) if year in total.profile]
    years = [
        Check(scope, f"Summary {year} and the table", summary.profile[year], total.profile[year], 1) for year in shared
    ]
    missing = [one for one in years if one.verdict is Verdict.DOES_NOT_ADD_UP]
    note = " and ".join(
        f"{abs(one.difference)} in {year}" for year, one in zip(shared, years, strict=True) if one in missing
    )
    side = "missing from" if summary.capital < total.capital else "too much in"
    capital = Check(
        scope,
        "Summary capital and the table",
        summary.capital,
        total.capital,
        1,
        f"{abs(summary.capital - total.capital)} is {side} the summary: {note}." if note else "",
    )
    later = [_later(scope, year, summary) for year in in_order(summary.profile)[:-1] if year.startswith(AFTER)]
    undated = PrintedRow(summary.label, summary.capital, None, total.to_be_confirmed, summary.profile)
    return [
        capital,
        *years,
        *later,
        _across(scope, "Summary capital and its years, with what has no year in the table", undated),
    ]


def check_summary(
    scope: str, summaries: Sequence[PrintedRow], total: PrintedRow, tables: Sequence[PrintedRow]
) -> list[Check]:
    """The summary's total against its rows, and against the printed totals of the tables it sums up."""
    undated = [table.to_be_confirmed for table in tables if table.to_be_confirmed is not None]
    dated = PrintedRow(total.label, total.capital, None, None, total.profile).spent
    capitals = [table.capital for table in tables]
    return [
        *_down(scope, "summary’s total and its rows", summaries, total),
        Check(
            scope,
            "Summary’s total capital and its years, with what has no year in the tables",
            total.capital,
            sum((*dated, *undated), ZERO),
            len(dated) + len(undated),
        ),
        Check(
            scope,
            "Summary’s total capital and the totals of the tables",
            total.capital,
            sum(capitals, ZERO),
            len(capitals),
        ),
    ]


def _later(scope: str, after: str, row: PrintedRow) -> Check:
    years = in_order(row.profile)
    parts = [row.profile[year] for year in years[years.index(after) + 1 :]]
    return Check(scope, f"Summary {after} and its years", row.profile[after], sum(parts, ZERO), len(parts))


def _across(scope: str, what: str, row: PrintedRow) -> Check:
    return Check(scope, what, row.capital, sum(row.spent, ZERO), len(row.spent))


def _down(scope: str, what: str, rows: Sequence[PrintedRow], total: PrintedRow) -> list[Check]:
    def check(column: str, printed: Decimal | None, parts: Sequence[Decimal | None]) -> list[Check]:
        known = [part for part in parts if part is not None]
        return [] if printed is None else [Check(scope, f"{column}: {what}", printed, sum(known, ZERO), len(known))]

    return [
        *check("Capital", total.capital, [row.capital for row in rows]),
        *check("Annual revenue", total.revenue, [row.revenue for row in rows]),
        *check("No year yet", total.to_be_confirmed, [row.to_be_confirmed for row in rows]),
        *(
            check_one
            for year in in_order(total.profile)
            for check_one in check(
                year[:1].upper() + year[1:], total.profile[year], [row.profile.get(year) for row in rows]
            )
        ),
    ]
