"""Jobs that only tests enqueue."""

from __future__ import annotations

import time

from django_tasks import TaskContext, task


@task(takes_context=True)
def slow_at_first(context: TaskContext) -> str:
    """Takes longer than any worker lives, the first time."""
    if context.attempt == 1:
        time.sleep(300)
    return "done"


@task()
def fails() -> None:
    raise ValueError("broken by a test")
