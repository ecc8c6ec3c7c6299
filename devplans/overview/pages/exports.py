"""A commissioner's page as a table for spreadsheets: the same localities, domains and figures, a row per locality."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessment.rules.decimals import round_to
from assessment.rules.scoring import AreaScore
from devplans.overview.pages.commissioner import CommissionerPage, LocalityRow
from devplans.overview.pages.heat_map import NOT_ANSWERED, Cell
from devplans.overview.queries.compared_guide import ELSEWHERE
from localities.kit.files.spreadsheets import CSV_TYPE, XLSX_TYPE, Value, to_csv, to_xlsx
from localities.kit.pages.phrases import day

NOT_FILLED_IN = "not filled in"
HUNDREDTH = Decimal("0.01")


def table_of(page: CommissionerPage) -> list[list[Value]]:
    """Return the headings, then a row per locality shown. Figures are rounded as the page shows them."""
    headings, rows = [], []
    for row in page.rows:
        cells = [*_locality(row, has_levels=page.has_levels), *_numbers(row, has_levels=page.has_levels)]
        headings = [heading for heading, _ in cells]
        rows.append([value for _, value in cells])
    if page.heat:
        for area in page.heat.areas:
            if area.scores:
                headings += [f"{area.title}: mean out of 100", f"{area.title}: domains answered"]
                for values, score in zip(rows, area.scores, strict=True):
                    values += _score(score)
            for domain in area.rows:
                headings.append(domain.domain.title)
                for values, cell in zip(rows, domain.cells, strict=True):
                    values.append(_position(cell))
    return [list(headings), *rows]


def _locality(row: LocalityRow, *, has_levels: bool) -> Iterator[tuple[str, Value]]:
    summary, agreed = row.summary, row.summary.agreed
    yield "Locality", summary.locality.name
    yield "Practices", summary.practices
    yield "Patients", summary.patients
    yield "Guide", str(summary.guide or "")
    if has_levels:
        yield "Level now", ELSEWHERE if row.is_elsewhere else row.level_now
        yield "Aiming for level", row.level_agreed
    yield "Provisional", "yes" if summary.is_provisional else ""
    yield "Diagnostic", summary.diagnostic_state
    yield "Diagnostic agreed, or answered", summary.diagnostic_detail
    yield "Plan", summary.stage.label
    yield "Version in force", summary.stage.version
    yield "Waits for", summary.waiting
    yield "Days waiting", summary.days_waiting
    yield "Actions overdue", agreed.overdue if agreed else None
    yield "Actions due in 30 days", agreed.due_soon if agreed else None


def _numbers(row: LocalityRow, *, has_levels: bool) -> Iterator[tuple[str, Value]]:
    needs, agreed, draft = row.summary.capacity, row.summary.agreed, row.summary.draft
    yield "Appointments needed a week", _rounded(needs.demand if needs else None)
    yield "Appointments available a week", _rounded(needs.capacity if needs else None)
    yield "Gap a week (below zero: surplus)", _rounded(needs.gap.appointments if needs else None)
    yield "Extra staff agreed (FTE)", _rounded(agreed.extra_fte, HUNDREDTH) if agreed else None
    for heading, name in (("Committed in the years of the plan (£)", "committed"), ("Asked for (£)", "asked")):
        said = agreed is not None and agreed.costs is not None
        yield heading, getattr(agreed.money, name) if agreed and said else NOT_FILLED_IN if agreed else None
    if has_levels:
        yield "In a draft, not agreed: aiming for level", row.level_in_draft
    yield "In a draft, not agreed: extra staff (FTE)", _rounded(draft.extra_fte, HUNDREDTH) if draft else None


def _rounded(value: Decimal | None, step: Decimal = Decimal(1)) -> Value:
    return NOT_FILLED_IN if value is None else round_to(value, step)


def _score(score: AreaScore | None) -> list[Value]:
    """The mean of an area and how many of its domains are answered; where another guide asks, that it does."""
    if score is None:
        return [ELSEWHERE, None]
    return [NOT_ANSWERED if score.mean is None else round_to(score.mean), score.answered]


def _position(cell: Cell | None) -> Value:
    return "" if cell is None else cell.position or cell.words


def as_csv(page: CommissionerPage) -> bytes:
    return to_csv(table_of(page))


def as_xlsx(page: CommissionerPage) -> bytes:
    """Return a workbook: the table, and a sheet that says what it shows."""
    return to_xlsx("Localities", table_of(page), _about(page))


def _about(page: CommissionerPage) -> Iterator[tuple[str, str]]:
    yield page.commissioner.word, page.commissioner.name
    yield "Date", day(page.today)
    yield "Localities", f"{len(page.shown)} of {len(page.every)}, in order of name"
    yield from page.filters_in_words
    what = "Level aimed for, actions and staff" if page.has_levels else "Actions and staff"
    yield "Plans", f"{what} are those of the version in force. A draft is in columns of its own"
    if page.compared:
        guide = page.compared.guide
        yield "Guide", f"{guide}. What another guide asks is marked so and counts in nothing here"
        yield "Positions", f"{guide.scale.in_words}. What is not answered counts in no mean"


EXPORTS = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
"""From the ending in the address, what makes the file, and its type."""
