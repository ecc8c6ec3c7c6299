"""E-mails: written in the transaction of what they tell of, sent after it. A failing mail server loses nothing.

    write_email(lead, Topic.PLANS, "plan_sent_back", {"plan": plan}, key=f"sent-back-{version.pk}-{lead.pk}")

`emails/<template>.txt` begins with a line that becomes the subject; `emails/<template>.html` says the same. Both are
given `site`, the address that links begin with, and `person`, who it is for (None for an address alone).

Where a secret belongs stands SECRET; what goes there is worked out when the e-mail is sent (`at_sending`), so neither
the outbox nor a backup holds it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from localities.kit.jobs.duties import each_minute
from localities.kit.mail.models import EmailChoice, OutgoingEmail

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User  # whatever AUTH_USER_MODEL is

logger = logging.getLogger(__name__)

# How long to wait after each try, the last again and again. The first is far longer than a try may take
# (EMAIL_TIMEOUT), for a try keeps everybody else's hands off the e-mail for as long.
WAITS = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 24 * 60)]
ABOUT_ONE = (SMTPDataError, SMTPRecipientsRefused)  # what a mail server says of one e-mail, not of all
SECRET = "__SECRET__"  # noqa: S105  stands in a text where the secret goes when it is sent


class Topic(models.TextChoices):
    """What e-mails are about. People choose among all but those that lead to an account or tell of it."""

    PLANS = "plans", "A plan is submitted, sent back, withdrawn, approved or closed, or progress on it is reported"
    COMMENTS = "comments", "Somebody comments on a plan"
    WAVES = "waves", "A selection wave opens, asks for scores, or is decided"
    REMINDERS = "reminders", "Actions are due or overdue: once a week"
    INVITATION = "invitation", "An invitation"
    PASSWORD_RESET = "password_reset", "Setting a new password"
    ACCOUNT = "account", "Your account"
    SERVICE = "service", "Something in the service does not work"


ALWAYS_SENT = {Topic.INVITATION, Topic.PASSWORD_RESET, Topic.ACCOUNT, Topic.SERVICE}


class Outcome(Enum):
    """What came of trying to send one e-mail. Nothing: another has it, it is not due, or nobody is to get it."""

    SENT = auto()
    REFUSED = auto()
    NO_SERVER = auto()
    NOTHING = auto()


class Late(NamedTuple):
    """What of an e-mail is known only when it is sent: where it goes, and the secret in it."""

    to: str
    secret: str


WorkOut = Callable[[OutgoingEmail], Late | None]
_late: dict[str, WorkOut] = {}


def at_sending(topic: Topic) -> Callable[[WorkOut], WorkOut]:
    """Let a function work out `Late` for the e-mails on a topic; None when there is nothing to send (any more)."""

    def keep(work_out: WorkOut) -> WorkOut:
        _late[topic] = work_out
        return work_out

    return keep


def write_email(
    to: User | str, topic: Topic, template: str, context: Mapping[str, Any], *, key: str, at_once: bool = True
) -> OutgoingEmail | None:
    """Put an e-mail into the outbox, and try to send it as soon as the transaction is through.

    Returns None, having written nothing, when `key` was written before, when the person does not want e-mails on the
    topic, or when the account is closed. `at_once=False` leaves sending to `send_due`, for whoever writes many.
    """
    person = None if isinstance(to, str) else to
    if person and not _is_wanted(person, topic):
        return None
    context = {**context, "site": settings.SITE_URL, "person": person}
    subject, _, text = render_to_string(f"emails/{template}.txt", context).strip().partition("\n")
    return put(to, topic, subject, text, render_to_string(f"emails/{template}.html", context), key=key, at_once=at_once)


def put(
    to: User | str, topic: Topic, subject: str, text: str, html: str = "", *, key: str, at_once: bool = True
) -> OutgoingEmail | None:
    """Put an e-mail that has its words into the outbox, unless its key is there: see `write_email`."""
    person, address = (None, to) if isinstance(to, str) else (to, to.email)
    words = {"topic": topic, "subject": subject[:200], "text": text.strip() + "\n", "html": html}
    defaults = {"to": person, "to_address": address, **words, "next_try_at": timezone.now()}
    email, is_new = OutgoingEmail.objects.get_or_create(key=key, defaults=defaults)
    if not is_new:
        return None
    if at_once:
        transaction.on_commit(wake, robust=True)
    return email


def secret_of(key: str) -> str:
    """Return a secret for the e-mail with this key, which only who knows SECRET_KEY can work out."""
    return salted_hmac("localities.kit.mail.outbox", key, algorithm="sha256").hexdigest()


def sends_emails() -> bool:
    """Tell whether e-mails leave this machine: without EMAIL_URL they go to files that nobody is sent."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in ("filebased", "console", "dummy")


@task()
def send_waiting() -> None:
    """Send what waits, outside the web processes: the rows say what that is, the job only wakes who does it."""
    send_due()


def wake() -> None:
    """Have a worker send what waits. A job that nobody has begun yet will find it too, so one is enough."""
    not_begun = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_waiting.module_path)
    if not not_begun.exists():
        send_waiting.enqueue()


@each_minute
def wake_if_due() -> None:
    """Wake for what is to be tried again, and for what a process did not come to wake for."""
    if _due().exists():
        wake()


def _due() -> models.QuerySet[OutgoingEmail]:
    return OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__lte=timezone.now())


def send_due() -> tuple[int, int]:
    """Try to send every e-mail whose time has come. Returns how many were sent and how many were not.

    A mail server that is not there is not asked again: what it was not asked for waits for the next run.
    """
    outcomes: Counter[Outcome] = Counter()
    for pk in list(_due().values_list("pk", flat=True)):
        outcomes[outcome := send(pk)] += 1
        if outcome is Outcome.NO_SERVER:
            break
    return outcomes[Outcome.SENT], outcomes[Outcome.REFUSED] + outcomes[Outcome.NO_SERVER]


def send(pk: int) -> Outcome:
    """Try to send one e-mail.

    One process at a time has an e-mail: it moves the next try into the future in one statement, which succeeds for one
    only, on any database. Should it die before it is done, the e-mail's time comes again. No connection to the database
    is held while the mail server is asked: it may take its time.
    """
    now = timezone.now()
    waiting = OutgoingEmail.objects.filter(pk=pk, sent_at__isnull=True, next_try_at__lte=now)
    if not waiting.update(tries=F("tries") + 1, next_try_at=now + WAITS[0]):
        return Outcome.NOTHING
    email = OutgoingEmail.objects.get(pk=pk)
    message = _message(email)
    if message is None:
        email.delete()
        return Outcome.NOTHING
    if not connection.in_atomic_block:
        connection.close()
    try:
        message.send()
    except Exception as error:  # whatever a mail server thinks of: it is kept and tried again
        logger.warning("E-mail %s was not sent (try %s): %s", email.pk, email.tries, error)
        email.next_try_at = now + WAITS[min(email.tries, len(WAITS)) - 1]
        email.last_error = f"{type(error).__name__}: {error}"
        email.save(update_fields=["next_try_at", "last_error"])
        is_away = isinstance(error, OSError) and not isinstance(error, ABOUT_ONE)
        return Outcome.NO_SERVER if is_away else Outcome.REFUSED
    email.sent_at, email.next_try_at, email.last_error = timezone.now(), None, ""
    email.save(update_fields=["sent_at", "next_try_at", "last_error"])
    return Outcome.SENT


def _is_wanted(person: User, topic: Topic) -> bool:
    return person.is_active and not EmailChoice.objects.filter(user=person, topic=topic).exists()


def _message(email: OutgoingEmail) -> EmailMultiAlternatives | None:
    """Return the e-mail as it goes out; None when it should not (any more)."""
    work_out = _late.get(email.topic)
    late = work_out(email) if work_out else Late(email.to_address, "")
    if late is None:
        return None
    message = EmailMultiAlternatives(email.subject, email.text.replace(SECRET, late.secret), to=[late.to])
    if email.html:
        message.attach_alternative(email.html.replace(SECRET, late.secret), "text/html")
    return message
