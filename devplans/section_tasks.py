"""How far each section of a plan is, in words: the task list of the plan's overview, from the one list of sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from devplans.action_list import Reasons
from devplans.models import Plan
from devplans.sections import SECTIONS, Section

READY, TO_FILL_IN, FOLLOWS = "Ready", "To fill in", "From the diagnostic"
BLUE = "blue"


@dataclass(frozen=True)
class Progress:
    """How far a section is: a status, its colour ("" needs nothing more) and a sentence on what is there."""

    status: str
    hint: str
    colour: str = ""


ProgressOf = Callable[[Plan, Reasons], Progress]


@dataclass(frozen=True)
class SectionTask:
    """A section in the task list (templates/components/task_list.html)."""

    name: str
    url: str
    status: str
    colour: str
    hint: str
    is_written: bool


def section_tasks(plan: Plan, reasons: Reasons) -> list[SectionTask]:
    """Return the plan's sections in their order, each with how far it is. Two queries."""
    return [_task(section, plan, reasons) for section in SECTIONS]


def _task(section: Section, plan: Plan, reasons: Reasons) -> SectionTask:
    progress = PROGRESS[section.code](plan, reasons)
    url = (
        reverse(section.url_name, args=[plan.pk]) if section.url_name else reverse("result", args=[plan.diagnostic_id])
    )
    return SectionTask(
        name=section.title,
        url=url,
        status=progress.status,
        colour=progress.colour,
        hint=progress.hint,
        is_written=section.url_name is not None,
    )


def _to_finish(count: int) -> tuple[str, str]:
    return (f"{count} to finish", BLUE) if count else (READY, "")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _on_a_page(plan: Plan, reasons: Reasons) -> Progress:
    parts = {
        "the summary": plan.summary,
        "the biggest moves": plan.biggest_moves,
        "the decisions asked for": plan.decisions,
    }
    empty = [name for name, text in parts.items() if not text.strip()]
    if len(empty) == len(parts):
        return Progress(TO_FILL_IN, "The summary, the biggest moves and the decisions you ask for", BLUE)
    status, colour = _to_finish(len(empty))
    return Progress(
        status, f"Still to write: {' and '.join(empty)}" if empty else "All three parts are written", colour
    )


def _actions(plan: Plan, reasons: Reasons) -> Progress:
    actions = list(plan.actions.in_plan().with_why())
    if not actions:
        return Progress(TO_FILL_IN, "No actions yet. Start with what the guide suggests", BLUE)
    unfinished = [action for action in actions if not action.is_settled]
    covered = reasons.covered_by(actions)
    hints = [
        _count(len(actions), "action"),
        f"{len(unfinished)} without an owner or a due date" if unfinished else "Each has an owner and a due date",
        f"{covered} of {reasons.blockers} things that Level {plan.target_level} needs have an action",
    ]
    status, colour = _to_finish(len(unfinished))
    return Progress(status, ". ".join(hints[: 3 if reasons.blockers else 2]), colour)


def _metrics(plan: Plan, reasons: Reasons) -> Progress:
    rows = list(plan.metrics.select_related("metric"))
    unfinished = sum(bool(row.missing) for row in rows)
    core = sum(row.metric.core for row in rows)
    hint = f"{_count(len(rows), 'metric')}, {core} of them core"
    if unfinished:
        hint += f". {unfinished} without a baseline, a target or a review date"
    status, colour = _to_finish(unfinished)
    return Progress(status, hint, colour)


def _sign_off(plan: Plan, reasons: Reasons) -> Progress:
    return {
        Plan.State.DRAFT: Progress("Not submitted", "What is signed is frozen, and stays as it was signed"),
        Plan.State.SUBMITTED: Progress("Waiting for the CCG", "Signed for the locality", BLUE),
        Plan.State.APPROVED: Progress("Signed by both", f"Version {plan.version_number} is in force"),
        Plan.State.CLOSED: Progress("Closed", f"Version {plan.version_number} was the last"),
    }[Plan.State(plan.state)]


def _follows(hint: str) -> ProgressOf:
    return lambda plan, reasons: Progress(FOLLOWS, hint)


PROGRESS: Mapping[str, ProgressOf] = {
    "on_a_page": _on_a_page,
    "where": _follows("Every domain: today, target and last time"),
    "level": _follows("What is in place, and what the next level needs"),
    "actions": _actions,
    "metrics": _metrics,
    "sign_off": _sign_off,
    "annex": _follows("What was agreed on each domain, the evidence and the numbers"),
}
"""By the code of the section: a section without an entry here is a mistake that a test finds."""
