"""Quality and Outcomes Framework (QOF), achievement by practice: PRACTICE_CODE, INDICATOR_CODE, MEASURE, VALUE.

MEASURE is NUMERATOR and DENOMINATOR of a share, REGISTER, ACHIEVED_POINTS and others. The year is in the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished, needs_day, with_columns
from localities.files.refusal import FileRefused
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid, Said
from localities.rules.figures import QOF_REGISTER, QOF_SHARE

KEPT = ("NUMERATOR", "DENOMINATOR", "REGISTER")
Measures = dict[str, dict[str, Said]]


def read_achievement(sheet: Sheet) -> FileSaid:
    """Of each practice, the share of patients that each indicator reached, and the registers."""
    as_of = needs_day(sheet, ACHIEVEMENT.title)
    code_at, indicator_at = sheet.place("practicecode"), sheet.place("indicatorcode")
    measure_at, value_at = sheet.place("measure"), sheet.place("value")
    found: dict[str, Measures] = {}
    lines: dict[str, int] = {}
    left_out: dict[str, LeftOut] = {}
    for line, cells in sheet.rows():
        code = read.code(cells[code_at])
        if not code:
            left_out[cells[code_at]] = LeftOut("", read.words(cells[code_at]), line, None, "has no code of a practice")
            continue
        measure = cells[measure_at].strip().upper()
        lines.setdefault(code, line)
        if measure in KEPT:
            indicator = cells[indicator_at].strip().upper()
            if not re.fullmatch("[A-Z0-9]{2,12}", indicator):
                raise FileRefused(f"Row {line}, INDICATOR_CODE: ‘{indicator[:40]}’ is no code of an indicator.")
            value = sheet.figure(line, cells, value_at, places=0)
            found.setdefault(code, {}).setdefault(indicator, {})[measure] = value
    practices = tuple(
        PracticeSaid(code, line, as_of=as_of, figures=_figures(found.get(code, {}))) for code, line in lines.items()
    )
    return finished(FileSaid(ACHIEVEMENT.title, ACHIEVEMENT.brings, practices, tuple(left_out.values())), sheet)


def _figures(measures: Mapping[str, Mapping[str, Said]]) -> dict[str, Said]:
    figures = {}
    for indicator, each in measures.items():
        if "REGISTER" in each:
            figures[QOF_REGISTER + indicator] = each["REGISTER"]
        if "NUMERATOR" in each and "DENOMINATOR" in each:
            figures[QOF_SHARE + indicator] = _share(each["NUMERATOR"], each["DENOMINATOR"])
    return figures


def _share(reached: Said, of: Said) -> Said:
    """Return the share in percent, with what it rests on; no figure where one of the two is none or nobody is there."""
    if reached.value is None or of.value is None:
        return Said(None, why=reached.why or of.why)
    if not of.value:
        return Said(None, why="nobody on the register")
    return Said((100 * reached.value / of.value).quantize(Decimal("0.1")), weight=of.value)


ACHIEVEMENT = Layout(
    "Quality and Outcomes Framework, achievement by practice",
    "The share of patients that each indicator reached, and the registers",
    "PRACTICE_CODE,INDICATOR_CODE,MEASURE,VALUE",
    with_columns("practicecode", "indicatorcode", "measure", "value"),
    read_achievement,
)
