"""The worker's process: a thread for each queue does its jobs, the main one says that it lives and looks at the clock.

A slow mail server so holds up no PDF. The threads run django-tasks' own worker.
"""

from __future__ import annotations

import gc
import logging
import signal
import time
from collections.abc import Callable
from enum import Enum, auto
from importlib import import_module
from pathlib import Path
from resource import getpagesize
from threading import Thread
from types import FrameType

from django.conf import settings
from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker as Loop

from localities.kit.jobs import PDFS
from localities.kit.jobs.duties import do_duties
from localities.kit.jobs.workers import BEAT, beat, leave, take_up_again

logger = logging.getLogger(__name__)

LOOK = 0.2
"""Seconds between two looks for something to print, which people wait for, and for a signal to stop."""

LOOK_ELSEWHERE = 1
"""Seconds between two looks for any other job."""

FULL = 180
"""Megabytes in use at which a worker begins anew, empty, when no job is under way."""

FEW_COLLECTIONS = (50_000, 20, 100)
"""When Python looks for garbage: laying out makes so many objects that its own thresholds cost a tenth of the time."""

MINUTE = 60
LONGEST = 10 * 60
"""Seconds after which a job is taken to be stuck. A thread cannot be stopped: its worker begins anew without it."""

GRACE = 10
"""Seconds that jobs get to end when the worker is told to stop. What is cut off is done by the next worker."""


class End(Enum):
    """Why a worker ended: it was told to, it had grown, or one of its threads failed or was stuck."""

    TOLD = auto()
    FULL = auto()
    BROKEN = auto()


class WorkerProcess:
    """One life of the worker."""

    def __init__(self) -> None:
        self.name = get_random_string(32)
        self.stopping = False
        loops = [_loop(queue, self.name) for queue in settings.TASKS["default"]["QUEUES"]]
        # How many jobs each has done, and since when that is so while one is under way.
        self._moved = {loop: (0, time.monotonic()) for loop in loops}
        self._work = {loop: Thread(target=_run, args=[loop], name=loop.queue_names[0], daemon=True) for loop in loops}

    def run(self) -> End:
        """Work until it ends, and say why."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        _load()
        beat(self.name)
        for thread in self._work.values():
            thread.start()
        logger.info("The worker is at work")
        try:
            return self._watch()
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _watch(self) -> End:
        next_beat = next_duties = time.monotonic()
        while not self.stopping:
            now = time.monotonic()
            if not all(thread.is_alive() for thread in self._work.values()) or self._is_stuck(now):
                return End.BROKEN
            if megabytes() > FULL and not any(loop.running_task for loop in self._work):
                return End.FULL
            if now >= next_beat:
                next_beat = now + BEAT
                _try(lambda: beat(self.name))
                _try(take_up_again)
            if now >= next_duties:
                next_duties = now + MINUTE
                do_duties()
            time.sleep(LOOK)
        return End.TOLD

    def _is_stuck(self, now: float) -> bool:
        for loop, (done, _) in self._moved.items():
            if not loop.running_task or loop._run_tasks != done:
                self._moved[loop] = (loop._run_tasks, now)
        return any(now - since > LONGEST for _, since in self._moved.values())

    def _end(self) -> None:
        for loop in self._work:
            loop.running = False
        until = time.monotonic() + GRACE
        for thread in self._work.values():
            thread.join(max(0, until - time.monotonic()))
        _try(lambda: leave(self.name))
        connections.close_all()


def _load() -> None:
    """Load the engine that prints before there is anything to print, and leave what stays out of each collection."""
    import_module("localities.kit.documents.pdf")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW_COLLECTIONS)
    task_finished.connect(_collect)


def _collect(**_: object) -> None:
    """Let go of what a job leaves behind, of a document most of all."""
    gc.collect()


def megabytes() -> int:
    """What this process holds of the machine's memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * getpagesize() // 2**20


def _loop(queue: str, name: str) -> Loop:
    return Loop(
        queue_names=[queue],
        excluded_queue_names=[],
        interval=LOOK if queue == PDFS else LOOK_ELSEWHERE,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )


def _run(loop: Loop) -> None:
    try:
        loop.run()
    except Exception:  # the database went away, for one: the process begins anew
        logger.exception("The work on %s was broken off", loop.queue_names[0])
    finally:
        connections.close_all()


def _try(what: Callable[[], object]) -> None:
    """Do what has to be done again and again, whatever becomes of it this time: the database may be away."""
    try:
        what()
    except Exception:  # the next time comes
        logger.exception("The worker could not do what it does every few seconds")
        connections.close_all()
