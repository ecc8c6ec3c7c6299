"""Printing is the worker's: a web process freezes a document, has it printed, and fetches the bytes.

A draft is asked for and fetched when it is there (`on_demand.py`). What is signed is waited for (`print_now`): its
bytes belong to the transaction of the signature.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus, task
from django_tasks.signals import task_finished

from localities.kit.documents.models import Printout
from localities.kit.jobs import PDFS
from localities.kit.jobs.duties import each_minute
from localities.kit.refused import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User  # whatever AUTH_USER_MODEL is

SIGNED = 10
"""The priority of what somebody waits to sign: before every draft."""

PATIENCE = 20
"""Seconds to wait for what is signed: several times what it takes, and less than people and proxies wait."""

LOOK = 0.1
"""Seconds between two looks whether it is made."""

MOST_WAITING = 3
"""How many drafts a person may have waiting at once."""

KEPT = timedelta(days=1)
"""How long a printout is kept."""

FLOORS = ("localities", "assessment", "devplans")
ROOMS = {"documents", "document", "rules", "templatetags"}
"""Where what is not a template says how a document looks in print."""

NOT_MADE = (
    "The PDF that you sign could not be made just now, so nothing was done and nothing is lost: what you wrote stands "
    "below. Try again in a few minutes. If it happens again, tell an administrator of the service."
)


@dataclass(frozen=True)
class Frozen:
    """A frozen document: its canonical JSON, and the dotted name of the function that prints it."""

    printer: str
    content: str

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same content in the same look: a changed template or program changes it."""
        return hashlib.sha256(json.dumps([self.printer, edition(), self.content]).encode()).hexdigest()


@cache
def edition() -> str:
    """Return a sum over everything that gives documents their look, the engine included."""
    root = Path(settings.BASE_DIR)
    code = [file for floor in FLOORS for file in (root / floor).rglob("*.py") if ROOMS.intersection(file.parts)]
    found = hashlib.sha256(version("weasyprint").encode())
    for file in sorted([*(root / "templates/pdf").rglob("*.*"), *code]):
        found.update(file.read_bytes())
    return found.hexdigest()


def printout_of(frozen: Frozen) -> Printout | None:
    """Return how far the printing of a document is, without its bytes; None where nobody asked for it."""
    return Printout.objects.filter(fingerprint=frozen.fingerprint).defer("content", "pdf").first()


def has_enough_waiting(person: User) -> bool:
    """Tell whether a person has to wait for the drafts they asked for before they ask for more."""
    return Printout.objects.waiting().filter(asked_by=person).count() >= MOST_WAITING


def ask_for(frozen: Frozen, *, by: User) -> None:
    """Have a draft printed, once however often it is asked for. Raises Refused when this person has enough waiting."""
    if has_enough_waiting(by):
        raise Refused(f"{MOST_WAITING} PDFs that you asked for are still being made. Ask again when they are there.")
    _enqueue(frozen, by=by, priority=0)


def print_now(frozen: Frozen, *, by: User) -> bytes:
    """Have a document printed and wait for its bytes. Raises Refused, in words for who signs, if they do not come.

    For nobody who holds a lock: on SQLite the worker would wait for it.
    """
    pk = _enqueue(frozen, by=by, priority=SIGNED)
    until = time.monotonic() + PATIENCE
    asked = Printout.objects.filter(pk=pk)
    while (made := asked.values_list("made_at", "failed_at").first()) == (None, None) and time.monotonic() < until:
        time.sleep(LOOK)
    if not made or not made[0]:
        raise Refused(NOT_MADE)
    return bytes(asked.values_list("pdf", flat=True).get() or b"")


@transaction.atomic
def _enqueue(frozen: Frozen, *, by: User, priority: int) -> int:
    """Return the key of the document's printout, with a job if it has none: it is new, or its job failed."""
    asked = {"asked_by": by, "asked_at": timezone.now()}
    defaults = {"printer": frozen.printer, "content": frozen.content, **asked}
    printout, is_new = Printout.objects.get_or_create(fingerprint=frozen.fingerprint, defaults=defaults)
    failed = Printout.objects.filter(pk=printout.pk, failed_at__isnull=False)
    if is_new or failed.update(failed_at=None, **asked):
        print_document.using(priority=priority).enqueue(printout.pk)
    return printout.pk


@task(queue_name=PDFS)
def print_document(pk: int) -> None:
    """Make the PDF of a printout, unless it is made or was forgotten."""
    unmade = Printout.objects.filter(pk=pk, made_at__isnull=True)
    if printout := unmade.first():
        pdf: bytes = import_string(printout.printer)(printout.content)
        unmade.update(pdf=pdf, made_at=timezone.now(), failed_at=None)


@receiver(task_finished)
def note_failure(task_result: TaskResult[Any], **_: object) -> None:
    """Let who waits for a printout know that its job failed."""
    if task_result.status == TaskResultStatus.FAILED and task_result.task.func == print_document.func:
        unmade = Printout.objects.filter(pk=task_result.args[0], made_at__isnull=True)
        unmade.update(failed_at=timezone.now())


@each_minute
def forget_old_printouts() -> None:
    Printout.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
