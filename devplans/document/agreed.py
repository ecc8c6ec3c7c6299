"""What a version comes to: the few figures that pages over many plans count, frozen beside its content. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from assessment.rules.decimals import ZERO
from devplans.document.parts import NotNeeded
from devplans.document.plan import PlanDocument, from_json


@dataclass(frozen=True, kw_only=True)
class AgreedFigures:
    """Level aimed for, period, staff and due dates of a frozen plan.

    Staff are full-time equivalents (FTE), the cost is pounds a year; None: not filled in. `dues` are the agreed due
    dates by the key of the action: they stay when a later draft moves them.
    """

    level: int
    starts_on: date
    ends_on: date
    extra_fte: Decimal | None = None
    cost_a_year: Decimal | None = None
    dues: Mapping[int, date | None]

    def overdue(self, done: Collection[int], *, today: date) -> int:
        """How many actions were due before today and are not reported as done."""
        return sum(due is not None and due < today and key not in done for key, due in self.dues.items())

    def due_soon(self, done: Collection[int], *, today: date, within: timedelta) -> int:
        """How many actions are due from today on within this time, and are not reported as done."""
        last = today + within
        return sum(due is not None and today <= due <= last and key not in done for key, due in self.dues.items())


_ADAPTER = TypeAdapter(AgreedFigures)


def frozen_from(content: str) -> dict[str, Any]:
    """Return the fields of a version that its content says: itself, its fingerprint and its figures."""
    return {
        "content": content,
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "figures": _ADAPTER.dump_python(_figures(from_json(content)), mode="json"),
    }


def figures_from(held: Mapping[str, Any]) -> AgreedFigures:
    """Return what `frozen_from` put in the field `figures`."""
    return _ADAPTER.validate_python(held)


def _figures(document: PlanDocument) -> AgreedFigures:
    extra_fte, cost_a_year = _staff(document)
    return AgreedFigures(
        level=document.level_aimed_for,
        starts_on=document.period_start,
        ends_on=document.period_end,
        extra_fte=extra_fte,
        cost_a_year=cost_a_year,
        dues={row.key: row.due for row in document.actions.rows} if document.actions else {},
    )


def _staff(document: PlanDocument) -> tuple[Decimal | None, Decimal | None]:
    """A plan that needs no staff has none of them: that is an answer, and no section is none."""
    if document.staffing is None:
        return None, None
    if isinstance(document.staffing, NotNeeded):
        return ZERO, ZERO
    return document.staffing.totals.extra_fte, document.staffing.totals.cost_a_year
