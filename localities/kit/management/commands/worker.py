"""manage.py worker: does what is to be done outside the web processes."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from localities.kit.jobs.process import End, WorkerProcess

logger = logging.getLogger(__name__)

PAUSE = 3
"""Seconds to wait before beginning anew after a failure: of the database, as a rule."""


class Command(BaseCommand):
    help = (
        "Send e-mails, make PDFs and do whatever else is enqueued, until it is told to stop (Ctrl+C, SIGTERM). "
        "As many may run as are wanted, on any machine. Killed, the next one goes on with what it had begun."
    )
    requires_system_checks: list[str] = []  # they load every page, which takes memory and is of no use here

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            end = WorkerProcess().run()
        except DatabaseError as error:
            logger.error("The database does not answer, trying again: %s", error)
            end = End.BROKEN
        if end is End.TOLD:
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        if end is End.BROKEN:
            time.sleep(PAUSE)
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  itself, anew and empty
