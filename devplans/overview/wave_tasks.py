"""What a locality's home says of selection waves: how its application stands, its outcome and what it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.timezone import now

from assessment.selection.models import Application, Decision, Wave
from devplans.overview.tasks import TaskGroup
from localities.models import Locality, User
from localities.task_list import Task
from localities.words import at_time

SELECTED = (Decision.Outcome.SELECTED, Decision.Outcome.CONDITIONS)


@dataclass(frozen=True)
class WaveOfLocality:
    """A wave, the locality's application for it (None: not begun), and once the wave is published what came of it."""

    wave: Wave
    application: int | None
    state: str
    outcome: str
    offers: tuple[tuple[str, str], ...]

    @property
    def is_selected(self) -> bool:
        return self.outcome in SELECTED


def wave_groups(locality: Locality, user: User) -> Iterator[TaskGroup]:
    """The newest wave, and every wave that selected the locality. One query; none for who has no part in waves."""
    own = locality.pk in user.scopes.localities
    if not own and locality.commissioner_id not in user.scopes.commissioners:
        return
    may_apply = user.has_perm("selection.apply", locality)
    for is_newest, one in _waves(locality):
        if is_newest or (own and one.is_selected):
            tasks = _own_tasks(one, may_apply=may_apply) if own else [_task_for_ccg(one)]
            yield TaskGroup(f"5. {one.wave.title}", tuple(tasks))


def _waves(locality: Locality) -> Iterator[tuple[bool, WaveOfLocality]]:
    """Each announced wave, the newest first, and whether it is the newest. The database gives a row for each offer."""
    mine = FilteredRelation("applications", condition=Q(applications__locality=locality))
    waves: dict[int, list[Any]] = {}  # with what is annotated
    for row in (
        Wave.objects.announced()
        .filter(commissioner=locality.commissioner_id)
        .annotate(mine=mine)
        .annotate(application=F("mine__pk"), application_state=F("mine__state"), outcome=F("mine__decision__outcome"))
        .annotate(offer=F("offers__title"), detail=F("offers__detail"))
        .order_by("-opens_at", "-pk", "offers__order")
    ):
        waves.setdefault(row.pk, []).append(row)
    for number, rows in enumerate(waves.values()):
        wave = rows[0]
        outcome = wave.outcome or "" if wave.state == Wave.State.PUBLISHED else ""
        offers = tuple((row.offer, row.detail) for row in rows if row.offer)
        yield number == 0, WaveOfLocality(wave, wave.application, wave.application_state or "", outcome, offers)


def _own_tasks(one: WaveOfLocality, *, may_apply: bool) -> Iterator[Task]:
    if one.application is None:
        yield _apply_task(one.wave, may_apply=may_apply)
        return
    yield _application_task(one)
    if one.outcome:
        colour = "green" if one.is_selected else "white"
        hint = "What the panel agreed on each criterion, and what comes next"
        yield Task("Outcome", Decision.Outcome(one.outcome).label, _application(one), hint, colour)
    if one.is_selected:
        yield from (Task(title, "On offer", hint=detail) for title, detail in one.offers)


def _apply_task(wave: Wave, *, may_apply: bool) -> Task:
    name, closes = "Apply for the wave", at_time(wave.closes_at)
    if wave.takes_applications(now()):
        hint = f"Closes on {closes}" if may_apply else f"The locality lead applies. Closes on {closes}"
        return Task(name, "Not applied", wave.get_absolute_url(), hint, "blue")
    if wave.opens_at > now():
        return Task(name, "Not open yet", wave.get_absolute_url(), f"From {at_time(wave.opens_at)}")
    return Task(name, "Not applied", wave.get_absolute_url(), f"It closed on {closes}")


def _application_task(one: WaveOfLocality) -> Task:
    wave, label = one.wave, Application.State(one.state).label
    is_open, closes = wave.takes_applications(now()), at_time(wave.closes_at)
    if one.state == Application.State.DRAFT and is_open:
        return Task("Application", label, _application(one), f"Not submitted yet. Closes on {closes}", "blue")
    if one.state == Application.State.DRAFT:
        return Task("Application", "Not submitted", _application(one), f"The wave closed on {closes}")
    hint = f"It can be taken back and changed until {closes}" if is_open else ""
    return Task("Application", label, _application(one), "" if one.state == Application.State.WITHDRAWN else hint)


def _task_for_ccg(one: WaveOfLocality) -> Task:
    """A draft is the locality's own: the CCG learns of an application when it is submitted."""
    handed_in = one.state in Application.HANDED_IN
    status = str(Application.State(one.state).label) if handed_in else "Not submitted"
    return Task("Application", status, one.wave.get_absolute_url(), one.wave.get_state_display())


def _application(one: WaveOfLocality) -> str:
    return reverse("application", args=[one.application])
