"""The panel's scores of a wave as a table for spreadsheets: a row per application and criterion, for moderation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import date_format

from assessment.selection.models import PanelMember, Wave
from assessment.selection.queries.score_sheet import CriterionSheet, Sheet, build_sheets
from localities.kit.files.spreadsheets import CSV_TYPE, XLSX_TYPE, Value, to_csv, to_xlsx

CONFLICT = "conflict declared"
TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
"""The type of a file, from the ending in its address."""


def export_scores(wave: Wave, ending: str, *, today: date) -> bytes:
    """Return the file with this ending. Raises Refused before moderation.

    It holds every application before the panel: only for people without a conflict in any.
    """
    sheets = build_sheets(wave, list(wave.applications.before_the_panel()))
    rows = table_of(sheets)
    return to_csv(rows) if ending == "csv" else to_xlsx("Scores", rows, _about(wave, sheets, today))


def table_of(sheets: list[Sheet]) -> list[list[Value]]:
    """Return the headings, then the rows. Members stand in columns, in order of name."""
    members = _members(sheets)
    headings = ["Locality", "Criterion"]
    for name in members.values():
        headings += [f"Score: {name}", f"Why: {name}"]
    headings += ["Lowest", "Highest", "Far apart", "Agreed score", "What the panel agreed, and why"]
    return [list(headings), *([*_row(sheet, one, members)] for sheet in sheets for one in sheet.criteria)]


def _members(sheets: list[Sheet]) -> dict[PanelMember, str]:
    """Everybody with a column, in order of name; people of the same name are numbered."""
    everybody = {one for sheet in sheets for one in (*sheet.scored_by, *sheet.conflicts)}
    names: dict[PanelMember, str] = {}
    seen: Counter[str] = Counter()
    for one in sorted(everybody, key=lambda one: (str(one), one.pk)):
        seen[str(one)] += 1
        names[one] = f"{one} ({seen[str(one)]})" if seen[str(one)] > 1 else str(one)
    return names


def _row(sheet: Sheet, one: CriterionSheet, members: Iterable[PanelMember]) -> Iterator[Value]:
    yield sheet.application.locality.name
    yield one.criterion.title
    given = {score.member: score for score in one.given}
    for member in members:
        found = given.get(member)
        yield found.score if found else (CONFLICT if member in sheet.conflicts else None)
        yield found.comment if found else None
    yield one.spread.lowest if one.spread else None
    yield one.spread.highest if one.spread else None
    yield "yes" if one.spread and one.spread.is_wide else ""
    yield one.agreed.score
    yield one.agreed.note


def _about(wave: Wave, sheets: list[Sheet], today: date) -> Iterator[tuple[str, str]]:
    yield "Wave", wave.title
    yield wave.commissioner.word, wave.commissioner.name
    yield "Date", date_format(today)
    yield "Stage", wave.get_state_display()
    yield "Applications", f"{len(sheets)}, in order of name"
    yield "Scores", "0 to 4 on each criterion. There is no total: every criterion is essential"
