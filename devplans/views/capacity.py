"""Demand and capacity in the plan: the levers, and what remains of the gap."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from assessment.queries.capacity_today import capacity_today
from devplans.forms.capacity import PlanCapacityForm
from devplans.models import Plan
from devplans.pages.charts import page_waterfall
from devplans.queries.capacity import worked_out
from devplans.queries.elements import actions_by_element
from devplans.queries.levers import capacity_of_plan
from devplans.queries.staffing import staffing_totals
from devplans.rules.elements import by_element, shares
from devplans.services.capacity import save_plan_capacity
from devplans.views.shared import READ, WRITE, answer_save, page
from localities.kit.access import for_object, posted
from localities.kit.revisions.saving import saving

TITLE = "Demand and capacity"
RESULTS = ["devplans/capacity_summary.html", "devplans/capacity_results.html"]


@for_object(Plan, read=READ, write=WRITE)
def plan_capacity(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Choose the levers; see what each does to the gap."""
    row, today, staffing = capacity_of_plan(plan), capacity_today(plan.diagnostic), staffing_totals(plan)
    form = PlanCapacityForm(posted(request), instance=row, baseline=today.baseline, assumed=today.assumed)

    def results() -> dict[str, Any]:
        found = worked_out(form.shown, today, staffing)
        if found.closed is None:
            return {"found": found, "chart": "", "elements": ()}
        effects = by_element({effect.code: effect.appointments for effect in found.closed.effects})
        return {
            "found": found,
            "chart": page_waterfall(found.closed.steps),
            "elements": shares(effects, actions_by_element(plan)),
        }

    if request.method == "POST":
        response = answer_save(
            request,
            saving(request, save_plan_capacity, form),
            plan=plan,
            title=TITLE,
            go_to=plan.get_absolute_url(),
            fragments=RESULTS,
            autosave_context=results,
        )
        if response:
            return response
    return page(
        request, "devplans/capacity.html", plan, row=row, form=form, title=TITLE, staffing=staffing, **results()
    )
