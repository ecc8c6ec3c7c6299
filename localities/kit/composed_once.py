"""A query over many tables, composed once in a process: Django takes longer to compose such a union than to run it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import cached_property

ANY = -1
"""Stands in the composed statement for the key that is asked for. No row has it."""


class ComposedOnce:
    """What `compose` asks for about the row with a key, which may stand nowhere but in its conditions."""

    def __init__(self, compose: Callable[[int], QuerySet[Any, Any]]) -> None:
        self._compose = compose

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        return self._compose(ANY).query.sql_with_params()

    def rows(self, key: int) -> list[tuple[Any, ...]]:
        """The rows as the database gives them: no field has made Python's values of them yet. One query."""
        sql, parameters = self._statement
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if each == ANY else each for each in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
