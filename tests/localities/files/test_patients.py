"""A file that looks as if it held patients is refused; telephone numbers and codes are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localities.files.patients import is_nhs_number
from localities.files.refusal import FileRefused
from tests.localities.files.reading import read_bytes


def numbered(nine: str) -> str:
    """Return a number with its check digit, or nothing where there is none."""
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
    return "" if check == 10 else f"{nine}{check % 11}"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("9434765919", True),  # the example of the NHS Data Dictionary
        ("943 476 5919", True),
        ("9434765918", False),
        ("943476591", False),
        ("0943476591", False),
        ("94347659190", False),
        ("2434765915", False),  # begins as none of England does
        ("", False),
    ],
)
def test_the_last_digit_checks_the_others(text: str, is_one: bool):
    assert is_nhs_number(text) == is_one


@given(first=st.sampled_from("4679"), rest=st.text("0123456789", min_size=8, max_size=8))
def test_one_last_digit_at_most_is_right(first: str, rest: str):
    right = [digit for digit in "0123456789" if is_nhs_number(first + rest + digit)]
    assert right == ([numbered(first + rest)[-1]] if numbered(first + rest) else [])


@pytest.mark.parametrize("heading", ["NHS Number", "nhs_no", "Date of birth", "DOB", "Patient ID"])
@pytest.mark.parametrize("start", ["ods_code,name,{}\nY99001,Surgery,x\n", "{},what,else\n1,2,3\n"])
def test_columns_of_patients_are_refused_in_any_file(heading: str, start: str):
    with pytest.raises(FileRefused, match="The file was refused and nothing of it was kept"):
        read_bytes(start.format(heading).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("known", [True, False])
def test_numbers_of_patients_are_refused_under_any_heading(encoding: str, separator: str, known: bool):
    head = ["ods_code" if known else "organisation", "name", "reference"]
    rows = [head, *[["Y99001", "Café", number] for number in [numbered("999000001"), numbered("999000002")]]]
    raw = "\n".join(separator.join(row) for row in rows).encode(encoding)
    with pytest.raises(FileRefused, match="Row 2, column 3: the file holds what look like NHS numbers"):
        read_bytes(raw)


def test_a_number_far_down_a_large_file_is_found():
    filler = "".join(f"Y{number:05},Surgery of a rather long name\n" for number in range(60_000))
    raw = f"ods_code,name\n{filler}Y99001,{numbered('999000001')}\n".encode()
    assert len(raw) > 1 << 21
    with pytest.raises(FileRefused, match="Row 60002, column 2"):
        read_bytes(raw)


def test_a_number_across_two_chunks_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("localities.files.tables.CHUNK", 7)
    with pytest.raises(FileRefused, match="NHS numbers"):
        read_bytes(f"ods_code,name\nY99001,{numbered('999000001')}\n".encode())


def test_a_column_of_telephone_numbers_without_their_zero_is_none_of_patients():
    """One in eleven passes the check by chance."""
    phones = [f"70100{number:05}" for number in range(200)]
    assert sum(map(is_nhs_number, phones)) > 10
    raw = "ods_code,name,phone\n" + "".join(f"Y{at:05},Surgery,{phone}\n" for at, phone in enumerate(phones))
    assert len(read_bytes(raw.encode()).practices) == 200
