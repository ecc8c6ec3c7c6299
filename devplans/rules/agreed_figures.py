"""What an agreed version comes to: the few figures that pages over many plans count, frozen beside its content."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from assessment.rules.decimals import ZERO
from devplans.rules.due_dates import days_overdue, is_due_soon
from devplans.rules.money import stands


@dataclass(frozen=True, kw_only=True)
class AgreedCost:
    """What one payer pays in all lines of one kind, state and decision: pounds by financial year."""

    payer: str
    kind: str
    state: str
    decision: int | None = None
    years: Mapping[str, Decimal]

    @property
    def costed_years(self) -> Collection[str]:
        return self.years.keys()

    def in_year(self, year: str) -> Decimal:
        return self.years.get(year, ZERO)


@dataclass(frozen=True, kw_only=True)
class AgreedFigures:
    """Level aimed for, period, staff, costs and due dates of a frozen plan.

    Staff are full-time equivalents (FTE); None: not filled in. `costs` are those of the years of the plan. `elements`
    are appointments a week that each of the strategy's elements takes off the gap, by its name, and `element_actions`
    how many actions serve it. `dues` are the agreed due dates by the key of the action: they stay when a later draft
    moves them. `leads_to` is the level when all is done.
    """

    level: int
    starts_on: date
    ends_on: date
    extra_fte: Decimal | None = None
    costs: tuple[AgreedCost, ...] | None = None
    elements: Mapping[str, Decimal] | None = None
    element_actions: Mapping[str, int] = field(default_factory=dict)
    dues: Mapping[int, date | None]
    leads_to: int | None = None

    def overdue(self, done: Collection[int], *, today: date) -> int:
        """How many actions were due before today and are not reported as done."""
        return sum(days_overdue(due, is_done=key in done, today=today) > 0 for key, due in self.dues.items())

    def money(self, answers: Mapping[int, str]) -> tuple[AgreedCost, ...]:
        """The costs as they count now that decisions are answered (`devplans.rules.money.stands`)."""
        return tuple(replace(cost, state=stands(cost.state, cost.decision, answers)) for cost in self.costs or ())

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
