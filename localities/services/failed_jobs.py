"""Telling administrators that a job failed: once a day for each kind of job, for what fails fails many times."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished

from localities.kit.mail.outbox import Topic, put
from localities.models import User
from localities.models.people import RoleKind

TEXT = """Hello {person},

the service could not do a job that it does beside its pages: {job}. It failed with: {error}.

Who waited for it is told on the page. All that failed is listed here, with what went wrong:
{site}/admin/django_tasks_database/dbtaskresult/

You get this once a day at most for each kind of job.
"""


@receiver(task_finished)
def tell_administrators(task_result: TaskResult[Any], **_: object) -> None:
    if task_result.status != TaskResultStatus.FAILED:
        return
    job, error = task_result.task.name, task_result.errors[-1].exception_class_path
    subject = f"A job failed: {job}"
    for person in User.objects.filter(_is_administrator(), is_active=True).distinct():
        text = TEXT.format(person=person, job=job, error=error, site=settings.SITE_URL)
        key = f"job-failed-{job}-{timezone.localdate()}-{person.pk}"
        put(person, Topic.SERVICE, subject, text, key=key)


def _is_administrator() -> Q:
    return Q(is_superuser=True) | Q(roles__kind=RoleKind.ADMINISTRATOR)
