"""Django's SQLite, with short waits: a database engine that Django finds by this file's name.

Only one connection writes at a time. SQLite lets the others sleep longer and longer, up to a tenth of a second a time,
while the file stands free: with eight people saving at once a save in twenty took that long. Here they look again after
STEP seconds, so that a turn is taken as soon as it is there.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.private_files import private_database

STEP = 0.002


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect to a file that is the owner's alone."""
        name = str(conn_params["database"])
        if not name.startswith((":", "file:")):  # in memory
            private_database(Path(name))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        """Wait for the turn to write, as long as the option `timeout` says. Raises OperationalError after that."""
        seconds = self.settings_dict["OPTIONS"]["timeout"]
        end = time.monotonic() + seconds
        self._let_sqlite_wait(0)
        try:
            while not self._took_its_turn(last=time.monotonic() > end):
                time.sleep(STEP)
        finally:
            self._let_sqlite_wait(seconds)

    def _took_its_turn(self, *, last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as error:
            if last or not _is_busy(error.__cause__):
                raise
            return False
        return True

    def _let_sqlite_wait(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _is_busy(cause: BaseException | None) -> bool:
    """Tell whether another connection holds the file; the low byte of SQLite's code says so, the rest says why."""
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
