"""Send the e-mails that are waiting: for cron, every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from localities.kit.mail.outbox import send_due
from localities.kit.models import OutgoingEmail


class Command(BaseCommand):
    help = "Send the e-mails that are waiting, those that failed before among them. Safe to run twice at once."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_due()
        later = OutgoingEmail.objects.filter(sent_at__isnull=True).count()
        self.stdout.write(f"Sent {sent}, failed {failed}, waiting {later}.")
