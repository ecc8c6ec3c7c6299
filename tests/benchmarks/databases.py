"""The databases that are measured: made where DATABASE_URL says, beside the one that it names, which is left alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
from environ import Env

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var/bench"
RESTS_ON = ("models/*.py", "services/*.py", "document/*.py", "migrations/*.py", "guides/*.yaml")
RESTS_ON += ("benchmarks/made/*.py", *(f"benchmarks/{name}.py" for name in ("layout", "multiply", "national", "units")))
"""The code that what is kept may rest on: when any of it changes, it is made anew."""

SAFE = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "only-for-measuring", "ALLOWED_HOSTS": "localhost"}
SAFE |= {"EMAIL_URL": "dummymail://"}


def environment(url: str, settings: str = "config.settings") -> dict[str, str]:
    """What a process is given that works on this database: the service's own settings, without TLS and without mail."""
    return {**os.environ, **SAFE, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings}


def run(url: str, function: str, *arguments: str, settings: str = "config.settings") -> str:
    """Run a function of this folder, "stage.main", on a database and return what it prints; errors are seen at once."""
    command = [sys.executable, "-m", "tests.benchmarks.within", function, *arguments]
    made = subprocess.run(
        command, cwd=ROOT, env=environment(url, settings), check=False, text=True, stdout=subprocess.PIPE
    )
    if made.returncode:
        sys.exit(made.stdout)
    return made.stdout


def _code() -> str:
    seen = hashlib.sha256()
    for top in ("localities", "assessment", "devplans", "tests"):
        for file in sorted(file for pattern in RESTS_ON for file in (ROOT / top).glob(f"**/{pattern}")):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def database_of(size: float, given: str) -> str:
    """The address of a nation of this size to work in, made anew from what is kept."""
    started = time.perf_counter()
    first = _first()
    if given.startswith("postgres"):
        url = _new_postgres(given, size)
        run(url, "national.whole", str(size), str(first), settings="tests.settings")
    else:
        url = _copied(first, size)
    print(f"A nation of {round(1300 * size):,} localities: {time.perf_counter() - started:.0f} s", flush=True)
    return url


def _first() -> Path:
    first = KEPT / f"first-{_code()}.sqlite3"
    if not first.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        _made(first, "national.first")
    return first


def _copied(first: Path, size: float) -> str:
    """A copy of the nation on SQLite, which is kept: what is measured writes."""
    kept, used = first.with_name(f"nation-{size:g}-{first.stem[6:]}.sqlite3"), KEPT / f"used-{size:g}.sqlite3"
    if not kept.exists():
        _made(kept, "national.whole", str(size), str(first))
    for file in KEPT.glob(f"{used.name}*"):
        file.unlink()
    shutil.copyfile(kept, used)
    return f"sqlite:///{used}"


def _made(file: Path, *what: str) -> None:
    """Make it under another name: what is half made would be taken for whole."""
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    run(f"sqlite:///{half}", *what, settings="tests.settings")
    with closing(sqlite3.connect(half)) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what is copied is one file
    half.rename(file)


def _new_postgres(given: str, size: float) -> str:
    """An empty database on the server that DATABASE_URL names."""
    name = f"bench_{round(1300 * size)}"
    at = Env.db_url_config(given)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    server = psycopg2.connect(**{theirs: at[ours] or None for theirs, ours in names.items()})
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    return f"{given.rpartition('/')[0]}/{name}"
