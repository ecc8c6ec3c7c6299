"""One process after the other, also from several machines: for what two must not do to a database at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.db import connection

PREPARING = 20_180_912  # PostgreSQL tells locks apart by a number


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other process is inside, and keep the others out. Whoever dies inside lets the next one in."""
    if connection.vendor == "postgresql":
        with _lock_of_postgresql():
            yield
    else:
        # Before the first connection: two that make the same file of SQLite disturb each other.
        folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
        try:
            flock(folder, LOCK_EX)
            yield
        finally:
            os.close(folder)


@contextmanager
def _lock_of_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
