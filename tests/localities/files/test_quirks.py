"""However a file was saved, it reads the same, or it is refused in words: nothing in between."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localities.files.refusal import FileRefused
from localities.rules.brought import FileSaid
from tests.localities.files.reading import INPUTS, figures_of, read_bytes

HEADED = (
    "03-gp-reg-pat-prac-all.csv",
    "03-gp-reg-pat-prac-map.csv",
    "06-workforce-practice-level-wide.csv",
    "07-workforce-practice-level-long.csv",
    "08-own-columns-utf8-bom.csv",
    "16-appointments-practice-level.csv",
    "17-gpps-practice.csv",
    "18-qof-achievement.csv",
)
HEADLESS = ("01-epraccur.csv", "05-epcncorepartnerdetails.csv")


def cells_of(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((INPUTS / name).read_bytes().decode("utf-8-sig"), newline="")))


@dataclass(frozen=True)
class Quirks:
    """How a program, or a person, saved a table."""

    encoding: str
    separator: str
    titles: tuple[str, ...]
    trailing: int
    case: str
    quoting: int
    line_end: str
    blank_rows: bool

    def save(self, rows: list[list[str]], *, headed: bool) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.separator, quoting=self.quoting, lineterminator=self.line_end)
        writer.writerows([[title, *[""] * self.trailing] for title in self.titles])
        for number, row in enumerate(rows):
            cased = [getattr(cell, self.case)() for cell in row] if headed and number == 0 and self.case else row
            writer.writerow([*cased, *[""] * self.trailing])
            if self.blank_rows and number % 3 == 2:
                writer.writerow([""] * (len(row) + self.trailing))
        return text.getvalue().encode(self.encoding)


QUIRKS = st.builds(
    Quirks,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    separator=st.sampled_from([",", ";", "\t"]),
    titles=st.sampled_from([(), ("General Practice, England",), ("Table 1a: totals", "Source; NHS Digital", "Notes")]),
    trailing=st.integers(0, 5),
    case=st.sampled_from(["", "upper", "lower", "title"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
    blank_rows=st.booleans(),
)


def content(said: FileSaid) -> object:
    """What a file says, without where it stood in it."""
    names = [(each.code, each.name, each.commissioner, each.locality, each.network) for each in said.practices]
    days = [(each.as_of, each.opened_on, each.closed_on) for each in said.practices]
    return said.title, names, days, figures_of(said), [(each.code, each.why) for each in said.left_out]


@given(quirks=QUIRKS, name=st.sampled_from(HEADED + HEADLESS))
def test_a_table_reads_the_same_however_it_was_saved(quirks: Quirks, name: str):
    rows = cells_of(name)
    plain = read_bytes((INPUTS / name).read_bytes(), name)
    assert content(read_bytes(quirks.save(rows, headed=name in HEADED), name)) == content(plain)


@given(name=st.sampled_from(HEADED), order=st.randoms(use_true_random=False))
def test_columns_may_stand_in_any_order(name: str, order):
    rows = cells_of(name)
    places = list(range(len(rows[0])))
    order.shuffle(places)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[row[at] if at < len(row) else "" for at in places] for row in rows])
    again = read_bytes(text.getvalue().encode(), name)
    plain = read_bytes((INPUTS / name).read_bytes(), name)
    assert {each.code: dict(each.figures) for each in again.practices} == {
        each.code: dict(each.figures) for each in plain.practices
    }


@given(raw=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes):
    with pytest.raises(FileRefused) as caught:
        read_bytes(raw)
    assert all(reason and reason[-1] in ".)" for reason in caught.value.reasons)


@given(name=st.sampled_from(HEADED + HEADLESS), data=st.data())
def test_a_damaged_file_is_read_or_refused_in_words(name: str, data: st.DataObject):
    raw = bytearray((INPUTS / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with suppress(FileRefused):
        said = read_bytes(bytes(raw), name)
        assert said.practices or said.left_out


@given(
    name=st.sampled_from(HEADED),
    mark=st.sampled_from(
        ["ND", "ns", "EST", "NA", "n/a", "NULL", "*", "-", "–", ".", "", "-97", "-98.0", "-99", "[c]"]
    ),
)
def test_every_mark_of_no_figure_is_none(name: str, mark: str):
    if name.startswith("03-gp-reg-pat-prac-map"):
        return
    rows = cells_of(name)
    numbers = [at for at, cell in enumerate(rows[1]) if rows[0][at].upper() in FIGURES]
    for row in rows[1:]:
        for at in numbers:
            row[at] = mark
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    for practice in read_bytes(text.getvalue().encode(), name).practices:
        values = {each.value for each in practice.figures.values()}
        assert values <= ({0} if name.startswith("16") else {None})


FIGURES = {
    "NUMBER_OF_PATIENTS",
    "TOTAL_GP_FTE",
    "TOTAL_NURSES_FTE",
    "TOTAL_DPC_FTE",
    "TOTAL_ADMIN_FTE",
    "VALUE",
    "LIST_SIZE",
    "GP_FTE",
    "NURSE_FTE",
    "OTHER_CLINICAL_FTE",
    "ADMIN_FTE",
    "COUNT_OF_APPOINTMENTS",
    "Q28_12PCT",
    "Q3_12PCT",
}
