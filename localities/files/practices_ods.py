"""GP practices of the Organisation Data Service (ODS): epraccur, 27 columns without heading, and its branches.

Columns as NHS Digital describes the report "GP Practices": code, name, two geographies, five lines of address,
postcode, open date, close date, status, type, commissioner, its join and left dates, telephone, and the prescribing
setting last but one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished
from localities.files.refusal import FileRefused
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid

WIDTH = 27
HEADINGS = tuple(f"column {number}" for number in range(1, WIDTH + 1))
CODE, NAME, OPENED, CLOSED, STATUS, COMMISSIONER, SETTING = 0, 1, 10, 11, 12, 14, 25
GP_PRACTICE = "4"
SETTINGS = {
    "0": "other",
    "1": "a walk-in centre",
    "2": "out of hours",
    "3": "a walk-in centre and out of hours",
    "8": "public health",
    "9": "a community service",
    "10": "a hospital service",
    "12": "a hospice",
    "13": "a care home",
    "14": "a border force post",
    "15": "secure training",
    "20": "a secure hospital",
    "21": "a young offenders’ institution",
    "22": "a secure children’s home",
    "24": "an immigration removal centre",
    "25": "a court",
    "26": "police custody",
    "27": "a sexual assault referral centre",
    "28": "other justice services",
}
INACTIVE = {"C": "is closed", "D": "is dormant", "P": "is proposed"}
"""Status of the ODS: A active, C closed, D dormant, P proposed."""


WORD = re.compile(r"[a-z]+(?:['’][a-z]{1,2}\b)?", re.IGNORECASE)
"""A word of a name: John's is one, O'Neil is two."""
SMALL = frozenset(("of", "and", "the", "in", "at", "on"))


def _fits(row: Sequence[str], code: str) -> bool:
    """27 columns, the code first, the status a letter of four."""
    cells = [cell.strip() for cell in row]
    return (
        len(cells) >= WIDTH
        and not any(cells[WIDTH:])
        and re.fullmatch(code, cells[CODE].upper()) is not None
        and cells[STATUS].upper() in ("A", *INACTIVE)
    )


def read_practices(sheet: Sheet) -> FileSaid:
    """Practices that are active, with name, commissioner and opening day, and closed ones with the day they closed."""
    practices, left_out = [], []
    for line, cells in sheet.rows():
        code, status = read.code(cells[CODE]), cells[STATUS].strip().upper()
        name, commissioner = titled(cells[NAME]), read.code(cells[COMMISSIONER]) or None
        setting = cells[SETTING].strip()
        why = ""
        if not code:
            why = "has no code of a practice"
        elif setting != GP_PRACTICE:
            why = f"is no GP practice ({SETTINGS.get(setting, 'another setting')})"
        elif status != "A":
            why = INACTIVE.get(status, "is not active")
        closed_on = sheet.day(line, cells, CLOSED) if status == "C" else None
        if why:
            left_out.append(LeftOut(code, name, line, commissioner, why))
        if code and (not why or closed_on):
            opened_on = sheet.day(line, cells, OPENED)
            practices.append(
                PracticeSaid(code, line, name, commissioner=commissioner, opened_on=opened_on, closed_on=closed_on)
            )
    said = FileSaid(PRACTICES.title, PRACTICES.brings, tuple(practices), tuple(left_out), lists_all=True)
    return finished(said, sheet)


def titled(name: str) -> str:
    """Return a name in capitals as people write it, HARBOUR VIEW as Harbour View; others as they stand."""
    text = read.words(name)
    return WORD.sub(lambda found: _word(found[0]), text.capitalize()) if text == text.upper() else text


def _word(word: str) -> str:
    return word if word in SMALL else word[:1].upper() + word[1:]


def refuse_branches(sheet: Sheet) -> FileSaid:
    parents = {cells[COMMISSIONER].strip().upper() for _, cells in sheet.rows()}
    raise FileRefused(
        f"This is a list of branch surgeries: {sheet.lines} of {len(parents)} practices. Branches are part of their "
        "practice, so there is nothing to bring in."
    )


PRACTICES = Layout(
    "GP practices (ODS, epraccur)",
    "Names, opening and closing, and who commissions them",
    '"F81123","THE SURGERY", … 27 columns without heading',
    lambda row: _fits(row, "[A-Z0-9]{6}"),
    read_practices,
    HEADINGS,
)
BRANCHES = Layout(
    "Branch surgeries (ODS, ebranchs)",
    "Nothing: branches are part of their practice",
    '"F81123001","THE SURGERY", … 27 columns without heading',
    lambda row: _fits(row, "[A-Z0-9]{6}[0-9]{3}"),
    refuse_branches,
    HEADINGS,
)
