"""When an action is late, and when it is due soon. Pure: today is an argument."""

from __future__ import annotations

from datetime import date, timedelta

SOON = timedelta(days=30)
"""What is due within this time from today is due soon, on every page that counts it."""


def days_overdue(due: date | None, *, is_done: bool, today: date) -> int:
    """Days since it was due; 0 when it is done, not due yet or has no due date."""
    return 0 if is_done or due is None else max(0, (today - due).days)


def is_due_soon(due: date | None, *, is_done: bool, today: date, within: timedelta = SOON) -> bool:
    """It is not done, and due from today on within this time."""
    return not is_done and due is not None and today <= due <= today + within
