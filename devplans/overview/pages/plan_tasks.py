"""What a locality's home says of the plan: where it stands, with the ways to its review, its progress and the paper."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate

from devplans.models import Plan, PlanVersion
from devplans.overview.queries.locality_facts import AgreedProgress, LocalityFacts, LocalityPlan
from localities.kit.pages.phrases import count, day
from localities.kit.pages.task_list import CANNOT_START, Task


def plan_tasks(facts: LocalityFacts) -> tuple[Task, ...]:
    locality_plan = facts.plan if facts.started else None
    return (
        (_create_task(facts),)
        if locality_plan is None
        else tuple(_tasks(locality_plan, facts.locality.commissioner_word))
    )


def _create_task(facts: LocalityFacts) -> Task:
    name = "Write the plan"
    if not facts.started or facts.diagnostic.is_editable:
        return Task(name, CANNOT_START, hint="When the diagnostic is agreed. The result proposes the first actions")
    if not facts.may("devplans.create_plan"):
        return Task(name, CANNOT_START, hint="The locality lead writes it")
    return Task(
        name, "Ready", reverse("plan-create", args=[facts.diagnostic.pk]), "The result proposes the first actions"
    )


def _tasks(locality_plan: LocalityPlan, word: str) -> Iterator[Task]:
    plan, in_force = locality_plan.plan, locality_plan.version_in_force
    colour = "blue" if locality_plan.stage.code == "draft" else locality_plan.stage.colour
    yield Task(
        "The plan", locality_plan.stage.label, plan.get_absolute_url(), _where_it_stands(locality_plan, word), colour
    )
    if locality_plan.newest:
        yield _review_task(locality_plan.newest, word)
    if in_force and locality_plan.progress:
        yield _progress_task(locality_plan, locality_plan.progress)
        hint = f"Version {in_force.number}, with both signatures, as a PDF"
        yield Task("The approved plan", "In force", reverse("versions", args=[plan.pk]), hint)
    else:
        yield Task("The plan as a PDF", "Ready", reverse("plan-preview", args=[plan.pk]), "Marked as a draft")


def _where_it_stands(locality_plan: LocalityPlan, word: str) -> str:
    plan, stage = locality_plan.plan, locality_plan.stage
    held = f"{count(locality_plan.actions, 'action')}, {count(locality_plan.metrics, 'outcome metric')}"
    left = f"{count(locality_plan.missing, 'thing')} missing" if locality_plan.missing else "Nothing is missing"
    if stage.code == "closed":
        return f"It ran until {day(plan.ends_on)}"
    if stage.code == "submitted" and stage.since:
        return f"With the {word} since {day(stage.since)}"
    if stage.code == "approved" and locality_plan.version_in_force:
        return f"{_since(locality_plan.version_in_force)}. {held}. {_aim(plan)}"
    if stage.code == "sent_back" and stage.since:
        return f"Sent back on {day(stage.since)}. {left} before it can be submitted again"
    if locality_plan.version_in_force:
        draft = f"Version {plan.version_number} is a draft"
        return f"{draft}. {_since(locality_plan.version_in_force)}. {left} before it can be submitted"
    return f"{held}. {_aim(plan)}. {left} before it can be submitted"


def _aim(plan: Plan) -> str:
    """What the plan aims for by when; without levels, until when it runs."""
    end = day(plan.ends_on)
    return f"Level {plan.target_level} by {end}" if plan.target_level else f"It runs until {end}"


def _since(version: PlanVersion) -> str:
    return f"Version {version.number} has been in force since {day(localdate(version.approved_at))}"


def _review_task(newest: PlanVersion, word: str) -> Task:
    url = reverse("review", args=[newest.plan_id])
    status = f"Version {newest.number}, submission {newest.attempt}"
    if newest.ended_as == "sent_back":
        return Task(f"What the {word} asks for", status, url, "Why it was sent back, with the comments on each section")
    return Task("Review, comments and decisions", status, url, "Section by section, with what changed")


def _progress_task(locality_plan: LocalityPlan, progress: AgreedProgress) -> Task:
    hint = f"{progress.done} of {count(progress.actions, 'action')} done"
    overdue = progress.overdue
    status, colour = (f"{overdue} overdue", "yellow") if overdue else ("Nothing overdue", "")
    return Task("Progress", status, reverse("progress", args=[locality_plan.plan.pk]), hint, colour)
