"""Numbers, days and names as files have them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localities.files.cells import day, day_in_name, figure, squeezed
from localities.files.practices_ods import titled


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2018-04-01",
            "2018-04-01 00:00:00",
            "2018-04-01T00:00:00.000",
            "20180401",
            "01/04/2018",
            "1/4/2018",
            "1.4.2018",
        ),
        *("1.4.2018", "01APR2018", "01-Apr-18", "1 April 2018", "1-apr-2018", " 01 Apr 2018 ", "43191", "43191.0"),
    ],
)
def test_days_in_every_form(cell: str):
    assert day(cell) == date(2018, 4, 1)


@pytest.mark.parametrize(
    "cell",
    ["", "2018", "31/02/2018", "01/04/18", "04/2018", "2018-4", "1 Foo 2018", "20181301", "99999", "1 A 2018"],
)
def test_what_is_no_day_is_none(cell: str):
    assert day(cell) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d%b%Y"]))
def test_a_day_comes_back_from_each_form(given_day: date, form: str):
    assert day(given_day.strftime(form)) == given_day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_a_spreadsheets_number(given_day: date):
    assert day(str((given_day - date(1899, 12, 30)).days)) == given_day


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5.533333333", "5.53"),
        (" 9 876 ", "9876.00"),
        ("11,234", "11234.00"),
        ("1.2E+04", "12000.00"),
        ("9e-05", "0.00"),
        ("0", "0.00"),
        ("-5", "-5.00"),
        ("45%", "45.00"),
    ],
)
def test_numbers(cell: str, value: str):
    assert figure(cell).value == Decimal(value)


@pytest.mark.parametrize("cell", ["1,5", "3 whole", "1e999", "١٢", "5.5.5", "twelve", "1" * 41])
def test_what_is_no_number_is_never_guessed(cell: str):
    with pytest.raises(ValueError, match=cell[:3].replace(".", r"\.")):
        figure(cell)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("General Practice – September 2019 Practice Level.csv", date(2019, 9, 30)),
        ("gp-workforce_feb_2020.csv", date(2020, 2, 29)),
        ("1 Workforce - Sept 2021 - Detailed.csv", date(2021, 9, 30)),
        ("practices 2019.csv", None),
        ("summary 2019.csv", None),
        ("Maytown 2019.csv", None),
    ],
)
def test_a_month_in_a_files_name(name: str, found: date | None):
    assert day_in_name(name) == found


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("HARBOUR VIEW SURGERY", "Harbour View Surgery"),
        ("DRS O'NEIL & PARTNERS", "Drs O'Neil & Partners"),
        ("ST. JOHN'S (BRANCH OF HARBOUR), CANVEY", "St. John's (Branch of Harbour), Canvey"),
        ("THE PRACTICE AT THE SEA", "The Practice at the Sea"),
        ("DR K PATEL", "Dr K Patel"),
        ("Already written right", "Already written right"),
        ("", ""),
    ],
)
def test_names_in_capitals_are_written_as_people_do(written: str, shown: str):
    assert titled(written) == shown


def test_headings_are_compared_by_letters_and_digits_alone():
    assert squeezed(" List size_as-of ") == "listsizeasof"
