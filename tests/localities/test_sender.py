"""What runs beside the requests: one thread for a process, however many e-mails and whatever the mail server does."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from pytest_django.fixtures import Settings

from localities.kit.mail import outbox
from localities.kit.mail.sender import Sender
from localities.kit.models import OutgoingEmail
from localities.models import Role
from localities.services.invitations import invite
from tests.cast import make_cast, make_world
from tests.localities.mail_servers import nobody_there, silent_server

PATIENCE = 60  # seconds that nothing here takes, unless it is broken


class Work:
    """Counts how often it is done, and stands still until it is let go."""

    def __init__(self) -> None:
        self.began, self.go_on = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self) -> None:
        self.began.release()
        assert self.go_on.acquire(timeout=PATIENCE)

    def begins(self) -> bool:
        return self.began.acquire(timeout=PATIENCE)


def test_waking_while_at_work_means_once_more_and_no_second_thread() -> None:
    work = Work()
    sender, threads = Sender(work), threading.active_count()
    for _ in range(50):
        sender.wake()
    assert work.begins()
    for _ in range(50):
        sender.wake()
    assert threading.active_count() == threads + 1
    work.go_on.release()
    assert work.begins()
    work.go_on.release()
    sender.wake()
    assert work.begins()
    work.go_on.release()
    assert not work.began.acquire(blocking=False)


def test_it_goes_on_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    done, outcomes = Event(), [ValueError("no database"), None]

    def work() -> None:
        if error := outcomes.pop(0):
            first_failed.set()
            raise error
        done.set()

    first_failed = Event()
    sender = Sender(work)
    sender.wake()
    assert first_failed.wait(PATIENCE)
    sender.wake()
    assert done.wait(PATIENCE)
    assert "left to the next time" in caplog.text


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # threads and fork: that is what is tested
def test_a_forked_process_has_a_thread_of_its_own() -> None:
    done = Event()
    sender = Sender(done.set)
    sender.wake()
    assert done.wait(PATIENCE)
    done.clear()
    with sender._lock:  # as when another thread wakes it at that moment
        child = os.fork()
        if not child:
            signal.alarm(PATIENCE)  # ends a child that waits for ever
            sender.wake()
            os._exit(0 if done.wait(PATIENCE) else 1)
    assert os.waitpid(child, 0)[1] == 0


def comes_to_be(holds: Callable[[], bool]) -> bool:
    """Wait for it: a server notices a little later that a connection was closed."""
    end = time.monotonic() + PATIENCE
    while not (it_holds := holds()) and time.monotonic() < end:
        time.sleep(0.01)
    return it_holds


def connections_to_database() -> int:
    """Count them, this one among them. SQLite has nobody who counts."""
    if connection.vendor != "postgresql":
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


class AskedServer(EmailBackend):
    """Tells when a mail server is about to be asked."""

    asked = Event()

    def open(self) -> bool | None:
        self.asked.set()
        return super().open()


@pytest.fixture
def idle(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The outbox's sender at work beside the requests, as on a server; set when it has done all that it was woken for.

    No connection of its own may meet the emptying of the database after the test.
    """
    settings.EMAILS_IN_BACKGROUND = True
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = f"{__name__}.AskedServer", PATIENCE
    AskedServer.asked.clear()
    idle, sender, lock = Event(), Sender(outbox.send_due), threading.Lock()
    wake, work_once = sender.wake, sender.work_once

    def wake_not_idle() -> None:
        with lock:
            idle.clear()
            wake()

    def work() -> None:
        work_once()
        with lock:
            if not sender._woken.is_set():
                idle.set()

    monkeypatch.setattr(sender, "wake", wake_not_idle)
    monkeypatch.setattr(sender, "work_once", work)
    monkeypatch.setattr(outbox, "_sender", sender)
    yield idle
    assert idle.wait(PATIENCE)


def invite_many() -> None:
    world = make_world()
    lead = make_cast(world)["lead"]
    for number in range(20):
        email = f"new-{number}@example.com"
        invite(email=email, name="New Person", kind=Role.Kind.LOCALITY_LEAD, scope=world.canvey, by=lead)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("idle")
def test_a_silent_server_holds_one_thread_and_no_connection(settings: Settings) -> None:
    threads = threading.active_count()
    with silent_server() as (settings.EMAIL_HOST, settings.EMAIL_PORT):
        invite_many()
        assert AskedServer.asked.wait(PATIENCE)
        assert threading.active_count() == threads + 1
        assert comes_to_be(lambda: connections_to_database() == 1)
    # The server is gone, so the one try that it held has failed. Nothing is lost.
    assert comes_to_be(lambda: OutgoingEmail.objects.exclude(last_error="").exists())
    assert OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__isnull=False).count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_refusing_server_holds_one_thread_and_no_connection(settings: Settings, idle: Event) -> None:
    threads = threading.active_count()
    settings.EMAIL_HOST, settings.EMAIL_PORT = nobody_there()
    invite_many()
    assert threading.active_count() == threads + 1
    assert idle.wait(PATIENCE)
    assert comes_to_be(lambda: connections_to_database() == 1)
    assert OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__isnull=False).count() == 20
