"""Builds the plan document's section on figures that differ."""

from __future__ import annotations

from devplans.document.content.consistency import Explained, ExplainedRow
from devplans.queries.consistency import consistency_of
from devplans.queries.whole_plan import WholePlan
from devplans.rules.finding import Side


def explained_of(whole: WholePlan) -> Explained | None:
    """What differs in the plan and was answered; None where nothing is."""
    rows = tuple(
        ExplainedRow(
            title=one.finding.title, one=_side(one.finding.one), other=_side(one.finding.other), why=one.answer.why
        )
        for one in consistency_of(whole).explained
        if one.answer
    )
    return Explained(rows=rows) if rows else None


def _side(side: Side) -> str:
    return f"{side.what}: {side.figure}"
