"""Setting a new password by e-mail: nobody learns who has an account, and nothing in the database opens one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from localities.auth.adapters import InvitedOnlyAdapter
from localities.kit.mail.outbox import SECRET, send_due
from localities.kit.models import OutgoingEmail
from localities.models import User
from tests.flat import flat
from tests.workers import IN_THE_DATABASE

pytestmark = pytest.mark.postgres

ADDRESS, UNKNOWN = "/accounts/password/reset/", "nobody@example.com"


@pytest.fixture
def _beside(settings: Settings) -> None:
    """As on a server, where a worker is woken and sends beside the request: here it never gets to it."""
    settings.TASKS = IN_THE_DATABASE


def ask(email: str) -> None:
    page = Client().post(ADDRESS, {"email": email})
    assert (page.status_code, page["Location"]) == (302, reverse("account_reset_password_done"))


def link() -> str:
    [message] = mail.outbox
    [address] = re.findall(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", message.body)
    assert message.alternatives[0][0].count(address) == 1
    return str(address)


def test_the_link_leads_to_a_new_password(lead: User, settings: Settings) -> None:
    settings.SITE_URL = "https://assessment.example.org"
    Client().post(ADDRESS, {"email": "Lead@Example.com"}, headers={"host": "localhost"})
    send_due()
    assert mail.outbox[0].to == [lead.email]
    assert "https://assessment.example.org/accounts/" in mail.outbox[0].body
    client = Client()
    page = client.get(link(), follow=True)
    assert "Choose a new password" in flat(page)
    new = {"password1": "violet-harbour-19", "password2": "violet-harbour-19"}
    assert client.post(page.request["PATH_INFO"], new).status_code == 302
    lead.refresh_from_db()
    assert lead.check_password("violet-harbour-19")
    assert "no longer works" in flat(Client().get(link(), follow=True))


@pytest.mark.usefixtures("_beside")
def test_known_and_unknown_addresses_cost_the_same_and_get_the_same(lead: User, colleague: User) -> None:
    """Counted, not timed: the same statements on the database, and nothing that asks for a mail server."""
    EmailAddress.objects.create(user=colleague, email=colleague.email, primary=True, verified=True)
    ask("first@example.com")  # the first from a place begins a count of them
    answers = {}
    for email in (UNKNOWN, lead.email, colleague.email):
        with CaptureQueriesContext(connection) as queries:
            ask(email)
        answers[email] = [re.sub(r"'[^']*'|\d+", "_", query["sql"]) for query in queries]
    assert answers[UNKNOWN] == answers[lead.email] == answers[colleague.email]
    assert not any("localities_user" in sql for sql in answers[UNKNOWN])
    assert OutgoingEmail.objects.count() == 4


class BrokenServer(BaseEmailBackend):
    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("nobody there")


@pytest.mark.parametrize("email", ["lead@example.com", UNKNOWN])
def test_a_broken_mail_server_changes_no_answer(lead: User, email: str, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    ask(email)
    send_due()


@pytest.mark.usefixtures("_beside")
def test_nothing_in_the_outbox_opens_an_account(lead: User) -> None:
    ask(lead.email)
    send_due()
    path = link()
    email = OutgoingEmail.objects.get()
    assert email.sent_at
    assert SECRET in email.text
    assert path.split("/")[-2].split("-")[-1] not in email.text + email.html + email.key


def test_an_unknown_address_and_a_closed_account_get_nothing_and_leave_nothing(lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=False)
    for email in (UNKNOWN, lead.email):
        ask(email)
    assert OutgoingEmail.objects.count() == 2
    assert send_due() == (0, 0)
    assert mail.outbox == []
    assert not OutgoingEmail.objects.exists()


def test_it_is_sent_to_the_address_of_the_account(lead: User) -> None:
    """Databases take some letters for one another that lead to two letter boxes."""
    ask("LEAD@example.com")
    OutgoingEmail.objects.update(to_address="LEAD@EXAMPLE.COM")
    send_due()
    assert mail.outbox[0].to == ["lead@example.com"]


def test_a_request_of_yesterday_is_not_sent_today(lead: User) -> None:
    ask(lead.email)
    OutgoingEmail.objects.update(written_at=timezone.now() - timedelta(hours=3))
    assert send_due() == (0, 0)
    assert mail.outbox == []


def test_what_else_allauth_sends_goes_through_the_outbox(lead: User) -> None:
    InvitedOnlyAdapter().send_mail("account/email/password_changed", lead.email, {"user": lead, "ip": "192.0.2.1"})
    assert mail.outbox == []
    send_due()
    [message] = mail.outbox
    assert message.to == [lead.email]
    assert "password" in message.body.lower()


@pytest.mark.parametrize("secret", ["key", "code", "password_reset_url", "activate_url"])
def test_no_secret_of_allauth_gets_into_the_outbox(lead: User, secret: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"holds {secret}"):
        InvitedOnlyAdapter().send_mail("account/email/password_reset_key", lead.email, {secret: "s3cret"})
    assert not OutgoingEmail.objects.exists()
