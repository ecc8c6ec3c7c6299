"""A locality's home: its task list, the one next thing, who works on it and what changed last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from assessment.models import Diagnostic
from assessment.queries.result import level_in_words
from devplans.overview.pages.next_step import next_step
from devplans.overview.pages.plan_tasks import plan_tasks
from devplans.overview.pages.tasks import NextStep, TaskGroup, figures_are_complete, progress
from devplans.overview.pages.wave_tasks import wave_groups
from devplans.overview.queries.latest_changes import Change, latest_changes
from devplans.overview.queries.locality_facts import LocalityFacts
from localities.kit.any_way import any_way
from localities.kit.pages.phrases import count, day
from localities.kit.pages.task_list import CANNOT_START, Task
from localities.models import Locality, Role, User


@dataclass(frozen=True)
class LocalityHome:
    next_step: NextStep | None
    groups: tuple[TaskGroup, ...]
    workers: tuple[tuple[str, str], ...]
    """A person, or several of one kind, and what they do here."""
    changes: tuple[Change, ...]
    earlier: tuple[Diagnostic, ...]
    can_start_again: bool


def build_locality_home(locality: Locality, *, user: User) -> LocalityHome:
    """Read everything that stands on the home of a locality, for this person. Eight queries at most."""
    facts = LocalityFacts(locality, user)
    return LocalityHome(
        next_step=next_step(facts),
        groups=(
            TaskGroup("1. Practices", (_practices_task(facts),)),
            TaskGroup(_diagnostic_heading(facts), _diagnostic_tasks(facts)),
            TaskGroup("3. Result", (_result_task(facts),)),
            TaskGroup("4. Development plan", plan_tasks(facts)),
            *wave_groups(locality, user),
        ),
        workers=_workers(locality),
        changes=tuple(latest_changes(locality)),
        earlier=tuple(facts.diagnostics[1:]),
        can_start_again=bool(
            facts.started and not facts.diagnostic.is_editable and facts.may("assessment.start_diagnostic")
        ),
    )


# Practices


def _practices_task(facts: LocalityFacts) -> Task:
    practices = [practice for practice, _ in facts.practices]
    patients = sum(practice.list_size or 0 for practice in practices)
    complete = [practice for practice in practices if figures_are_complete(practice)]
    status, colour = progress(len(complete), len(practices), left="to finish") if practices else ("To fill in", "blue")
    hint = f"{count(len(practices), 'practice')}, {count(patients, 'patient')}" if practices else "No practices yet"
    return Task("Practices and staff", status, reverse("practices", args=[facts.locality.slug]), hint, colour)


# Diagnostic


def _diagnostic_heading(facts: LocalityFacts) -> str:
    return f"2. Diagnostic, {facts.diagnostic.title}" if facts.started else "2. Diagnostic"


def _diagnostic_tasks(facts: LocalityFacts) -> tuple[Task, ...]:
    if not facts.started:
        return (_start_task(facts),)
    levels = (_levels_task(facts),) if facts.answers.guide.levels_to_answer else ()
    return (_views_task(facts), _domains_task(facts), *levels, _capacity_task(facts), _agree_task(facts))


def _start_task(facts: LocalityFacts) -> Task:
    if facts.may("assessment.start_diagnostic"):
        return Task("Start the diagnostic", "Ready", reverse("diagnostic-start", args=[facts.locality.slug]))
    return Task(
        "Start the diagnostic",
        CANNOT_START,
        hint=f"The locality lead or the {facts.locality.commissioner_word} starts it",
    )


def _views_task(facts: LocalityFacts) -> Task:
    total, given = len(facts.practices), sum(bool(views) for _, views in facts.practices)
    if not total:
        return Task("Practices’ views", CANNOT_START, hint="When the locality has practices")
    hint = f"All {total} practices gave their view" if given == total else f"{given} of {total} practices gave a view"
    status, colour = progress(given, total, left="to come")
    if not facts.diagnostic.is_editable and colour:
        status, colour = "Closed", ""
    return Task("Practices’ views", status, reverse("practice-views", args=[facts.diagnostic.pk]), hint, colour)


def _domains_task(facts: LocalityFacts) -> Task:
    total = len(facts.domains)
    answered = total - len(facts.unanswered)
    status, colour = progress(answered, total)
    url = reverse("diagnostic", args=[facts.diagnostic.pk])
    return Task(f"Where we are: {total} domains", status, url, f"{answered} of {total} answered", colour)


def _levels_task(facts: LocalityFacts) -> Task:
    states = list(facts.answers.features.values())
    answered = sum(state is not None for state in states)
    status, colour = progress(answered, len(states))
    levels = facts.answers.guide.levels_to_answer
    level = (facts.unfinished_levels or levels)[0]
    url = reverse("level", args=[facts.diagnostic.pk, level.number])
    first, last = levels[0].number, levels[-1].number
    name = f"Levels {first} to {last}" if last > first else f"Level {first}"
    return Task(f"What is in place: {name}", status, url, f"{answered} of {len(states)} answered", colour)


def _capacity_task(facts: LocalityFacts) -> Task:
    found, url = facts.capacity, reverse("capacity", args=[facts.diagnostic.pk])
    return Task("Demand and capacity", found.status, url, found.summary, "" if found.complete else "blue")


def _agree_task(facts: LocalityFacts) -> Task:
    diagnostic = facts.diagnostic
    url = reverse("check-answers", args=[diagnostic.pk])
    if not diagnostic.is_editable:
        when = day(localdate(diagnostic.agreed_at))
        return Task("Check and agree", "Completed", url, f"Agreed on {when} by {diagnostic.agreed_by}")
    if len(facts.unanswered) == len(facts.domains):
        return Task("Check and agree", CANNOT_START, hint="When the first domains are answered")
    gaps = len(facts.unanswered) + sum(state is None for state in facts.answers.features.values())
    gaps += not facts.capacity.filled_in
    if gaps:
        hint = f"{count(gaps, 'answer')} missing. It can be agreed with gaps"
    else:
        hint = "Everything is answered" if facts.capacity.complete else "Demand and capacity are still to check"
    return Task("Check and agree", "Reopened" if diagnostic.state == Diagnostic.State.REOPENED else "Ready", url, hint)


# Result

WHEN_ANSWERED = "When the first domains are answered"


def _result_task(facts: LocalityFacts) -> Task:
    if not facts.started:
        return Task("Result", CANNOT_START, hint=WHEN_ANSWERED)
    name = "Level and profile" if facts.answers.guide.ordered_levels else "Profile"
    if len(facts.unanswered) == len(facts.domains):
        return Task(name, CANNOT_START, hint=WHEN_ANSWERED)
    url, words = reverse("result", args=[facts.diagnostic.pk]), level_in_words(facts.answers.level)
    if facts.diagnostic.is_editable:
        hint = f"{words}{'. ' if words else ''}Provisional until the diagnostic is agreed"
        return Task(name, "Provisional", url, hint, "white")
    return Task(name, "Completed", url, words)


# Who is working on it

DOES = {
    Role.Kind.LOCALITY_LEAD: "Can edit and agree",
    Role.Kind.COMMISSIONER_OFFICER: "Can help to fill in",
    Role.Kind.COMMISSIONER_APPROVER: "Can help to fill in, and agree",
}


def _workers(locality: Locality) -> tuple[tuple[str, str], ...]:
    roles = (
        Role.objects.filter(
            any_way(
                Role,
                Q(locality=locality),
                Q(practice__locality=locality),
                Q(commissioner=locality.commissioner_id, kind__in=DOES),
            ),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user__name")
    )
    by_kind: dict[str, list[User]] = {}
    for role in roles:
        by_kind.setdefault(role.kind, []).append(role.user)
    named = [(str(user), does) for kind, does in DOES.items() for user in by_kind.get(kind, ())]
    return (*named, *_representatives(by_kind.get(Role.Kind.PRACTICE_REPRESENTATIVE, ())))


def _representatives(users: Sequence[User]) -> list[tuple[str, str]]:
    return [(count(len(users), "practice representative"), "Give their practice’s view")] if users else []
