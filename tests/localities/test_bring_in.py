"""The command that brings files in: what it says, and that a dry run writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from localities.models import Import, Practice, User
from localities.services.importer import importer
from tests.cast import World
from tests.localities.importing import NEW, OWN, SAME, counts, register
from tests.trust.content import changed, content

pytestmark = pytest.mark.postgres

Run = Callable[..., str]


@pytest.fixture
def bring_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Bring these files in, each a list of lines, and return what the command says."""

    def run(*files: list[str], **options: object) -> str:
        paths = []
        for number, lines in enumerate(files):
            paths.append(tmp_path / f"file{number}.csv")
            paths[-1].write_text("\n".join(lines))
        capsys.readouterr()
        call_command("bring_in", *paths, **options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def dated(world: World, bring_in: Run) -> None:
    """What is known of the practice has its day."""
    bring_in([OWN, SAME])


def test_it_says_what_changes_and_changes_it(dated: None, bring_in: Run):
    told = bring_in([OWN, NEW, SAME.replace("10001", "10250")])
    assert told.splitlines() == [
        "file0.csv: Practices in our own columns. 2 lines, 2 ours.",
        "1 new practice",
        "  F81099 The New Surgery: in rayleigh",
        "1 figure changes",
        "  F81001 Practice F81001: Patients: 10,001 on 1 July 2018, in the file 10,250 on 1 July 2018",
        "0 practices as before, 0 lines not ours.",
        f"2 practices changed. This is import {Import.objects.all()[0].pk}.",
    ]
    assert Practice.objects.get(ods_code="F81001").list_size == 10_250
    assert Practice.objects.get(ods_code="F81099").history.first().history_user == importer()


def test_a_dry_run_says_the_same_and_writes_nothing(world: World, bring_in: Run):
    User.objects.filter(name="import_practices").delete()  # in whose name the guide was published
    before = content()
    told = bring_in([OWN, NEW], dry_run=True)
    assert told.splitlines()[-1] == "Nothing was written: this was a dry run."
    assert "F81099 The New Surgery: in rayleigh" in told
    assert not changed(before, content())


def test_files_of_several_layouts_work_together(world: World, bring_in: Run):
    told = bring_in(
        [register(("F81001", "PRACTICE F81001", ""), ("F81002", "PRACTICE F81002", "20180901"))],
        counts(("F81001", 10_100, ""), ("F81003", 10_200, "")),
        [register(("F81001001", "BRANCH", ""))],
    )
    assert "file2.csv: not taken. This is a list of branch surgeries" in told
    assert "1 practice closed\n  F81002 Practice F81002: closed on 1 September 2018" in told
    assert "2 practices are not in the register\n  F81003 Practice F81003\n  F81004 Practice F81004\n" in told
    assert Practice.objects.get(ods_code="F81003").list_size == 10_200
    assert Practice.objects.get(ods_code="F81002").closed_on is None


@pytest.mark.parametrize(
    ("option", "line", "field", "value"),
    [
        ("take_large", SAME.replace("10001", "20000"), "list_size", 20_000),
        ("take_older", SAME.replace("10001,2018-07-01", "9999,2017-07-01"), "list_size", 9999),
        ("take_unknown", SAME.replace("3.00", "ND"), "gp_fte", None),
    ],
)
def test_what_is_not_safe_is_taken_where_it_is_asked_for(
    option: str, line: str, field: str, value: object, dated: None, bring_in: Run
):
    before = getattr(Practice.objects.get(ods_code="F81001"), field)
    assert "0 practices changed" in bring_in([OWN, line])
    assert getattr(Practice.objects.get(ods_code="F81001"), field) == before
    assert "1 practices changed" in bring_in([OWN, line], **{option: True})
    assert getattr(Practice.objects.get(ods_code="F81001"), field) == value


def test_names_and_localities_are_kept_where_it_is_asked_for(world: World, dated: None, bring_in: Run):
    line = SAME.replace("Practice F81001", "Other").replace("Canvey Island", "Rayleigh")
    assert "0 practices changed" in bring_in([OWN, line], keep_names=True, keep_localities=True)
    bring_in([OWN, line])
    practice = Practice.objects.get(ods_code="F81001")
    assert (practice.name, practice.locality) == ("Other", world.rayleigh)


def test_practices_that_closed_are_closed_where_it_is_asked_for(world: World, bring_in: Run):
    bring_in([register(("F81001", "PRACTICE F81001", "20180930"))], close=True)
    assert Practice.objects.get(ods_code="F81001").events.get().kind == "closed"


def test_one_bad_cell_and_nothing_is_written(world: World, bring_in: Run):
    with pytest.raises(CommandError) as caught:
        bring_in([OWN, NEW, SAME.replace("10001", "-5")])
    assert str(caught.value) == ("Row 3, list_size: ‘-5’ should be 1 to 100,000.\nNothing was written.")
    assert not Practice.objects.filter(ods_code="F81099").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path, world: World):
    with pytest.raises(CommandError, match=r"Cannot read .*none.csv: No such file"):
        call_command("bring_in", tmp_path / "none.csv")


def test_nobody_can_sign_in_as_the_importer(world: World):
    user = importer()
    assert importer() == user
    assert not user.is_active
    assert not user.has_usable_password()
