"""Whether a file looks as if it held patients. Such a file is refused and not kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from localities.files.cells import squeezed
from localities.files.refusal import FileRefused

# Numbers of England and Wales begin with 4, 6 or 7, test numbers with 9 (NHS Data Dictionary, NHS NUMBER).
NHS_NUMBER = re.compile(r"(?<![0-9])[4679][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
OUTLINE = bytes.maketrans(b"123456789-", b"000000000 ")
FORMS = (b"0000000000", b"000 000 0000", b"000 0000000", b"000000 0000")
HEADINGS = frozenset(("nhsnumber", "nhsno", "nhsnum", "dateofbirth", "dob", "birthdate", "patientname", "patientid"))
NOT_KEPT = "The file was refused and nothing of it was kept. No patient’s name or number belongs here."


def is_nhs_number(text: str) -> bool:
    """Tell whether a text is an NHS number: ten digits of which the last checks the others (modulus 11)."""
    if not NHS_NUMBER.fullmatch(text):
        return False
    digits = [int(digit) for digit in text if digit.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def may_hold_numbers(text: bytes) -> bool:
    """Tell whether anything in a text is an NHS number: then its columns are worth a look.

    Most of a large file is passed without looking at its characters one by one.
    """
    outline = text.translate(OUTLINE)
    if not any(form in outline for form in FORMS):
        return False
    return any(map(is_nhs_number, NHS_NUMBER.findall(text.decode("ascii", "replace"))))


def refuse_headings(names: Sequence[str]) -> None:
    """Raise FileRefused when a column is called what only a list of patients has."""
    for name in names:
        if squeezed(name) in HEADINGS:
            raise FileRefused(f"The file has a column ‘{name.strip()}’, as lists of patients have. {NOT_KEPT}")


def refuse_numbers(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Raise FileRefused when more than half of the ten-digit numbers of a column are NHS numbers.

    One number in eleven passes the check by chance, so a column of telephone numbers stays under half.
    """
    like: Counter[int] = Counter()
    valid: Counter[int] = Counter()
    first: dict[int, int] = {}
    for line, cells in rows:
        for column, cell in enumerate(cells):
            text = cell.strip()
            if NHS_NUMBER.fullmatch(text):
                like[column] += 1
                if is_nhs_number(text):
                    valid[column] += 1
                    first.setdefault(column, line)
    for column in sorted(valid):
        if valid[column] * 2 > like[column]:
            raise FileRefused(
                f"Row {first[column]}, column {column + 1}: the file holds what look like NHS numbers. {NOT_KEPT}"
            )
