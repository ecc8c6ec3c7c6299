"""What a plan does for the strands that run through all domains, by the guide's own marks on actions and metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.models import Strand
from devplans.models import Action, PlanMetric
from devplans.queries.whole_plan import WholePlan


@dataclass(frozen=True)
class StrandInPlan:
    """A strand with what the plan has for it."""

    strand: Strand
    actions: Sequence[Action]
    metrics: Sequence[PlanMetric]


def strands_in(whole: WholePlan) -> list[StrandInPlan]:
    """Every strand of the guide in its order. People's own actions carry no mark. No query."""
    marked = {code: action.strand for code, action in whole.guide.actions_by_code.items()}
    return [
        StrandInPlan(
            strand,
            [action for action in whole.actions if marked.get(action.suggestion) == strand.code],
            [row for row in whole.metrics if row.about.strand == strand.code],
        )
        for strand in whole.guide.strands.all()
    ]
