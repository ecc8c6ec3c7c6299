"""What a plan costs as a file for spreadsheets: a row per line, a column per financial year, pounds as numbers."""

from __future__ import annotations

from devplans.document.content.money import Money
from localities.kit.files.spreadsheets import Rows, Value, to_xlsx

HEADINGS = ("Section", "Where it arises", "What for", "Kind", "Who pays", "Status", "Funding risk", "Decision")


def money_rows(money: Money) -> Rows:
    """The lines as the page lists them, under them what each year comes to, to the penny. Not agreed is in no sum."""
    lines: list[list[Value]] = [
        [
            place.place.title,
            line.name,
            line.what,
            line.kind,
            line.payer,
            line.state,
            line.risk,
            line.decision,
            *amounts,
        ]
        for place in money.places
        for line, amounts in place.lines
    ]
    total: list[Value] = ["All", *[""] * (len(HEADINGS) - 1), *(sums.total for _, sums in money.by_year)]
    return [[*HEADINGS, *(f"{year}, £" for year in money.columns)], *lines, total]


def money_xlsx(money: Money, plan: str) -> bytes:
    """The workbook."""
    about = (
        ("Plan", plan),
        ("Amounts", "Pounds in each financial year. What was not agreed is listed and in no sum."),
        ("After the plan", f"{money.after} is the first year after the plan and in no sum of its years."),
    )
    return to_xlsx("Costs", money_rows(money), about)
