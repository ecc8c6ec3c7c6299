"""What a fixture made in the database, put back row by row in the next test that asks for it.

Most tests begin with the same world, people and full diagnostic. The first test of a process makes them through the
services, as people do; what they wrote is remembered with the keys that it got, and written at once the next time. That
holds as long as a test makes the same things in the same order and writes nothing else before: else they are made anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction

T = TypeVar("T")
READS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET CONSTRAINTS")
Row = tuple[Any, ...]
Tables = dict[str, dict[Any, Row]]
"""By table the rows by their key, which is their first value."""


@dataclass(frozen=True)
class Step:
    """What a fixture returned, and the rows that differ by it: written anew or changed, and taken out."""

    result: bytes
    written: dict[str, list[Row]]
    taken_out: dict[str, list[Row]]


class Memory:
    """Remembers by what was made before in the same test, so that no step is put back on other ground."""

    def __init__(self) -> None:
        self._steps: dict[tuple[str, ...], Step] = {}
        self._writes = 0
        self._done: tuple[str, ...] | None = ()
        self._writes_then = 0

    def watch(self) -> None:
        """Count from now on what is written over the connection of the tests."""
        connection.execute_wrappers.append(self._count)

    def _count(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(READS):
            self._writes += 1
        return execute(sql, params, many, context)

    def begin(self) -> None:
        """A test begins: nothing but the guide is there, at most."""
        self._done, self._writes_then = (), self._writes

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` returns, made now or put back. `name` stands for all that it depends on."""
        if self._done is None or self._writes != self._writes_then:
            self._done = None  # something else was written: what is remembered stood on other ground
            return make()
        path = (*self._done, name)
        if path in self._steps:
            result: T = self._put_back(self._steps[path])
        else:
            before = _all_rows()
            result = make()
            self._steps[path] = _difference(before, _all_rows(), result)
        self._done, self._writes_then = path, self._writes
        return result

    def _put_back(self, step: Step) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in step.taken_out.items():
                delete = f"DELETE FROM {table} WHERE {_columns(table)[0]} = %s"  # noqa: S608  our own tables
                cursor.executemany(delete, [row[:1] for row in rows])
            for table, rows in step.written.items():
                columns, places = ", ".join(_columns(table)), ", ".join(["%s"] * len(_columns(table)))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
        return pickle.loads(step.result)  # noqa: S301  our own


def _difference(before: Tables, after: Tables, result: object) -> Step:
    written, taken_out = {}, {}
    for table, rows in after.items():
        old = before[table]
        if new := [row for key, row in rows.items() if old.get(key) != row]:
            written[table] = new
        if gone := [row for key, row in old.items() if rows.get(key) != row]:
            taken_out[table] = gone
    return Step(pickle.dumps(result), written, taken_out)


def _all_rows() -> Tables:
    with connection.cursor() as cursor:
        tables: Tables = {}
        for table in _tables():
            cursor.execute(f"SELECT {', '.join(_columns(table))} FROM {table}")  # noqa: S608  names of our own tables
            tables[table] = {row[0]: tuple(_plain(value) for value in row) for row in cursor.fetchall()}
    return tables


def _plain(value: object) -> object:
    """A value as it is stored, whatever the driver made of it."""
    if isinstance(value, memoryview):
        return bytes(value)
    return str(value) if isinstance(value, date | time) else value


@cache
def _models() -> dict[str, type[models.Model]]:
    """The tables that tests fill, by their quoted name."""
    others = (ContentType, Permission, Session)
    return {
        connection.ops.quote_name(model._meta.db_table): model
        for model in apps.get_models(include_auto_created=True)
        if model not in others and model._meta.managed
    }


def _tables() -> Iterable[str]:
    return _models()


@cache
def _columns(table: str) -> list[str]:
    """The quoted columns, the key first."""
    key, *others = sorted(_models()[table]._meta.concrete_fields, key=lambda field: not field.primary_key)
    return [connection.ops.quote_name(field.column) for field in (key, *others)]
