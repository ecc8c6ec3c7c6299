"""Levers, hub model and premises schemes of the demonstration's plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from devplans.demo.files import content
from devplans.models import EstateScheme, PipelineScheme, Plan
from devplans.queries.hub_model import estate_of_plan
from devplans.queries.levers import capacity_of_plan
from devplans.services.capacity import save_plan_capacity, save_plan_estate
from devplans.services.rows import add_row
from localities.models import User

NUMBERS = {"triage_share", "proactive_share", "bureaucracy_share", "gp_level"}


def load_numbers(plan: Plan, *, by: User) -> None:
    """Fill in what the data file says of the plan's gap and premises."""
    written = content("plan_numbers")
    levers = {name: Decimal(value) if name in NUMBERS else value for name, value in written["capacity"].items()}
    save_plan_capacity(capacity_of_plan(plan), levers, base_revision=0, by=by)
    hub_model = next(one for one in plan.diagnostic.whole_guide.hub_models.all() if one.code == written["hub_model"])
    chosen = {"hub_model": hub_model, "why": written["hub_model_why"]}
    save_plan_estate(estate_of_plan(plan), chosen, base_revision=0, by=by)
    for scheme in written["schemes"]:
        add_row(plan, EstateScheme, _scheme(plan, dict(scheme)), by=by)


def _scheme(plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
    row = values.pop("pipeline_row", None)
    linked = PipelineScheme.objects.filter(commissioner=plan.locality.commissioner_id, row_no=row).first()
    money = {name: Decimal(values[name]) for name in ("capital", "annual_revenue")}
    return {**values, **money, "pipeline_scheme": linked}
