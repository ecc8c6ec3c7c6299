"""Your work, by role."""

import pytest
from django.test import Client
from django.urls import reverse

from localities.models import Locality, Practice, Role
from tests.cast import make_practice, make_user
from tests.flat import flat, without_token


def home(client: Client) -> str:
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return flat(response)


def is_shown_as_home(client: Client, address: str) -> bool:
    """The page at the address is what somebody finds at once, without being sent there."""
    home, page = client.get(reverse("home")), client.get(address)
    assert (home.status_code, page.status_code) == (200, 200)
    return without_token(home) == without_token(page)


def test_a_lead_of_one_locality_finds_its_home_at_once(client_for, lead, world):
    assert is_shown_as_home(client_for(lead), reverse("locality", args=[world.canvey.slug]))


def test_it_asks_no_more_than_the_page_and_what_that_is(client_for, lead, django_assert_max_num_queries):
    client = client_for(lead)
    with django_assert_max_num_queries(13):
        client.get(reverse("home"))


def test_somebody_with_a_second_role_chooses(client_for, outsider):
    text = home(client_for(outsider))
    assert "NHS Thurrock CCG" in text
    assert "Practice F81005, Tilbury" in text


def test_ccg_officer_and_approver_find_their_localities_at_once(client_for, officer, approver):
    for person in (officer, approver):
        assert is_shown_as_home(client_for(person), "/commissioners/99F/")


def test_the_system_team_finds_the_system_at_once(client_for, system_team):
    assert is_shown_as_home(client_for(system_team), "/systems/mid-and-south-essex/")


def test_an_officer_with_another_role_chooses(client_for, officer, world):
    officer.roles.create(kind=Role.Kind.PANEL_MEMBER, commissioner=world.neighbour)
    text = home(client_for(officer))
    assert "/commissioners/99F/" in text
    assert "/commissioners/07G/" not in text  # a panel member's role opens no localities


def test_a_lead_of_several_localities_chooses(client_for, lead, world):
    lead.roles.create(kind=Role.Kind.LOCALITY_LEAD, locality=world.rayleigh)
    text = home(client_for(lead))
    assert world.canvey.get_absolute_url() in text
    assert world.rayleigh.get_absolute_url() in text


def test_a_practice_representative_sees_how_much_of_the_view_is_given(client_for, practice_rep, diagnostic):
    response = client_for(practice_rep).get(reverse("home"))
    ((practice, _, tasks),) = response.context["work"].practices
    assert practice == Practice.objects.get(ods_code="F81001")
    statuses = [(task.status, task.hint) for task in tasks[1:]]
    assert statuses == [("To fill in", "0 of 24 domains"), ("Completed", "")]
    assert reverse("practice-views", args=[diagnostic.pk]) in flat(response)


def test_a_practice_representative_waits_for_a_diagnostic(client_for, practice_rep):
    assert "When the locality has started its diagnostic" in home(client_for(practice_rep))


def test_after_agreement_the_practices_view_is_closed(client_for, practice_rep, agreed_diagnostic):
    assert "The diagnostic is agreed" in home(client_for(practice_rep))


def test_panel_member_administrator_and_somebody_without_a_role(client_for, panel_member, administrator, world):
    assert "nothing for you to score yet" in home(client_for(panel_member))
    assert "Canvey Island" not in home(client_for(panel_member))
    assert reverse("admin:index") in home(client_for(administrator))
    assert "/systems/mid-and-south-essex/" in home(client_for(administrator))
    newcomer = make_user("newcomer@example.com", "Newcomer")
    assert "newcomer@example.com" in home(client_for(newcomer))


def test_nobody_sees_it_without_signing_in(client):
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("more", [1, 3])
def test_queries_do_not_grow_with_localities(client_for, lead, world, more, django_assert_num_queries):
    for number in range(more):
        extra = Locality.objects.create(commissioner=world.commissioner, name=f"Extra {number}", slug=f"extra-{number}")
        lead.roles.create(kind=Role.Kind.LOCALITY_LEAD, locality=extra)
    client = client_for(lead)
    client.get(reverse("home"))
    with django_assert_num_queries(5):
        client.get(reverse("home"))


@pytest.mark.parametrize("practices", [1, 3])
def test_queries_do_not_grow_with_practices(client_for, diagnostic, world, practices, django_assert_num_queries):
    own = [make_practice(world.canvey, f"F8200{number}") for number in range(practices)]
    kind = Role.Kind.PRACTICE_REPRESENTATIVE
    person = make_user("several@example.com", "Several practices", *({"kind": kind, "practice": one} for one in own))
    client = client_for(person)
    client.get(reverse("home"))
    with django_assert_num_queries(8):
        client.get(reverse("home"))
