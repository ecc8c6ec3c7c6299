"""GP Patient Survey, practice data (weighted, CSV): shares as fractions, codes of -97 to -99 where there is no figure.

Until 2023: Practice_Code, Q28_12pct (overall experience good), Q3_12pct (easy to get through by phone), Q18_12pct (good
experience of making an appointment), with Q28base and so on as what they rest on. Since 2024: ad_practicecode,
overallexp.pcteval and its base. The file does not hold its year: it stands in the file's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished, needs_day
from localities.files.refusal import FileRefused, about_cell
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid, Said

CODE = ("practicecode", "adpracticecode")
QUESTIONS = {
    "survey_overall": (("q2812pct", "q28base"), ("overallexppcteval", "overallexpbase")),
    "survey_phone": (("q312pct", "q3base"), ("localgpservicesphonepcteval", "localgpservicesphonebase")),
    "survey_booking": (("q1812pct", "q18base"), ("gpcontactoverallpcteval", "gpcontactoverallbase")),
}
"""Of each figure, the columns of its share and of the answers it rests on, in the older and the newer layout."""


def _fits(row: Sequence[str]) -> bool:
    return bool({*CODE} & {*row}) and any(share in row for pairs in QUESTIONS.values() for share, _ in pairs)


def read_survey(sheet: Sheet) -> FileSaid:
    """The shares of each practice in percent, each with how many answers it rests on."""
    as_of = needs_day(sheet, SURVEY.title)
    code_at = sheet.place(*CODE)
    places = {
        what: (sheet.place(share), sheet.at(base))
        for what, pairs in QUESTIONS.items()
        for share, base in pairs
        if sheet.at(share) is not None
    }
    practices, left_out = [], []
    for line, cells in sheet.rows():
        code = read.code(cells[code_at])
        if not code:
            left_out.append(LeftOut("", read.words(cells[code_at]), line, None, "has no code of a practice"))
            continue
        figures = {what: _share(sheet, line, cells, *places[what]) for what in places}
        practices.append(PracticeSaid(code, line, as_of=as_of, figures=figures))
    return finished(FileSaid(SURVEY.title, SURVEY.brings, tuple(practices), tuple(left_out)), sheet)


def _share(sheet: Sheet, line: int, cells: list[str], at: int, base_at: int | None) -> Said:
    """Return a fraction as a percentage: 0.84 is 84%. Raises FileRefused for what is no fraction."""
    said = sheet.figure(line, cells, at, places=6)
    if said.value is None:
        return said
    if not 0 <= said.value <= 1:
        raise FileRefused(about_cell(line, sheet.names[at], cells[at].strip(), "is not a fraction from 0 to 1"))
    base = sheet.figure(line, cells, base_at) if base_at is not None else Said(None)
    return replace(said, value=(said.value * 100).quantize(Decimal("0.1")), weight=base.value)


SURVEY = Layout(
    "GP Patient Survey, by practice",
    "What patients say of their practice, with how many answered",
    "Practice_Code,Practice_Name,…,Q28base,Q28_12,Q28_12pct",
    _fits,
    read_survey,
)
