"""What an agreed version comes to: the few figures that pages over many plans count, frozen beside its content."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from devplans.rules.due_dates import days_overdue, is_due_soon


@dataclass(frozen=True, kw_only=True)
class AgreedFigures:
    """Level aimed for, period, staff and due dates of a frozen plan.

    Staff are full-time equivalents (FTE), the cost is pounds a year; None: not filled in. `dues` are the agreed due
    dates by the key of the action: they stay when a later draft moves them. `leads_to` is the level when all is done.
    """

    level: int
    starts_on: date
    ends_on: date
    extra_fte: Decimal | None = None
    cost_a_year: Decimal | None = None
    dues: Mapping[int, date | None]
    leads_to: int | None = None

    def overdue(self, done: Collection[int], *, today: date) -> int:
        """How many actions were due before today and are not reported as done."""
        return sum(days_overdue(due, is_done=key in done, today=today) > 0 for key, due in self.dues.items())

    def due_soon(self, done: Collection[int], *, today: date, within: timedelta) -> int:
        """How many actions are due from today on within this time, and are not reported as done."""
        return sum(is_due_soon(due, is_done=key in done, today=today, within=within) for key, due in self.dues.items())


_ADAPTER = TypeAdapter(AgreedFigures)


def figures_to_json(figures: AgreedFigures) -> dict[str, Any]:
    """Return the figures as a version keeps them."""
    kept: dict[str, Any] = _ADAPTER.dump_python(figures, mode="json")
    return kept


def figures_from(kept: Mapping[str, Any]) -> AgreedFigures:
    """Return the figures that `figures_to_json` made plain."""
    return _ADAPTER.validate_python(kept)
