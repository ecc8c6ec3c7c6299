"""A file of the estates pipeline (CSV, £ millions): schemes by CCG, and the totals that the paper prints.

A row's `row_type` says what it is: a scheme, the small schemes together, the printed total of a CCG's table, a CCG's
row in the summary, or the summary's printed total. Rows and columns that somebody computed are left alone: the
service computes them itself.
"""

from __future__ import annotations

import re

from django import forms

from devplans.rules.pipeline import AFTER
from localities.kit.files.csv_import import CsvRow, read_rows
from localities.kit.nhsuk.fields import NumberField, WholeNumberField

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
    "printed_total": "own",
    "summary": "summary",
    "summary_total_printed": "summary",
}
LETTERS = {"R": "red", "A": "amber", "G": "green"}
MOST = 1_000_000
YEAR = re.compile(r"20(\d\d)_(\d\d)")

A_LETTER = f"should be {', '.join(LETTERS)} or empty"
A_TEXT = "should have 1 to 100 characters"
AN_AMOUNT = f"should be from 0 to {MOST:,}, with two decimals at most"
A_NUMBER = "should be the number of the row in the print"


def _money(*, required: bool = False) -> forms.Field:
    wrong = dict.fromkeys(("min_value", "max_value", "max_decimal_places"), AN_AMOUNT)
    return NumberField(
        required=required,
        min_value=0,
        max_value=MOST,
        decimal_places=2,
        error_messages={**wrong, "required": "is empty", "invalid": "should be a number of £ millions"},
    )


MONEY_READERS = {column: _money(required=column == "capital_m") for column in (*MONEY, *YEARS, *LATER_YEARS)}
ROW_NO_READER = WholeNumberField(
    min_value=0,
    max_value=9_999,
    error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_NUMBER),
)
TYPE_READER = forms.CharField(max_length=100, error_messages=dict.fromkeys(("required", "max_length"), A_TEXT))
JUDGEMENT_READER = forms.ChoiceField(
    required=False, choices=[(letter, letter) for letter in LETTERS], error_messages={"invalid_choice": A_LETTER}
)


def pipeline_rows(raw: bytes) -> list[CsvRow]:
    """Return the rows of a file but those that somebody computed."""
    rows = read_rows(raw, COLUMNS, optional=COMPUTED_COLUMNS)
    return [row for row in rows if row.cells["row_type"] not in COMPUTED_ROWS]


def is_of_all(row: CsvRow) -> bool:
    """Tell whether a row is about all CCGs together, and names none."""
    return row.cells["row_type"] == "summary_total_printed"


def pipeline_values(row: CsvRow) -> dict[str, object]:
    """Return the fields of a scheme, with its `row_no`, or of a total, with its `table`.

    What a cell should not say is noted with the row, and None.
    """
    kind = row.cells["row_type"]
    amounts = {column: row.read(column, reader) for column, reader in MONEY_READERS.items()}
    money = {name: amounts[column] for column, name in MONEY.items()}
    profile = {_year(name): str(amounts[name]) for name in (*YEARS, *LATER_YEARS) if amounts[name] is not None}
    if kind in SCHEMES:
        own = {"row_no": row.read("row_no", ROW_NO_READER), "scheme_type": row.read("scheme_type", TYPE_READER)}
        own |= {name: LETTERS.get(row.read(column, JUDGEMENT_READER), "") for column, name in JUDGEMENTS.items()}
    else:
        own = {"table": TOTALS.get(kind)}
        if kind not in TOTALS:
            row.refuse("row_type", f"should be {', '.join((*SCHEMES, *TOTALS))}")
    return {**own, **money, "profile_m": profile}


def _year(column: str) -> str:
    """The financial year that a column is about: "2018/19", or "after 2021/22"."""
    words = YEAR.search(column)
    assert words is not None  # noqa: S101  the columns are named above
    year = f"20{words[1]}/{words[2]}"
    return f"{AFTER}{year}" if column.startswith("future") else year
