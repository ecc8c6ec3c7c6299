"""The latest changes in a locality, whatever they were on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from assessment.models import (
    CapacityAssumption,
    CapacityBaseline,
    DomainAnswer,
    FeatureAnswer,
    IndicatorValue,
    PracticeView,
)
from devplans.models import Action, Plan, PlanMetric
from localities.models import AuditEvent, Locality, Practice

LOOKED_AT_FOR_ONE_SHOWN = 10  # the same thing is often done several times in a row


@dataclass(frozen=True)
class Change:
    what: str
    who: str
    at: datetime


def latest_changes(locality: Locality, limit: int = 5) -> list[Change]:
    """Return the newest changes, newest first: each row counts with its last save, and each subject once. One query."""
    in_diagnostic = {"diagnostic__locality": locality}
    in_plan = {"plan__locality": locality}
    saved = [
        _saved(DomainAnswer, F("domain__title"), in_diagnostic),
        _saved(FeatureAnswer, F("feature__text"), in_diagnostic),
        _saved(IndicatorValue, F("indicator__title"), in_diagnostic),
        _saved(CapacityBaseline, Value("Demand and capacity"), in_diagnostic),
        _saved(CapacityAssumption, Value("Demand and capacity"), {"baseline__diagnostic__locality": locality}),
        _saved(PracticeView, Concat(F("practice__name"), Value(" on "), F("domain__title")), in_diagnostic),
        _saved(Practice, F("name"), {"locality": locality}),
        _saved(Plan, Value("Plan on a page"), {"locality": locality}),
        _saved(Action, F("title"), in_plan),
        _saved(PlanMetric, F("metric__title"), in_plan),
    ]
    moves = _columns(AuditEvent.objects.filter(locality_id=locality.pk), F("what"), F("who"), F("at"))
    newest: dict[str, Change] = {}
    for what, who, at in moves.union(*saved, all=True).order_by("-moment")[: limit * LOOKED_AT_FOR_ONE_SHOWN]:
        newest.setdefault(what, Change(what, who or "Somebody who has left", at))
    return list(newest.values())[:limit]


def _saved(model: Any, name: Any, within: dict[str, Any]) -> QuerySet[Any, Any]:
    return _columns(model.objects.filter(**within, saved_at__isnull=False), name, F("saved_by__name"), F("saved_at"))


def _columns(rows: QuerySet[Any], what: Any, who: Any, at: Any) -> QuerySet[Any, Any]:
    text = TextField()
    return (
        rows.order_by()
        .annotate(subject=Cast(what, text), person=Cast(who, text), moment=at)
        .values_list("subject", "person", "moment")
    )
