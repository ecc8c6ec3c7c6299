"""What is frozen of a submitted plan: its content, the fingerprint, and the figures that it comes to. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from assessment.rules.decimals import ZERO
from devplans.document.content.actions import ActionRow
from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument, from_json
from devplans.rules.agreed_figures import AgreedCost, AgreedFigures, figures_to_json


def frozen_from(content: str) -> dict[str, Any]:
    """Return the fields of a version that its content says: itself, its fingerprint and its figures."""
    return {
        "content": content,
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "figures": figures_to_json(_figures(from_json(content))),
    }


def _figures(document: PlanDocument) -> AgreedFigures:
    return AgreedFigures(
        level=document.level_aimed_for,
        starts_on=document.period_start,
        ends_on=document.period_end,
        extra_fte=_extra_fte(document),
        costs=_costs(document),
        elements=_elements(document),
        element_actions=Counter(row.element for row in _actions(document) if row.element),
        leads_to=document.level.leads_to if document.level else None,
        dues={row.key: row.due for row in _actions(document)},
    )


def _actions(document: PlanDocument) -> tuple[ActionRow, ...]:
    return document.actions.rows if document.actions else ()


def _elements(document: PlanDocument) -> dict[str, Decimal] | None:
    closing = document.capacity.closing if document.capacity else None
    return {row.label: row.appointments for row in closing.elements} if closing else None


def _extra_fte(document: PlanDocument) -> Decimal | None:
    """A plan that needs no staff has none of them: that is an answer, and no section is none."""
    if document.staffing is None:
        return None
    return ZERO if isinstance(document.staffing, NotNeeded) else document.staffing.totals.extra_fte


def _costs(document: PlanDocument) -> tuple[AgreedCost, ...] | None:
    """What is paid in the years of the plan. What goes on after it is no cost of the plan."""
    if document.money is None:
        return None
    if isinstance(document.money, NotNeeded):
        return ()
    found: dict[tuple[str, str, str, int | None], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in document.money.costs:
        for year in document.money.years:
            if amount := row.in_year(year):
                found[row.payer, row.kind, row.state, row.decision_key][year] += amount
    return tuple(
        AgreedCost(payer=payer, kind=kind, state=state, decision=decision, years=years)
        for (payer, kind, state, decision), years in found.items()
    )
