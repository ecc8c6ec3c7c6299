"""Our SQLite engine: whoever has to wait for a turn to write gets it, and hears of it when there is none."""

from collections.abc import Iterator
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from localities.models import System

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite"),
]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Nobody waits for more than a moment."""
    options = connection.settings_dict["OPTIONS"]
    usual, options["timeout"] = options["timeout"], 0.05
    yield
    options["timeout"] = usual


def _in_another_thread(write: object) -> Thread:
    def run() -> None:
        try:
            write()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_writer_waits_for_its_turn() -> None:
    def write() -> None:
        with transaction.atomic():
            System.objects.create(name=f"After {System.objects.count()}", slug="second")

    with transaction.atomic():
        System.objects.create(name="First", slug="first")
        waiting = _in_another_thread(write)
        waiting.join(0.1)
        assert waiting.is_alive()
    waiting.join()
    assert System.objects.get(slug="second").name == "After 1"


@pytest.mark.usefixtures("impatient")
def test_without_a_turn_in_time_there_is_an_error_and_the_next_try_works() -> None:
    told = []

    def write() -> None:
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            told.append("not reached")
        told.append("refused")

    with transaction.atomic():
        System.objects.create(name="First", slug="first")
        _in_another_thread(write).join()
    assert told == ["refused"]
    with transaction.atomic():
        System.objects.create(name="Second", slug="second")


def test_one_write_by_itself_waits_too() -> None:
    """What writes without a transaction leaves the waiting to SQLite, also after a transaction."""
    with transaction.atomic():
        System.objects.create(name="First", slug="first")
    with connection.cursor() as cursor:
        timeout = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    assert timeout == connection.settings_dict["OPTIONS"]["timeout"] * 1000
