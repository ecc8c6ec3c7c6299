"""A locality's history: who changed what from what to what, and when; the newest first.

One query finds the moments of a page among all that is kept, a second reads what stood before and after. Saves of one
person on one thing within half an hour are told as one change: autosave makes many of them. But never across a
transition: what was changed before something was submitted, approved or agreed is not what was changed after it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    F,
    Field,
    JSONField,
    OuterRef,
    PositiveIntegerField,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject
from django.utils.timezone import localdate

from assessment.models import Diagnostic, Guide
from assessment.rules.decimals import with_unit
from devplans.overview.queries.tracked_models import BY_KEY, STEPS, TOLD_BY_THE_ROW, TRACKED_MODELS, TrackedModel
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import day
from localities.kit.revisions.differences import Words, word_differences
from localities.models import Locality, Role

ROWS_A_PAGE = 50
TOLD_AS_ONE = timedelta(minutes=30)
NO_NAME = "The service itself"  # an import, or what it makes by itself
LONG = 60  # characters, from which on the words that differ are marked

NO_NEWS = {"id", "code", "section"}  # what names a row; so do keys that are always there, such as the domain's


@dataclass(frozen=True)
class FieldChange:
    """One field: its words before and after, "" for nothing. Long texts also in runs of words, same or different."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG

    @property
    def runs(self) -> tuple[list[Words], list[Words]]:
        return word_differences(self.before, self.after)


@dataclass(frozen=True)
class Entry:
    """One change, or one step; `why` is the reason given and `moved` the states it went between."""

    at: datetime
    who: str
    did: str
    subject: str
    fields: tuple[FieldChange, ...] = ()
    why: str = ""

    @property
    def on(self) -> date:
        return localdate(self.at)


@dataclass(frozen=True)
class HistoryFilter:
    """What to look for; None and "" leave nothing out. `until` is the last day included."""

    topic: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class HistoryPage:
    """A page of the history; `older` and `newer` are the numbers of the pages beside it."""

    entries: list[Entry]
    number: int
    pages: int

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def history_page(locality: Locality, asked: HistoryFilter, number: int = 1) -> HistoryPage:
    """Return one page. Four queries, however much there is."""
    moments = _moments(locality, asked)
    count = moments.count()
    pages = max(1, -(-count // ROWS_A_PAGE))
    number = min(max(1, number), pages)
    start = (number - 1) * ROWS_A_PAGE
    found = list(moments.order_by("-moment", "-key", "-row")[start : start + ROWS_A_PAGE])
    return HistoryPage(_told(locality, found), number, pages)


# Finding the moments


def _moments(locality: Locality, asked: HistoryFilter) -> QuerySet[Any, Any]:
    """Return (key, row, moment) of everything asked for, over all tables at once; `row` is the history's own key."""
    searched = [one for one in TRACKED_MODELS if asked.topic in ("", one.topic)]
    parts = [
        _keys(
            one.model.history.filter(one.of(locality)),
            one.key,
            "history_id",
            "history_date",
            "history_user__name",
            asked,
        )
        for one in searched
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


# Reading what they tell


@dataclass
class _Save:
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


def _told(locality: Locality, moments: Sequence[tuple[str, int, datetime]]) -> list[Entry]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for key, row, _ in moments:
        by_key[key].append(row)
    found = _steps(locality, by_key.pop(STEPS, ()), moments)
    steps, transitions = {event.pk: event for event in found}, [event.at for event in found if event.moved_to]
    saves = _saves(locality, by_key)
    names = _names(locality)
    entries: list[Entry] = []
    told: dict[tuple[str, int], _Save] = {}
    ordered: list[_Save | AuditEvent] = []
    for key, row, _ in moments:
        if key == STEPS:
            ordered.append(steps[row])
            continue
        save = saves[key, row]
        later = told.get((key, save.pk))
        if later and _is_one_change(save, later, transitions):
            later.before, later.type = save.before, save.type
        else:
            told[key, save.pk] = save
            ordered.append(save)
    for one in ordered:
        entry = _step(one) if isinstance(one, AuditEvent) else _change(one, names)
        if entry:
            entries.append(entry)
    return entries


def _steps(
    locality: Locality, asked_for: Iterable[int], moments: Sequence[tuple[str, int, datetime]]
) -> list[AuditEvent]:
    """The steps to tell, and the transitions in the time that is told, which end what is told as one."""
    if not moments:
        return []
    between = Q(locality_id=locality.pk, at__range=(moments[-1][2], moments[0][2])) & ~Q(moved_to="")
    return list(AuditEvent.objects.filter(Q(pk__in=list(asked_for)) | between))


def _is_one_change(earlier: _Save, later: _Save, transitions: Iterable[datetime]) -> bool:
    """Two saves of the same thing are told as one: of one person, soon after each other, and nothing moved between.

    Taking a row out, or putting it back, is told by itself.
    """
    return (
        later.type == "~"
        and not (earlier.is_in_or_out or later.is_in_or_out)
        and later.who == earlier.who
        and later.at - earlier.at <= TOLD_AS_ONE
        and not any(earlier.at <= at <= later.at for at in transitions)
    )


def _saves(locality: Locality, by_key: Mapping[str, list[int]]) -> dict[tuple[str, int], _Save]:
    parts = [_details(BY_KEY[key], locality, rows) for key, rows in by_key.items()]
    if not parts:
        return {}
    first, *rest = parts
    found = {}
    for key, row, pk, at, who, kind, subject, unit, before, after in first.union(*rest, all=True) if rest else first:
        save = _Save(
            tracked=BY_KEY[key],
            pk=pk,
            at=at,
            who=who or NO_NAME,
            type=kind,
            subject=subject or "",
            unit=unit or "",
            before=_loaded(before) or {},
            after=_loaded(after) or {},
        )
        found[key, row] = save
    return found


def _details(tracked: TrackedModel, locality: Locality, rows: Iterable[int]) -> QuerySet[Any, Any]:
    history = tracked.model.history
    values = JSONObject(**{field.attname: field.attname for field in _news(tracked)})
    earlier = history.filter(tracked.of(locality), id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    text = TextField()
    found: QuerySet[Any, Any] = (
        history.filter(history_id__in=list(rows))
        .order_by()
        .annotate(
            key=Value(tracked.key, CharField()),
            subject=Cast(tracked.name, text),
            unit=Cast(tracked.unit, text),
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
            "unit",
            "before",
            "after",
        )
    )
    return found


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _news(tracked: TrackedModel) -> list[Field[Any, Any]]:
    """The fields whose changes are worth telling. A plan's state is not: the steps tell of it."""
    told = (field for field in tracked.model._meta.concrete_fields if field.name not in NO_NEWS)
    written = (field for field in told if field.null or not field.is_relation)
    return [field for field in written if field.editable or field.name == "removed_at"]


# Telling it in words


def _names(locality: Locality) -> dict[tuple[str, int], str]:
    """Return the words for what a guide's keys point at, for the guides this locality has used. No query but one."""
    names: dict[tuple[str, int], str] = {("locality", locality.pk): locality.name}
    guides = Diagnostic.objects.filter(locality=locality).values_list("guide_id", flat=True).distinct()
    for guide in map(Guide.objects.whole, guides.order_by()):
        for level in guide.ordered_levels:
            names |= {("feature", feature.pk): feature.text for feature in level.features.all()}
        names |= {("domain", domain.pk): domain.title for domain in guide.ordered_domains}
        names |= {(field, offer.pk): offer.title for offer in guide.offers.all() for field in ("support", "offer")}
        names |= {("hub_model", model.pk): model.title for model in guide.hub_models.all()}
    return names


def _step(event: AuditEvent) -> Entry:
    return Entry(event.at, event.who, event.what, event.on_name, why=event.why)


def _change(save: _Save, names: Mapping[tuple[str, int], str]) -> Entry | None:
    """Put a save in words; None when nothing that people write has changed."""
    if issubclass(save.tracked.model, Role):
        return _role(save)
    defaults = {} if save.before else {field.attname: field.get_default() for field in _news(save.tracked)}
    changes = []
    removed = ""
    for field in _news(save.tracked):
        before = _words(field, save.before.get(field.attname, defaults.get(field.attname)), names, save.unit)
        after = _words(field, save.after.get(field.attname), names, save.unit)
        if before == after:
            continue
        if field.name == "removed_at":
            removed = "Removed" if after else "Put back"
        else:
            changes.append(FieldChange(_label(field), before, after))
    if not (changes or removed):
        return None
    did = removed or ("Added" if save.type == "+" else "Changed")
    return Entry(save.at, save.who, did, save.subject, tuple(changes))


def _role(save: _Save) -> Entry:
    kind = dict(Role.Kind.choices)[save.after["kind"]]
    did = {"+": "Gave a role", "-": "Took a role away"}.get(save.type, "Changed a role")
    return Entry(save.at, save.who, did, f"{save.subject}: {kind}")


def _label(field: Field[Any, Any]) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def _words(field: Field[Any, Any], value: Any, names: Mapping[tuple[str, int], str], unit: str) -> str:
    """Put a value as JSON holds it in the words of a page; nothing is ""."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.get((field.name, value), "another one")
    if isinstance(field, JSONField):
        return ", ".join(map(str, _loaded(value)))
    if isinstance(field, PositiveIntegerField):  # a list size; years and orders are small ones
        return f"{value:,}"
    if field.flatchoices:
        return str(dict(field.flatchoices).get(field.to_python(value), value))
    return _plain(field.to_python(value) if not isinstance(field, BooleanField) else bool(value), unit)


def _plain(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return day(localdate(value)) if value.tzinfo else day(value.date())
    if isinstance(value, date):
        return day(value)
    return with_unit(value, unit) if isinstance(value, Decimal) else str(value)
