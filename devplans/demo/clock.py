"""A past for the demonstration: services write the present, so while it is made, the present is moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone


def moment(today: date, days_ago: int, minutes: int = 0) -> datetime:
    """Return the time so many minutes after nine in the morning of the day so many days ago."""
    nine = datetime.combine(today - timedelta(days=days_ago), time(9))
    return timezone.make_aware(nine + timedelta(minutes=minutes))


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    """Let everything that asks Django what time it is hear `at`. For one process that does nothing else."""
    with mock.patch.object(timezone, "now", return_value=at):
        yield
