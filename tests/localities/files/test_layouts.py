"""Each layout is known by its shape and read as its publisher means it. Sources: `inputs/README.md`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from localities.files.refusal import FileRefused
from tests.localities.files.reading import INPUTS, figures_of, read_bytes, read_input

OWN_STAFF = {
    "Y99001": "5.53 2.75 1.08 9.41 11234",
    "Y99002": "4.25 2 0.8 7.2 9876",
    "Y99004": "(unknown) 3.31 2.06 13.02 14021",
    "Y99007": "3.2 (unknown) (unknown) (unknown) 7650",
    "Y99011": "3.99 1.44 0 6.1 8114",
    "Y99012": "1 0.4 0 2.5 2987",
}
OWN_NAMES = [
    "Harbour View Surgery",
    "Drs O’Neil & Partners",
    "Rayleigh Group Practice",
    "Roach Valley Medical Practice",
    "Hadleigh Medical Centre – London Road",
    "Dr K Patel",
]


def test_practices_of_the_ods_without_heading():
    said = read_input("01-epraccur.csv")
    active = [each for each in said.practices if not each.closed_on]
    assert [(each.code, each.name, each.commissioner) for each in active] == [
        ("Y99001", "Harbour View Surgery", "99F"),
        ("Y99002", "Drs O'Neil & Partners", "99F"),
        ("Y99004", "Rayleigh Group Practice", "99F"),
        ("Y99007", "Roach Valley Medical Practice", "99F"),
        ("Y99008", "Dengie Medical Partnership", "06Q"),
        ("Y99011", "Hadleigh Medical Centre", "99F"),
        ("Y99012", "Dr K Patel", "99F"),
    ]
    assert {each.opened_on for each in active} == {date(1974, 4, 1), date(1988, 4, 1)}
    closed = [(each.code, each.closed_on) for each in said.practices if each.closed_on]
    assert closed == [("Y99003", date(2017, 9, 30))]
    assert [(each.code, each.why) for each in said.left_out] == [
        ("Y99003", "is closed"),
        ("Y99005", "is no GP practice (out of hours)"),
        ("Y99006", "is no GP practice (a community service)"),
        ("Y99009", "is dormant"),
        ("Y99010", "is proposed"),
    ]
    assert all(not each.figures and each.locality is None for each in said.practices)
    assert (said.lines, said.lists_all) == (12, True)


def test_branches_are_known_and_refused():
    with pytest.raises(FileRefused, match="list of branch surgeries: 12 of 6 practices"):
        read_input("02-ebranchs.csv")


def test_patients_registered():
    said = read_input("03-gp-reg-pat-prac-all.csv")
    assert figures_of(said) == {
        "Y99001": "11234",
        "Y99002": "9876",
        "Y99004": "14021",
        "Y99007": "7650",
        "Y99008": "12480",
        "Y99011": "8114",
        "Y99012": "2987",
        "Y99005": "0",
        "Y99010": "12",
        "Y99003": "4",
    }
    assert {each.as_of for each in said.practices} == {date(2018, 4, 1)}
    assert all((each.name, each.locality) == (None, None) for each in said.practices)
    assert {each.commissioner for each in said.practices} == {"99F", "06Q"}


def test_only_the_total_of_a_practice_is_its_list():
    lines = (INPUTS / "03-gp-reg-pat-prac-all.csv").read_text().splitlines()
    parts = [lines[1].replace("ALL,ALL,11234", "MALE,ALL,5500"), lines[1].replace("ALL,ALL,11234", "ALL,34,140")]
    assert figures_of(read_bytes("\n".join([lines[0], *parts, lines[1]]).encode())) == {"Y99001": "11234"}


def test_the_later_of_two_counts_is_taken_and_two_of_one_day_are_refused():
    head, line = (INPUTS / "03-gp-reg-pat-prac-all.csv").read_text().splitlines()[:2]
    later = line.replace("01APR2018", "01MAY2018").replace("11234", "11300")
    for order in ([line, later], [later, line], [line, later, line]):
        assert figures_of(read_bytes("\n".join([head, *order]).encode())) == {"Y99001": "11300"}
    with pytest.raises(FileRefused, match="Rows 2 and 3: Y99001 has two counts of one day"):
        read_bytes("\n".join([head, line, line.replace("11234", "9")]).encode())


def test_the_map_of_practices():
    first, second = read_input("03-gp-reg-pat-prac-map.csv").practices
    assert (first.name, first.commissioner, first.network) == (
        "Harbour View Surgery",
        "99F",
        ("U99001", "Canvey Network"),
    )
    assert (second.name, second.commissioner, second.network) == ("Dengie Medical Partnership", "06Q", None)


@pytest.mark.parametrize("change", [("", ""), ("AGE_GROUP_5", "AGE")])
def test_age_bands_are_known_and_refused(change: tuple[str, str]):
    raw = (INPUTS / "04-gp-reg-pat-prac-quin-age.csv").read_text().replace(*change).encode()
    with pytest.raises(FileRefused, match="patients by age and sex"):
        read_bytes(raw)


def test_members_of_networks():
    said = read_input("05-epcncorepartnerdetails.csv")
    assert {each.code: each.network for each in said.practices} == {
        "Y99001": ("U99001", "Canvey Network"),
        "Y99002": ("U99002", "Benfleet"),
        "Y99004": ("U99003", "Rayleigh"),
        "Y99007": ("U99004", "Rochford"),
        "Y99011": ("U99002", "Benfleet"),
        "Y99012": ("U99003", "Rayleigh"),
    }
    assert [(each.code, each.why) for each in said.left_out] == [
        ("Y99012", "left Canvey Network on 31 March 2020"),
        ("Y99003", "left Canvey Network on 30 September 2019"),
    ]


def test_workforce_wide():
    said = read_input("06-workforce-practice-level-wide.csv")
    assert figures_of(said) == {
        "Y99001": "5.53 2.75 1.08 9.41",
        "Y99002": "4.25 2 0.8 7.2",
        "Y99004": "(ND) 3.31 2.06 13.02",
        "Y99007": "3.2 (ND) (ND) (ND)",
        "Y99008": "(EST) (EST) (EST) (EST)",
        "Y99011": "3.99 1.44 0 6.1",
        "Y99012": "1 0.4 0 2.5",
        "Y99005": "0 0 0 0",
    }
    assert list(said.practices[0].figures) == ["gp_fte", "nurse_fte", "other_clinical_fte", "admin_fte"]
    assert {each.as_of for each in said.practices} == {date(2018, 3, 31)}


def test_workforce_long_adds_up_roles_because_published_totals_have_been_wrong():
    said = read_input("07-workforce-practice-level-long.csv")
    assert {each.code: {what: str(found.value) for what, found in each.figures.items()} for each in said.practices} == {
        "Y99001": {"gp_fte": "5.53", "nurse_fte": "2.75", "other_clinical_fte": "1.08", "admin_fte": "9.41"},
        "Y99004": {"gp_fte": "None", "nurse_fte": "3.31"},
    }


def test_appointments_are_added_up_by_outcome_and_staff():
    said = read_input("16-appointments-practice-level.csv")
    assert set(figures_of(said).values()) == {"4900 2800 0 220 60"}
    assert list(figures_of(said)) == ["Y99001", "Y99004", "Y99012"]
    assert {each.as_of for each in said.practices} == {date(2022, 4, 30)}
    figures = said.practices[0].figures
    share = 100 * figures["appointments_attended_gp"].value / figures["appointments_attended"].value  # type: ignore[operator]
    assert round(share, 1) == Decimal("57.1")


def test_of_several_months_the_latest_is_taken():
    lines = (INPUTS / "16-appointments-practice-level.csv").read_text().splitlines()
    march = [line.replace("01APR2022", "01MAR2022").replace(",1900,", ",1,") for line in lines[1:]]
    said = read_bytes("\n".join([lines[0], *march, *lines[1:]]).encode())
    assert set(figures_of(said).values()) == {"4900 2800 0 220 60"}
    assert said.remarks == ("It holds 2 months. The latest is taken: April 2022.",)


def test_a_suppressed_number_of_appointments_is_left_out_and_counted():
    raw = (INPUTS / "16-appointments-practice-level.csv").read_text()
    said = read_bytes(raw.replace(",1900,", ",*,").replace(",900,", ',"1,900",').encode())
    assert set(figures_of(said).values()) == {"4000 1900 0 220 60"}
    assert said.remarks == ("3 rows give no number of appointments. They are left out of the sums.",)
    with pytest.raises(FileRefused, match=r"Row 2, COUNT_OF_APPOINTMENTS: ‘19x’ is not a number"):
        read_bytes(raw.replace(",1900,", ",19x,").encode())


def test_the_patient_survey_gives_fractions_and_codes():
    said = read_input("17-gpps-practice.csv")
    assert figures_of(said) == {"Y99001": "84 63.9", "Y99012": "(-99) (-99)"}
    assert [each.weight for each in said.practices[0].figures.values()] == [Decimal("116.90"), Decimal("112.40")]


def test_a_share_over_one_is_no_fraction():
    raw = (INPUTS / "17-gpps-practice.csv").read_text().replace("0.840034217279726", "84.0")
    with pytest.raises(FileRefused, match=r"Row 2, Q28_12pct: ‘84.0’ is not a fraction from 0 to 1"):
        read_bytes(raw.encode())


def test_the_quality_framework_gives_shares_and_registers():
    said = read_input("18-qof-achievement.csv")
    assert {each.code: dict(each.figures) for each in said.practices}.keys() == {"Y99001", "Y99012"}
    assert figures_of(said) == {"Y99001": "96 93", "Y99012": "() (nobody on the register)"}
    assert list(said.practices[0].figures) == ["qof_register:AF001", "qof_share:AF006"]
    assert said.practices[0].figures["qof_share:AF006"].weight == 57


@pytest.mark.parametrize(
    "name", ["06-workforce-practice-level-wide.csv", "07-workforce-practice-level-long.csv", "17-gpps-practice.csv"]
)
def test_the_day_of_figures_is_asked_for_where_neither_file_nor_name_holds_it(name: str):
    raw = (INPUTS / name).read_bytes()
    with pytest.raises(FileRefused, match="does not say of which day"):
        read_bytes(raw, as_of=None)
    said = read_bytes(raw, "General Practice – September 2019 Practice Level.csv", as_of=None)
    assert {each.as_of for each in said.practices} == {date(2019, 9, 30)}


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        ("08-own-columns-utf8-bom.csv", ()),
        ("09-own-columns-cp1252.csv", ("It is not in UTF-8, so it was read as Excel saves CSV files (Windows-1252).",)),
        ("13-own-columns-extra-column.csv", ("Columns left out: phone.",)),
    ],
)
def test_our_own_columns(name: str, remarks: tuple[str, ...]):
    said = read_input(name)
    assert figures_of(said) == OWN_STAFF
    assert [each.name for each in said.practices] == OWN_NAMES
    assert {each.locality for each in said.practices} == {
        "Canvey Island",
        "Benfleet and Hadleigh",
        "Rayleigh",
        "Rochford",
    }
    assert {each.as_of for each in said.practices} == {date(2018, 4, 1)}
    assert said.remarks == remarks


@pytest.mark.parametrize("name", ["12-own-columns-as-people-type.csv", "12b-own-columns-cells-as-people-type.csv"])
def test_our_own_columns_as_people_type_them(name: str):
    said = read_input(name)
    typed = {"Y99004": "(ND) 3.31 2.06 13.02 14021", "Y99007": "3.2 (NULL) (-) (*) 7650"}
    assert figures_of(said) == OWN_STAFF | typed
    assert {each.as_of for each in said.practices} == {date(2018, 4, 1)}


def test_a_locality_left_empty_takes_the_practice_out_of_it():
    assert [each.locality for each in read_input("20-own-columns-closed-practice.csv").practices] == [""]
    raw = b"ods_code,gp_fte\nY99001,3\n"
    assert [each.locality for each in read_bytes(raw).practices] == [None]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("F8,X,,,,,,,", "Row 2, ods_code: ‘F8’ should be 3 to 10 letters and digits"),
        (",X,,,,,,,", "Row 2, ods_code: should be 3 to 10 letters and digits"),
        ("Y99001,X,many,01/04/2018,,,,,", "Row 2, list_size: ‘many’ is not a number"),
        ("Y99001,X,12.5,01/04/2018,,,,,", "Row 2, list_size: ‘12.5’ should be a whole number"),
        ("Y99001,X,-1,01/04/2018,,,,,", "Row 2, list_size: ‘-1’ should be 1 to 100,000"),
        ("Y99001,X,9000,,,,,,", "Row 2, list_size: ‘9000’ has no day on which they were counted"),
        ("Y99001,X,9000,31/02/2018,,,,,", "Row 2, list_size_as_of: ‘31/02/2018’ is not a date"),
        ("Y99001,X,9000,01/04/18,,,,,", "Row 2, list_size_as_of: ‘01/04/18’ is not a date"),
        ("Y99001,X,9000,2999-01-01,,,,,", "Row 2, list_size_as_of: ‘2999-01-01’ is not a date"),
        ("Y99001,X,9000,2027-01-01,,,,,", "Row 2, list_size_as_of: ‘2027-01-01’ is in the future"),
        ("Y99001,X,,,,3 whole,,,", "Row 2, gp_fte: ‘3 whole’ is not a number"),
        ("Y99001,X,,,,,-0.5,,", "Row 2, nurse_fte: ‘-0.5’ should be 0 to 500"),
        ("Y99001,X,,,,,,,501", "Row 2, admin_fte: ‘501’ should be 0 to 500"),
        (f"Y99001,{'X' * 201},,,,,,,", f"Row 2, name: ‘{'X' * 39}…’ is longer than 200 characters"),
    ],
)
def test_a_bad_cell_of_ours_is_named_with_its_row(row: str, told: str):
    head = "ods_code,name,list_size,list_size_as_of,locality,gp_fte,nurse_fte,other_clinical_fte,admin_fte"
    with pytest.raises(FileRefused) as caught:
        read_bytes(f"{head}\n{row}\n".encode(), as_of=None)
    assert [reason.startswith(told) for reason in caught.value.reasons] == [True], caught.value.reasons


def test_every_bad_cell_of_ours_is_named_at_once():
    with pytest.raises(FileRefused) as caught:
        read_bytes(b"ods_code,gp_fte,nurse_fte\nY99001,3x,y\nY99001,1,1\nY99002,1,1\n")
    assert caught.value.reasons == (
        "Row 2, gp_fte: ‘3x’ is not a number.",
        "Row 2, nurse_fte: ‘y’ is not a number.",
        "Row 3, ods_code: ‘Y99001’ is on row 2 already.",
    )
    many = "".join(f"Y99{number:03},3x\n" for number in range(30))
    with pytest.raises(FileRefused) as caught:
        read_bytes(f"ods_code,gp_fte\n{many}".encode())
    assert (len(caught.value.reasons), caught.value.reasons[-1]) == (21, "And 10 more.")


def test_columns_that_are_there_twice_are_refused():
    with pytest.raises(FileRefused, match="The column gpfte is there twice"):
        read_bytes(b"ods_code,gp_fte,GP FTE\nY99001,1,2\n")


def test_a_published_total_that_its_own_roles_exceed_is_no_figure():
    raw = (INPUTS / "07-workforce-practice-level-long.csv").read_text()
    less = raw.replace("Nurses,Total,FTE,3.31", "Nurses,Total,FTE,1")
    assert read_bytes(less.encode()).practices[1].figures["nurse_fte"].value is None
