"""Opening files: what is no table is named for what it is, and a large file is never held as a whole."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from localities.files.recognised import LAYOUTS, read_file
from localities.files.refusal import FileRefused
from tests.localities.files.reading import AS_OF, INPUTS, TODAY, figures_of, read_bytes
from tests.localities.files.test_quirks import cells_of


def packed(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 and so on", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Excel workbook"),
        (packed("gp-reg-pat-prac-all.csv", b"x"), "packed file. Unpack it"),
        (packed("xl/workbook.xml", b"<nonsense"), "The workbook cannot be opened"),
        (b"PK\x03\x04 broken", "The workbook cannot be opened"),
        (b"\x1f\x8bgzip", "packed file. Unpack it"),
        ("ods_code,name\nY99001,x\n".encode("utf-16-le"), "The file is not a text"),
        (b"\xff\xfeodd", "The file cannot be read as text"),
        (
            b"a table,of something,else\n1,2,3\n",
            "files that the service knows. It knows: GP practices (ODS",
        ),
        (b"ods_code,name\n", "There is no practice in the file"),
        (b"ods_code,name\nY99001,Surgery,High Road\n", "Row 2 has 3 cells instead of 2. Put quotes"),
        (b'ods_code,name\nY99001,"The Surgery\n', "Row 2 cannot be read: a quote opens and does not close"),
        (b'ods_code,name\nY99001,"The" Surgery\n', "Row 2 cannot be read: a quote opens"),
        (b"ods_code,name\nY99001," + b"x" * 140_000, "Row 2 cannot be read: a cell has more than 131,072"),
        (b"ods_code,name\nY99001,caf\x81\n", "A character after row 1 cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named_for_what_it_is(raw: bytes, told: str):
    with pytest.raises(FileRefused) as caught:
        read_bytes(raw)
    assert told in str(caught.value)


def test_a_workbook_too_large_when_unpacked_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("localities.files.tables.LARGEST_BOOK", 1000)
    with pytest.raises(FileRefused, match="The workbook is too large"):
        read_bytes(packed("xl/workbook.xml", b" " * 2000))


def test_a_workbook_reads_as_its_csv_whatever_sheets_stand_before():
    book = Workbook()
    book.active.append(["Notes", None, date(2018, 4, 1)])
    sheet = book.create_sheet("Data")
    sheet.append(["General Practice, England"])
    for number, row in enumerate(cells_of("08-own-columns-utf8-bom.csv")):
        typed: list[object] = list(row)
        if number:
            typed[2], typed[3] = int(row[2]), datetime(2018, 4, 1)
            typed[5:] = [float(cell) if cell != "unknown" else None for cell in row[5:]]
        sheet.append(typed)
    file = io.BytesIO()
    book.save(file)
    said = read_bytes(file.getvalue(), "practices.xlsx")
    assert figures_of(said)["Y99002"] == "4.25 2 0.8 7.2 9876"
    assert figures_of(said)["Y99004"] == "() 3.31 2.06 13.02 14021"
    assert {each.as_of for each in said.practices} == {date(2018, 4, 1)}


def test_the_checksum_is_of_the_file_as_it_came():
    raw = (INPUTS / "09-own-columns-cp1252.csv").read_bytes()
    assert read_file(io.BytesIO(raw), "x.csv", today=TODAY).sha256 == hashlib.sha256(raw).hexdigest()


def test_a_file_that_nobody_knows_is_told_of_every_layout():
    with pytest.raises(FileRefused) as caught:
        read_bytes(b"some,other\ntable,here\n")
    assert all(layout.title in str(caught.value) for layout in LAYOUTS)


def test_a_large_file_is_read_without_being_held(tmp_path: Path):
    head, *lines = (INPUTS / "16-appointments-practice-level.csv").read_text().splitlines()
    file = tmp_path / "appointments.csv"
    with file.open("w") as written:
        written.write(f"{head}\n")
        for _ in range(6_000):
            written.write("\n".join(lines) + "\n")
    size = file.stat().st_size
    with file.open("rb") as opened:
        tracemalloc.start()
        said = read_file(opened, file.name, today=TODAY, as_of=AS_OF).said
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert said.practices[0].figures["appointments_attended"].value == 4900 * 6_000
    assert size > 15_000_000
    assert peak < 8_000_000  # a chunk as bytes, as text, and the sums
