"""Health checks for whatever keeps the service running."""

from __future__ import annotations

import logging
from datetime import timedelta
from secrets import token_hex

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from localities.kit.jobs.workers import last_seen

logger = logging.getLogger(__name__)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, has every migration and keeps what is written; else 503 with what is wrong.

    A second line tells of the worker and the jobs, for whoever watches them: pages are served without it too. Anybody
    may read the answer, so what the database says of itself goes into the log only.
    """
    try:
        problem = _problem()
        answer = problem or f"ok\n{_jobs()}"
    except Error:
        logger.exception("The database does not answer")
        problem = answer = "the database does not answer"
    return HttpResponse(answer, status=503 if problem else 200, content_type="text/plain")


def _jobs() -> str:
    seen = "seen" if last_seen() else "not seen: e-mails and PDFs wait for manage.py worker"
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - timedelta(days=1)).count()
    return f"worker: {seen}; jobs failed in a day: {failed}"


def _problem() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are missing: run manage.py prepare"
    if not _keeps_what_is_written():
        return (
            "the database takes nothing: its disk is full, or it may only be read, or its cache table is missing "
            "(run manage.py prepare)"
        )
    return ""


def _keeps_what_is_written() -> bool:
    """Write a row for good and take it away: what is rolled back never gets to a disk that is full."""
    key = f"readyz-{token_hex(8)}"
    try:
        # The database cache says by its answer that it could not, and raises for a missing table.
        is_kept = cache.add(key, "", timeout=60)
        cache.delete(key)
    except Error:
        logger.exception("The database takes nothing")
        return False
    return is_kept
