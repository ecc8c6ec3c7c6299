"""Cells of national files and of our own: numbers, marks of no figure, dates and codes, as they are written there."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from localities.kit.nhsuk.dates import MONTHS
from localities.kit.nhsuk.fields import number_text
from localities.kit.nhsuk.typed_text import plain_line
from localities.rules.brought import Said
from localities.rules.practice_figures import ODS_CODE

# No figure: GP workforce (ND no data, NS not stated, EST estimated by the publisher), GP Patient Survey (-97 to -99),
# NHS publications since 2021 ([c], [x], [z]), spreadsheets and people.
NO_FIGURE = frozenset(
    [
        "nd",
        "ns",
        "est",
        "na",
        "n/a",
        "#n/a",
        "null",
        "none",
        "nan",
        "unknown",
        "suppressed",
        "*",
        "**",
        "-",
        "--",
        "–",
        "—",
        ".",
        "..",
        ":",
        "c",
        "x",
        "z",
        "[c]",
        "[x]",
        "[z]",
    ]
) | {"", "no data", "not known", "not available"}
SURVEY_CODES = frozenset(map(Decimal, (-97, -98, -99)))
EXPONENT = re.compile(r"-?[0-9](?:\.[0-9]{1,20})?[eE][-+]?[0-9]{1,2}")

DAY_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?"),  # 2018-04-01
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),  # 20180401
    re.compile(r"(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[0-9]{4})"),  # 01/04/2018: the day comes first
    re.compile(r"(?P<d>[0-9]{1,2})[ -]?(?P<name>[A-Za-z]{3,9})[ -]?(?P<y>[0-9]{4}|[0-9]{2})"),  # 01APR2018, 1-Apr-18
)
EXCEL_DAY = re.compile(r"[0-9]{5}(?:\.0)?")
EXCEL_START = date(1899, 12, 30)
YEARS = range(1900, 2100)
MONTH_IN_NAME = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})[ _.-]*(20[0-9]{2})(?![0-9])")


def squeezed(name: str) -> str:
    """Return a heading as it is compared: without case, blanks, underscores and other marks."""
    return re.sub("[^a-z0-9]", "", name.lower())


def is_no_figure(cell: str) -> bool:
    return cell.strip().lower() in NO_FIGURE


def figure(cell: str, *, places: int = 2) -> Said:
    """Return the number a cell holds, or its mark of no figure. Raises ValueError for anything else."""
    text = cell.strip()
    if is_no_figure(text):
        return Said(None, why=text)
    if EXPONENT.fullmatch(text):
        value = Decimal(text)
    elif number := number_text(text):
        value = Decimal(number)
    else:
        raise ValueError(cell)
    if value in SURVEY_CODES:
        return Said(None, why=text)
    return Said(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def day(cell: str) -> date | None:
    """Return the day a cell names, or None when it names none. 01/04/2018 is in April, as everywhere in the NHS."""
    text = cell.strip()
    for form in DAY_FORMS:
        if found := form.fullmatch(text):
            return _date(**found.groupdict())
    if EXCEL_DAY.fullmatch(text):
        return _within(EXCEL_START + timedelta(days=int(text[:5])))
    return None


def _date(y: str, d: str, m: str = "", name: str = "") -> date | None:
    year = int(y) + (2000 if len(y) == 2 else 0)
    month = _month(name) if name else int(m)
    try:
        return _within(date(year, month, int(d)))
    except ValueError:
        return None


def _within(found: date) -> date | None:
    return found if found.year in YEARS else None


def _month(name: str) -> int:
    """Return the number of a month named by three letters or more, 0 for a word that is none."""
    named = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower())]
    return named[0] if named and len(name) >= 3 else 0


def end_of_month(found: date) -> date:
    return found.replace(day=monthrange(found.year, found.month)[1])


def day_in_name(file_name: str) -> date | None:
    """Return the end of the month that a file's name holds, as in "Workforce September 2019.csv"."""
    for name, year in MONTH_IN_NAME.findall(file_name):
        if month := _month(name):
            return end_of_month(date(int(year), month, 1))
    return None


def code(cell: str) -> str:
    """Return an ODS code in capitals, or nothing when the cell holds none."""
    text = cell.strip().upper()
    return text if re.fullmatch(ODS_CODE, text) else ""


def words(cell: str) -> str:
    """Return a text in one line, without what hides in it."""
    return plain_line(cell).strip()
