"""Importing the estates pipeline: all or nothing, what is wrong by line, and nothing the second time."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from devplans.files.pipeline_csv import COLUMNS, COMPUTED_COLUMNS, LETTERS, TOTALS
from devplans.models import EstateScheme, PipelineScheme, PipelineTotal, Plan
from devplans.models.pipeline import Rag
from localities.kit.models import AuditEvent
from localities.models import Commissioner, System
from tests.cast import World

pytestmark = pytest.mark.postgres

SCHEME = {
    "ccg": "Castle Point and Rochford",
    "row_type": "scheme",
    "row_no": "1",
    "scheme_type": "Health Centre",
    "capital_m": "3.00",
    "annual_revenue_m": "0.30",
    "tbc_m": "0.00",
    "y2018_19_m": "0.60",
    "y2019_20_m": "2.40",
    "rag_source_of_capital": "R",
    "rag_business_case": "A",
    "rag_development_costs": "G",
}
TOTAL = {"ccg": "99F", "row_type": "printed_total", "capital_m": "3.00", "y2018_19_m": "0.60"}
WHOLE = {"ccg": "All", "row_type": "summary_total_printed", "capital_m": "3.01"}


def file(tmp_path: Path, *rows: dict[str, str], extra: tuple[str, ...] = ()) -> Path:
    columns = [*COLUMNS, *extra]
    lines = [",".join(columns), *(",".join(row.get(name, "") for name in columns) for row in rows)]
    path = tmp_path / "estates.csv"
    path.write_text("\n".join(lines))
    return path


def run(path: Path, **options: bool) -> str:
    out = StringIO()
    call_command("import_estates", path, stdout=out, **options)
    return out.getvalue()


def test_schemes_and_printed_totals_come_in(world: World, tmp_path: Path) -> None:
    said = run(file(tmp_path, SCHEME, TOTAL, WHOLE))
    assert "3 new, 0 changed, 0 removed, 0 as before." in said
    scheme = PipelineScheme.objects.get()
    assert (scheme.commissioner, scheme.row_no) == (world.commissioner, 1)
    assert scheme.profile_m == {"2018/19": "0.60", "2019/20": "2.40"}
    assert [word for _, word in scheme.judgements] == ["Red", "Amber", "Green"]
    assert {(total.commissioner, total.table) for total in PipelineTotal.objects.all()} == {
        (world.commissioner, "own"),
        (None, "summary"),
    }
    assert AuditEvent.objects.filter(what="Imported the estates pipeline").count() == 1


def test_the_file_says_what_the_tables_can_hold() -> None:
    assert list(LETTERS.values()) == Rag.values
    assert set(TOTALS.values()) == set(PipelineTotal.Table.values)


def test_the_second_time_nothing_changes(world: World, tmp_path: Path) -> None:
    path = file(tmp_path, SCHEME, TOTAL, WHOLE)
    run(path)
    assert run(path) == "0 new, 0 changed, 0 removed, 3 as before.\n"
    assert AuditEvent.objects.filter(what="Imported the estates pipeline").count() == 1


def test_a_space_of_any_kind_around_a_cell_does_no_harm(world: World, tmp_path: Path) -> None:
    assert "1 new" in run(file(tmp_path, SCHEME | {"row_type": "scheme\u00a0"}))


def test_what_changed_is_said(world: World, tmp_path: Path) -> None:
    run(file(tmp_path, SCHEME))
    said = run(file(tmp_path, SCHEME | {"capital_m": "4"}))
    assert "changed: 1. Health Centre, £4m: capital_m 3.00 -> 4" in said
    assert PipelineScheme.objects.get().capital_m == 4


def test_a_scheme_no_longer_in_the_file_goes_and_plans_keep_theirs(plan: Plan, tmp_path: Path) -> None:
    run(file(tmp_path, SCHEME, SCHEME | {"row_no": "2"}))
    gone = PipelineScheme.objects.get(row_no=2)
    own = EstateScheme.objects.create(plan=plan, name="Ours", capital=1, pipeline_scheme=gone)
    assert "removed: 2. Health Centre" in run(file(tmp_path, SCHEME))
    own.refresh_from_db()
    assert own.pipeline_scheme is None


def test_other_ccgs_stay_as_they_are(world: World, tmp_path: Path) -> None:
    run(file(tmp_path, SCHEME | {"ccg": "NHS Thurrock CCG"}))
    run(file(tmp_path, SCHEME))
    assert PipelineScheme.objects.count() == 2


def test_a_dry_run_writes_nothing(world: World, tmp_path: Path) -> None:
    said = run(file(tmp_path, SCHEME), dry_run=True)
    assert "1 new" in said
    assert "Nothing was written" in said
    assert not PipelineScheme.objects.exists()


def test_computed_columns_and_rows_are_left_alone(world: World, tmp_path: Path) -> None:
    computed = SCHEME | {"row_type": "computed_total", "capital_m": "nonsense"}
    assert "1 new" in run(file(tmp_path, SCHEME, computed, extra=COMPUTED_COLUMNS))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ccg": "Elsewhere"}, "line 3, ccg: 'Elsewhere' is neither the ODS code nor the name of a commissioner here"),
        ({"row_type": "idea"}, "line 3, row_type: 'idea' should be scheme"),
        ({"row_no": "x"}, "line 3, row_no: 'x' should be the number of the row"),
        ({"row_no": "1"}, "line 3, row_no: '1' is on line 2 already"),
        ({"capital_m": ""}, "line 3, capital_m: is empty"),
        ({"capital_m": "lots"}, "line 3, capital_m: 'lots' should be a number"),
        ({"capital_m": "-1"}, "line 3, capital_m: '-1' should be from 0"),
        ({"capital_m": "NaN"}, "line 3, capital_m: 'NaN' should be"),
        ({"capital_m": "-0.123"}, "The file has 1 problem:\nline 3, capital_m: '-0.123' should be from 0"),
        ({"y2018_19_m": "0.123"}, "line 3, y2018_19_m: '0.123' should be"),
        ({"rag_business_case": "blue"}, "line 3, rag_business_case: 'blue' should be R, A, G or empty"),
        ({"scheme_type": ""}, "line 3, scheme_type: should have 1 to 100 characters"),
    ],
)
def test_one_bad_row_and_nothing_is_imported(
    world: World, tmp_path: Path, change: dict[str, str], problem: str
) -> None:
    with pytest.raises(CommandError) as caught:
        run(file(tmp_path, SCHEME, SCHEME | {"row_no": "2"} | change))
    assert problem in str(caught.value)
    assert "Nothing was imported." in str(caught.value)
    assert not PipelineScheme.objects.exists()


def test_rows_of_a_ccg_that_is_not_here_are_not_taken_for_the_same(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The file has 2 problems"):
        run(file(tmp_path, SCHEME | {"ccg": "Elsewhere"}, SCHEME | {"ccg": "Nowhere"}))


def test_ccgs_of_two_systems_are_refused(world: World, tmp_path: Path) -> None:
    other = System.objects.create(name="Another", slug="another")
    Commissioner.objects.create(system=other, name="NHS Elsewhere CCG", ods_code="99Z")
    with pytest.raises(CommandError, match="not of one system"):
        run(file(tmp_path, SCHEME, SCHEME | {"ccg": "99Z"}))


def test_an_empty_file_and_no_file_say_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no scheme in the file"):
        run(file(tmp_path))
    with pytest.raises(CommandError, match="Cannot read"):
        run(tmp_path / "nowhere.csv")
