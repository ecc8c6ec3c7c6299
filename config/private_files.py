"""Files that only the user who runs the service may read: the database, e-mails that were not sent, the secret key."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

OTHERS = 0o077


def private_folder(path: Path) -> None:
    """Make a folder that is the owner's alone, and close one that is open. Somebody else's stays as it is."""
    with suppress(OSError):
        path.mkdir(mode=0o700, exist_ok=True)
        _close_to_others(path)


def private_database(path: Path) -> None:
    """Do the same for a file of SQLite. The files that SQLite puts beside it take their mode from it."""
    with suppress(OSError):  # what is wrong with the place, SQLite says better
        if not path.exists():
            path.touch(mode=0o600)
        for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            if name.exists():
                _close_to_others(name)


def kept_text(path: Path, make: Callable[[], str]) -> str:
    """Return the text kept in a private file; who asks first makes it, also where two ask at once."""
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as new:  # made for the owner alone
            new.write(make())
            new.flush()
            with suppress(FileExistsError):
                os.link(new.name, path)
    return path.read_text()


def _close_to_others(path: Path) -> None:
    mode = path.stat().st_mode
    if mode & OTHERS:
        path.chmod(mode & ~OTHERS)
