"""The hub model that a plan chose."""

from __future__ import annotations

from devplans.models import Plan, PlanEstate


def estate_of_plan(plan: Plan) -> PlanEstate:
    """Return the plan's choice of a hub model: an empty one, not saved yet, where there is none. Writes nothing."""
    return PlanEstate.objects.filter(plan=plan).first() or PlanEstate(plan=plan)
