"""Copies of what a system, a commissioner and its localities are made of, with keys and names of their own.

Whatever hangs on an organisation is found by its keys, in any column and in any text: before it is made, `tell_apart`
lets every table count from a number of its own, so that no other number looks like one of its keys. A copy's keys lie a
whole block further on, and its names have another number. Rows go in as they are read: no model, signal or service has
a part in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connections
from django.db.models import AutoField, BinaryField, Field, JSONField, Model
from django_tasks_db.models import DBTaskResult
from psycopg2.extras import execute_values

from localities.kit.mail.outbox import secret_of
from localities.kit.models import Printout, Worker
from tests.benchmarks.units import FROM, NAMES, Unit, is_key, units_of

NOT_COPIED = (ContentType, DBTaskResult, LogEntry, Permission, Printout, Session, Worker)
APART = 15_000_000
NUMBER = re.compile(r"(?<![A-Za-z0-9])\d{8,10}(?![A-Za-z0-9])")
SECRET = re.compile(r"(?<![A-Za-z0-9])[0-9a-f]{32}(?:[0-9a-f]{32})?(?![A-Za-z0-9])")

Numbers = Mapping[Unit, int]
"""The number of a copy of each organisation that it consists of."""


def tables() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model not in NOT_COPIED and not model._meta.proxy]


def tell_apart(using: str = "default") -> None:
    """Let every table count its keys from a number of its own."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for place, model in enumerate(tables()):
            if not isinstance(model._meta.pk, AutoField):
                continue
            table, start = model._meta.db_table, FROM + place * APART
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, model._meta.pk.column, start]
                )


@dataclass(frozen=True)
class Table:
    """A table's rows as they stand, and what tells a row's key."""

    model: type[Model]
    rows: list[tuple[Any, ...]]

    @cached_property
    def fields(self) -> list[Field[Any, Any]]:
        return list(self.model._meta.concrete_fields)

    @cached_property
    def key_at(self) -> int:
        return self.fields.index(self.model._meta.pk)

    @cached_property
    def block(self) -> int:
        """How many keys lie between the first and the last row: a copy's begin after that."""
        keys = [key for row in self.rows if is_key(key := row[self.key_at])]
        return max(keys) - min(keys) + 1 if keys else 0


class Original:
    """All that stands in a database, and to which organisation each row belongs."""

    def __init__(self, using: str = "default") -> None:
        self.tables = [Table(model, _read(model, using)) for model in tables()]
        self.table_of = {
            row[table.key_at]: table for table in self.tables for row in table.rows if is_key(row[table.key_at])
        }
        self.secrets = _secrets(self.tables)
        self.unit_of = units_of(self)
        self.units = set(self.unit_of.values())

    def column(self, model: type[Model], name: str) -> list[tuple[int, Any]]:
        """The keys of a table with one of its columns."""
        table = next(each for each in self.tables if each.model is model)
        at = [field.attname for field in table.fields].index(name)
        return [(row[table.key_at], row[at]) for row in table.rows if is_key(row[table.key_at])]

    def rows_of(self, units: Collection[Unit]) -> Iterator[tuple[Table, tuple[Any, ...]]]:
        for table in self.tables:
            for row in table.rows:
                if self.unit_of.get(row[table.key_at]) in units:
                    yield table, row


def _read(model: type[Model], using: str) -> list[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields]
    return list(model._base_manager.using(using).order_by("pk").values_list(*names))


def _secrets(every: Iterable[Table]) -> dict[str, Callable[[int], str]]:
    """What stands in two tables for one invitation: its e-mail's key, and the fingerprint of the secret made of it."""
    found: dict[str, Callable[[int], str]] = {}
    for table in every:
        if table.model._meta.label != "kit.OutgoingEmail":
            continue
        at = [field.attname for field in table.fields].index("key")
        for row in table.rows:
            word, _, token = row[at].partition("-")
            if word == "invitation":
                found[token] = lambda number, token=token: _token(token, number)
                found[_fingerprint(token)] = lambda number, token=token: _fingerprint(_token(token, number))
    return found


def _token(token: str, number: int) -> str:
    return hashlib.sha256(f"{token} {number}".encode()).hexdigest()[:32]


def _fingerprint(token: str) -> str:
    return hashlib.sha256(secret_of(f"invitation-{token}").encode()).hexdigest()


class Pattern:
    """A row to be written again and again: what stays, and what each copy has its own of."""

    def __init__(self, original: Original, table: Table, row: tuple[Any, ...], connection: Any) -> None:
        self.values = [_stored(field, value, connection) for field, value in zip(table.fields, row, strict=True)]
        self.keys: list[tuple[int, Unit | None, int]] = []
        self.texts: list[tuple[int, list[str | Callable[[Numbers], str]]]] = []
        for at, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            if is_key(value) and value in original.table_of and value in original.unit_of:
                self.keys.append((at, original.unit_of[value], original.table_of[value].block))
            elif isinstance(self.values[at], str) and not isinstance(field, BinaryField):
                pieces = _pieces(original, self.values[at], original.unit_of.get(row[table.key_at]))
                if len(pieces) > 1:
                    self.texts.append((at, pieces))
        names = [field.attname for field in table.fields]
        self.fingerprint = (names.index("fingerprint"), names.index("content")) if "fingerprint" in names else None

    def copy(self, numbers: Numbers) -> list[Any]:
        made = list(self.values)
        for at, unit, block in self.keys:
            made[at] += (numbers[unit] - unit.number) * block
        for at, pieces in self.texts:
            made[at] = "".join(piece if isinstance(piece, str) else piece(numbers) for piece in pieces)
        if self.fingerprint:
            at, content = self.fingerprint
            made[at] = hashlib.sha256(made[content].encode()).hexdigest()
        return made


def _stored(field: Field[Any, Any], value: Any, connection: Any) -> Any:
    if isinstance(field, JSONField) and value is not None:
        return json.dumps(value, cls=field.encoder)
    return field.get_db_prep_save(value, connection)


WANTED = re.compile("|".join((NUMBER.pattern, SECRET.pattern, NAMES.pattern)))


def _pieces(original: Original, text: str, own: Unit | None) -> list[str | Callable[[Numbers], str]]:
    """A text cut at each key, name or secret of an organisation that is copied."""
    pieces: list[str | Callable[[Numbers], str]] = []
    done = 0
    for found in WANTED.finditer(text):
        made = _piece(original, found[0], own)
        if made:
            pieces += [text[done : found.start()], made]
            done = found.end()
    return [*pieces, text[done:]]


def _piece(original: Original, word: str, own: Unit | None) -> Callable[[Numbers], str] | None:
    if word in original.secrets and own:
        secret = original.secrets[word]
        return lambda numbers: secret(numbers[own])
    if word.isdigit():
        key = int(word)
        unit = original.unit_of.get(key)
        if unit is None:
            return None
        block = original.table_of[key].block
        return lambda numbers: str(key + (numbers[unit] - unit.number) * block)
    unit = Unit.named(word) if NAMES.fullmatch(word) else None
    if unit not in original.units:
        return None
    return lambda numbers: f"{word[0]}{numbers[unit]:04}"


def write_copies(original: Original, copies: Mapping[Unit, Iterable[Numbers]], using: str = "default") -> None:
    """Write the rows that belong to each of these organisations, once for each of its copies."""
    connection = connections[using]
    for table, row in original.rows_of(copies.keys()):
        pattern = Pattern(original, table, row, connection)
        write(table, (pattern.copy(numbers) for numbers in copies[original.unit_of[row[table.key_at]]]), using)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in original.tables]):
            cursor.execute(statement)


def write_as_is(original: Original, using: str = "default") -> None:
    """Write all that the original holds into an empty database."""
    for table in original.tables:
        stored = (
            [_stored(field, value, connections[using]) for field, value in zip(table.fields, row, strict=True)]
            for row in table.rows
        )
        write(table, stored, using)


def write(table: Table, rows: Iterable[list[Any]], using: str) -> None:
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in table.fields)
    into = f"INSERT INTO {quote(table.model._meta.db_table)} ({columns}) VALUES"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            execute_values(cursor.cursor, f"{into} %s", rows)  # executemany sends one row at a time
        else:
            cursor.executemany(f"{into} ({', '.join(['%s'] * len(table.fields))})", rows)
