"""The people pages: who sees and changes whose roles, and how many queries that takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from localities.kit.models import OutgoingEmail
from localities.models import Invitation, Role, User
from localities.services.invitations import invite
from tests.cast import World, make_user
from tests.flat import flat

pytestmark = pytest.mark.postgres

As = Callable[[User], Client]
Kind = Role.Kind


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return flat(page)


def test_a_lead_sees_the_locality_s_people_and_invites(world: World, lead: User, client_for: As) -> None:
    client = client_for(lead)
    page = text(client, reverse("people", args=["canvey-island"]))
    for shown in ("lead@example.com", "colleague@example.com", "practice@example.com", "Practice F81001"):
        assert shown in page
    for hidden in ("officer@example.com", "outsider@example.com"):
        assert hidden not in page
    address = reverse("person-invite", args=["canvey-island"])
    done = client.post(address, {"name": "New", "email": "New@example.com", "role": "F81002"}, follow=True)
    assert "An invitation is on its way to new@example.com" in flat(done)
    assert "Invitations without an answer" in flat(done)
    invitation = Invitation.objects.get()
    assert (invitation.kind, invitation.practice and invitation.practice.ods_code) == (
        Kind.PRACTICE_REPRESENTATIVE,
        "F81002",
    )
    assert OutgoingEmail.objects.get().to_address == "new@example.com"


def test_roles_of_a_commissioner_are_called_what_its_system_calls_it(
    world: World, approver: User, client_for: As
) -> None:
    world.system.commissioner_word = "ICB"
    world.system.save()
    page = text(client_for(approver), reverse("commissioner-people", args=["99F"]))
    assert "ICB officer" in page
    assert "ICB approver" in page
    offered = text(client_for(approver), reverse("commissioner-invite", args=["99F"]))
    assert "ICB officer: helps to fill in" in offered
    assert str(approver.roles.get()) == "ICB approver, NHS Castle Point and Rochford CCG"


@pytest.mark.parametrize("role", ["F81006", "officer", "approver", "administrator", ""])
def test_a_lead_gives_no_role_beyond_the_own_locality(world: World, lead: User, client_for: As, role: str) -> None:
    address = reverse("person-invite", args=["canvey-island"])
    got = client_for(lead).post(address, {"name": "New", "email": "new@example.com", "role": role})
    assert got.status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_to_somebody_who_has_the_role_is_refused_in_words(
    lead: User, colleague: User, client_for: As
) -> None:
    address = reverse("person-invite", args=["canvey-island"])
    got = client_for(lead).post(address, {"name": "x", "email": colleague.email, "role": "lead"})
    assert got.status_code == 422
    assert "colleague@example.com has this role already" in flat(got)


def test_too_many_invitations_are_refused_in_words_and_what_was_typed_stays(
    lead: User, client_for: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localities.services.invitations.MOST_IN_AN_HOUR", 1)
    client, address = client_for(lead), reverse("person-invite", args=["canvey-island"])
    assert client.post(address, {"name": "A", "email": "a@example.com", "role": "lead"}).status_code == 302
    got = client.post(address, {"name": "Second Person", "email": "b@example.com", "role": "lead"})
    assert got.status_code == 422
    page = flat(got)
    for shown in ("You have invited 1 people in the last hour", "Second Person", "b@example.com"):
        assert shown in page
    assert 'href="#email"' not in page


def test_an_approver_invites_people_of_the_own_ccg(approver: User, client_for: As) -> None:
    client = client_for(approver)
    address = reverse("commissioner-invite", args=["99F"])
    assert client.post(address, {"name": "New", "email": "new@example.com", "role": "approver"}).status_code == 302
    page = text(client, reverse("commissioner-people", args=["99F"]))
    for shown in (
        "officer@example.com",
        "panel@example.com",
        "new@example.com",
        "Canvey Island",
        "2 locality leads",
        "No locality lead yet",
    ):
        assert shown in page
    assert "lead@example.com" not in page
    assert client.post(address, {"name": "P", "email": "p@example.com", "role": "panel"}).status_code == 302
    assert Invitation.objects.get(email="p@example.com").kind == Role.Kind.PANEL_MEMBER
    assert client.get(reverse("commissioner-people", args=["07G"])).status_code == 404


def test_an_officer_sees_the_ccg_s_people_and_changes_those_of_its_localities(
    officer: User, lead: User, approver: User, client_for: As
) -> None:
    client = client_for(officer)
    page = text(client, reverse("commissioner-people", args=["99F"]))
    assert "approver@example.com" in page
    assert "Invite somebody" not in page
    assert client.get(reverse("role-remove", args=[approver.roles.get().pk])).status_code == 403
    assert client.post(reverse("role-remove", args=[lead.roles.get().pk])).status_code == 302
    assert not lead.roles.exists()


def test_taking_a_role_away_asks_first(lead: User, colleague: User, client_for: As) -> None:
    client, role = client_for(lead), colleague.roles.get()
    address = reverse("role-remove", args=[role.pk])
    assert "Locality manager" in text(client, address)
    assert colleague.roles.exists()
    done = client.post(address, follow=True)
    assert "Locality manager is no longer Locality lead, Canvey Island" in flat(done)
    assert client.post(address).status_code == 404


def test_everybody_s_role_can_be_taken_away_but_one_s_own(lead: User, colleague: User, client_for: As) -> None:
    client = client_for(lead)
    page = client.get(reverse("people", args=[lead.roles.get().locality.slug])).content.decode()
    assert reverse("role-remove", args=[colleague.roles.get().pk]) in page
    assert reverse("role-remove", args=[lead.roles.get().pk]) not in page
    assert page.count("This is you") == 1


def test_one_s_own_role_stays(lead: User, client_for: As) -> None:
    address = reverse("role-remove", args=[lead.roles.get().pk])
    assert "You cannot take away your own role" in text(client_for(lead), address)
    assert client_for(lead).post(address).status_code == 409
    assert lead.roles.exists()


def test_an_invitation_is_withdrawn_by_whoever_may_invite(
    world: World, lead: User, officer: User, practice_rep: User, outsider: User, client_for: As
) -> None:
    invitation = invite(email="new@example.com", name="New", kind=Kind.LOCALITY_LEAD, scope=world.canvey, by=lead)
    address = reverse("invitation-withdraw", args=[invitation.pk])
    assert client_for(outsider).post(address).status_code == 404
    assert client_for(practice_rep).post(address).status_code == 403
    assert "is withdrawn" in flat(client_for(officer).post(address, follow=True))
    assert "in the meantime" in flat(client_for(officer).post(address, follow=True))


@pytest.mark.parametrize("more", [0, 12])
def test_queries_do_not_grow(
    more: int,
    world: World,
    lead: User,
    approver: User,
    client_for: As,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(more):
        make_user(f"{number}@example.com", f"Lead {number}", {"kind": Kind.LOCALITY_LEAD, "locality": world.canvey})
        email = f"invited-{number}@example.com"
        invite(email=email, name="x", kind=Kind.LOCALITY_LEAD, scope=world.canvey, by=lead)
    for user, address, count in (
        (lead, reverse("people", args=["canvey-island"]), 5),
        (approver, reverse("commissioner-people", args=["99F"]), 6),
    ):
        client = client_for(user)
        client.get(address)
        with django_assert_num_queries(count):
            client.get(address)


def test_your_account_leads_to_everything_of_one_s_own(lead: User, client_for: As) -> None:
    page = text(client_for(lead), reverse("your-account"))
    for shown in (
        "Locality lead, Canvey Island",
        "/accounts/password/change/",
        "/accounts/second-step/",
        "/your-emails/",
    ):
        assert shown in page
    assert client_for(lead).get("/accounts/email/").url == "/your-account/"  # type: ignore[attr-defined]
