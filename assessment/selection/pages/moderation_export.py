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
    return [list(headings), *([*_row(sheet, criterion, members)] for sheet in sheets for criterion in sheet.criteria)]


def _members(sheets: list[Sheet]) -> dict[PanelMember, str]:
    """Everybody with a column, in order of name; people of the same name are numbered."""
    everybody = {member for sheet in sheets for member in (*sheet.scored_by, *sheet.conflicts)}
    names: dict[PanelMember, str] = {}
    seen: Counter[str] = Counter()
    for member in sorted(everybody, key=lambda member: (str(member), member.pk)):
        name = str(member)
        seen[name] += 1
        names[member] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return names


def _row(sheet: Sheet, criterion: CriterionSheet, members: Iterable[PanelMember]) -> Iterator[Value]:
    yield sheet.application.locality.name
    yield criterion.criterion.title
    given = {score.member: score for score in criterion.given}
    for member in members:
        score = given.get(member)
        yield score.score if score else (CONFLICT if member in sheet.conflicts else None)
        yield score.comment if score else None
    yield criterion.spread.lowest if criterion.spread else None
    yield criterion.spread.highest if criterion.spread else None
    yield "yes" if criterion.is_wide else ""
    yield criterion.agreed.score
    yield criterion.agreed.note


def _about(wave: Wave, sheets: list[Sheet], today: date) -> Iterator[tuple[str, str]]:
    yield "Wave", wave.title
    yield wave.commissioner.word, wave.commissioner.name
    yield "Date", date_format(today)
    yield "Stage", wave.get_state_display()
    yield "Applications", f"{len(sheets)}, in order of name"
    yield "Scores", "0 to 4 on each criterion. There is no total: every criterion is essential"
