"""Workers for tests: in threads of this process, and as real processes that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from django.conf import settings
from django.db import connection

from localities.kit.jobs.process import _loop, _run
from localities.kit.jobs.workers import beat

PATIENCE = 60  # seconds that nothing takes, unless it is broken
IN_THE_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pdfs"]}}
"""What tests give to settings.TASKS where jobs should wait for a worker, as they do for people."""


@contextmanager
def at_work(*queues: str) -> Iterator[None]:
    """A worker's threads in this process: what is patched here is patched for them."""
    loops = [_loop(queue, "in-this-process") for queue in queues or ("default", "pdfs")]
    threads = [Thread(target=_run, args=[loop]) for loop in loops]
    beat("in-this-process")
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.running = False
        for thread in threads:
            thread.join(PATIENCE)


def database_url() -> str:
    """The address of this run's test database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return f"sqlite:///{name}"


@contextmanager
def worker_process(**environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py worker` on this run's database. It is killed in the end, if it still lives."""
    environment = {**os.environ, "DATABASE_URL": database_url(), "DEBUG": "1", **environment}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def comes_to_be(holds: Callable[[], bool]) -> bool:
    """Wait for it, a minute if need be."""
    end = time.monotonic() + PATIENCE
    while not (it_holds := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return it_holds
