"""What stands in the database: to tell that nothing was written, and what was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

NOT_CONTENT = {"django_session", "cache"}
"""Who is signed in and what is counted against guessing: every request may touch these."""

UNWATCHED = {"last_login"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
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
            found[table] = [row for row in (*rows, *before[table]) if rows.count(row) != before[table].count(row)]
    return found


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
