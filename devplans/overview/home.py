"""Your work: what the first page after signing in shows a person, by role."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from assessment.models import Diagnostic, DomainAnswer, FeatureAnswer, PracticeView
from assessment.results import level_in_words
from assessment.scoring import FeatureState, assess_level
from devplans.models import Plan
from devplans.overview.tasks import CANNOT_START, Task, day, figures_are_complete, progress
from localities.models import Commissioner, Locality, Practice, Role, System, User


@dataclass(frozen=True)
class LocalityRow:
    """A locality at a glance. Rows stand in order of name, never of level."""

    name: str
    url: str
    level: str
    diagnostic: str
    plan: str


@dataclass(frozen=True)
class CommissionerRows:
    name: str
    rows: tuple[LocalityRow, ...]


@dataclass(frozen=True)
class PracticeWork:
    """What a practice's representative can do."""

    practice: Practice
    locality: Locality
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class YourWork:
    """A person's work. `only_locality` is set for somebody who leads one locality and is nothing else."""

    only_locality: Locality | None
    system_name: str
    practices: tuple[PracticeWork, ...]
    commissioners: tuple[CommissionerRows, ...]
    pipelines: tuple[tuple[str, str], ...]  # whose estates pipeline, and its address
    is_panel_member: bool
    is_administrator: bool

    @property
    def is_empty(self) -> bool:
        found = (self.practices, self.commissioners, self.pipelines, self.is_panel_member, self.is_administrator)
        return not any(found)


def build_your_work(user: User) -> YourWork:
    """Gather a person's work. Ten queries at most, however many localities.

    An administrator gets no list of every locality there is: the administration pages search them.
    """
    kinds = {kind for kind, _ in user.scopes.roles}
    localities = _localities_of(user)
    practices = _practices_of(user) if Role.Kind.PRACTICE_REPRESENTATIVE in kinds else []
    first = next(iter([*localities, *(locality for _, locality in practices)]), None)
    return YourWork(
        only_locality=localities[0] if len(localities) == 1 and kinds == {Role.Kind.LOCALITY_LEAD} else None,
        system_name=first.commissioner.system.name if first else "",
        practices=tuple(_practice_work(practices)),
        commissioners=tuple(_commissioner_rows(localities)),
        pipelines=tuple(_pipelines(user)),
        is_panel_member=Role.Kind.PANEL_MEMBER in kinds,
        is_administrator=user.sees_everything,
    )


# Localities that a person leads or oversees


def _localities_of(user: User) -> list[Locality]:
    scopes = user.scopes
    led = [scope for kind, scope in scopes.roles if kind == Role.Kind.LOCALITY_LEAD]
    mine = Q(pk__in=led) | Q(commissioner__in=scopes.commissioners) | Q(commissioner__system__in=scopes.systems)
    found = Locality.objects.filter(mine).select_related("commissioner__system")
    return list(found.order_by("commissioner__name", "name"))


def _commissioner_rows(localities: list[Locality]) -> Iterator[CommissionerRows]:
    diagnostics = _diagnostics_by_locality(localities)
    newest = {locality: several[0] for locality, several in diagnostics.items()}
    agreed = {
        locality: diagnostic
        for locality, several in diagnostics.items()
        if (diagnostic := next((one for one in several if not one.is_editable), None))
    }
    positions, features = _answers({*newest.values(), *agreed.values()})
    planned = set(Plan.objects.filter(locality__in=localities).values_list("locality_id", flat=True))

    def row(locality: Locality) -> LocalityRow:
        now, last = newest.get(locality.pk), agreed.get(locality.pk)
        return LocalityRow(
            name=locality.name,
            url=locality.get_absolute_url(),
            level=_level(last, positions, features) if last else "None agreed yet",
            diagnostic=_state(now, positions) if now else "Not started",
            plan="Draft" if locality.pk in planned else "Not started",
        )

    for commissioner, group in groupby(localities, key=lambda locality: locality.commissioner):
        yield CommissionerRows(commissioner.name, tuple(row(locality) for locality in group))


def _pipelines(user: User) -> Iterator[tuple[str, str]]:
    """The estates pipelines of the systems and commissioners that a person works for; an administrator's by system."""
    for system in System.objects.visible_to(user):
        yield system.name, reverse("system-estates", args=[system.slug])
    if user.scopes.commissioners:
        for commissioner in Commissioner.objects.filter(pk__in=user.scopes.commissioners):
            yield commissioner.name, reverse("commissioner-estates", args=[commissioner.ods_code])


def _diagnostics_by_locality(localities: Iterable[Locality]) -> dict[int, list[Diagnostic]]:
    """Return each locality's diagnostics, the newest first."""
    found: dict[int, list[Diagnostic]] = defaultdict(list)
    for diagnostic in Diagnostic.objects.filter(locality__in=list(localities)).newest_first():
        found[diagnostic.locality_id].append(diagnostic)
    return found


Positions = dict[int, dict[str, int | None]]
Features = dict[int, dict[str, FeatureState | None]]


def _answers(diagnostics: Iterable[Diagnostic]) -> tuple[Positions, Features]:
    """Return positions and feature states by code, of several diagnostics at once. Two queries."""
    positions: Positions = defaultdict(dict)
    features: Features = defaultdict(dict)
    within = {"diagnostic__in": list(diagnostics)}
    answers = DomainAnswer.objects.filter(**within).order_by()
    for diagnostic, code, position in answers.values_list("diagnostic", "domain__code", "position"):
        positions[diagnostic][code] = position
    states = FeatureAnswer.objects.filter(**within).order_by()
    for diagnostic, code, state in states.values_list("diagnostic", "feature__code", "state"):
        features[diagnostic][code] = FeatureState(state) if state else None
    return positions, features


def _level(diagnostic: Diagnostic, positions: Positions, features: Features) -> str:
    rules = diagnostic.whole_guide.level_rules
    return level_in_words(assess_level(rules, positions[diagnostic.pk], features[diagnostic.pk]))


def _state(diagnostic: Diagnostic, positions: Positions) -> str:
    if diagnostic.agreed_at:
        return f"Agreed {day(localdate(diagnostic.agreed_at))}"
    mine = positions[diagnostic.pk].values()
    answered = f"{sum(position is not None for position in mine)} of {len(mine)} answered"
    return f"Reopened, {answered}" if diagnostic.state == Diagnostic.State.REOPENED else answered


# Practices that a person represents


def _practices_of(user: User) -> list[tuple[Practice, Locality]]:
    found = Practice.objects.filter(roles__user=user).select_related("locality__commissioner__system")
    return [(practice, practice.locality) for practice in found if practice.locality]


def _practice_work(practices: list[tuple[Practice, Locality]]) -> Iterator[PracticeWork]:
    newest = {
        locality: several[0]
        for locality, several in _diagnostics_by_locality(locality for _, locality in practices).items()
    }
    views = PracticeView.objects.filter(diagnostic__in=newest.values(), position__isnull=False)
    given = Counter(views.values_list("diagnostic", "practice"))
    for practice, locality in practices:
        diagnostic = newest.get(locality.pk)
        yield PracticeWork(
            practice,
            locality,
            (
                _view_task(diagnostic, given[diagnostic.pk, practice.pk] if diagnostic else 0),
                Task(
                    "Your practice’s patients and staff",
                    "Completed" if figures_are_complete(practice) else "To fill in",
                    reverse("practice-edit", args=[locality.slug, practice.ods_code]),
                    colour="" if figures_are_complete(practice) else "blue",
                ),
            ),
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
