"""Premises in the plan: the hub model, and the schemes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from devplans.forms.estates import HubModelForm, SchemeForm
from devplans.models import EstateScheme, Plan
from devplans.queries.hub_model import estate_of_plan
from devplans.rules.estates import revenue_question, totals_of
from devplans.services.capacity import save_plan_estate
from devplans.views.rows import RowList
from devplans.views.shared import READ, WRITE, answer_save, page
from localities.kit.access import for_object, posted
from localities.kit.revisions.saving import saving

HUB_MODEL = "Hub model"


def _context(plan: Plan, rows: list[EstateScheme]) -> dict[str, Any]:
    hub_models = {model.pk: model for model in plan.diagnostic.whole_guide.hub_models.all()}
    estate = estate_of_plan(plan)
    return {
        "estate": estate,
        "hub_model": hub_models.get(estate.hub_model_id or 0),
        "totals": totals_of(rows),
        "schemes": [{"row": row, "question": revenue_question(row.capital, row.annual_revenue)} for row in rows],
    }


ESTATES = RowList(
    code="estates",
    model=EstateScheme,
    form=SchemeForm,
    add="Add a scheme",
    intro="The space that the plan needs: how the practices’ buildings work together, and which schemes that takes.",
    empty="Here stand the premises schemes: their capital, running costs, and how far they are.",
    row_url="scheme",
    add_url="scheme-add",
    stem="scheme",
    context=_context,
)


@for_object(Plan, read=READ, write=WRITE)
def hub_model(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Choose among the guide's hub models."""
    models = list(plan.diagnostic.whole_guide.hub_models.all())
    estate = estate_of_plan(plan)
    form = HubModelForm(posted(request), instance=estate, models=models)
    if request.method == "POST":
        response = answer_save(
            request, saving(request, save_plan_estate, form), plan=plan, title=HUB_MODEL, go_to=ESTATES.url(plan)
        )
        if response:
            return response
    chosen = next((model for model in models if model.pk == estate.hub_model_id), None)
    context = {"form": form, "models": models, "estate": estate, "chosen": chosen, "title": HUB_MODEL}
    return page(request, "devplans/hub_model.html", plan, up=ESTATES.crumbs(plan), **context)
