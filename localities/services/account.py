"""What people change of their own account."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from localities.kit.audit import record
from localities.kit.models import EmailChoice
from localities.models import User


@transaction.atomic
def choose_emails(unwanted: Collection[str], *, by: User) -> None:
    """Keep which topics somebody wants no e-mail about."""
    by.email_choices.all().delete()
    EmailChoice.objects.bulk_create(EmailChoice(user=by, topic=topic) for topic in unwanted)
    record("Chose their e-mails", by, by=by)
