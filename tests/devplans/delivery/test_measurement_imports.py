"""Measurements of many localities from a file: read, checked row by row, looked at, and added all or none."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from devplans.delivery.models import MeasurementImport
from devplans.delivery.services.measurement_imports import bring_measurements_in, read_measurement_file
from devplans.delivery.services.measurements import add_measurement
from devplans.models import Measurement, Plan
from localities.files.refusal import FileRefused
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Commissioner, User
from tests.flat import flat

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("quick_print")]
ClientFor = Callable[[User], Client]

HEADING = "Locality,Metric,Date,Count,Out of,Figure,Group,Source\n"
GOOD = HEADING + (
    "Canvey Island,pt-phone-access,31/03/2019,130,240,,,GP Patient Survey\n"
    "canvey-island,Ease of getting through on the phone,2019-06-30,140,240,,,\n"
    "Canvey Island,pr-gp-workload,31 Mar 2019,,,118,,Count\n"
    "Canvey Island,pr-demand-gap,31 Mar 2019,,,*,,Count\n"
)


@pytest.fixture
def ccg(plan: Plan) -> Commissioner:
    return plan.locality.commissioner


def file(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def upload(client: Client, ccg: Commissioner, text: str, name: str = "figures.csv") -> object:
    sent = {"upload": SimpleUploadedFile(name, text.encode())}
    return client.post(reverse("measurement-files", args=[ccg.ods_code]), sent)


def test_read_looked_at_and_brought_in(plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor) -> None:
    client = client_for(officer)
    answer = upload(client, ccg, GOOD)
    brought = MeasurementImport.objects.get()
    assert answer.url == brought.get_absolute_url()
    assert not Measurement.objects.exists()
    page = flat(client.get(answer.url))
    assert "brings 3 figures of 2 metrics, for 1 locality." in page
    assert '54.17% of patients <span class="app-meta">130 of 240</span>' in page
    assert client.post(answer.url).status_code == 302
    found = Measurement.objects.order_by("plan_metric__metric__code", "measured_on")
    assert [(one.value, one.count) for one in found] == [
        (Decimal("118.00"), None),
        (Decimal("54.17"), 130),
        (Decimal("58.33"), 140),
    ]
    assert Measurement.history.count() == 3
    assert AuditEvent.objects.get(what="Brought 3 measurements in").locality_id == plan.locality_id
    assert "3 figures brought in" in flat(client.get(answer.url))
    assert client.post(answer.url).status_code == 409
    assert "nothing new: 3 figures are here already" in flat(upload(client, ccg, GOOD))


def test_a_workbook_is_read_too(plan: Plan, ccg: Commissioner, officer: User) -> None:
    book = Workbook()
    book.active.append(["Title of the sheet"])
    book.active.append(["Locality", "Metric", "Date", "Count", "Out of"])
    book.active.append(["Canvey Island", "pt-phone-access", date(2019, 3, 31), 130, 240])
    raw = io.BytesIO()
    book.save(raw)
    brought = read_measurement_file(raw, "figures.xlsx", ccg, by=officer)
    assert bring_measurements_in(brought, by=officer) == 1
    assert Measurement.objects.get().measured_on == date(2019, 3, 31)


WRONG = {
    "Rochford,pt-phone-access,31/3/2019,130,240,,,": "Row 2: there is no locality ‘Rochford’ here",
    "Tilbury,pt-phone-access,31/3/2019,130,240,,,": "Row 2: there is no locality ‘Tilbury’ here",
    "Rayleigh,pt-phone-access,31/3/2019,130,240,,,": "Row 2: Rayleigh has no plan yet",
    "Canvey Island,cl-blood-pressure,31/3/2019,1,2,,,": "has no metric ‘cl-blood-pressure’",
    "Canvey Island,pt-phone-access,31/3/2099,130,240,,,": "Row 2: 31 March 2099 is in the future",
    "Canvey Island,pt-phone-access,in spring,130,240,,,": "Row 2, date: ‘in spring’ should be a day",
    "Canvey Island,pt-phone-access,31/3/2019,lots,240,,,": "Row 2, count: ‘lots’ should be a number",
    "Canvey Island,pt-phone-access,31/3/2019,130,,,,": "Row 2: out of: enter out of how many",
    "Canvey Island,pt-phone-access,31/3/2019,241,240,,,": "Row 2: count: enter 240 or less",
    "Canvey Island,pt-phone-access,31/3/2019,130,240,60,,": "Row 2: figure: 130 of 240 comes to 54.17%",
    "Canvey Island,pt-phone-access,31/3/2019,,,101,,": "Row 2: figure: enter a figure from 0 to 100",
    "Canvey Island,pt-phone-access,31/3/2019,1,2,,Everyone else,": "Row 2, group: ‘Everyone else’ should be empty",
    ",pt-phone-access,31/3/2019,1,2,,,": "Row 2, locality: is empty",
    "Canvey Island,pt-phone-access,31/3/2019,12345678901,,,,": "Row 2, count: ‘12345678901’ has too many digits",
}


@pytest.mark.parametrize(("row", "words"), WRONG.items(), ids=range(len(WRONG)))
def test_each_wrong_row_is_named(
    plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor, row: str, words: str
) -> None:
    answer = upload(client_for(officer), ccg, HEADING + row + "\n" + GOOD.splitlines()[3] + "\n")
    assert answer.status_code == 422
    assert words in flat(answer)
    assert "1 row to mend" in flat(answer)
    assert not MeasurementImport.objects.exists()


def test_every_wrong_row_of_many(plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor) -> None:
    rows = "".join(f"Nowhere {number},pt-phone-access,31/3/2019,1,2,,,\n" for number in range(30))
    page = flat(upload(client_for(officer), ccg, HEADING + rows))
    assert "30 rows of the file cannot be brought in" in page
    assert all(f"Row {number + 2}: there is no locality ‘Nowhere {number}’ here." in page for number in range(30))


def test_twice_in_the_file_and_another_figure_here(plan: Plan, lead: User, ccg: Commissioner, officer: User) -> None:
    row = plan.metrics.get(metric__code="pt-phone-access")
    add_measurement(row, measured_on=date(2019, 3, 31), source="", value=Decimal(60), by=lead)
    with pytest.raises(FileRefused, match="Canvey Island has another figure of 31 March 2019 already"):
        read_measurement_file(file(GOOD), "x.csv", ccg, by=officer)
    line = GOOD.splitlines()[2]
    with pytest.raises(FileRefused, match="Row 3: says the same metric, day and group as row 2"):
        read_measurement_file(file(f"{HEADING}{line}\n{line}\n"), "x.csv", ccg, by=officer)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "needs a heading with these names: locality, metric, date"),
        (HEADING, "no rows under it"),
        ("", "empty"),
    ],
)
def test_a_file_that_is_none(
    plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor, text: str, words: str
) -> None:
    assert words in flat(upload(client_for(officer), ccg, text))


def test_what_changed_since_writes_nothing(plan: Plan, lead: User, ccg: Commissioner, officer: User) -> None:
    brought = read_measurement_file(file(GOOD), "x.csv", ccg, by=officer)
    row = plan.metrics.get(metric__code="pt-phone-access")
    add_measurement(row, measured_on=date(2019, 3, 31), source="", value=Decimal(60), by=lead)
    with pytest.raises(Refused, match="Something changed here since you looked"):
        bring_measurements_in(brought, by=officer)
    assert Measurement.objects.count() == 1


def test_a_plan_that_is_with_them_takes_none(submitted_plan: Plan, officer: User) -> None:
    with pytest.raises(FileRefused, match="Canvey Island has a plan that is with the CCG, as it was signed"):
        read_measurement_file(file(GOOD), "x.csv", submitted_plan.locality.commissioner, by=officer)


def test_small_numbers_are_not_on_its_page(plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor) -> None:
    rows = "Canvey Island,pt-phone-access,31/3/2019,3,613,,,\nCanvey Island,pr-gp-workload,31/3/2019,,,990,,\n"
    answer = upload(client_for(officer), ccg, HEADING + rows)
    page = flat(client_for(officer).get(answer.url))
    assert "Fewer than 5" in page
    assert "613" not in page


def test_a_jump_is_asked_about_first(ready_plan: Plan, officer: User, client_for: ClientFor) -> None:
    ccg = ready_plan.locality.commissioner
    answer = upload(client_for(officer), ccg, HEADING + "Canvey Island,pt-phone-access,31/3/2019,,,90,,\n")
    page = flat(client_for(officer).get(answer.url))
    assert "Is 90% of patients right? The figure before was 40." in page
    assert "We ask about 1 of them" in page


def test_forgetting_it(plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor) -> None:
    upload(client_for(officer), ccg, GOOD)
    brought = MeasurementImport.objects.get()
    address = reverse("measurement-import-discard", args=[ccg.ods_code, brought.pk])
    assert client_for(officer).post(address).status_code == 302
    assert not MeasurementImport.objects.exists()


def test_the_sheet_to_fill_in_is_read_again(
    plan: Plan, ccg: Commissioner, officer: User, client_for: ClientFor
) -> None:
    sheet = client_for(officer).get(reverse("measurement-sheet", args=[ccg.ods_code])).content.decode("utf-8-sig")
    heading, *rows = sheet.splitlines()
    assert len(rows) == plan.metrics.count()
    mine = next(row for row in rows if "pt-phone-access" in row)
    filled = f"{mine.removesuffix(',,,,,,')},31/3/2019,130,240,,,"
    assert bring_measurements_in(
        read_measurement_file(file(f"{heading}\n{filled}\n"), "x", ccg, by=officer), by=officer
    )


def test_by_command(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(GOOD)
    call_command("bring_in_measurements", path, dry_run=True)
    assert not Measurement.objects.exists()
    assert "dry run" in capsys.readouterr().out
    call_command("bring_in_measurements", path, commissioner=plan.locality.commissioner.ods_code)
    assert "3 figures of 2 metrics, 1 localities." in capsys.readouterr().out
    path.write_text(HEADING + "Nowhere,pt-phone-access,31/3/2019,1,2,,,\n")
    with pytest.raises(CommandError, match="Row 2: there is no locality ‘Nowhere’ here"):
        call_command("bring_in_measurements", path)
    with pytest.raises(CommandError, match="no organisation with the code ZZZ"):
        call_command("bring_in_measurements", path, commissioner="ZZZ")
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("bring_in_measurements", tmp_path / "none.csv")


def test_nobody_but_them(plan: Plan, ccg: Commissioner, lead: User, officer: User) -> None:
    with pytest.raises(Refused):
        read_measurement_file(file(GOOD), "x.csv", ccg, by=lead)
    brought = read_measurement_file(file(GOOD), "x.csv", ccg, by=officer)
    with pytest.raises(Refused):
        bring_measurements_in(brought, by=lead)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    plan: Plan,
    ccg: Commissioner,
    officer: User,
    client_for: ClientFor,
    django_assert_num_queries: object,
    rows: int,
) -> None:
    text = HEADING + "".join(f"Canvey Island,pt-phone-access,1/{month}/2019,,,50,,\n" for month in range(1, rows + 1))
    client = client_for(officer)
    address = upload(client, ccg, text).url
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
