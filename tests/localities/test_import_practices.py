"""Importing practices from a file: what is good comes in through the history, what is not is listed by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from localities.kit.files.csv_import import CsvFileError
from localities.kit.models import AuditEvent
from localities.models import Locality, Practice, User
from localities.services.practice_import import PracticeRow, importer, read_practices
from tests.cast import TODAY, World

pytestmark = pytest.mark.postgres

HEAD = "ods_code,name,list_size,list_size_as_of,locality,gp_fte,nurse_fte,other_clinical_fte,admin_fte"
SAME = "F81001,Practice F81001,10001,2018-07-01,Canvey Island,3.00,1.50,0.50,5.00"
NEW = "F81099,The New Surgery,6250,2018-07-01,Rayleigh,2.5,1,0,3"

Import = Callable[..., str]


@pytest.fixture
def import_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import these lines, or these bytes, and return what the command says."""

    def run(*lines: str, head: str = HEAD, raw: bytes | None = None, dry_run: bool = False) -> str:
        file = tmp_path / "practices.csv"
        file.write_bytes("\n".join([head, *lines, ""]).encode() if raw is None else raw)
        capsys.readouterr()
        call_command("import_practices", file, dry_run=dry_run)
        return capsys.readouterr().out

    return run


def rows_of(*lines: str, head: str = HEAD) -> list[PracticeRow]:
    raw = "\n".join([head, *lines, ""]).encode()
    return read_practices(raw, today=TODAY)


def problems_of(*lines: str, head: str = HEAD) -> list[str]:
    with pytest.raises(CsvFileError) as caught:
        rows_of(*lines, head=head)
    return [str(problem) for problem in caught.value.problems]


def row(**changes: str) -> str:
    cells = dict(zip(HEAD.split(","), NEW.split(","), strict=True)) | changes
    return ",".join(cells.values())


def test_a_new_practice_is_added(world: World, import_file: Import):
    assert import_file(NEW) == "line 2: F81099 The New Surgery: new in Rayleigh\n1 new, 0 changed, 0 as before.\n"
    practice = Practice.objects.get(ods_code="F81099")
    assert (practice.locality, practice.list_size, practice.list_size_as_of) == (world.rayleigh, 6250, date(2018, 7, 1))
    assert (practice.gp_fte, practice.other_clinical_fte) == (Decimal("2.5"), 0)
    assert practice.history.get().history_user == importer()


def test_names_stay_as_files_of_the_nhs_write_them(world: World, import_file: Import):
    assert "F81099 ST.JOHNS SURGERY: new" in import_file(row(name="ST.JOHNS SURGERY"))


def test_a_practice_is_updated_through_the_history(world: World, import_file: Import):
    told = import_file(
        SAME.replace("10001", '"10,250"').replace("3.00", "unknown").replace("Canvey Island", "rayleigh")
    )
    assert told == (
        "line 2: F81001 Practice F81001: list_size 10001 -> 10250, gp_fte 3.00 -> unknown, "
        "locality Canvey Island -> Rayleigh\n0 new, 1 changed, 0 as before.\n"
    )
    practice = Practice.objects.get(ods_code="F81001")
    assert (practice.list_size, practice.gp_fte, practice.locality) == (10_250, None, world.rayleigh)
    assert (practice.revision, practice.saved_by) == (1, importer())
    assert [kept.list_size for kept in practice.history.all()] == [10_250, 10_001]
    event = AuditEvent.objects.get(what="Imported the practice")
    assert (event.who, event.on_name) == ("import_practices", "Practice F81001")


def test_a_second_run_changes_nothing(world: World, import_file: Import):
    import_file(SAME.replace("10001", "10250"), NEW)
    history, events = Practice.history.count(), AuditEvent.objects.count()
    assert import_file(SAME.replace("10001", "10250"), NEW) == "0 new, 0 changed, 2 as before.\n"
    assert (Practice.history.count(), AuditEvent.objects.count()) == (history, events)


def test_a_dry_run_shows_every_row_and_writes_nothing(world: World, import_file: Import):
    User.objects.filter(name="import_practices").delete()  # in whose name the guide was published
    told = import_file(SAME, SAME.replace("F81001", "F81002").replace("10001", "10250"), NEW, dry_run=True)
    assert told.splitlines() == [
        "line 2: F81001 Practice F81001: no change",
        "line 3: F81002 Practice F81002: list_size 10002 -> 10250",
        "line 4: F81099 The New Surgery: new in Rayleigh",
        "1 new, 1 changed, 1 as before. Nothing was written: this was a dry run.",
    ]
    assert not Practice.objects.filter(ods_code="F81099").exists()
    assert Practice.objects.get(ods_code="F81002").list_size == 10_002
    assert not User.objects.filter(name="import_practices").exists()


def test_nobody_can_sign_in_as_the_importer(world: World):
    user = importer()
    assert importer() == user
    assert not user.is_active
    assert not user.has_usable_password()


def test_one_bad_row_and_nothing_is_imported(world: World, import_file: Import):
    with pytest.raises(CommandError) as caught:
        import_file(NEW, row(ods_code="F81098", list_size="-5"))
    assert str(caught.value) == (
        "The file has 1 problem:\nline 3, list_size: '-5' should be 1 or more\nNothing was imported."
    )
    assert not Practice.objects.filter(ods_code="F81099").exists()


def test_a_failure_half_way_leaves_nothing(world: World, import_file: Import, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("localities.services.practice_import.save_practice", fail)
    with pytest.raises(RuntimeError):
        import_file(NEW, SAME.replace("10001", "10250"))
    assert not Practice.objects.filter(ods_code="F81099").exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"locality": "Atlantis"}, "line 2, locality: 'Atlantis' is not a locality here"),
        ({"locality": ""}, "line 2, locality: is empty"),
        ({"ods_code": "F8"}, "line 2, ods_code: 'F8' should be 3 to 10 letters and digits"),
        ({"ods_code": ""}, "line 2, ods_code: is empty"),
        ({"name": " "}, "line 2, name: is empty"),
        ({"list_size": ""}, "line 2, list_size: is empty"),
        ({"list_size": "many"}, "line 2, list_size: 'many' should be a whole number"),
        ({"list_size": "12.5"}, "line 2, list_size: '12.5' should be a whole number"),
        ({"list_size": "-1"}, "line 2, list_size: '-1' should be 1 or more"),
        ({"list_size": "250000"}, "line 2, list_size: '250000' is too large to be true"),
        ({"list_size_as_of": ""}, "line 2, list_size_as_of: is empty"),
        (
            {"list_size_as_of": "31/02/2018"},
            "line 2, list_size_as_of: '31/02/2018' should be a date such as 2018-07-01",
        ),
        ({"list_size_as_of": "01/07/18"}, "line 2, list_size_as_of: '01/07/18' should be a date"),
        ({"list_size_as_of": "2999-01-01"}, "line 2, list_size_as_of: '2999-01-01' is in the future"),
        ({"gp_fte": ""}, "line 2, gp_fte: is empty; write a number, or the word unknown"),
        ({"nurse_fte": "NaN"}, "line 2, nurse_fte: 'NaN' should be a number"),
        ({"nurse_fte": "1e99"}, "line 2, nurse_fte: '1e99' should be a number"),
        ({"other_clinical_fte": "-0.5"}, "line 2, other_clinical_fte: '-0.5' cannot be negative"),
        ({"admin_fte": "501"}, "line 2, admin_fte: '501' is too large to be true"),
    ],
)
def test_each_bad_cell_is_named(changes: dict[str, str], told: str, world: World):
    found = problems_of(row(**changes))
    assert len(found) == 1
    assert found[0].startswith(told)


def test_every_bad_row_is_named_at_once(world: World):
    assert problems_of(NEW, row(ods_code="f81099"), row(ods_code="F81097", locality="x", gp_fte="y"), "") == [
        "line 3, ods_code: 'F81099' is on line 2 already",
        "line 4, gp_fte: 'y' should be a number",
        "line 4, locality: 'x' is not a locality here",
    ]


def test_a_name_of_two_localities_asks_which(world: World):
    Locality.objects.create(commissioner=world.neighbour, name="Rayleigh", slug="rayleigh-thurrock")
    told = "line 2, locality: 'Rayleigh' is the name of 2 localities; write rayleigh or rayleigh-thurrock"
    assert problems_of(NEW) == [told]
    assert rows_of(row(locality="rayleigh"))[0].values["locality"] == world.rayleigh


def test_numbers_and_dates_may_be_written_as_people_do(world: World):
    cells = row(
        ods_code=" f81099 ", list_size='" 18,487 "', list_size_as_of="1/7/2018", gp_fte="2.6666", locality="RAYLEIGH"
    )
    found = rows_of(cells)[0]
    assert found.ods_code == "F81099"
    assert found.values["list_size"] == 18_487
    assert found.values["list_size_as_of"] == date(2018, 7, 1)
    assert found.values["gp_fte"] == Decimal("2.67")
    assert found.values["locality"] == world.rayleigh


def test_columns_may_stand_in_any_order_and_empty_rows_are_left_out(world: World):
    names, cells = HEAD.split(","), NEW.split(",")
    found = rows_of(",,,,,,,,", ",".join(reversed(cells)), head=",".join(reversed(names)).upper())
    assert [(each.line, each.ods_code) for each in found] == [(3, "F81099")]


def test_lines_are_those_of_the_file_when_a_cell_goes_over_two(world: World):
    assert problems_of(row(name='"The New\nSurgery"'), row(ods_code="F81098", gp_fte="x")) == [
        "line 4, gp_fte: 'x' should be a number"
    ]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD.replace("list_size,", "patients,"), ["line 1, list_size: this column", "line 1, patients: is not"]),
        (HEAD.replace(",", ";"), ["line 1, admin_fte: this column is missing"]),
        (HEAD + ",name", ["line 1, name: this column is there twice"]),
        (HEAD + ",", ["line 1, (no name): is not a column"]),
    ],
)
def test_wrong_columns_are_named(head: str, told: list[str], world: World):
    found = problems_of(NEW, head=head)
    assert all(any(each.startswith(start) for each in found) for start in told)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "line 1, admin_fte: this column is missing"),
        (HEAD.encode(), "line 1: there is no practice in the file"),
        (f"{HEAD}\n{NEW}\n".replace("New", "Café").encode("cp1252"), "line 2: is not UTF-8 (byte 0xe9)"),
        (f"{HEAD}\n{NEW}\n".encode("utf-16"), "line 1: is not UTF-8 (byte 0xff)"),
        (f"{HEAD}\n{NEW},extra\n".encode(), "line 2: has 10 cells instead of 9"),
        (f"{HEAD}\nF81099,The New Surgery\n".encode(), "line 2: has 2 cells instead of 9"),
        (f'{HEAD}\nF81099,"The New Surgery\n'.encode(), "line 2: cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(raw: bytes, told: str, world: World, import_file: Import):
    with pytest.raises(CommandError) as caught:
        import_file(raw=raw)
    assert told in str(caught.value)
    assert Practice.objects.count() == 6


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(world: World, import_file: Import):
    assert "1 new" in import_file(raw=b"\xef\xbb\xbf" + f"{HEAD}\r\n{NEW}\r\n".encode())


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match=r"Cannot read .*none.csv: No such file"):
        call_command("import_practices", tmp_path / "none.csv")
