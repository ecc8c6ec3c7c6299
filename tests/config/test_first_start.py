"""Two that start at the same moment on an empty database, by really starting two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import ConnectionHandler, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from environ import Env

from localities.kit.one_at_a_time import one_at_a_time

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of a database that nobody has used."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    name = f"first_start_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def test_both_end_well(empty_database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": empty_database, "DEBUG": "1", "SECRET_KEY": "only-for-tests"}
    command = [sys.executable, "manage.py", "prepare"]
    both = [
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    said = [start.communicate()[0] for start in both]
    assert [start.returncode for start in both] == [0, 0], "\n".join(said)
    assert sorted("is published already" in each for each in said) == [False, True], said


def test_the_second_waits_for_the_first() -> None:
    inside, go_on, order = Event(), Event(), []

    def first() -> None:
        with one_at_a_time():
            inside.set()
            assert go_on.wait(60)
            order.append("first")
        connection.close()

    def second() -> None:
        with one_at_a_time():
            order.append("second")
        connection.close()

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert inside.wait(60)
    threads[1].start()
    threads[1].join(0.2)
    assert order == []
    go_on.set()
    for thread in threads:
        thread.join()
    assert order == ["first", "second"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Django cannot read these back from SQLite")
def test_migrations_make_the_tables_of_the_models(empty_database: str) -> None:
    """The tables of these tests are made from the models, without migrations."""
    environment = {**os.environ, "DATABASE_URL": empty_database, "DEBUG": "1", "SECRET_KEY": "only-for-tests"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True)
    migrated = ConnectionHandler({"default": {**connection.settings_dict, **Env.db_url_config(empty_database)}})[
        "default"
    ]
    assert tables(migrated) == tables(connection)
    migrated.close()


def tables(database: BaseDatabaseWrapper) -> dict[str, object]:
    """Every model's table: its columns' names, and its constraints whatever they are called."""
    look, found = database.introspection, {}
    with database.cursor() as cursor:
        for table in connection.introspection.django_table_names(include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} WHERE 1 = 0")  # noqa: S608  our own name
            columns = sorted(one[0] for one in cursor.description)
            rules = look.get_constraints(cursor, table).values()
            found[table] = (columns, sorted(map(_plain, rules), key=str))
    return found


def _plain(rule: dict[str, object]) -> list[tuple[str, object]]:
    return sorted((name, value) for name, value in rule.items() if name not in ("definition", "options"))
