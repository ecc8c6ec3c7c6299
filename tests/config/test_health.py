"""What /readyz answers when the database is away, not finished, full or read only; never with a page or a secret."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

TAKES_NOTHING = "the database takes nothing"
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


@pytest.fixture
def _all_migrations(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked for beside migrations: tests may run on tables that were made without any."""
    monkeypatch.setattr("config.health.MigrationExecutor.migration_plan", lambda *_: [])


def readyz() -> tuple[int, str]:
    """What it answers on its first line; the second, where there is one, tells of the worker alone."""
    answer = Client().get("/readyz")
    assert answer["Content-Type"] == "text/plain"
    first, *second = answer.content.decode().split("\n")
    assert len(second) == (first == "ok")
    assert all(line.startswith("worker: ") for line in second)
    return answer.status_code, first


@contextmanager
def disk_full() -> Iterator[None]:
    """Let no file of this process grow, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def rows_in_cache() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("_all_migrations")
def test_ready_leaves_nothing_behind() -> None:
    before = rows_in_cache()
    assert readyz() == (200, "ok")
    assert rows_in_cache() == before


@pytest.mark.django_db
def test_a_missing_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.health.MigrationExecutor.migration_plan", lambda *_: ["localities 0002"])
    assert readyz() == (503, "migrations are missing: run manage.py prepare")


@pytest.mark.django_db
def test_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection to s3cret-host failed")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", refuse)
    assert readyz() == (503, "the database does not answer")
    assert "s3cret-host" in caplog.text


@pytest.mark.usefixtures("_all_migrations")
def test_no_cache_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cache RENAME TO away")
    status, said = readyz()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ALTER TABLE away RENAME TO cache")
    assert status == 503
    assert "manage.py prepare" in said


@only_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_all_migrations")
def test_a_full_disk() -> None:
    connection.close()
    connection.ensure_connection()  # a kept one: opening one anew writes, and fails before anything is tried
    with disk_full():
        status, said = readyz()
    assert status == 503
    assert TAKES_NOTHING in said
    assert readyz() == (200, "ok")


@only_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_all_migrations")
def test_a_file_that_may_only_be_read() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        status, said = readyz()
        cursor.execute("PRAGMA query_only = 0")
    assert status == 503
    assert TAKES_NOTHING in said


@only_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_all_migrations")
def test_a_server_that_may_only_be_read() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        status, said = readyz()
        cursor.execute("SET default_transaction_read_only = off")
    assert status == 503
    assert TAKES_NOTHING in said


@only_postgresql
@pytest.mark.django_db
def test_a_silent_server_is_waited_for_ten_seconds() -> None:
    assert connection.get_connection_params()["connect_timeout"] == 10
