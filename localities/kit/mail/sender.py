"""What runs beside the requests of a process: one thread, however much there is to do."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import connections

logger = logging.getLogger(__name__)


class Sender:
    """Does its work in a thread of its own, once for each time it is woken; woken while at work, once more.

    What there is to do stands in the database, so nothing is queued here and nothing is lost with the process. The
    thread begins with the first waking, and anew in a process that was forked.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._thread: Thread | None = None
        self._woken, self._lock = Event(), Lock()
        os.register_at_fork(after_in_child=self._forget_thread)

    def wake(self) -> None:
        """Have the work done soon. Returns at once."""
        self._woken.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="sender", daemon=True)
                self._thread.start()

    def _forget_thread(self) -> None:
        """Begin anew in a forked process: the thread stayed behind, and may hold the lock."""
        self._thread, self._woken, self._lock = None, Event(), Lock()

    def _run(self) -> None:
        while self._woken.wait():
            self._woken.clear()
            self.work_once()

    def work_once(self) -> None:
        """Do the work and leave no connection to a database behind, whatever happens."""
        try:
            self._work()
        except Exception:  # the database went away: what there is to do stays in it
            logger.exception("What was to be done is left to the next time")
        finally:
            connections.close_all()
