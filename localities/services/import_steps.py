"""Writing what was decided in a preview: each step on its practice, its figures, its event and what stood before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import save_changes
from localities.models import Figure, Import, Locality, OrganisationEvent, Practice, User
from localities.queries.practices_here import FIELDS, places_of, practices_of
from localities.rules.preview import Brought
from localities.rules.steps import Add, Close, Move, Rename, SetFigures, Step
from localities.services.practices import make_practice

Event = OrganisationEvent.Kind


@dataclass
class _Practice:
    """A practice that steps change: the values it gets, and what its record tells."""

    practice: Practice
    is_new: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str, Locality | None]] = field(default_factory=list)


class StepWriter:
    """Writes steps in one go: practices are locked first, and everything is told and written at the end."""

    def __init__(self, brought: Import, taken: Sequence[Step], *, by: User) -> None:
        self.brought, self.by, self.today = brought, by, timezone.localdate()
        codes = {each.code for each in taken} | {each.into for each in taken if isinstance(each, Close)}
        ours = Practice.objects.filter(pk__in=practices_of(brought.scope).values("pk"), ods_code__in=codes)
        held = ours.select_for_update(of=("self",)).select_related("locality").order_by("pk")
        self.practices = {each.ods_code: _Practice(each) for each in held}
        places = [each.slug for each in places_of(brought.scope)]
        self.localities = {each.slug: each for each in Locality.objects.filter(slug__in=places)}
        self.figures: list[Figure] = []
        self.events: list[OrganisationEvent] = []
        for step in taken:
            self._take(step)

    def _take(self, step: Step) -> None:
        match step:
            case Add():
                self._add(step)
            case SetFigures():
                self._set_figures(self.practices[step.code], step.figures)
            case Rename():
                self._rename(step)
            case Move():
                self._move(step)
            case Close():
                self._close(step)

    def _add(self, step: Add) -> None:
        locality = self._locality(step.locality)
        values = {"ods_code": step.code, "name": step.name, "opened_on": step.opened_on}
        made = make_practice(locality, values, by=self.by)
        one = self.practices[step.code] = _Practice(made, is_new=True)
        if step.opened_on:
            self._event(one.practice, Event.OPENED, step.opened_on, step.title, joined=locality)
        self._set_figures(one, step.figures)

    def _set_figures(self, one: _Practice, figures: Mapping[str, Brought]) -> None:
        for what, brought in figures.items():
            said = brought.said
            self.figures.append(
                Figure(
                    practice=one.practice,
                    what=what,
                    value=said.value,
                    no_figure="" if said.value is not None else (said.why or "no figure")[:50],
                    weight=said.weight,
                    as_of=brought.as_of,
                    source=brought.title,
                    brought_in=self.brought,
                )
            )
            if what in FIELDS:
                one.values[what] = int(said.value) if what == "list_size" and said.value is not None else said.value
            if what == "list_size":
                one.values["list_size_as_of"] = brought.as_of if said.value is not None else None
        titles = sorted({each.title for each in figures.values()})
        if titles and not one.is_new:
            one.told.append(("Brought in figures of the practice", "; ".join(titles), one.practice.locality))

    def _rename(self, step: Rename) -> None:
        one = self.practices[step.code]
        names = {"old_name": one.practice.name, "new_name": step.name}
        self._event(one.practice, Event.RENAMED, self.today, step.title, **names)
        one.values["name"] = step.name
        one.told.append(("Renamed the practice", f"{one.practice.name}: now {step.name}", one.practice.locality))

    def _move(self, step: Move) -> None:
        one = self.practices[step.code]
        left, joined = one.practice.locality, self._locality(step.locality) if step.locality else None
        self._event(one.practice, Event.MOVED, self.today, step.title, left=left, joined=joined)
        one.values["locality"] = joined
        why = f"From {left or 'no locality'} to {joined or 'no locality'}. {step.why}".strip()
        one.told += [("Moved the practice", why, each) for each in (left, joined) if each]

    def _close(self, step: Close) -> None:
        one = self.practices[step.code]
        into = self.practices[step.into].practice if step.into in self.practices else None
        if step.into and (into is None or into == one.practice):
            raise Refused(f"Choose the practice that {one.practice} merged into from the list.")
        left = one.practice.locality
        self._event(one.practice, Event.MERGED if into else Event.CLOSED, step.on, step.title, left=left, into=into)
        one.values |= {"closed_on": step.on, "locality": None}
        why = f"On {step.on:%-d %B %Y}" + (f", merged into {into}" if into else "")
        one.told += [("Closed the practice", why, each) for each in {left, into and into.locality} if each]

    def _locality(self, slug: str) -> Locality:
        if slug not in self.localities:
            raise Refused("Choose a locality from the list.")
        return self.localities[slug]

    def _event(self, practice: Practice, kind: Event, on: date, source: str, **more: Any) -> None:
        self.events.append(
            OrganisationEvent(
                practice=practice, kind=kind, on=on, source=source or "Chosen", brought_in=self.brought, **more
            )
        )

    def write(self) -> list[dict[str, Any]]:
        """Write all of it, and return what stood there before, to be kept with the import."""
        changes = [
            self._write(code, one) for code, one in self.practices.items() if one.values or one.is_new or one.told
        ]
        Figure.objects.bulk_create(self.figures)
        OrganisationEvent.objects.bulk_create(self.events)
        return changes

    def _write(self, code: str, one: _Practice) -> dict[str, Any]:
        before = {name: getattr(one.practice, name) for name in one.values}
        saved = save_changes(one.practice, one.values, base_revision=one.practice.revision, by=self.by).row
        for what, why, locality in one.told:
            record(what, saved, by=self.by, locality=locality, why=why)
        return {
            "code": code,
            "name": saved.name,
            "new": one.is_new,
            "before": {name: plain(value) for name, value in before.items()},
            "after": {name: plain(value) for name, value in one.values.items()},
            "revision": saved.revision,
        }


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it: numbers and days as text, a locality by its key."""
    if isinstance(value, Decimal | date):
        return str(value)
    return value.pk if isinstance(value, Locality) else value
