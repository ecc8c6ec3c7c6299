"""The practices page: what it shows, adding and changing a practice, and two people who change the same one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Practice, SignUp, User
from localities.pages.practices import list_practices
from localities.services.practices import add_practice, save_practice
from tests.cast import TODAY, World
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
LIST = "/localities/canvey-island/practices/"
EDIT = f"{LIST}F81001/"
ADD = f"{LIST}add/"


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice.objects.get(ods_code="F81001")


def filled_in(**changes: Any) -> dict[str, Any]:
    """The edit form of F81001 as its page shows it, with changes."""
    shown = {
        "revision": "0",
        "name": "Practice F81001",
        "list_size": "10001",
        "list_size_as_of_day": "1",
        "list_size_as_of_month": "7",
        "list_size_as_of_year": "2018",
        "gp_fte": "3.00",
        "nurse_fte": "1.50",
        "other_clinical_fte": "0.00",
        "admin_fte": "5.00",
    }
    return {name: value for name, value in (shown | changes).items() if value is not None}


# The list -----------------------------------------------------------------------------------------------------------


def test_the_list_shows_patients_staff_and_totals(world: World, lead: User, client_for: ClientFor):
    page = flat(client_for(lead).get(LIST))
    assert "Practice F81001" in page
    assert "10,001" in page
    assert "30,006" in page
    assert "F81004" not in page
    assert "Localities usually have" not in page


def test_totals_leave_out_what_is_not_known_and_say_so(world: World, lead: User):
    Practice.objects.filter(ods_code="F81001").update(gp_fte=None, list_size=None)
    found = list_practices(world.canvey, shown_to=lead, today=TODAY)
    assert (found.patients.value, found.patients.missing) == (20_005, 1)
    assert (found.staff[0].value, found.staff[0].missing) == (Decimal(6), 1)


def test_the_list_says_who_has_signed_up(world: World, practice: Practice, lead: User, client_for: ClientFor):
    signed = {"practice": practice, "locality": world.canvey, "signed_by_name": "A. Partner", "signed_by_role": "GP"}
    SignUp.objects.create(**signed, signed_on=TODAY - timedelta(30), withdrawn_on=TODAY)
    assert list_practices(world.canvey, shown_to=lead, today=TODAY).signed_up == 0
    SignUp.objects.create(**signed, signed_on=TODAY)
    page = flat(client_for(lead).get(LIST))
    assert "practices, 1 signed up" in page
    assert "Not signed yet" in page
    assert "12 Sep 2018" in page


def test_a_count_of_more_than_a_year_ago_is_said_to_be_old(world: World, lead: User, client_for: ClientFor):
    counted_on = date(2011, 4, 1)
    Practice.objects.filter(ods_code="F81001").update(list_size_as_of=counted_on)
    found = list_practices(world.canvey, shown_to=lead, today=TODAY)
    assert found.old_counts == (counted_on,)
    assert list_practices(world.canvey, shown_to=lead, today=counted_on + timedelta(days=366)).old_counts == ()
    assert "of 3 practices counted their patients more than a year ago, the first of them on 1 April 2011" in (
        flat(client_for(lead).get(LIST))
    )


def test_a_locality_of_unusual_size_is_told_what_is_usual(world: World, administrator: User, client_for: ClientFor):
    assert "usually have 30,000 to 50,000" in flat(client_for(administrator).get("/localities/rayleigh/practices/"))


def test_an_empty_list_offers_to_add_the_first(world: World, lead: User, officer: User, client_for: ClientFor):
    Practice.objects.filter(locality=world.canvey).delete()
    assert "Add the first practice" in flat(client_for(lead).get(LIST))


def test_a_representative_changes_only_the_own_practice(practice_rep: User, client_for: ClientFor):
    page = flat(client_for(practice_rep).get(LIST))
    assert f'href="{EDIT}"' in page
    assert "F81002/" not in page
    assert ADD not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_practices(
    count: int,
    world: World,
    lead: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
):
    Practice.objects.filter(ods_code__in=["F81002", "F81003"][: 3 - count]).delete()
    client = client_for(lead)
    with django_assert_num_queries(6):  # session, user with roles, locality, practices, sign-ups, what became of them
        client.get(LIST)


# Changing a practice ------------------------------------------------------------------------------------------------


def test_a_change_is_saved_with_who_and_history(practice: Practice, lead: User, client_for: ClientFor):
    response = client_for(lead).post(EDIT, filled_in(list_size="10,250", gp_fte="3.333"), follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "Practice F81001 is saved." in flat(response)
    practice.refresh_from_db()
    assert (practice.list_size, practice.gp_fte, practice.revision) == (10_250, Decimal("3.33"), 1)
    assert practice.saved_by == lead
    assert practice.history.first().history_user == lead


def test_saving_nothing_new_writes_nothing(practice: Practice, lead: User, client_for: ClientFor):
    before = practice.history.count()
    assert client_for(lead).post(EDIT, filled_in()).status_code == 302
    assert practice.history.count() == before


def test_an_emptied_figure_is_not_known_again(practice: Practice, lead: User, client_for: ClientFor):
    client_for(lead).post(EDIT, filled_in(nurse_fte=""))
    practice.refresh_from_db()
    assert practice.nurse_fte is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Enter the name of the practice"),
        ({"list_size": "many"}, "Registered patients must be a whole number"),
        ({"list_size": "-1"}, "Registered patients must be 1 or more"),
        ({"list_size": "100001"}, "Registered patients must be 100,000 or fewer"),
        ({"list_size": "99999999999999999999"}, "Registered patients must be 100,000 or fewer"),
        ({"gp_fte": "three"}, "GPs must be a number"),
        ({"gp_fte": "-0.5"}, "GPs must be 0 or more"),
        ({"admin_fte": "501"}, "Administrative staff must be 500 or fewer"),
        ({"nurse_fte": "1e400"}, "Nurses must be a number"),
        ({"nurse_fte": "NaN"}, "Nurses must be a number"),
        ({"list_size_as_of_day": "31", "list_size_as_of_month": "2"}, "must be a real date"),
        ({"list_size_as_of_year": "2099"}, "must be today or in the past"),
        (dict.fromkeys(["list_size_as_of_day", "list_size_as_of_month", "list_size_as_of_year"], ""), "Enter the date"),
    ],
)
def test_a_wrong_figure_comes_back_and_the_rest_is_saved(
    changes: dict[str, str], told: str, practice: Practice, lead: User, client_for: ClientFor
):
    response = client_for(lead).post(EDIT, filled_in(**changes, other_clinical_fte="0.75"))
    assert response.status_code == 422
    assert told in flat(response)
    assert re.search(r"<title>\s*Error: ", flat(response))
    practice.refresh_from_db()
    assert practice.other_clinical_fte == Decimal("0.75")
    assert (practice.list_size, practice.list_size_as_of) == (10_001, date(2018, 7, 1))


def test_a_list_size_is_not_saved_without_its_date(practice: Practice, lead: User, client_for: ClientFor):
    response = client_for(lead).post(EDIT, filled_in(list_size="9000", list_size_as_of_month="13"))
    assert 'value="9000"' in flat(response)
    practice.refresh_from_db()
    assert practice.list_size == 10_001


def test_a_form_with_one_field_leaves_the_others(practice: Practice, lead: User, client_for: ClientFor):
    client_for(lead).post(EDIT, {"revision": "0", "gp_fte": "4"})
    practice.refresh_from_db()
    assert (practice.gp_fte, practice.name, practice.list_size) == (Decimal(4), "Practice F81001", 10_001)


# Two people ---------------------------------------------------------------------------------------------------------


def test_changes_to_different_figures_are_merged(practice: Practice, lead: User, officer: User, client_for: ClientFor):
    client_for(officer).post(EDIT, filled_in(gp_fte="4.00"))
    assert client_for(lead).post(EDIT, filled_in(nurse_fte="2.00")).status_code == 302
    practice.refresh_from_db()
    assert (practice.gp_fte, practice.nurse_fte, practice.revision) == (Decimal(4), Decimal(2), 2)


def test_a_figure_that_both_changed_is_asked_about(
    practice: Practice, lead: User, officer: User, client_for: ClientFor
):
    client_for(officer).post(EDIT, filled_in(gp_fte="4.00", list_closed="on"))
    response = client_for(lead).post(EDIT, filled_in(gp_fte="5.00", nurse_fte="2.00"))
    assert response.status_code == 409
    assert "Yours: 5" in flat(response)
    assert "by CCG officer: 4" in flat(response)
    practice.refresh_from_db()
    assert (practice.gp_fte, practice.nurse_fte) == (Decimal(4), Decimal(2))


@pytest.mark.parametrize(("choice", "kept"), [("mine", Decimal(5)), ("theirs", Decimal(4))])
def test_the_choice_is_saved_and_nothing_else_changes(
    choice: str, kept: Decimal, practice: Practice, lead: User, officer: User, client_for: ClientFor
):
    client_for(officer).post(EDIT, filled_in(gp_fte="4.00", list_closed="on"))
    client = client_for(lead)
    asked = client.post(EDIT, filled_in(gp_fte="5.00")).context["forms"][0]
    answer = {"revision": asked["revision"].value(), "asked": "gp_fte", "gp_fte": "5.00", "choice-gp_fte": choice}
    assert client.post(EDIT, answer).status_code == 302
    practice.refresh_from_db()
    assert (practice.gp_fte, practice.name, practice.list_size) == (kept, "Practice F81001", 10_001)
    assert practice.list_closed


def test_a_conflict_without_a_choice_asks_again(practice: Practice, lead: User, officer: User, client_for: ClientFor):
    client_for(officer).post(EDIT, filled_in(gp_fte="4.00"))
    response = client_for(lead).post(EDIT, {"revision": "1", "asked": "gp_fte", "gp_fte": "5.00"})
    assert response.status_code == 409
    assert "Choose which version" in flat(response)
    practice.refresh_from_db()
    assert practice.gp_fte == Decimal(4)


@pytest.mark.parametrize("revision", ["", "-1", "abc", "99"])
def test_a_forged_revision_overwrites_nothing(
    revision: str, practice: Practice, lead: User, officer: User, client_for: ClientFor
):
    client_for(officer).post(EDIT, filled_in(gp_fte="4.00"))
    assert client_for(lead).post(EDIT, filled_in(revision=revision, gp_fte="5.00")).status_code in (409, 422)
    practice.refresh_from_db()
    assert practice.gp_fte == Decimal(4)


# Adding a practice --------------------------------------------------------------------------------------------------


def new_practice(**changes: str) -> dict[str, Any]:
    return filled_in(revision=None, ods_code="f81099", name="The New Surgery") | changes


def test_a_practice_is_added_with_a_record(world: World, lead: User, client_for: ClientFor):
    response = client_for(lead).post(ADD, new_practice(), follow=True)
    assert "The New Surgery is added." in flat(response)
    practice = world.canvey.practices.get(ods_code="F81099")
    assert (practice.saved_by, practice.history.get().history_user) == (lead, lead)
    event = AuditEvent.objects.get(what="Added the practice")
    assert (event.on_name, event.who_id, event.locality_id) == ("The New Surgery", lead.pk, world.canvey.pk)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ods_code": ""}, "Enter the ODS code"),
        ({"ods_code": "F8"}, "An ODS code has 3 to 10"),
        ({"ods_code": "F81 99"}, "An ODS code has 3 to 10"),
        ({"ods_code": "f81004"}, "A practice with this code is here already"),
        ({"name": " "}, "Enter the name of the practice"),
    ],
)
def test_a_practice_that_cannot_be_added_is_explained(
    changes: dict[str, str], told: str, world: World, lead: User, client_for: ClientFor
):
    response = client_for(lead).post(ADD, new_practice(**changes))
    assert response.status_code == 422
    assert told in flat(response)
    assert world.canvey.practices.count() == 3


def test_two_people_who_add_the_same_practice_at_once_get_one(world: World, lead: User, officer: User):
    add_practice(world.canvey, {"ods_code": "F81099", "name": "The New Surgery"}, by=lead)
    with pytest.raises(Refused, match="F81099 is here already"):
        add_practice(world.rayleigh, {"ods_code": "F81099", "name": "The New Surgery"}, by=officer)
    assert Practice.objects.filter(ods_code="F81099").count() == 1
    assert AuditEvent.objects.filter(what="Added the practice").count() == 1


def test_the_service_merges_too(practice: Practice, lead: User, officer: User):
    save_practice(practice, {"gp_fte": Decimal(4)}, base_revision=0, by=officer)
    result = save_practice(practice, {"gp_fte": Decimal(3), "nurse_fte": Decimal(2)}, base_revision=0, by=lead)
    assert (result.changed, result.merged, result.conflicts) == (("nurse_fte",), ("gp_fte",), ())
