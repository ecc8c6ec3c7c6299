"""What the overview pages are made of: tasks with a status, and the one next thing. Plain data for templates."""

from __future__ import annotations

from dataclasses import dataclass

from localities.kit.pages.task_list import Task
from localities.models import Practice


@dataclass(frozen=True)
class TaskGroup:
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class NextStep:
    """The one next thing: "Next: answer the 7 domains that are left", why, and the button that goes there."""

    title: str
    text: str
    url: str
    button: str


def progress(done: int, total: int, *, left: str = "to answer") -> tuple[str, str]:
    """Return the status of something counted, and its colour: "Completed", "7 to answer", or "To fill in" at none.

    What asks for nothing is not completed: there is nothing to answer.
    """
    if not total:
        return "Nothing to answer", ""
    if done >= total:
        return "Completed", ""
    return (f"{total - done} {left}" if done else "To fill in"), "blue"


def figures_are_complete(practice: Practice) -> bool:
    """Tell whether a practice's patients, GPs and nurses are known: what the rest of the work rests on."""
    return None not in (practice.list_size, practice.gp_fte, practice.nurse_fte)
