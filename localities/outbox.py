"""E-mails: written in the transaction of what they tell of, sent after it. A failing mail server loses nothing.

    write_email(lead, Topic.PLANS, "plan_sent_back", {"plan": plan}, key=f"sent-back-{version.pk}-{lead.pk}")

`emails/<template>.txt` begins with a line that becomes the subject; `emails/<template>.html` says the same. Both are
given `site`, the address that links begin with, and `person`, who it is for (None for an address alone).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connections, models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from localities.models import EmailChoice, OutgoingEmail, User

logger = logging.getLogger(__name__)

# How long to wait after each try, the last again and again. The first is far longer than a try may take
# (EMAIL_TIMEOUT), for a try keeps everybody else's hands off the e-mail for as long.
WAITS = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 24 * 60)]
SECRET = "__SECRET__"  # noqa: S105  stands in a text where the secret goes when it is sent


class Topic(models.TextChoices):
    """What e-mails are about. People choose among all but the invitation, which they cannot have refused yet."""

    PLANS = "plans", "A plan is submitted, sent back, withdrawn, approved or closed, or progress on it is reported"
    COMMENTS = "comments", "Somebody comments on a plan"
    WAVES = "waves", "A selection wave opens, asks for scores, or is decided"
    REMINDERS = "reminders", "Actions are due or overdue: once a week"
    INVITATION = "invitation", "An invitation"


def write_email(
    to: User | str, topic: Topic, template: str, context: Mapping[str, Any], *, key: str, at_once: bool = True
) -> OutgoingEmail | None:
    """Put an e-mail into the outbox, and try to send it as soon as the transaction is through.

    Returns None, having written nothing, when `key` was written before, when the person does not want e-mails on the
    topic, or when the account is closed. `at_once=False` leaves sending to `send_due`, for whoever writes many.
    """
    person, address = (to, to.email) if isinstance(to, User) else (None, to)
    if person and not _is_wanted(person, topic):
        return None
    context = {**context, "site": settings.SITE_URL, "person": person}
    subject, _, text = render_to_string(f"emails/{template}.txt", context).strip().partition("\n")
    email, is_new = OutgoingEmail.objects.get_or_create(
        key=key,
        defaults={
            "to": person,
            "to_address": address,
            "topic": topic,
            "subject": subject[:200],
            "text": text.strip() + "\n",
            "html": render_to_string(f"emails/{template}.html", context),
            "next_try_at": timezone.now(),
        },
    )
    if not is_new:
        return None
    if at_once:
        transaction.on_commit(lambda: _send_soon(email.pk), robust=True)
    return email


def secret_of(key: str) -> str:
    """Return the secret that goes into the e-mail with this key: only who knows SECRET_KEY can work it out, so neither
    the outbox nor a backup holds it.
    """
    return salted_hmac("localities.outbox", key, algorithm="sha256").hexdigest()


def send_due() -> tuple[int, int]:
    """Try to send every e-mail whose time has come. Returns how many were sent and how many were not."""
    due = OutgoingEmail.objects.filter(sent_at__isnull=True, next_try_at__lte=timezone.now())
    outcomes = [outcome for pk in due.values_list("pk", flat=True) if (outcome := send(pk)) is not None]
    return outcomes.count(True), outcomes.count(False)


def send(pk: int) -> bool | None:
    """Try to send one e-mail. Returns whether that went well; None when it is another's to send, or not yet due.

    One process at a time has an e-mail: it moves the next try into the future in one statement, which succeeds for one
    only, on any database. Should it die before it is done, the e-mail's time comes again.
    """
    now = timezone.now()
    waiting = OutgoingEmail.objects.filter(pk=pk, sent_at__isnull=True, next_try_at__lte=now)
    if not waiting.update(tries=F("tries") + 1, next_try_at=now + WAITS[0]):
        return None
    email = OutgoingEmail.objects.get(pk=pk)
    try:
        _message(email).send()
    except Exception as error:  # whatever a mail server thinks of: it is kept and tried again
        logger.warning("E-mail %s was not sent (try %s): %s", email.pk, email.tries, error)
        email.next_try_at = now + WAITS[min(email.tries, len(WAITS)) - 1]
        email.last_error = f"{type(error).__name__}: {error}"
        email.save(update_fields=["next_try_at", "last_error"])
        return False
    email.sent_at, email.next_try_at, email.last_error = timezone.now(), None, ""
    email.save(update_fields=["sent_at", "next_try_at", "last_error"])
    return True


def _is_wanted(person: User, topic: Topic) -> bool:
    return person.is_active and not EmailChoice.objects.filter(user=person, topic=topic).exists()


def _message(email: OutgoingEmail) -> EmailMultiAlternatives:
    secret = secret_of(email.key)
    message = EmailMultiAlternatives(email.subject, email.text.replace(SECRET, secret), to=[email.to_address])
    message.attach_alternative(email.html.replace(SECRET, secret), "text/html")
    return message


def _send_soon(pk: int) -> None:
    """Send beside the request, which does not wait for a mail server."""
    if settings.EMAILS_IN_BACKGROUND:
        Thread(target=_send_in_thread, args=[pk]).start()
    else:
        send(pk)


def _send_in_thread(pk: int) -> None:
    try:
        send(pk)
    except Exception:  # the database went away: the e-mail stays in the outbox
        logger.exception("E-mail %s is left to send_outbox", pk)
    finally:
        connections.close_all()
