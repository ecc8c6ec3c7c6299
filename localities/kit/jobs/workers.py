"""Which workers live, and what becomes of the jobs of those that died. The database's own clock counts."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from localities.kit.jobs.duties import each_minute
from localities.kit.jobs.models import Worker

logger = logging.getLogger(__name__)

BEAT = 3
"""Seconds after which a worker says again that it lives."""

SILENT = timedelta(seconds=15)
"""How long a worker may say nothing before it is taken for dead. One that was only slow does a job that another does
again: no job minds."""

TRIES = 3
"""How many workers may die with a job in their hands. Then it is the job that kills them, and it has failed."""


class WorkerDied(Exception):  # noqa: N818  it is what happened, not a fault of the code
    """No worker lived to the end of this job."""


def beat(name: str) -> None:
    """Say that the worker of this name lives."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": Now()})


def leave(name: str) -> None:
    """Say that the worker ends: what it leaves undone is taken up at once."""
    Worker.objects.filter(name=name).delete()


@each_minute
def forget_the_dead() -> None:
    Worker.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()


def last_seen() -> Worker | None:
    """Return the worker that said last that it lives, if it said so lately."""
    return Worker.objects.filter(seen_at__gt=Now() - SILENT).first()


def take_up_again() -> None:
    """Give back the jobs that dead workers had begun. Of several workers that try, one gives back each."""
    begun = list(DBTaskResult.objects.running())  # before asking who lives: who has a job said so before taking it
    living = set(Worker.objects.filter(seen_at__gt=Now() - SILENT).values_list("name", flat=True)) if begun else set()
    for job in begun:
        if job.worker_ids[-1] in living:
            continue
        this_run = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at, worker_ids=job.worker_ids
        )
        if len(job.worker_ids) < TRIES:
            if this_run.update(status=TaskResultStatus.READY):
                logger.warning("The worker of job %s (%s) died: it is taken up again", job.pk, job.task_path)
        elif this_run.update(status=TaskResultStatus.FAILED):
            _give_up(job)


def _give_up(job: DBTaskResult[Any, Any]) -> None:
    died = WorkerDied(f"{TRIES} workers died with it")
    logger.error("Job %s (%s) is given up: %s", job.pk, job.task_path, died)
    job.set_failed(died)
    task_finished.send(sender=type(job.task.get_backend()), task_result=job.task_result)
