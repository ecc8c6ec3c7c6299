"""Which practices say that they agree to the plan: each by its own representative."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from devplans.models import Plan
from devplans.models.plan_transitions import SPEAK_FOR_PRACTICE
from devplans.pages.practices import practices_of
from devplans.services.plan_workflow import PLAN
from devplans.services.practice_agreement import agree_for_practice, take_back_agreement
from devplans.views.agreement import up
from devplans.views.shared import READ, page
from localities.kit.access import for_object, person
from localities.kit.refused import Refused


@for_object(Plan, read=READ, write="devplans.speak_for_a_practice_here")
def practices(request: HttpRequest, plan: Plan) -> HttpResponse:
    by = person(request)
    if request.method == "POST":
        practice = plan.locality.practices.filter(ods_code=request.POST.get("practice", "")).first()
        if practice is None:
            raise Refused("This practice is not in the locality any more. Load the page again.")
        if "agree" in request.POST:
            agree_for_practice(plan, practice, by=by)
            messages.success(request, f"{practice} agrees to the plan.")
        else:
            take_back_agreement(plan, practice, by=by)
            messages.success(request, f"It is taken back that {practice} agrees.")
        return redirect("plan-practices", plan.pk)
    rows = practices_of(plan, by=by)
    agreed = sum(row.said is not None for row in rows)
    why_not = PLAN.locked(plan, SPEAK_FOR_PRACTICE)
    return page(request, "devplans/practices.html", plan, rows=rows, agreed=agreed, why_not=why_not, up=up(plan))
