"""Builds the plan document's section on what runs through all domains."""

from __future__ import annotations

from devplans.document.content.strands import StrandRow, Strands
from devplans.queries.strands import strands_in
from devplans.queries.whole_plan import WholePlan


def strands_of(whole: WholePlan) -> Strands | None:
    """What the plan does for each strand; None where its guide has none."""
    rows = tuple(
        StrandRow(
            code=one.strand.code,
            title=one.strand.title,
            about=one.strand.summary,
            serve=tuple(action.title for action in one.actions),
            show=tuple(str(row) for row in one.metrics),
        )
        for one in strands_in(whole)
    )
    return Strands(rows=rows) if rows else None
