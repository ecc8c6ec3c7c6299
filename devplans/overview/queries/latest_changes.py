"""The latest changes in a locality, whatever they were on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from devplans.overview.queries.tracked_models import TRACKED_MODELS, TrackedModel
from localities.kit.composed_once import ComposedOnce
from localities.kit.models import AuditEvent
from localities.kit.revisions.rows import Revised
from localities.models import Locality

SHOWN = 5
LOOKED_AT = 10 * SHOWN  # the same thing is often done several times in a row
SOMEBODY = "Somebody who has left"


@dataclass(frozen=True)
class Change:
    what: str
    who: str
    at: datetime


def latest_changes(locality: Locality) -> list[Change]:
    """Return the newest changes, newest first: each row counts with its last save, and each subject once. One query."""
    newest: dict[str, Change] = {}
    for what, who, at in _changes.rows(locality.pk):
        newest.setdefault(what, Change(what, who or SOMEBODY, _moment(at)))
    return list(newest.values())[:SHOWN]


def _moment(at: datetime | str) -> datetime:
    """SQLite gives a moment in UTC as text."""
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at


def _changes_in(locality_pk: int) -> QuerySet[Any, Any]:
    saved = [_saved(one, locality_pk) for one in TRACKED_MODELS if issubclass(one.model, Revised)]
    moves = _columns(AuditEvent.objects.filter(locality_id=locality_pk), F("what"), F("who"), F("at"))
    return moves.union(*saved, all=True).order_by("-moment")[:LOOKED_AT]


_changes = ComposedOnce(_changes_in)


def _saved(one: TrackedModel, locality_pk: int) -> QuerySet[Any, Any]:
    rows = one.model.objects.filter(one.of(locality_pk), saved_at__isnull=False)
    return _columns(rows, one.name, F("saved_by__name"), F("saved_at"))


def _columns(rows: QuerySet[Any], what: Any, who: Any, at: Any) -> QuerySet[Any, Any]:
    text = TextField()
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(subject=Cast(what, text), person=Cast(who, text), moment=at)
        .values_list("subject", "person", "moment")
    )
    return found
