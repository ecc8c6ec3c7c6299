"""Where a locality's history is read: the moments of everything kept, and what stood before and after each save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject

from devplans.overview.queries.history_words import loaded, news_of
from devplans.overview.queries.tracked_models import BY_KEY, STEPS, TOLD_BY_THE_ROW, TRACKED_MODELS, TrackedModel
from localities.kit.models import AuditEvent
from localities.models import Locality

NO_NAME = "The service itself"  # an import, or what it makes by itself


@dataclass(frozen=True)
class HistoryFilter:
    """What to look for; None and "" leave nothing out. `until` is the last day included."""

    topic: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None


def moments_of(locality: Locality, asked: HistoryFilter) -> QuerySet[Any, Any]:
    """Return (key, row, moment) of everything asked for, over all tables at once; `row` is the history's own key."""
    searched = [tracked for tracked in TRACKED_MODELS if asked.topic in ("", tracked.topic)]
    parts = [
        _keys(
            tracked.model.history.filter(way),
            tracked.key,
            "history_id",
            "history_date",
            "history_user__name",
            asked,
        )
        for tracked in searched
        for way in tracked.ways(locality.pk)  # joined by "or", whole tables would be read
    ]
    if asked.topic in ("", STEPS):
        steps = AuditEvent.objects.filter(locality_id=locality.pk)
        told_once = steps if asked.topic else steps.exclude(TOLD_BY_THE_ROW)
        parts.append(_keys(told_once, STEPS, "pk", "at", "who", asked))
    first, *rest = parts
    return first.union(*rest, all=True) if rest else first


def _keys(rows: QuerySet[Any], key: str, row: str, moment: str, who: str, asked: HistoryFilter) -> QuerySet[Any, Any]:
    wanted = Q()
    if asked.who:
        wanted &= Q(**{f"{who}__icontains": asked.who})
    if asked.since:
        wanted &= Q(**{f"{moment}__date__gte": asked.since})
    if asked.until:
        wanted &= Q(**{f"{moment}__date__lte": asked.until})
    found: QuerySet[Any, Any] = (
        rows.filter(wanted)
        .order_by()
        .annotate(key=Value(key, CharField()), row=F(row), moment=F(moment))
        .values_list("key", "row", "moment")
    )
    return found


@dataclass
class Save:
    """A row of a history with the one before it, and who and what."""

    tracked: TrackedModel
    pk: int
    at: datetime
    who: str
    type: str
    subject: str
    unit: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def is_in_or_out(self) -> bool:
        """It took a row out, or put it back."""
        return self.before.get("removed_at") != self.after.get("removed_at")


def saves_of(locality: Locality, by_key: Mapping[str, list[int]]) -> dict[tuple[str, int], Save]:
    parts = [_details(BY_KEY[key], locality, rows) for key, rows in by_key.items()]
    if not parts:
        return {}
    first, *rest = parts
    found = {}
    for key, row, pk, at, who, kind, subject, unit, before, after in first.union(*rest, all=True) if rest else first:
        save = Save(
            tracked=BY_KEY[key],
            pk=pk,
            at=at,
            who=who or NO_NAME,
            type=kind,
            subject=locality.words.fill(subject or ""),
            unit=unit or "",
            before=loaded(before) or {},
            after=loaded(after) or {},
        )
        found[key, row] = save
    return found


def _details(tracked: TrackedModel, locality: Locality, rows: Iterable[int]) -> QuerySet[Any, Any]:
    history = tracked.model.history
    values = JSONObject(**{field.attname: field.attname for field in news_of(tracked)})
    earlier = history.filter(tracked.of(locality.pk), id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    text = TextField()
    found: QuerySet[Any, Any] = (
        history.filter(history_id__in=list(rows))
        .order_by()
        .annotate(
            key=Value(tracked.key, CharField()),
            subject=Cast(tracked.name, text),
            in_unit=Cast(tracked.unit, text),
            person=Cast(F("history_user__name"), text),
            before=Cast(Subquery(earlier.order_by("-history_id").annotate(held=values).values("held")[:1]), text),
            after=Cast(values, text),
        )
        .values_list(
            "key",
            "history_id",
            "id",
            "history_date",
            "person",
            "history_type",
            "subject",
            "in_unit",
            "before",
            "after",
        )
    )
    return found
