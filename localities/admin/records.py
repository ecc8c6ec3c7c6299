"""Administration pages for what is kept of e-mails, jobs and events: looked at, never changed."""

from __future__ import annotations

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from localities.admin.base import (
    NewestPages,
    ReadOnly,
)
from localities.kit.models import AuditEvent, OutgoingEmail


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly):
    list_display = ["written_at", "to_address", "subject", "sent_at", "tries", "last_error"]
    list_filter = ["topic"]
    search_fields = ["to_address", "subject"]


@admin.register(DBTaskResult)
class JobAdmin(ReadOnly):
    """What is done outside the web processes, and how it went."""

    list_display = ["task_name", "status", "enqueued_at", "started_at", "finished_at"]
    list_filter = ["status"]
    ordering = ["-enqueued_at"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    list_display = ["at", "who", "what", "on_name", "why"]
    search_fields = ["who", "on_name", "what"]
    show_full_result_count = False
    paginator = NewestPages
