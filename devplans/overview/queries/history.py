"""A locality's history: who changed what from what to what, and when; the newest first.

One query finds the moments of a page among all that is kept, a second reads what stood before and after. Saves of one
person on one thing within half an hour are told as one change: autosave makes many of them. But never across a
transition: what was changed before something was submitted, approved or agreed is not what was changed after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from devplans.overview.queries.history_rows import HistoryFilter, Save, moments_of, saves_of
from devplans.overview.queries.history_words import in_words, label_of, names_of, news_of
from devplans.overview.queries.tracked_models import STEPS
from localities.kit.models import AuditEvent
from localities.kit.revisions.differences import Words, word_differences
from localities.models import Locality, Role

ROWS_A_PAGE = 50
TOLD_AS_ONE = timedelta(minutes=30)
ELSEWHERE = "Shown with its metric"
LONG = 60  # characters, from which on the words that differ are marked


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


def history_page(locality: Locality, asked: HistoryFilter, number: int = 1, *, inside: bool = True) -> HistoryPage:
    """Return one page. Four queries, however much there is.

    `inside`: for people of the locality. To others it does not tell figures of people, of which small ones are hidden.
    """
    moments = moments_of(locality, asked)
    count = moments.count()
    pages = max(1, -(-count // ROWS_A_PAGE))
    number = min(max(1, number), pages)
    start = (number - 1) * ROWS_A_PAGE
    found = list(moments.order_by("-moment", "-key", "-row")[start : start + ROWS_A_PAGE])
    return HistoryPage(_told(locality, found, inside), number, pages)


def _told(locality: Locality, moments: Sequence[tuple[str, int, datetime]], inside: bool) -> list[Entry]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for key, row, _ in moments:
        by_key[key].append(row)
    found = _steps(locality, by_key.pop(STEPS, ()), moments)
    steps, transitions = {event.pk: event for event in found}, [event.at for event in found if event.moved_to]
    saves = saves_of(locality, by_key)
    names = names_of(locality)
    entries: list[Entry] = []
    told: dict[tuple[str, int], Save] = {}
    ordered: list[Save | AuditEvent] = []
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
    for change in ordered:
        entry = _step(change) if isinstance(change, AuditEvent) else _change(change, names, inside)
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


def _is_one_change(earlier: Save, later: Save, transitions: Iterable[datetime]) -> bool:
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


def _step(event: AuditEvent) -> Entry:
    return Entry(event.at, event.who, event.what, event.on_name, why=event.why)


def _change(save: Save, names: Mapping[tuple[str, int], str], inside: bool) -> Entry | None:
    """Put a save in words; None when nothing that people write has changed."""
    if issubclass(save.tracked.model, Role):
        return _role(save)
    defaults = {} if save.before else {field.attname: field.get_default() for field in news_of(save.tracked)}
    changes = []
    removed = ""
    for field in news_of(save.tracked):
        before = in_words(field, save.before.get(field.attname, defaults.get(field.attname)), names, save.unit)
        after = in_words(field, save.after.get(field.attname), names, save.unit)
        if before == after:
            continue
        if not inside and field.name in save.tracked.of_people:
            before, after = "", ELSEWHERE
        if field.name == "removed_at":
            removed = "Removed" if after else "Put back"
        else:
            changes.append(FieldChange(label_of(field), before, after))
    if not (changes or removed):
        return None
    did = removed or ("Added" if save.type == "+" else "Changed")
    return Entry(save.at, save.who, did, save.subject, tuple(changes))


def _role(save: Save) -> Entry:
    kind = dict(Role.Kind.choices)[save.after["kind"]]
    did = {"+": "Gave a role", "-": "Took a role away"}.get(save.type, "Changed a role")
    return Entry(save.at, save.who, did, f"{save.subject}: {kind}")
