"""The worker's process: a thread for each queue does its jobs, the main one says that it lives and looks at the clock.

A slow mail server so holds up no PDF. The threads run django-tasks' own worker.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as Loop

from localities.kit.jobs.duties import do_duties
from localities.kit.jobs.workers import BEAT, beat, leave, take_up_again

logger = logging.getLogger(__name__)

LOOK = 0.2
"""Seconds between two looks for a job, and for a signal to stop."""

MINUTE = 60
GRACE = 10
"""Seconds that jobs get to end when the worker is told to stop. What is cut off is done by the next worker."""


class WorkerProcess:
    """One life of the worker, until it is told to stop or one of its threads ends."""

    def __init__(self) -> None:
        self.name = get_random_string(32)
        self.stopping = False
        loops = [_loop(queue, self.name) for queue in settings.TASKS["default"]["QUEUES"]]
        self._work = {loop: Thread(target=_run, args=[loop], name=loop.queue_names[0], daemon=True) for loop in loops}

    def run(self) -> bool:
        """Work. Returns whether it was told to stop; else a thread ended, and the process should begin anew."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        beat(self.name)
        for thread in self._work.values():
            thread.start()
        logger.info("The worker is at work")
        try:
            self._watch()
        finally:
            self._end()
        return self.stopping

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _watch(self) -> None:
        next_beat = next_duties = time.monotonic()
        while not self.stopping and all(thread.is_alive() for thread in self._work.values()):
            now = time.monotonic()
            if now >= next_beat:
                next_beat = now + BEAT
                _try(lambda: beat(self.name))
                _try(take_up_again)
            if now >= next_duties:
                next_duties = now + MINUTE
                do_duties()
            time.sleep(LOOK)

    def _end(self) -> None:
        for loop in self._work:
            loop.running = False
        until = time.monotonic() + GRACE
        for thread in self._work.values():
            thread.join(max(0, until - time.monotonic()))
        _try(lambda: leave(self.name))
        connections.close_all()


def _loop(queue: str, name: str) -> Loop:
    return Loop(
        queue_names=[queue],
        excluded_queue_names=[],
        interval=LOOK,
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
    try:
        what()
    except DatabaseError:
        logger.exception("The database does not answer")
        connections.close_all()
