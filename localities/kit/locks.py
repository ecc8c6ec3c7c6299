"""Rows held for a transaction: alone, or together with others who hold them the same way.

Who saves a part of something holds the whole with others, so that its state stays and nobody waits; who changes its
state holds it alone and waits for all of them. SQLite lets one transaction write at a time anyway.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models.sql import Query

Row = TypeVar("Row", bound=models.Model)


class _Shared(Query):
    """A query that takes the lock Django has no word for."""

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        compiler = super().get_compiler(*args, **kwargs)
        as_sql = compiler.as_sql

        def shared(*args: Any, **kwargs: Any) -> Any:
            sql, parameters = as_sql(*args, **kwargs)
            return sql.replace(" FOR UPDATE OF ", " FOR SHARE OF "), parameters

        compiler.as_sql = shared
        return compiler


def held(rows: models.QuerySet[Row], *, with_others: bool) -> models.QuerySet[Row]:
    """The same rows, to be read and held until the transaction ends: against everybody, or only against who would
    change them."""
    found = rows.select_for_update(of=("self",))
    if with_others:
        found.query = found.query.chain(_Shared)
    return found
