"""A file of the estates pipeline (CSV, £ millions): schemes by CCG, and the totals that the paper prints.

A row's `row_type` says what it is: a scheme, the small schemes together, the printed total of a CCG's table, a CCG's
row in the summary, or the summary's printed total. Rows and columns that somebody computed are left alone: the
service computes them itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from devplans.models import PipelineTotal, Rag
from devplans.rules.pipeline import AFTER
from localities.kit.files.csv_import import CsvFileError, RowProblem, read_rows
from localities.models import Commissioner

MONEY = {"capital_m": "capital_m", "annual_revenue_m": "annual_revenue_m", "tbc_m": "to_be_confirmed_m"}
YEARS = (*(f"y20{year}_{year + 1}_m" for year in range(18, 22)), "future_after_2021_22_m")
LATER_YEARS = (*(f"y20{year}_{year + 1}_m" for year in range(22, 29)), "future_after_2028_29_m")
JUDGEMENTS = {
    "rag_source_of_capital": "source_of_capital",
    "rag_business_case": "business_case",
    "rag_development_costs": "development_costs",
}
COLUMNS = ("ccg", "row_type", "row_no", "scheme_type", *MONEY, *YEARS, *LATER_YEARS, *JUDGEMENTS)
COMPUTED_COLUMNS = ("revenue_pct_of_capital", "profile_sum_m", "profile_minus_capital_m", "seed")
COMPUTED_ROWS = ("computed_total", "summary_total_computed")
SCHEMES = ("scheme", "other_small")
TOTALS = {
    "printed_total": PipelineTotal.Table.OWN,
    "summary": PipelineTotal.Table.SUMMARY,
    "summary_total_printed": PipelineTotal.Table.SUMMARY,
}
LETTERS = {rag.value[0].upper(): rag.value for rag in Rag}
MOST = 1_000_000
YEAR = re.compile(r"20(\d\d)_(\d\d)")


@dataclass(frozen=True)
class PipelineRow:
    """A scheme (with the number of its row) or a total (with its table) and what is printed in it."""

    line: int
    commissioner: Commissioner | None
    values: Mapping[str, object]
    row_no: int | None = None
    table: PipelineTotal.Table | None = None


def parse_pipeline(raw: bytes, *, commissioners: Iterable[Commissioner]) -> list[PipelineRow]:
    """Return the schemes and printed totals of a file. CCGs go by ODS code or by name, with or without NHS and CCG.

    Raises CsvFileError with every problem found.
    """
    by_name = {name: each for each in commissioners for name in (each.ods_code.lower(), _short(each.name))}
    rows, problems, seen = [], [], dict[object, int]()
    for line, cells in read_rows(raw, COLUMNS, optional=COMPUTED_COLUMNS):
        if cells["row_type"] in COMPUTED_ROWS:
            continue
        reader = _Row(line, {name: cell.strip() for name, cell in cells.items()})
        row = reader.read(by_name)
        key = (row.commissioner and row.commissioner.pk, row.row_no, row.table)
        if not reader.problems and key in seen:
            reader.refuse("row_no", f"is on line {seen[key]} already")
        seen.setdefault(key, line)
        rows.append(row)
        problems += reader.problems
    if not rows:
        problems.append(RowProblem(1, "", "there is no scheme in the file"))
    if problems:
        raise CsvFileError(problems)
    return rows


def _short(name: str) -> str:
    return name.lower().removeprefix("nhs ").removesuffix(" ccg").strip()


@dataclass
class _Row:
    """Reads one row and notes what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    problems: list[RowProblem] = field(default_factory=list)

    def read(self, commissioners: Mapping[str, Commissioner]) -> PipelineRow:
        kind = self.cells["row_type"]
        money = {name: self._money(column) for column, name in MONEY.items()}
        if money["capital_m"] is None:
            self.refuse("capital_m", "is empty")
        profile = {_year(name): value for name in (*YEARS, *LATER_YEARS) if (value := self._money(name)) is not None}
        values: dict[str, object] = {**money, "profile_m": {year: str(value) for year, value in profile.items()}}
        commissioner = None
        if kind != "summary_total_printed":
            commissioner = commissioners.get(_short(self.cells["ccg"]))
            if commissioner is None:
                self.refuse("ccg", "is not a CCG here")
        if kind in SCHEMES:
            values |= {"scheme_type": self._text("scheme_type"), **self._judgements()}
            return PipelineRow(self.line, commissioner, values, row_no=self._whole("row_no"))
        if kind not in TOTALS:
            self.refuse("row_type", f"should be {', '.join((*SCHEMES, *TOTALS))}")
        return PipelineRow(self.line, commissioner, values, table=TOTALS.get(kind))

    def refuse(self, column: str, message: str) -> None:
        cell = self.cells[column]
        self.problems.append(RowProblem(self.line, column, f"{cell!r} {message}" if cell else message))

    def _money(self, column: str) -> Decimal | None:
        cell = self.cells[column]
        if not cell:
            return None
        try:
            amount = Decimal(cell)
        except InvalidOperation:
            self.refuse(column, "should be a number of £ millions")
            return None
        if not (amount.is_finite() and 0 <= amount < MOST and amount == round(amount, 2)):
            self.refuse(column, f"should be from 0 to {MOST:,}, with two decimals at most")
        return amount

    def _text(self, column: str) -> str:
        cell = self.cells[column]
        if not cell or len(cell) > 100:
            self.refuse(column, "should have 1 to 100 characters")
        return cell

    def _whole(self, column: str) -> int | None:
        cell = self.cells[column]
        if cell.isdecimal() and int(cell) < 10_000:
            return int(cell)
        self.refuse(column, "should be the number of the row in the print")
        return None

    def _judgements(self) -> dict[str, str]:
        for column in JUDGEMENTS:
            if self.cells[column] and self.cells[column] not in LETTERS:
                self.refuse(column, f"should be {', '.join(LETTERS)} or empty")
        return {name: LETTERS.get(self.cells[column], "") for column, name in JUDGEMENTS.items()}


def _year(column: str) -> str:
    """The financial year that a column is about: "2018/19", or "after 2021/22"."""
    words = YEAR.search(column)
    assert words is not None  # noqa: S101  the columns are named above
    year = f"20{words[1]}/{words[2]}"
    return f"{AFTER}{year}" if column.startswith("future") else year
