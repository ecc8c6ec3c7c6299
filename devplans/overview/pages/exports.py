"""A commissioner's page as a table for spreadsheets: the same localities, domains and figures, a row per locality."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessment.rules.decimals import round_to
from devplans.overview.pages.commissioner import CommissionerPage
from devplans.overview.pages.heat_map import Cell
from devplans.overview.queries.locality_summaries import LocalitySummary
from localities.kit.files.spreadsheets import CSV_TYPE, XLSX_TYPE, Value, to_csv, to_xlsx
from localities.kit.pages.phrases import day

NOT_FILLED_IN = "not filled in"
NOT_ANSWERED = "not answered"
HUNDREDTH = Decimal("0.01")


def table_of(page: CommissionerPage) -> list[list[Value]]:
    """Return the headings, then a row per locality shown. Figures are rounded as the page shows them."""
    headings, rows = [], []
    for one in page.shown:
        cells = [*_locality(one), *_numbers(one)]
        headings = [heading for heading, _ in cells]
        rows.append([value for _, value in cells])
    if page.heat:
        for area in page.heat.areas:
            if area.scores:
                headings += [f"{area.title}: mean out of 100", f"{area.title}: domains answered"]
                for row, score in zip(rows, area.scores, strict=True):
                    row += [NOT_ANSWERED if score.mean is None else round_to(score.mean), score.answered]
            for domain in area.rows:
                headings.append(domain.domain.title)
                for row, cell in zip(rows, domain.cells, strict=True):
                    row.append(_position(cell))
    return [list(headings), *rows]


def _locality(summary: LocalitySummary) -> Iterator[tuple[str, Value]]:
    agreed = summary.agreed
    yield "Locality", summary.locality.name
    yield "Practices", summary.practices
    yield "Patients", summary.patients
    yield "Level now", summary.level_now
    yield "Provisional", "yes" if summary.is_provisional else ""
    yield "Aiming for level", agreed.level if agreed else None
    yield "Diagnostic", summary.diagnostic_state
    yield "Diagnostic agreed, or answered", summary.diagnostic_detail
    yield "Plan", summary.stage.label
    yield "Version in force", summary.stage.version
    yield "Waits for", summary.waiting
    yield "Days waiting", summary.days_waiting
    yield "Actions overdue", agreed.overdue if agreed else None
    yield "Actions due in 30 days", agreed.due_soon if agreed else None


def _numbers(summary: LocalitySummary) -> Iterator[tuple[str, Value]]:
    needs, agreed, draft = summary.capacity, summary.agreed, summary.draft
    yield "Appointments needed a week", _rounded(needs.demand if needs else None)
    yield "Appointments available a week", _rounded(needs.capacity if needs else None)
    yield "Gap a week (below zero: surplus)", _rounded(needs.gap.appointments if needs else None)
    yield "Extra staff agreed (FTE)", _rounded(agreed.extra_fte, HUNDREDTH) if agreed else None
    for heading, name in (("Committed in the years of the plan (£)", "committed"), ("Asked for (£)", "asked")):
        said = agreed is not None and agreed.costs is not None
        yield heading, getattr(agreed.money, name) if agreed and said else NOT_FILLED_IN if agreed else None
    yield "In a draft, not agreed: aiming for level", draft.level if draft else None
    yield "In a draft, not agreed: extra staff (FTE)", _rounded(draft.extra_fte, HUNDREDTH) if draft else None


def _rounded(value: Decimal | None, step: Decimal = Decimal(1)) -> Value:
    return NOT_FILLED_IN if value is None else round_to(value, step)


def _position(cell: Cell | None) -> Value:
    return "" if cell is None else cell.position or NOT_ANSWERED


def as_csv(page: CommissionerPage) -> bytes:
    return to_csv(table_of(page))


def as_xlsx(page: CommissionerPage) -> bytes:
    """Return a workbook: the table, and a sheet that says what it shows."""
    return to_xlsx("Localities", table_of(page), _about(page))


def _about(page: CommissionerPage) -> Iterator[tuple[str, str]]:
    yield page.commissioner.system.commissioner_word, page.commissioner.name
    yield "Date", day(page.today)
    yield "Localities", f"{len(page.shown)} of {len(page.every)}, in order of name"
    yield from page.filters_in_words
    yield (
        "Plans",
        "Level aimed for, actions and staff are those of the version in force. A draft is in columns of its own",
    )
    yield "Positions", "1 is less advanced, 3 developing, 5 more advanced. What is not answered counts in no mean"


EXPORTS = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
"""From the ending in the address, what makes the file, and its type."""
