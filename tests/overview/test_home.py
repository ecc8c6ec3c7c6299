"""Your work, by role."""

import pytest
from django.test import Client
from django.urls import reverse

from assessment.services import agree_diagnostic, reopen_diagnostic, start_diagnostic
from localities.models import Locality, Practice, Role
from tests.cast import TODAY, make_practice, make_user


def home(client: Client) -> str:
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response.content.decode()


def rows(client: Client) -> list:
    (table,) = client.get(reverse("home")).context["work"].commissioners
    return [(row.name, row.level, row.diagnostic, row.plan) for row in table.rows]


def test_a_lead_of_one_locality_goes_straight_to_its_home(client_for, lead, world):
    assert client_for(lead).get(reverse("home")).url == reverse("locality", args=[world.canvey.slug])


def test_somebody_with_a_second_role_chooses(client_for, outsider):
    text = home(client_for(outsider))
    assert "NHS Thurrock CCG" in text
    assert "Practice F81005, Tilbury" in text


def test_ccg_officer_and_approver_see_their_own_localities_only(client_for, officer, approver, diagnostic):
    for person in (officer, approver):
        assert rows(client_for(person)) == [
            ("Canvey Island", "None agreed yet", "0 of 24 answered", "Not started"),
            ("Rayleigh", "None agreed yet", "Not started", "Not started"),
        ]


def test_the_level_is_that_of_the_newest_agreed_diagnostic(client_for, officer, lead, agreed_diagnostic):
    level = "Level 1, working towards Level 2"
    assert rows(client_for(officer))[0] == ("Canvey Island", level, "Agreed " + today(agreed_diagnostic), "Not started")
    start_diagnostic(agreed_diagnostic.locality, by=lead, title="Next year", started_on=TODAY.replace(year=2019))
    assert rows(client_for(officer))[0] == ("Canvey Island", level, "0 of 24 answered", "Not started")


def today(diagnostic) -> str:
    return f"{diagnostic.agreed_at:%-d %B %Y}"


def test_a_reopened_diagnostic_says_so(client_for, officer, lead, agreed_diagnostic):
    reopen_diagnostic(agreed_diagnostic, why="Something changed", by=lead)
    assert rows(client_for(officer))[0][1:3] == ("None agreed yet", "Reopened, 24 of 24 answered")


def test_the_system_team_sees_every_ccg_with_its_localities(client_for, system_team):
    text = home(client_for(system_team))
    for name in ("NHS Castle Point and Rochford CCG", "NHS Thurrock CCG", "Canvey Island", "Rayleigh", "Tilbury"):
        assert name in text


def test_a_practice_representative_sees_how_much_of_the_view_is_given(client_for, practice_rep, diagnostic):
    response = client_for(practice_rep).get(reverse("home"))
    (work,) = response.context["work"].practices
    assert work.practice == Practice.objects.get(ods_code="F81001")
    assert [(task.status, task.hint) for task in work.tasks] == [("To fill in", "0 of 24 domains"), ("Completed", "")]
    assert reverse("practice-views", args=[diagnostic.pk]) in response.content.decode()


def test_a_practice_representative_waits_for_a_diagnostic(client_for, practice_rep):
    assert "When the locality has started its diagnostic" in home(client_for(practice_rep))


def test_after_agreement_the_practices_view_is_closed(client_for, practice_rep, agreed_diagnostic):
    assert "The diagnostic is agreed" in home(client_for(practice_rep))


def test_panel_member_administrator_and_somebody_without_a_role(client_for, panel_member, administrator, world):
    assert "nothing for you to score yet" in home(client_for(panel_member))
    assert "Canvey Island" not in home(client_for(panel_member))
    assert reverse("admin:index") in home(client_for(administrator))
    newcomer = make_user("newcomer@example.com", "Newcomer")
    assert "newcomer@example.com" in home(client_for(newcomer))


def test_nobody_sees_it_without_signing_in(client):
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("more", [1, 3])
def test_queries_do_not_grow_with_localities(
    client_for, officer, lead, agreed_diagnostic, more, django_assert_num_queries
):
    commissioner = agreed_diagnostic.locality.commissioner
    for number in range(more):
        extra = Locality.objects.create(commissioner=commissioner, name=f"Extra {number}", slug=f"extra-{number}")
        agree_diagnostic(start_diagnostic(extra, by=lead, title="First", started_on=TODAY), by=lead)
    client = client_for(officer)
    client.get(reverse("home"))
    with django_assert_num_queries(9):
        client.get(reverse("home"))


@pytest.mark.parametrize("practices", [1, 3])
def test_queries_do_not_grow_with_practices(client_for, diagnostic, world, practices, django_assert_num_queries):
    own = [make_practice(world.canvey, f"F8200{number}") for number in range(practices)]
    kind = Role.Kind.PRACTICE_REPRESENTATIVE
    person = make_user("several@example.com", "Several practices", *({"kind": kind, "practice": one} for one in own))
    client = client_for(person)
    client.get(reverse("home"))
    with django_assert_num_queries(6):
        client.get(reverse("home"))
