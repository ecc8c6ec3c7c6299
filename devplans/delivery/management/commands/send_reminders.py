"""Remind locality leads of actions that are due or overdue: for cron, once a week."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localdate

from devplans.delivery.services.reminders import write_reminders
from localities.kit.mail.outbox import send_due


class Command(BaseCommand):
    help = (
        "Write and send the weekly reminders of actions due within 14 days or overdue. Run twice, it sends them once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="the day to go by, such as 2018-11-05")

    def handle(self, *args: Any, **options: Any) -> None:
        written = write_reminders(options["today"] or localdate())
        sent, failed = send_due()
        self.stdout.write(f"Wrote {written} reminders. Sent {sent} e-mails, failed {failed}.")
