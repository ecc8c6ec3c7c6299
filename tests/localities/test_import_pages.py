"""The pages on bringing files in: uploading, the preview with its choices, what was done, undoing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook

from localities.models import Import, Locality, OrganisationEvent, Practice, User
from localities.services.practices import save_practice
from tests.cast import World, make_practice
from tests.flat import flat
from tests.localities.importing import NEW, OWN, SAME, bring, counts, read, register
from tests.trust.content import changed, content

pytestmark = pytest.mark.postgres

As = Callable[[User], Client]
ADDRESS = "/commissioners/99F/figures/"


def file(*lines: str, name: str = "practices.csv", head: str = OWN) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([head, *lines, ""]).encode())


def post(client: Client, *files: SimpleUploadedFile, address: str = ADDRESS, **more: str) -> HttpResponse:
    return client.post(address, {"uploads": list(files), **more})


def seen(page: str) -> str:
    return re.findall(r'name="seen" value="(\w+)"', page)[0]


def decide(client: Client, brought: Import, **choices: str) -> HttpResponse:
    """Press the button of the preview as it stands, with these choices."""
    address = brought.get_absolute_url()
    return client.post(address, {"seen": seen(flat(client.get(address))), **choices})


def test_files_are_read_shown_decided_on_and_undone(world: World, officer: User, client_for: As):
    client = client_for(officer)
    response = post(client, file(NEW, SAME.replace("10001", "10200")), file("x", head="not,known"))
    kept = Import.objects.get()
    assert (response.status_code, response.url) == (302, kept.get_absolute_url())
    page = flat(client.get(response.url))
    assert "Nothing has been written yet" in page
    assert "1 file recognised, 1 not taken" in page
    assert "1</span> new practice" in page
    assert '<option value="rayleigh" selected>Rayleigh</option>' in page
    assert "10,001 <span" in page
    assert Practice.objects.filter(ods_code="F81099").count() == 0
    done = decide(client, kept, **{"place-F81099": "canvey-island"})
    assert (done.status_code, done.url) == (302, kept.get_absolute_url())
    page = flat(client.get(done.url))
    assert "Brought in: 2 practices changed." in page
    assert "Patients 10,200 on 1 July 2018" in page
    assert Practice.objects.get(ods_code="F81099").locality == world.canvey
    client.post(f"{kept.get_absolute_url()}undo/")
    page = flat(client.get(done.url))
    assert "everything stands as it did before" in page
    assert "Undo this import" not in page
    assert not Practice.objects.filter(ods_code="F81099").exists()


def test_a_workbook_may_be_chosen(world: World, officer: User, client_for: As):
    book, raw = Workbook(), io.BytesIO()
    for line in (OWN, NEW):
        book.active.append(line.split(","))
    book.save(raw)
    post(client_for(officer), SimpleUploadedFile("practices.xlsx", raw.getvalue()))
    assert Import.objects.get().files.get().ours == 1


@pytest.mark.parametrize(
    ("files", "more", "told"),
    [
        ([], {}, "Choose the files to bring in"),
        ([file("x", head="a,b")], {}, "This is none of the files that the service knows"),
        ([file(NEW.replace("6250", "-6"))], {}, "Row 2, list_size: ‘-6’ should be 1 to 100,000"),
        ([file("F81001,9434765919", head="ods_code,name")], {}, "what look like NHS numbers"),
        ([SimpleUploadedFile("empty.csv", b"")], {}, "The file is empty"),
        ([file(NEW)] * 11, {}, "Choose 10 files or fewer at a time"),
        ([file(NEW)], {"as_of_day": "31", "as_of_month": "2", "as_of_year": "2018"}, "must be a real date"),
        ([file(NEW)], {"as_of_day": "1", "as_of_month": "2", "as_of_year": "2090"}, "must be today or in the past"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_page(
    files: list[SimpleUploadedFile], more: dict[str, str], told: str, world: World, officer: User, client_for: As
):
    before = content()
    response = post(client_for(officer), *files, **more)
    assert response.status_code == 422
    assert told in flat(response)
    assert not changed(before, content())


def test_a_file_over_the_limit_is_refused(world: World, officer: User, client_for: As, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("localities.forms.imports.LARGEST", 10)
    assert "Each file must be 400 MB or smaller" in flat(post(client_for(officer), file(NEW)))


def test_the_day_of_figures_is_asked_for_and_taken(world: World, officer: User, client_for: As):
    head = "PRAC_CODE,TOTAL_GP_FTE,TOTAL_NURSES_FTE,TOTAL_DPC_FTE,TOTAL_ADMIN_FTE"
    staff = file("F81001,4,2,1,6", head=head)
    client = client_for(officer)
    assert "does not say of which day its figures are" in flat(post(client, staff))
    staff.seek(0)
    post(client, staff, as_of_day="31", as_of_month="March", as_of_year="2018")
    assert "4.00 <span" in flat(client.get(Import.objects.get().get_absolute_url()))


def test_groups_where_nothing_is_safe_have_to_be_answered(world: World, officer: User, client_for: As):
    client = client_for(officer)
    large = counts(("F81001", 20_000, ""))
    closed = register(("F81002", "PRACTICE F81002", "20180901")).encode()
    post(client, file(*large[1:], head=large[0]), SimpleUploadedFile("epraccur.csv", closed))
    kept = Import.objects.get()
    response = decide(client, kept)
    assert response.status_code == 422
    page = flat(response)
    assert "Say what shall happen with what is in ‘Large changes’" in page
    assert "Say what became of Practice F81002" in page
    assert kept.state == "waiting"
    response = decide(client, kept, large="keep", **{"closed-F81002": "F81003"})
    assert response.status_code == 302
    assert Practice.objects.get(ods_code="F81001").list_size == 10_001
    assert OrganisationEvent.objects.get().into.ods_code == "F81003"


def test_what_is_safe_is_chosen_beforehand(world: World, officer: User, client_for: As):
    bring(SAME, scope=world.commissioner, by=officer)
    line = SAME.replace("2018-07-01", "2017-07-01").replace("10001", "9000").replace("3.00", "ND")
    kept = read(line.replace("Canvey Island", "Rayleigh"), scope=world.commissioner, by=officer)
    newer = SAME.replace("3.00", "ND").replace("2018-07-01", "2018-08-01")
    lost = read(newer, scope=world.commissioner, by=officer)
    client = client_for(officer)
    page = flat(client.get(kept.get_absolute_url()))
    for name, value in (("older", "keep"), ("moves", "take")):
        assert re.search(f'name="{name}" type="radio" value="{value}" checked', page), name
    assert re.search('name="lost" type="radio" value="keep" checked', flat(client.get(lost.get_absolute_url())))


def test_a_preview_that_changed_meanwhile_is_shown_again(world: World, officer: User, lead: User, client_for: As):
    kept = read(SAME.replace("10001", "10100"), scope=world.commissioner, by=officer)
    client = client_for(officer)
    shown = seen(flat(client.get(kept.get_absolute_url())))
    practice = Practice.objects.get(ods_code="F81001")
    save_practice(practice, {"list_size": 10_050}, base_revision=0, by=lead)
    response = client.post(kept.get_absolute_url(), {"seen": shown})
    assert response.status_code == 422
    page = flat(response)
    assert "Something changed here since you looked" in page
    assert "10,050" in page
    assert client.post(kept.get_absolute_url(), {"seen": seen(page)}).status_code == 302


def test_a_choice_that_was_not_offered_is_refused(world: World, officer: User, client_for: As):
    kept = read(NEW, scope=world.commissioner, by=officer)
    response = decide(client_for(officer), kept, **{"place-F81099": "tilbury"})
    assert response.status_code == 422
    assert not Practice.objects.filter(ods_code="F81099").exists()


def test_all_rows_of_a_group_stand_on_a_page_of_their_own(world: World, officer: User, client_for: As):
    lines = [SAME.replace("F81001", f"F{code}").replace("3.00", "4.00") for code in range(81110, 81170)]
    for code in range(81110, 81170):
        make_practice(world.canvey, f"F{code}")
    kept = read(*lines, scope=world.commissioner, by=officer)
    client = client_for(officer)
    page = flat(client.get(kept.get_absolute_url()))
    address = f"{kept.get_absolute_url()}groups/large/"
    assert f'href="{address}"' in page
    assert flat(client.get(address)).count("10,001 <span") == 50
    second = flat(client.get(f"{address}?page=2"))
    assert (second.count("10,001 <span"), "Page 2 of 2" in second) == (10, True)
    assert client.get(f"{kept.get_absolute_url()}groups/nonsense/").status_code == 404


def test_a_preview_takes_the_same_queries_for_one_practice_and_for_three(
    world: World, officer: User, client_for: As, django_assert_num_queries: object
):
    client = client_for(officer)
    for lines in ([SAME], [SAME, SAME.replace("F81001", "F81002"), NEW]):
        kept = read(*lines, scope=world.commissioner, by=officer)
        with django_assert_num_queries(9):  # type: ignore[operator]
            assert client.get(kept.get_absolute_url()).status_code == 200


def test_the_record_takes_the_same_queries_for_one_practice_and_for_three(
    world: World, officer: User, client_for: As, django_assert_num_queries: object
):
    client = client_for(officer)
    head, *lines = counts(("F81001", 10_100, ""), ("F81002", 10_101, ""), ("F81003", 10_102, ""))
    for some in (lines[:1], lines[1:]):
        brought = bring(*some, head=head, scope=world.commissioner, by=officer)
        with django_assert_num_queries(7):  # type: ignore[operator]
            assert client.get(brought.get_absolute_url()).status_code == 200


def test_what_rests_on_an_import_is_said_in_place_of_the_button(
    world: World, officer: User, lead: User, client_for: As
):
    brought = bring(SAME.replace("10001", "10100"), scope=world.commissioner, by=officer)
    practice = Practice.objects.get(ods_code="F81001")
    save_practice(practice, {"list_size": 9}, base_revision=practice.revision, by=lead)
    client = client_for(officer)
    page = flat(client.get(brought.get_absolute_url()))
    assert "This import cannot be undone. Practice F81001 was changed since." in page
    assert "Undo this import" not in page
    response = client.post(f"{brought.get_absolute_url()}undo/")
    assert (response.status_code, "cannot be undone" in flat(response)) == (409, True)


def test_files_that_are_not_wanted_are_forgotten(world: World, officer: User, client_for: As):
    kept = read(NEW, scope=world.commissioner, by=officer)
    response = client_for(officer).post(f"{kept.get_absolute_url()}discard/")
    assert (response.url, Import.objects.count()) == (ADDRESS, 0)


def test_the_same_file_again_says_so(world: World, officer: User, client_for: As):
    bring(NEW, scope=world.commissioner, by=officer)
    kept = read(NEW, scope=world.commissioner, by=officer)
    page = flat(client_for(officer).get(kept.get_absolute_url()))
    assert "You have all of this already" in page
    assert "Bring these changes in" not in page


def test_networks_are_asked_for_their_locality(world: World, officer: User, client_for: As):
    rows = [
        ["F81099", "NEW SURGERY", "99F", "CCG", "U99003", "RAYLEIGH PCN", "99F", "CCG", "20190701", "", "YES"],
        ["F81001", "OLD SURGERY", "99F", "CCG", "U99001", "CANVEY PCN", "99F", "CCG", "20190701", "", "YES"],
    ]
    head, *more = [",".join(row) for row in rows]
    kept = read(*more, head=head, scope=world.commissioner, by=officer)
    client = client_for(officer)
    page = flat(client.get(kept.get_absolute_url()))
    assert "Locality of Rayleigh" in page
    assert "Canvey: all 1 of its practices are in a locality" in page
    decide(client, kept, **{"network-U99003": "rayleigh"})
    assert Practice.objects.get(ods_code="F81099").locality == world.rayleigh


def test_a_lead_brings_figures_of_the_own_locality_in(world: World, lead: User, client_for: As):
    client = client_for(lead)
    response = post(client, file(SAME.replace("3.00", "4.00"), NEW), address="/localities/canvey-island/figures/")
    kept = Import.objects.get()
    assert response.url == kept.get_absolute_url()
    page = flat(client.get(response.url))
    assert "1</span> practice is not here" in page
    decide(client, kept)
    assert Practice.objects.get(ods_code="F81001").gp_fte == 4
    assert Locality.objects.get(slug="canvey-island").practices.count() == 3


def test_past_imports_are_listed_where_files_are_chosen(
    world: World, officer: User, administrator: User, client_for: As
):
    bring(NEW, scope=world.commissioner, by=officer)
    read(NEW, scope=world.neighbour, by=administrator)
    page = flat(client_for(officer).get(ADDRESS))
    assert "practices.csv" in page
    assert page.count("by CCG officer") == 1
    assert "by Administrator" not in page


def test_what_became_of_practices_stands_on_the_page_of_each_locality_it_is_about(
    world: World, officer: User, outsider: User, client_for: As
):
    closed = register(("F81002", "PRACTICE F81002", "20180901"), ("F81003", "PRACTICE F81003", "20180902"))
    kept = read(*closed.splitlines()[1:], head=closed.splitlines()[0], scope=world.commissioner, by=officer)
    client = client_for(officer)
    decide(client, kept, **{"closed-F81002": "F81004", "closed-F81003": "closed"})
    bring(SAME.replace("Canvey Island", "Rayleigh"), scope=world.commissioner, by=officer)
    canvey, rayleigh = (flat(client.get(f"/localities/{slug}/practices/")) for slug in ("canvey-island", "rayleigh"))
    assert "1 September 2018. Merged into Practice F81004. GP practices (ODS, epraccur)" in canvey
    assert "2 September 2018. Closed. GP practices (ODS, epraccur)" in canvey
    assert "Moved from Canvey Island to Rayleigh" in canvey
    assert "Merged into Practice F81004" in rayleigh
    assert "Moved from Canvey Island to Rayleigh" in rayleigh
    assert "2 September 2018. Closed" not in rayleigh
    assert "Practices over time" not in flat(client_for(outsider).get("/localities/tilbury/practices/"))


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("lead", "/localities/canvey-island/figures/"),
        ("officer", "/commissioners/99F/figures/"),
        ("system_team", "/commissioners/99F/figures/"),
        ("practice_rep", ""),
    ],
)
def test_the_way_to_files_leads_where_a_person_may_go(
    person: str, address: str, world: World, cast: dict[str, User], client_for: As
):
    page = flat(client_for(cast[person]).get("/localities/canvey-island/practices/"))
    assert re.findall(r'href="(\S+)">Bring figures in from files', page) == ([address] if address else [])
