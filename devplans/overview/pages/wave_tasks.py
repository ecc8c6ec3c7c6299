"""What home pages say of selection waves: how an application stands, its outcome, the offers, where to apply."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import now

from assessment.selection.models import Application, Decision, Wave
from devplans.overview.pages.tasks import TaskGroup
from localities.kit.pages.phrases import at_time
from localities.kit.pages.task_list import Task
from localities.models import Locality, Role, User


@dataclass(frozen=True)
class LocalityWave:
    """A wave, the locality's application for it (None: not begun), and once the wave is published what came of it."""

    wave: Wave
    application: int | None
    state: str
    outcome: str
    offers: tuple[tuple[str, str], ...]

    @property
    def is_selected(self) -> bool:
        return self.outcome in Decision.SELECTED

    @property
    def is_open(self) -> bool:
        return self.wave.takes_applications(now())

    @property
    def is_with_the_panel(self) -> bool:
        return self.state == Application.State.SUBMITTED and self.wave.state not in Wave.OVER


def wave_groups(locality: Locality, user: User) -> Iterator[TaskGroup]:
    """The newest wave, each that takes applications, and each in which the locality's application is in play or has
    an outcome. One query; none for who has no part in waves.
    """
    own = locality.pk in user.scopes.localities
    if not own and locality.commissioner_id not in user.scopes.commissioners:
        return
    may_apply = user.has_perm("selection.apply", locality)
    for is_newest, locality_wave in _waves(locality):
        if is_newest or locality_wave.is_open or locality_wave.is_with_the_panel or (own and locality_wave.outcome):
            tasks = _own_tasks(locality_wave, may_apply=may_apply) if own else [_task_for_commissioner(locality_wave)]
            yield TaskGroup(f"5. {locality_wave.wave.title}", tuple(tasks))


def _waves(locality: Locality) -> Iterator[tuple[bool, LocalityWave]]:
    """Each announced wave, the newest first, and whether it is the newest. The database gives a row for each offer."""
    mine = FilteredRelation("applications", condition=Q(applications__locality=locality))
    told = Decision.objects.told().filter(application=OuterRef("mine__pk"))
    waves: dict[int, list[Any]] = {}  # with what is annotated
    for row in (
        Wave.objects.announced()
        .filter(commissioner=locality.commissioner_id)
        .annotate(mine=mine)
        .annotate(application=F("mine__pk"), application_state=F("mine__state"), told=Subquery(told.values("outcome")))
        .annotate(offer=F("offers__title"), detail=F("offers__detail"))
        .order_by("-opens_at", "-pk", "offers__order")
    ):
        waves.setdefault(row.pk, []).append(row)
    for number, rows in enumerate(waves.values()):
        wave = rows[0]
        offers = tuple((row.offer, locality.words.fill(row.detail)) for row in rows if row.offer)
        yield number == 0, LocalityWave(wave, wave.application, wave.application_state or "", wave.told or "", offers)


def applying_tasks(user: User, localities: Collection[int]) -> Iterator[Task]:
    """On a person's own page, a line for each application of these localities that is in play or has an outcome, and
    for each wave that they can still apply for. Two queries.
    """
    told = Decision.objects.told().filter(application=OuterRef("pk"))
    mine = Application.objects.filter(locality__in=localities).select_related("wave", "locality")
    for row in mine.annotate(told=Subquery(told.values("outcome"))).order_by("-wave__opens_at", "locality__name"):
        locality_wave = LocalityWave(row.wave, row.pk, row.state, row.told or "", ())
        if locality_wave.outcome or locality_wave.is_with_the_panel or locality_wave.is_open:
            task = _outcome_task(locality_wave) if locality_wave.outcome else _application_task(locality_wave)
            yield replace(task, name=f"{task.name} of {row.locality}: {row.wave}")
    applied = Application.objects.filter(wave=OuterRef("pk"), locality=OuterRef("able__pk"))
    theirs = FilteredRelation("commissioner__localities", condition=Q(commissioner__localities__in=localities))
    is_open = {"state": Wave.State.OPEN, "opens_at__lte": now(), "closes_at__gt": now()}
    waves = Wave.objects.annotate(able=theirs).filter(~Exists(applied), able__isnull=False, **is_open)
    for wave in waves.annotate(able_key=F("able__pk"), able_name=F("able__name")).order_by("closes_at", "able_name"):
        task = _apply_task(wave, may_apply=user.has_role(Role.Kind.LOCALITY_LEAD, wave.able_key))
        yield replace(task, name=f"Apply for {wave.able_name}: {wave}")


def _own_tasks(locality_wave: LocalityWave, *, may_apply: bool) -> Iterator[Task]:
    if locality_wave.application is None:
        yield _apply_task(locality_wave.wave, may_apply=may_apply)
        return
    yield _application_task(locality_wave)
    if locality_wave.outcome:
        yield _outcome_task(locality_wave)
    if locality_wave.is_selected:
        yield from (Task(title, "On offer", hint=detail) for title, detail in locality_wave.offers)


def _outcome_task(locality_wave: LocalityWave) -> Task:
    colour = "green" if locality_wave.is_selected else "white"
    hint = "What the panel agreed on each criterion, and what comes next"
    return Task("Outcome", Decision.Outcome(locality_wave.outcome).label, _application(locality_wave), hint, colour)


def _apply_task(wave: Wave, *, may_apply: bool) -> Task:
    name, closes = "Apply for the wave", at_time(wave.closes_at)
    if wave.takes_applications(now()):
        hint = f"Closes on {closes}" if may_apply else f"The locality lead applies. Closes on {closes}"
        return Task(name, "Not applied", wave.get_absolute_url(), hint, "blue")
    if wave.opens_at > now():
        return Task(name, "Not open yet", wave.get_absolute_url(), f"From {at_time(wave.opens_at)}")
    return Task(name, "Not applied", wave.get_absolute_url(), f"It closed on {closes}")


def _application_task(locality_wave: LocalityWave) -> Task:
    wave, label = locality_wave.wave, Application.State(locality_wave.state).label
    is_open, closes = wave.takes_applications(now()), at_time(wave.closes_at)
    if wave.state == Wave.State.ENDED:
        return Task("Application", "Wave ended", _application(locality_wave), "No locality is selected in it")
    if locality_wave.state == Application.State.DRAFT and is_open:
        return Task("Application", label, _application(locality_wave), f"Not submitted yet. Closes on {closes}", "blue")
    if locality_wave.state == Application.State.DRAFT:
        return Task("Application", "Not submitted", _application(locality_wave), f"The wave closed on {closes}")
    hint = f"It can be changed and submitted again until {closes}" if is_open else ""
    return Task(
        "Application",
        label,
        _application(locality_wave),
        "" if locality_wave.state == Application.State.WITHDRAWN else hint,
    )


def _task_for_commissioner(locality_wave: LocalityWave) -> Task:
    """A draft is the locality's own: the commissioner learns of an application when it is submitted."""
    handed_in = locality_wave.state in Application.HANDED_IN
    status = str(Application.State(locality_wave.state).label) if handed_in else "Not submitted"
    return Task("Application", status, locality_wave.wave.get_absolute_url(), locality_wave.wave.stage)


def _application(locality_wave: LocalityWave) -> str:
    return reverse("application", args=[locality_wave.application])
