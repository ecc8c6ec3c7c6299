"""Administration pages for what is kept of e-mails, jobs and events: looked at, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from localities.admin.base import (
    NewestPages,
    ReadOnly,
)
from localities.kit.mail.outbox import Topic
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.models import Locality, User


class TopicFilter(admin.SimpleListFilter):
    """What an e-mail is about: from the topics that there are, as to ask the table for them reads all of it."""

    title = parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return Topic.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(topic=self.value()) if self.value() else queryset


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly):
    list_display = ["written_at", "to_address", "subject", "sent_at", "tries", "last_error"]
    list_filter = [TopicFilter]
    search_fields = ["to_address", "subject"]
    ordering = ["-pk"]
    show_full_result_count = False
    paginator = NewestPages


@admin.register(DBTaskResult)
class JobAdmin(ReadOnly):
    """What is done outside the web processes, and how it went."""

    list_display = ["task_name", "status", "enqueued_at", "started_at", "finished_at"]
    list_filter = ["status"]
    ordering = ["-enqueued_at"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """Events are found by key: to look for words in all of them takes the longer the older the service is."""

    list_display = ["at", "who", "what", "on_name", "why"]
    search_fields = ["on_name"]
    search_help_text = "A person’s name or e-mail address, a locality’s name, or the whole name of what was changed"
    show_full_result_count = False
    paginator = NewestPages

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Find what these people did and what happened in these localities, whatever they were called then."""
        words = search_term.split()
        if not words:
            return queryset, False
        people = User.objects.filter(*(Q(name__icontains=word) | Q(email__icontains=word) for word in words))
        places = Locality.objects.filter(*(Q(name__icontains=word) for word in words))
        # Keys and not subqueries: joined by "or", PostgreSQL reads the whole table to try each event by them.
        keys = [list(found.order_by().values_list("pk", flat=True)) for found in (people, places)]
        named = Q(who_id__in=keys[0]) | Q(locality_id__in=keys[1]) | Q(on_name=search_term.strip())
        return queryset.filter(named), False
