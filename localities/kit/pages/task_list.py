"""The lines of a task list (templates/components/task_list.html), as plain data."""

from __future__ import annotations

from dataclasses import dataclass

CANNOT_START = "Cannot start yet"


@dataclass(frozen=True)
class Task:
    """One line of a task list. Without a `url` it cannot start yet, or is not this person's to do."""

    name: str
    status: str
    url: str = ""
    hint: str = ""
    colour: str = ""
