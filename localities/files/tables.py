"""A file as rows of cells: CSV in the encodings and with the separators that people send, and workbooks.

A file is never held as a whole: one pass takes its checksum and finds its encoding, the next reads it row by row.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from localities.files import patients
from localities.files.refusal import FileRefused

Row = tuple[int, list[str]]
"""The line of the file, the first is 1, and its cells."""

SEPARATORS = (",", ";", "\t")
CHUNK = 1 << 20
LARGEST_BOOK = 200 * CHUNK  # a workbook unpacked: as CSV it may be larger
AS_CSV = "Open it in a spreadsheet and save the sheet as CSV."
OTHERS = {
    b"\xd0\xcf\x11\xe0": f"This is an old Excel workbook (.xls). {AS_CSV}",
    b"%PDF": "This is a PDF. Bring in the publication’s CSV file.",
    b"\x1f\x8b": "This is a packed file. Unpack it and bring in the CSV file in it.",
}


@dataclass(frozen=True)
class Table:
    """One way to read a file: with one separator, or one sheet of a workbook. Each call of `rows` begins anew."""

    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class TableFile:
    """How a file can be read: its checksum, the ways to read it, and what to say of it."""

    sha256: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()


def open_table(file: BinaryIO) -> TableFile:
    """Return how to read a file. Raises FileRefused for one that is no table, or seems to hold patients."""
    file.seek(0)
    start = file.read(8)
    if not start:
        raise FileRefused("The file is empty.")
    for mark, reason in OTHERS.items():
        if start.startswith(mark):
            raise FileRefused(reason)
    return _open_book(file) if start.startswith(b"PK\x03\x04") else _open_text(file, start)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _open_text(file: BinaryIO, start: bytes) -> TableFile:
    digest, may_hold_numbers, is_binary = hashlib.sha256(), False, False
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-16" if is_utf16 else "utf-8")()
    tail = b""
    for chunk in _chunks(file):
        digest.update(chunk)
        is_binary = is_binary or (not is_utf16 and b"\0" in chunk)
        text, decoder = _decoded(chunk, decoder)
        plain = tail + (text.encode("ascii", "replace") if is_utf16 else chunk)
        may_hold_numbers = may_hold_numbers or patients.may_hold_numbers(plain)
        tail = plain[-16:]
    if is_utf16 and not (decoder and _ends_whole(decoder)):
        raise FileRefused(f"The file cannot be read as text. {AS_CSV}")
    if is_binary:
        raise FileRefused(f"The file is not a text. {AS_CSV}")
    encoding = "utf-16" if is_utf16 else "utf-8-sig" if decoder and _ends_whole(decoder) else "cp1252"
    tables = tuple(Table(_csv_rows(file, encoding, separator)) for separator in SEPARATORS)
    if may_hold_numbers:
        for table in tables:
            patients.refuse_numbers(table.rows())
    remarks = ("It is not in UTF-8, so it was read as Excel saves CSV files (Windows-1252).",)
    return TableFile(digest.hexdigest(), tables, remarks if encoding == "cp1252" else ())


def _decoded(chunk: bytes, decoder: codecs.IncrementalDecoder | None) -> tuple[str, codecs.IncrementalDecoder | None]:
    """Return a chunk as text; without the decoder once it has met what it cannot read."""
    if decoder:
        try:
            return decoder.decode(chunk), decoder
        except UnicodeDecodeError:
            pass
    return chunk.decode("cp1252", "replace"), None


def _ends_whole(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(file: BinaryIO, encoding: str, separator: str) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        reader = csv.reader(text, delimiter=separator, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise FileRefused(f"Row {line} cannot be read: {_in_words(error)}.") from error
        except UnicodeError as error:
            raise FileRefused(
                f"A character after row {line} cannot be read. Save the file as CSV UTF-8 and bring it in again."
            ) from error
        finally:
            if not file.closed:
                text.detach()  # the file stays open: it is read again

    return rows


def _in_words(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "a cell has more than 131,072 characters; a quote may be missing"
    return "a quote opens and does not close, or closes within a cell"


def _open_book(file: BinaryIO) -> TableFile:
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    try:
        with zipfile.ZipFile(file) as packed:
            sizes = {each.filename: each.file_size for each in packed.infolist()}
    except zipfile.BadZipFile as error:
        raise FileRefused(f"The workbook cannot be opened. {AS_CSV}") from error
    if "xl/workbook.xml" not in sizes:
        raise FileRefused("This is a packed file. Unpack it and bring in the CSV file in it.")
    if sum(sizes.values()) > LARGEST_BOOK:
        raise FileRefused(f"The workbook is too large. {AS_CSV}")
    tables = tuple(Table(rows) for rows in _sheets(file))
    for table in tables:
        patients.refuse_numbers(table.rows())
    return TableFile(digest.hexdigest(), tables)


def _sheets(file: BinaryIO) -> list[Callable[[], Iterator[Row]]]:
    from openpyxl import load_workbook  # only now: 6 MB of every process, and few bring a workbook

    try:
        names = load_workbook(file, read_only=True, data_only=True).sheetnames
    except Exception as error:  # whatever the library meets in a broken workbook, it has no error of its own for it
        raise FileRefused(f"The workbook cannot be opened. {AS_CSV}") from error

    def reader(sheet_name: str) -> Callable[[], Iterator[Row]]:
        def rows() -> Iterator[Row]:
            sheet = load_workbook(file, read_only=True, data_only=True)[sheet_name]
            if not hasattr(sheet, "iter_rows"):  # a sheet of a chart
                return
            sheet.reset_dimensions()  # other programs write wrong ones
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                texts = [_cell_text(cell) for cell in cells]
                if any(texts):
                    yield line, texts

        return rows

    return [reader(each) for each in names]


def _cell_text(value: Any) -> str:
    """Return a workbook's cell as CSV would have it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
