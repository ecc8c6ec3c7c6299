"""Your work: what the first page after signing in shows a person, by role. Figures stand on the pages it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from assessment.models import Diagnostic, PracticeView
from assessment.selection.models import Wave
from devplans.overview.pages.panel_work import panel_places
from devplans.overview.pages.tasks import figures_are_complete, progress
from devplans.overview.pages.wave_tasks import applying_tasks
from devplans.overview.pages.wave_waiting import waiting_in_waves
from localities.kit.pages.phrases import day
from localities.kit.pages.task_list import CANNOT_START, Task
from localities.models import Commissioner, Locality, Practice, Role, SignUp, System, User
from localities.models.people import SCOPE_OF_KIND

OVERSEES = {
    Role.Kind.COMMISSIONER_OFFICER,
    Role.Kind.COMMISSIONER_APPROVER,
    Role.Kind.SYSTEM_TEAM,
}


Place = System | Commissioner | Locality | Wave
"""Something with a page that is somebody's own."""
PracticeWork = tuple[Practice, Locality, tuple[Task, ...]]
"""A practice in its locality, and what its representative can do."""


@dataclass(frozen=True)
class YourWork:
    """A person's work."""

    system_name: str
    overseen: tuple[System | Commissioner, ...]
    led: tuple[Locality, ...]
    practices: tuple[PracticeWork, ...]
    is_panel_member: bool
    panel: tuple[Task, ...]
    running_waves: tuple[Commissioner, ...]
    waiting: tuple[Task, ...]
    applying: tuple[Task, ...]
    is_administrator: bool

    @property
    def is_empty(self) -> bool:
        return not (self.overseen or self.led or self.practices or self.is_panel_member or self.is_administrator)


def only_place(user: User) -> Place | None:
    """The one locality, CCG or system of somebody with no other work, or a panel member's one wave. One query."""
    kinds = {kind for kind, _ in user.scopes.roles}
    if kinds == {Role.Kind.PANEL_MEMBER}:
        waves = [place.wave for place in panel_places(user)]
        return waves[0] if len(waves) == 1 else None
    if len({(SCOPE_OF_KIND[kind], scope) for kind, scope in user.scopes.roles}) != 1 or user.sees_everything:
        return None
    if kinds == {Role.Kind.LOCALITY_LEAD}:
        return _led(user)[0]
    return _overseen(user, kinds)[0] if kinds <= OVERSEES else None


def build_your_work(user: User) -> YourWork:
    """Gather a person's work. Eleven queries at most, however many roles. An administrator oversees every system."""
    kinds = {kind for kind, _ in user.scopes.roles}
    overseen = _overseen(user, kinds)
    led = _led(user) if Role.Kind.LOCALITY_LEAD in kinds else []
    practices = _practices_of(user) if Role.Kind.PRACTICE_REPRESENTATIVE in kinds else []
    panel = list(panel_places(user)) if Role.Kind.PANEL_MEMBER in kinds else []
    return YourWork(
        system_name=_system_name(
            [*overseen, *led, *(locality for _, locality in practices), *(place.wave.commissioner for place in panel)]
        ),
        overseen=tuple(overseen),
        led=tuple(led),
        practices=tuple(_practice_work(practices)),
        is_panel_member=Role.Kind.PANEL_MEMBER in kinds,
        panel=tuple(place.task for place in panel),
        running_waves=tuple(place for place in overseen if isinstance(place, Commissioner)),
        waiting=waiting_in_waves(user),
        applying=tuple(applying_tasks(user, user.scopes.localities)) if user.scopes.localities else (),
        is_administrator=user.sees_everything,
    )


def _overseen(user: User, kinds: set[str]) -> list[System | Commissioner]:
    """Systems of a system team's people; commissioners of an officer or approver."""
    found: list[System | Commissioner] = []
    if Role.Kind.SYSTEM_TEAM in kinds or user.sees_everything:
        found += System.objects.visible_to(user)
    if user.scopes.commissioners:
        found += Commissioner.objects.filter(pk__in=user.scopes.commissioners).select_related("system")
    return found


def _led(user: User) -> list[Locality]:
    led = Locality.objects.filter(roles__user=user, roles__kind=Role.Kind.LOCALITY_LEAD)
    return list(led.select_related("commissioner__system").order_by("name"))


def _system_name(places: list[System | Commissioner | Locality]) -> str:
    for place in places:
        if isinstance(place, System):
            return place.name
        return place.system.name if isinstance(place, Commissioner) else place.commissioner.system.name
    return ""


# Practices that a person represents


def _practices_of(user: User) -> list[tuple[Practice, Locality]]:
    found = Practice.objects.filter(roles__user=user).select_related("locality__commissioner__system").with_sign_up()
    return [(practice, practice.locality) for practice in found if practice.locality]


def _practice_work(practices: list[tuple[Practice, Locality]]) -> Iterator[PracticeWork]:
    newest: dict[int, Diagnostic] = {}
    by_key = {locality.pk: locality for _, locality in practices}
    for diagnostic in Diagnostic.objects.filter(locality__in=[*by_key]).newest_first():
        diagnostic.locality = by_key[diagnostic.locality_id]
        newest.setdefault(diagnostic.locality_id, diagnostic)
    views = PracticeView.objects.filter(diagnostic__in=newest.values(), position__isnull=False)
    given = Counter(views.values_list("diagnostic", "practice"))
    for practice, locality in practices:
        now = newest.get(locality.pk)
        is_complete = figures_are_complete(practice)
        tasks = (
            _sign_up_task(practice, locality),
            _view_task(now, given[now.pk, practice.pk] if now else 0),
            Task(
                "Your practice’s patients and staff",
                "Completed" if is_complete else "To fill in",
                reverse("practice-edit", args=[locality.slug, practice.ods_code]),
                colour="" if is_complete else "blue",
            ),
        )
        yield practice, locality, tasks


def _sign_up_task(practice: Practice, locality: Locality) -> Task:
    url = reverse("sign-up", args=[locality.slug, practice.ods_code])
    in_force: list[SignUp] = practice.sign_ups_in_force  # type: ignore[attr-defined]  # made by with_sign_up
    if in_force and in_force[0].locality_id == locality.pk:
        signed = in_force[0]
        return Task("Sign your practice up", "Signed up", url, f"By {signed.signed_by_name}, {day(signed.signed_on)}")
    return Task(
        "Sign your practice up", "Not signed up", url, f"Say that the practice takes part in {locality}", "blue"
    )


def _view_task(diagnostic: Diagnostic | None, given: int) -> Task:
    name = "Your practice’s view of each domain"
    if diagnostic is None:
        return Task(name, CANNOT_START, hint="When the locality has started its diagnostic")
    url, total = reverse("practice-views", args=[diagnostic.pk]), len(diagnostic.whole_guide.ordered_domains)
    hint = f"{given} of {total} domains"
    if not diagnostic.is_editable:
        return Task(name, "Closed", url, f"{hint}. The diagnostic is agreed")
    status, colour = progress(given, total)
    return Task(name, status, url, hint, colour)
