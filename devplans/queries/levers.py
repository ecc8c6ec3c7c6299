"""What a plan counts on to close the gap: its levers, saved or the usual ones."""

from __future__ import annotations

from assessment.queries.capacity_today import capacity_of
from devplans.models import Plan, PlanCapacity


def capacity_of_plan(plan: Plan) -> PlanCapacity:
    """Return the plan's levers: the usual ones, not saved yet, where there are none. Writes nothing."""
    return PlanCapacity.objects.filter(plan=plan).first() or usual_levers(plan)


def usual_levers(plan: Plan) -> PlanCapacity:
    """Return the levers that a plan starts from, not saved yet."""
    return PlanCapacity(plan=plan, target_year=capacity_of(plan.diagnostic).target_year)
