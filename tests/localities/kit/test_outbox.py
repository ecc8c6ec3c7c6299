"""The outbox: what is written once, sent after the commit, tried again, and by one process only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from localities.kit.mail import outbox
from localities.kit.mail.outbox import SECRET, Late, Outcome, Topic, at_sending, put, send, send_due, write_email
from localities.kit.models import AuditEvent, EmailChoice, OutgoingEmail
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

Commit = Callable[..., object]


class BrokenServer(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("nobody there")


@pytest.fixture
def _broken(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"


def write(lead: User, **more: object) -> OutgoingEmail | None:
    reminder = {"reminders": [], "count": 3}
    return write_email(lead, Topic.REMINDERS, "reminder", reminder, **{"key": "one", **more})


def test_it_is_sent_after_the_commit_with_a_plain_and_an_html_text(
    lead: User, django_capture_on_commit_callbacks: Commit, settings: Settings
) -> None:
    settings.SITE_URL = "https://assessment.example.org"
    with django_capture_on_commit_callbacks(execute=True):
        write(lead)
        assert mail.outbox == []
    [message] = mail.outbox
    assert (message.to, message.subject) == ([lead.email], "3 actions due or overdue")
    assert "Hello Locality lead, Canvey Island" in message.body
    assert "You get this because of your role" in message.body
    assert "https://assessment.example.org/your-emails/" in message.body
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert "<h1" in html
    assert "You get this because of your role" in html
    assert OutgoingEmail.objects.get().sent_at


def test_the_same_key_is_written_and_sent_once(lead: User) -> None:
    assert write(lead)
    assert write(lead) is None
    assert send_due() == (1, 0)
    assert send_due() == (0, 0)
    assert len(mail.outbox) == 1


def test_a_transaction_rolled_back_leaves_no_email(lead: User) -> None:
    with transaction.atomic():
        write(lead)
        transaction.set_rollback(True)
    assert not OutgoingEmail.objects.exists()


def test_topics_people_do_not_want_and_closed_accounts_get_nothing(lead: User, colleague: User) -> None:
    EmailChoice.objects.create(user=lead, topic=Topic.REMINDERS)
    colleague.is_active = False
    assert write(lead) is None
    assert write(colleague) is None


@pytest.mark.usefixtures("_broken")
def test_a_failing_server_fails_no_request_and_loses_nothing(
    lead: User, django_capture_on_commit_callbacks: Commit, settings: Settings
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(lead)
    email = OutgoingEmail.objects.get()
    assert (email.sent_at, email.tries) == (None, 1)
    assert email.last_error == "ConnectionRefusedError: nobody there"
    assert email.next_try_at > timezone.now() + timedelta(minutes=4)
    assert send_due() == (0, 0)  # not its time yet

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingEmail.objects.update(next_try_at=timezone.now())
    call_command("send_outbox")
    email.refresh_from_db()
    assert email.sent_at
    assert email.last_error == ""
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_broken")
def test_it_waits_longer_after_each_failure(lead: User) -> None:
    email = write(lead)
    assert email
    waits = []
    for _ in range(7):
        OutgoingEmail.objects.update(next_try_at=timezone.now())
        send(email.pk)
        email.refresh_from_db()
        assert email.next_try_at
        waits.append(round((email.next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [5, 15, 60, 240, 1440, 1440, 1440]


@pytest.fixture
def _no_registered_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_late", {})


@pytest.mark.usefixtures("_no_registered_topics")
def test_a_secret_and_where_it_goes_are_worked_out_when_it_is_sent(db: None) -> None:
    at_sending(Topic.ACCOUNT)(lambda email: Late(f"for-{email.to_address}", "s3cret"))
    email = put("new@example.com", Topic.ACCOUNT, "Subject", f"Follow {SECRET}", f"<p>{SECRET}</p>", key="one")
    assert email
    assert send(email.pk) is Outcome.SENT
    [message] = mail.outbox
    assert (message.to, message.body) == (["for-new@example.com"], "Follow s3cret\n")
    assert message.alternatives == [("<p>s3cret</p>", "text/html")]
    email.refresh_from_db()
    assert "s3cret" not in email.text + email.html + email.key


def test_a_command_knows_the_secrets_though_it_opens_no_page() -> None:
    """`send_outbox` loads the apps and no addresses."""
    code = "import django; django.setup(); from localities.kit.mail import outbox; print(*sorted(outbox._late))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", code]
    known = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert known.stdout.split() == [Topic.INVITATION, Topic.PASSWORD_RESET]


@pytest.mark.usefixtures("_no_registered_topics")
def test_what_nobody_is_to_get_any_more_is_not_sent_and_goes_away(db: None) -> None:
    at_sending(Topic.ACCOUNT)(lambda email: None)
    put("new@example.com", Topic.ACCOUNT, "Subject", "Text", key="one")
    assert send_due() == (0, 0)
    assert mail.outbox == []
    assert not OutgoingEmail.objects.exists()


def test_an_email_without_html_has_none(db: None) -> None:
    put("new@example.com", Topic.ACCOUNT, "Subject", "Text", key="one")
    assert send_due() == (1, 0)
    assert mail.outbox[0].alternatives == []


@pytest.mark.django_db(transaction=True)
def test_two_processes_send_it_once() -> None:
    email = write_email("new@example.com", Topic.REMINDERS, "reminder", {"count": 1}, key="one", at_once=False)
    assert email
    ready, outcomes = Barrier(4), []

    def try_it() -> None:
        ready.wait()
        outcomes.append(send(email.pk))
        connection.close()

    threads = [Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [*[Outcome.NOTHING] * 3, Outcome.SENT]
    assert len(mail.outbox) == 1


class NotThisOne(BaseEmailBackend):
    """A mail server that takes everything but what goes to one address."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if messages[0].to == ["first@example.com"]:
            raise SMTPRecipientsRefused({"first@example.com": (550, b"unknown")})
        mail.outbox += messages
        return 1


def put_two() -> None:
    for name in ("first", "second"):
        put(f"{name}@example.com", Topic.REMINDERS, "Subject", "Text", key=name, at_once=False)


def test_one_address_refused_holds_up_no_other(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NotThisOne"
    put_two()
    assert send_due() == (1, 1)
    assert OutgoingEmail.objects.get(sent_at__isnull=True).to_address == "first@example.com"


@pytest.mark.usefixtures("_broken")
def test_a_server_that_is_not_there_is_asked_once_in_a_run(db: None) -> None:
    """Asking it for each e-mail would take ten seconds each, and one run would overtake the other."""
    put_two()
    assert send_due() == (0, 1)
    assert list(OutgoingEmail.objects.values_list("tries", flat=True)) == [1, 0]
    assert send_due() == (0, 1)  # the other has its turn, and the first is not due


def test_people_choose_their_emails(lead: User, client_for: Callable[[User], Client]) -> None:
    client, address = client_for(lead), reverse("email-choices")
    page = flat(client.get(address))
    assert page.count(" checked") == 4
    assert "An invitation" not in page
    assert client.post(address, {"topics": ["plans"]}).status_code == 302
    assert set(lead.email_choices.values_list("topic", flat=True)) == {"comments", "reminders", "waves"}
    assert flat(client.get(address)).count(" checked") == 1
    assert AuditEvent.objects.get(on_type="localities.user", on_id=lead.pk).what == "Chose their e-mails"
    client.post(address, {"topics": ["plans", "comments", "reminders", "waves"]})
    assert not lead.email_choices.exists()
    for never_asked in ("invitation", "password_reset", "account"):
        assert client.post(address, {"topics": [never_asked]}).status_code == 422


def test_emails_escape_what_people_wrote_in_html_only(lead: User) -> None:
    lead.name = "Lead <b>& Co</b>"
    email = write(lead)
    assert email
    assert "Hello Lead <b>& Co</b>" in email.text
    assert "Hello Lead &lt;b&gt;&amp; Co&lt;/b&gt;" in email.html
