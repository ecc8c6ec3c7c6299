"""What a worker does by the clock, beside the jobs that it is given: about once a minute, each a quick look.

What takes longer than a moment looks whether its time has come, and enqueues a job. With several workers each looks,
so a duty may be done twice at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

Duty = Callable[[], object]
DUTIES: list[Duty] = []
KEPT = timedelta(days=14)
"""How long it can be looked up what became of a job."""

logger = logging.getLogger(__name__)


def each_minute(duty: Duty) -> Duty:
    """Have a worker do this about once a minute."""
    DUTIES.append(duty)
    return duty


def do_duties() -> None:
    """Do them all, whatever becomes of one."""
    for duty in DUTIES:
        try:
            duty()
        except Exception:  # the next minute comes
            logger.exception("%s was not done", duty.__name__)


@each_minute
def forget_old_jobs() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
