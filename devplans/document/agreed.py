"""What is frozen of a submitted plan: its content, the fingerprint, and the figures that it comes to. Pure."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from assessment.rules.decimals import ZERO
from devplans.document.parts import NotNeeded
from devplans.document.plan import PlanDocument, from_json
from devplans.rules.agreed_figures import AgreedFigures, figures_to_json


def frozen_from(content: str) -> dict[str, Any]:
    """Return the fields of a version that its content says: itself, its fingerprint and its figures."""
    return {
        "content": content,
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "figures": figures_to_json(_figures(from_json(content))),
    }


def _figures(document: PlanDocument) -> AgreedFigures:
    extra_fte, cost_a_year = _staff(document)
    return AgreedFigures(
        level=document.level_aimed_for,
        starts_on=document.period_start,
        ends_on=document.period_end,
        extra_fte=extra_fte,
        cost_a_year=cost_a_year,
        leads_to=document.level.leads_to if document.level else None,
        dues={row.key: row.due for row in document.actions.rows} if document.actions else {},
    )


def _staff(document: PlanDocument) -> tuple[Decimal | None, Decimal | None]:
    """A plan that needs no staff has none of them: that is an answer, and no section is none."""
    if document.staffing is None:
        return None, None
    if isinstance(document.staffing, NotNeeded):
        return ZERO, ZERO
    return document.staffing.totals.extra_fte, document.staffing.totals.cost_a_year
