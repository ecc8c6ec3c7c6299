"""The risks of a plan, and common ones to start from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from devplans.forms.risks import CommonRisksForm, RiskForm
from devplans.models import Plan, Risk
from devplans.services.common_risks import add_common_risks, common_risks, offered_risks
from devplans.views.rows import RowList
from devplans.views.shared import WRITE, page
from localities.kit.access import for_object, person, posted
from localities.kit.pages.phrases import count


def _greatest_first(plan: Plan, rows: list[Risk]) -> dict[str, Any]:
    return {"rows": sorted(rows, key=lambda row: -row.score)}


RISKS = RowList(
    code="risks",
    model=Risk,
    form=RiskForm,
    add="Add a risk",
    intro="What could go wrong, how bad and how likely it is, and what you do about it. The greatest comes first.",
    empty="Here stands what could go wrong with the plan, and what is done about it.",
    row_url="risk",
    add_url="risk-add",
    stem="risk",
    context=_greatest_first,
)


@for_object(Plan, read=WRITE, write=WRITE)
def risk_common(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Risks that plans often meet, to be ticked."""
    offered = offered_risks(plan)
    form = CommonRisksForm(posted(request), offered=offered, taken=common_risks().keys())
    if form.carries_out(lambda: add_common_risks(plan, form.cleaned_data["code"], by=person(request))):
        added = count(len(form.outcome), "risk")
        messages.success(request, f"Added {added}. Make them your own.")
        return redirect("risks", plan.pk)
    up = ((RISKS.title, reverse("risks", args=[plan.pk])),)
    return page(request, "devplans/risk_common.html", plan, up=up, offered=offered, form=form)
