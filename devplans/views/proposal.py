"""The proposal: what the guide suggests for the plan, and why, to be ticked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from devplans.models import Plan
from devplans.queries.proposal import grouped, proposal_for
from devplans.services.plans import add_suggestions
from devplans.views.shared import READ, WRITE, page
from localities.kit.access import for_object, person
from localities.kit.refused import Refused


@for_object(Plan, read=READ, write=WRITE)
def proposal(request: HttpRequest, plan: Plan) -> HttpResponse:
    ticked, error = set(request.POST.getlist("key")), ""
    if request.method == "POST":
        try:
            added = add_suggestions(plan, ticked, by=person(request))
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, _what_was_added(len(added)))
            return redirect("actions", plan.pk)
    suggestions = proposal_for(plan)
    if request.method != "POST":
        ticked = {line.key for line in suggestions if line.recommended}
    groups = grouped(plan, suggestions, ticked)
    context: dict[str, Any] = {
        "groups": groups,
        "has_ticks": any(group.is_ticked for group in groups),
        "in_plan": plan.actions.in_plan().count(),
        "error": error,
    }
    return page(request, "proposal.html", plan, **context)


def _what_was_added(count: int) -> str:
    if count == 0:
        return "Nothing to add: what you ticked is in the plan already."
    return f"Added {count} action{'s' if count > 1 else ''} to the plan. Now name an owner for each."
