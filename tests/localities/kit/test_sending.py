"""E-mails leave by the worker: beside the requests, however many there are and whatever the mail server does."""

from __future__ import annotations

import threading
from threading import Event

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from localities.kit.models import OutgoingEmail
from localities.models import Role
from localities.services.invitations import invite
from tests.cast import make_cast, make_world
from tests.localities.mail_servers import nobody_there, silent_server
from tests.workers import IN_THE_DATABASE, PATIENCE, at_work, comes_to_be

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


class AskedServer(EmailBackend):
    """Tells when a mail server is about to be asked."""

    asked = Event()

    def open(self) -> bool | None:
        self.asked.set()
        return super().open()


@pytest.fixture(autouse=True)
def _as_on_a_server(settings: Settings) -> None:
    settings.TASKS = IN_THE_DATABASE
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = f"{__name__}.AskedServer", PATIENCE
    AskedServer.asked.clear()


def connections_to_database() -> int:
    """Count them, this one among them. SQLite has nobody who counts."""
    if connection.vendor != "postgresql":
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def invite_many() -> None:
    world = make_world()
    lead = make_cast(world)["lead"]
    for number in range(20):
        email = f"new-{number}@example.com"
        invite(email=email, name="New Person", kind=Role.Kind.LOCALITY_LEAD, scope=world.canvey, by=lead)


def test_a_request_asks_no_mail_server_and_begins_no_thread(settings: Settings) -> None:
    threads = threading.active_count()
    with silent_server() as (settings.EMAIL_HOST, settings.EMAIL_PORT):
        invite_many()
    assert threading.active_count() == threads
    assert not AskedServer.asked.is_set()
    assert OutgoingEmail.objects.filter(tries=0, sent_at__isnull=True, next_try_at__isnull=False).count() == 20


def test_a_silent_server_holds_no_connection(settings: Settings) -> None:
    with at_work("default"):
        with silent_server() as (settings.EMAIL_HOST, settings.EMAIL_PORT):
            invite_many()
            assert AskedServer.asked.wait(PATIENCE)
            assert comes_to_be(lambda: connections_to_database() == 1)
            assert OutgoingEmail.objects.filter(tries=1).count() == 1
            settings.EMAIL_HOST, settings.EMAIL_PORT = nobody_there()  # for what is asked after it
        # The server is gone, so the one try that it held fails. Nothing is lost.
        assert comes_to_be(lambda: OutgoingEmail.objects.exclude(last_error="").exists())
    assert OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__isnull=False).count() == 20


def test_a_refusing_server_holds_no_connection_for_long_and_loses_nothing(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = nobody_there()
    with at_work("default"):
        invite_many()
        assert comes_to_be(lambda: not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists())
    assert 1 <= OutgoingEmail.objects.filter(tries=1).count() < 20  # a server that is away is asked once a run
    assert connections_to_database() == 1
    assert OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__isnull=False).count() == 20
