"""The CCG's page as files: exactly what is shown, and no formula that a spreadsheet would run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from localities.kit.files.spreadsheets import safe
from localities.models import Locality
from tests.overview.conftest import make_baseline, make_localities, put_in_force

pytestmark = pytest.mark.postgres

CSV, XLSX = "/commissioners/99F.csv", "/commissioners/99F.xlsx"


@pytest.fixture
def as_csv(client_for, officer):
    """Return a function that gives the CSV file's rows as dictionaries."""

    def as_csv(**query):
        response = client_for(officer).get(CSV, query)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    return as_csv


@pytest.fixture
def as_xlsx(client_for, officer):
    def as_xlsx(**query):
        response = client_for(officer).get(XLSX, query)
        assert response["Content-Disposition"].endswith('.xlsx"')
        return load_workbook(io.BytesIO(response.content))

    return as_xlsx


def test_the_files_say_what_the_page_says(client_for, officer, as_csv, as_xlsx, plan):
    make_baseline(plan.diagnostic)
    put_in_force(plan)
    page = client_for(officer).get("/commissioners/99F/").context["page"]
    canvey, rayleigh = as_csv()
    assert (canvey["Locality"], rayleigh["Locality"]) == ("Canvey Island", "Rayleigh")
    assert canvey["Level now"] == page.shown[0].level_now == "Level 1"
    assert canvey["Patients"] == str(page.shown[0].patients)
    assert (canvey["Actions overdue"], canvey["Actions due in 30 days"]) == ("1", "1")
    assert canvey["Appointments needed a week"] == "98"
    assert canvey["Gap a week (below zero: surplus)"] == "24"
    assert canvey["Extra staff agreed (FTE)"] == "1.50"
    assert (canvey["Committed in the years of the plan (£)"], canvey["Asked for (£)"]) == ("72000.00", "0")
    assert canvey["In a draft, not agreed: extra staff (FTE)"] == ""
    assert canvey["Leadership"] == "2"
    assert canvey["Other enablers: mean out of 100"] == "25"
    assert rayleigh["Leadership"] == ""
    assert rayleigh["Appointments needed a week"] == "not filled in"
    book = as_xlsx()
    headings, first, _ = list(book["Localities"].values)
    assert list(headings) == list(canvey)
    assert dict(zip(headings, first, strict=True))["Leadership"] == 2
    assert dict(zip(headings, first, strict=True))["Appointments needed a week"] == 98


def test_what_a_filter_hides_is_not_in_the_files(as_csv, as_xlsx, world, plan):
    make_localities(world.commissioner, 1)
    rows = as_csv(name="place", domain="leadership")
    assert [row["Locality"] for row in rows] == ["Place 00"]
    assert "Leadership" in rows[0]
    assert "Governance" not in rows[0]
    about = dict(as_xlsx(name="place", domain="leadership")["About"].values)
    assert about["Localities"] == "1 of 3, in order of name"
    assert (about["Locality’s name"], about["Domain"]) == ("place", "Leadership")


def test_unanswered_is_words_and_not_a_nought(as_csv, diagnostic):
    canvey = as_csv()[0]
    assert canvey["Leadership"] == "not answered"
    assert canvey["Care delivery: mean out of 100"] == "not answered"
    assert (canvey["Provisional"], canvey["Aiming for level"]) == ("yes", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_texts_that_look_like_formulas_stay_texts(text):
    assert safe(text) == f"'{text}"


def test_other_values_stay_as_they_are():
    assert [safe(value) for value in ("Tilbury", "a=b", -5, None)] == ["Tilbury", "a=b", -5, None]
    assert safe("Bell\x07") == "Bell"


def test_a_locality_with_a_formula_for_a_name(as_csv, as_xlsx, world, diagnostic):
    Locality.objects.filter(pk=world.canvey.pk).update(name='=HYPERLINK("http://bad.example")')
    expected = '\'=HYPERLINK("http://bad.example")'
    assert as_csv()[0]["Locality"] == expected
    cell = as_xlsx()["Localities"]["A2"]
    assert (cell.value, cell.data_type) == (expected, "s")


def test_nothing_of_the_neighbour_and_nothing_for_the_neighbour(client_for, as_csv, outsider, world, plan):
    make_localities(world.neighbour, 2)
    assert {row["Locality"] for row in as_csv()} == {"Canvey Island", "Rayleigh"}
    assert client_for(outsider).get(CSV).status_code == 404
    assert client_for(outsider).get(XLSX).status_code == 404


def test_no_other_kinds_of_file_and_no_localities(client_for, officer, world, as_csv, as_xlsx):
    assert client_for(officer).get("/commissioners/99F.pdf").status_code == 404
    assert as_csv(name="Nowhere") == []
    assert list(as_xlsx(name="Nowhere")["Localities"].values) == []


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("address", [CSV, XLSX])
def test_queries_do_not_grow(client_for, officer, world, number, address, django_assert_num_queries, plan):
    make_localities(world.commissioner, number)
    client = client_for(officer)
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
