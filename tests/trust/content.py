"""What stands in the database: to tell that nothing was written, and what was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

NOT_CONTENT = {"django_session", "cache"}
"""Who is signed in and what is counted against guessing: every request may touch these."""

UNWATCHED = {"last_login"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
WRITTEN = re.compile(r'^(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM|REPLACE INTO) "(\w+)"')
Content = dict[str, list[tuple[object, ...]]]


def content() -> Content:
    """Every row of every table, by table."""
    return {table: rows_of(table) for table in connection.introspection.table_names() if table not in NOT_CONTENT}


def rows_of(table: str) -> list[tuple[object, ...]]:
    names = _columns(table)
    columns = ", ".join(map(connection.ops.quote_name, names)) if names else "*"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of our own
        return sorted((tuple(map(_plain, row)) for row in cursor.fetchall()), key=repr)


def _columns(table: str) -> list[str]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table]
    fields = models[0]._meta.concrete_fields if models else []
    return [field.column for field in fields if field.column not in UNWATCHED]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def changed(before: Content, after: Content) -> dict[str, list[tuple[object, ...]]]:
    """The rows that stand in one of the two only, by table."""
    found = {}
    for table, rows in after.items():
        if rows != before[table]:
            now, then = Counter(rows), Counter(before[table])
            found[table] = [*(now - then), *(then - now)]
    return found


def tables_in(statements: Iterable[str]) -> set[str]:
    """The tables that statements write."""
    return {match[1] for sql in statements if (match := WRITTEN.match(sql))}


@contextmanager
def writes() -> Iterator[list[str]]:
    """Give a list that fills with the statements that write content."""
    found: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(WRITES) and not any(f'"{table}"' in sql for table in NOT_CONTENT):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found
