"""The latest changes in a locality, whatever they were on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from devplans.overview.queries.tracked_models import TRACKED_MODELS, TrackedModel
from localities.kit.models import AuditEvent
from localities.kit.revisions.rows import Revised
from localities.models import Locality

LOOKED_AT_FOR_ONE_SHOWN = 10  # the same thing is often done several times in a row
SOMEBODY = "Somebody who has left"


@dataclass(frozen=True)
class Change:
    what: str
    who: str
    at: datetime


def latest_changes(locality: Locality, limit: int = 5) -> list[Change]:
    """Return the newest changes, newest first: each row counts with its last save, and each subject once. One query."""
    saved = [_saved(one, locality) for one in TRACKED_MODELS if issubclass(one.model, Revised)]
    moves = _columns(AuditEvent.objects.filter(locality_id=locality.pk), F("what"), F("who"), F("at"))
    newest: dict[str, Change] = {}
    for what, who, at in moves.union(*saved, all=True).order_by("-moment")[: limit * LOOKED_AT_FOR_ONE_SHOWN]:
        newest.setdefault(what, Change(what, who or SOMEBODY, at))
    return list(newest.values())[:limit]


def _saved(one: TrackedModel, locality: Locality) -> QuerySet[Any, Any]:
    rows = one.model.objects.filter(one.of(locality), saved_at__isnull=False)
    return _columns(rows, one.name, F("saved_by__name"), F("saved_at"))


def _columns(rows: QuerySet[Any], what: Any, who: Any, at: Any) -> QuerySet[Any, Any]:
    text = TextField()
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(subject=Cast(what, text), person=Cast(who, text), moment=at)
        .values_list("subject", "person", "moment")
    )
    return found
