"""Invitations: sent by e-mail, accepted once by the right person, withdrawn, too old; and taking roles away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from localities.forms.people import InviteForm, NewAccountForm
from localities.forms.practices import NewPracticeForm
from localities.kit.mail.outbox import send_due
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import Invitation, Locality, Role, User
from localities.services.invitations import NewPerson, accept, find, invite, take_away, withdraw
from tests.cast import PASSWORD, World, make_cast, make_world
from tests.flat import flat

pytestmark = pytest.mark.postgres

LEAD = Role.Kind.LOCALITY_LEAD


def invite_to(locality: Locality, by: User, email: str = "new@example.com") -> Invitation:
    return invite(email=email, name="New Person", kind=LEAD, scope=locality, by=by)


def link() -> str:
    """Send what waits and return the way in the newest e-mail's link."""
    send_due()
    [address] = re.findall(r"https?://[^/\s]+(/invitations/\S+)", mail.outbox[-1].body)
    return str(address)


def token() -> str:
    return link().split("/")[2]


def test_somebody_new_accepts_with_a_name_and_a_password(world: World, lead: User) -> None:
    invite_to(world.canvey, lead, "New@Example.com")
    address, client = link(), Client()
    assert mail.outbox[0].to == ["new@example.com"]
    page = client.get(address)
    assert "Locality lead, Canvey Island" in flat(page)
    assert 'value="New Person"' in flat(page)
    done = client.post(address, {"name": "Newcomer", "password": PASSWORD}, follow=True)
    assert done.status_code == 200
    assert done.context["locality"] == world.canvey  # its home is what they find at once
    user = User.objects.get(email="new@example.com")
    assert (user.name, user.check_password(PASSWORD)) == ("Newcomer", True)
    [role] = user.roles.all()
    assert (role.kind, role.locality) == (LEAD, world.canvey)
    assert role.history.get().history_user == user
    event = AuditEvent.objects.first()
    assert event
    assert (event.what, event.who_id) == ("Accepted the invitation as Locality lead, Canvey Island", user.pk)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "", "password": PASSWORD}, "Enter your name"),
        ({"name": "Newcomer", "password": ""}, "Enter a password"),
        ({"name": "Newcomer", "password": "12345678"}, "too common"),
        ({"name": "Newcomer", "password": "new@example.com"}, "too similar"),
    ],
)
def test_a_bad_password_or_no_name_is_refused(world: World, lead: User, typed: dict[str, str], says: str) -> None:
    invite_to(world.canvey, lead)
    page = Client().post(link(), typed)
    assert page.status_code == 422
    assert says in flat(page)
    assert not User.objects.filter(email="new@example.com").exists()


def test_neither_the_database_nor_the_outbox_holds_the_token(world: World, lead: User) -> None:
    invitation = invite_to(world.canvey, lead)
    secret = token()
    email = OutgoingEmail.objects.get()
    assert secret not in email.text + email.html + email.key + email.subject
    assert secret != invitation.token_sha256
    assert find(secret) == invitation


def test_a_person_with_an_account_signs_in_and_accepts(
    world: World, lead: User, outsider: User, client_for: Callable[[User], Client]
) -> None:
    invite_to(world.canvey, lead, outsider.email)
    address = link()
    page = flat(Client().get(address))
    assert "Sign in to accept" in page
    assert f"/accounts/login/?next={address}" in page
    # Without signing in, a name and a password do not open an account that is somebody's already.
    assert Client().post(address, {"name": "x", "password": PASSWORD}).status_code == 200
    client = client_for(outsider)
    assert client.get(world.canvey.get_absolute_url()).status_code == 404
    assert client.post(address).status_code == 302
    assert client.get(world.canvey.get_absolute_url()).status_code == 200


def test_somebody_else_cannot_accept(
    world: World, lead: User, outsider: User, client_for: Callable[[User], Client]
) -> None:
    invite_to(world.canvey, lead)
    address = link()
    page = client_for(outsider).post(address)
    assert "You are signed in as outsider@example.com. Sign out" in flat(page)
    assert not outsider.roles.filter(locality=world.canvey).exists()
    with pytest.raises(Refused, match=r"This invitation is for new@example\.com"):
        accept(find(address.split("/")[2]), by=outsider)


def test_a_link_that_does_not_work_says_why(world: World, lead: User) -> None:
    def said(address: str) -> str:
        page = Client().get(address)
        assert page.status_code == 409  # as for a link that never was: it tells nobody whether one exists
        return flat(page)

    assert "The link is not complete" in said(reverse("invitation-accept", args=["made-up"]))

    used = invite_to(world.canvey, lead, "used@example.com")
    address = link()
    accept(used, by=NewPerson("Used", PASSWORD))
    assert "has been accepted already" in said(address)

    withdrawn = invite_to(world.canvey, lead, "withdrawn@example.com")
    address = link()
    withdraw(withdrawn, by=lead)
    assert "has been withdrawn" in said(address)

    invite_to(world.canvey, lead, "late@example.com")
    address = link()
    Invitation.objects.filter(email="late@example.com").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "too old" in said(address)
    assert "Ask Locality lead, Canvey Island to invite you again" in said(address)


def test_an_invitation_withdrawn_or_too_old_before_it_was_sent_is_not_sent(world: World, lead: User) -> None:
    withdraw(invite_to(world.canvey, lead, "withdrawn@example.com"), by=lead)
    invite_to(world.canvey, lead, "late@example.com")
    Invitation.objects.filter(email="late@example.com").update(expires_at=timezone.now() - timedelta(seconds=1))
    invite_to(world.canvey, lead, "new@example.com")
    send_due()
    assert [message.to for message in mail.outbox] == [["new@example.com"]]


def invited(by: User, count: int) -> None:
    """`by` invited so many people at this moment, or withdrew some: what was sent counts."""
    now = timezone.now()
    fields = {"kind": Role.Kind.ADMINISTRATOR, "invited_by": by, "expires_at": now, "withdrawn_at": now}
    Invitation.objects.bulk_create(
        Invitation(email=f"{number}@example.com", name="x", token_sha256=str(number), **fields)
        for number in range(count)
    )


def test_nobody_invites_more_than_thirty_people_in_an_hour(world: World, lead: User, colleague: User) -> None:
    invited(lead, 29)
    invite_to(world.canvey, lead)
    with pytest.raises(Refused, match="You have invited 30 people in the last hour") as refused:
        invite_to(world.canvey, lead, "one-more@example.com")
    again = timezone.localtime(timezone.now() + timedelta(minutes=61))
    assert any(f"from {again + timedelta(minutes=late):%H:%M} on" in str(refused.value) for late in (-1, 0))
    assert not Invitation.objects.filter(email="one-more@example.com").exists()
    invite_to(world.canvey, colleague, "one-more@example.com")
    Invitation.objects.filter(invited_by=lead).update(invited_at=timezone.now() - timedelta(minutes=61))
    invite_to(world.canvey, lead, "later@example.com")


def test_administrators_may_invite_more(world: World, administrator: User) -> None:
    invited(administrator, 199)
    invite_to(world.canvey, administrator)
    with pytest.raises(Refused, match="You have invited 200 people"):
        invite_to(world.canvey, administrator, "one-more@example.com")


@pytest.mark.parametrize(
    "name",
    ["See https://evil.example", "www.evil", "Evil.com", "Dr evil-site.co.uk", "you@evil.com", "t.co/x", "evil。com"],
)
def test_no_name_in_an_email_to_a_stranger_is_a_link(world: World, lead: User, name: str) -> None:
    """The invited person's name, that of whoever invites, and the practice's."""
    role = InviteForm({"name": name, "email": "new@example.com", "role": "x"}, roles={})
    own = NewAccountForm({"name": name}, invitation=invite_to(world.canvey, lead))
    practice = NewPracticeForm(QueryDict(urlencode({"name": name})), today=timezone.localdate())
    for form in (role, own, practice):
        assert form.errors["name"] == [
            "Enter the name without a web address, and with a space after a full stop: Dr. Khan"
        ]


@pytest.mark.parametrize(
    "name", ["Dr. Ann O'Neill-Khan", "T.A.Khan", "Ph.D B.Sc", "Surgery No. 2.5", "Canvey / Benfleet"]
)
def test_names_of_people_are_none(name: str) -> None:
    assert "name" not in InviteForm({"name": name}, roles={}).errors


def test_an_invitation_lasts_seven_days(world: World, lead: User) -> None:
    invitation = invite_to(world.canvey, lead)
    assert invitation.expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert invitation.expires_at - timezone.now() <= timedelta(days=7)


def test_what_happened_between_looking_and_accepting_is_seen(world: World, lead: User) -> None:
    invitation = invite_to(world.canvey, lead)
    withdraw(Invitation.objects.get(), by=lead)
    with pytest.raises(Refused, match="in the meantime"):
        accept(invitation, by=NewPerson("New", PASSWORD))
    with pytest.raises(Refused, match="in the meantime"):
        withdraw(invitation, by=lead)
    assert not User.objects.filter(email="new@example.com").exists()


def test_one_that_grows_too_old_between_looking_and_accepting_is_not_accepted(world: World, lead: User) -> None:
    invite_to(world.canvey, lead)
    invitation = find(token())
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused):
        accept(invitation, by=NewPerson("New", PASSWORD))
    assert not User.objects.filter(email="new@example.com").exists()
    assert not Role.objects.filter(user__email="new@example.com").exists()
    assert Invitation.objects.get().accepted_at is None


def test_inviting_again_replaces_the_earlier_link(world: World, lead: User) -> None:
    invite_to(world.canvey, lead)
    first = token()
    invite_to(world.canvey, lead)
    second = token()
    with pytest.raises(Refused, match="replaced by a newer one"):
        find(first)
    assert find(second).email == "new@example.com"
    assert Invitation.objects.open().count() == 1


def test_nobody_is_invited_to_what_they_are(world: World, lead: User, colleague: User) -> None:
    with pytest.raises(Refused, match="has this role already"):
        invite_to(world.canvey, lead, colleague.email.upper())


def test_a_role_is_taken_away_with_history(world: World, lead: User, colleague: User) -> None:
    role = colleague.roles.get()
    pk = role.pk
    take_away(role, by=lead)
    assert not colleague.roles.exists()
    last = Role.history.filter(id=pk).first()  # type: ignore[attr-defined]
    assert (last.history_type, last.history_user) == ("-", lead)
    event = AuditEvent.objects.first()
    assert event
    assert (event.what, event.on_name) == ("Took away the role Locality lead, Canvey Island", "Locality manager")
    assert event.locality_id == world.canvey.pk


def test_nobody_takes_away_their_own_role(administrator: User, lead: User) -> None:
    """So that there is always an administrator."""
    for person in (administrator, lead):
        with pytest.raises(Refused, match="your own role"):
            take_away(person.roles.get(), by=person)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_accept_once() -> None:
    world = make_world()
    lead = make_cast(world)["lead"]
    invitation = invite_to(world.canvey, lead)
    ready, outcomes = Barrier(2), []

    def try_it() -> None:
        ready.wait()
        try:
            outcomes.append(str(accept(invitation, by=NewPerson("New", PASSWORD))))
        except Refused as error:
            outcomes.append(str(error))
        connection.close()

    threads = [Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["New", "This invitation was accepted or withdrawn in the meantime."]
    assert User.objects.get(email="new@example.com").roles.count() == 1
