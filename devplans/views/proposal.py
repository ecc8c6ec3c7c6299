"""The proposal: what the guide suggests for the plan, and why, to be ticked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from devplans.forms.proposal import SuggestionsForm
from devplans.models import Plan
from devplans.queries.proposal import grouped, proposal_for
from devplans.services.plans import add_suggestions
from devplans.views.shared import READ, WRITE, page
from localities.kit.access import for_object, person, posted


@for_object(Plan, read=READ, write=WRITE)
def proposal(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What the guide suggests, each with its reason: to be ticked by those who may change the plan."""
    groups = grouped(proposal_for(plan))
    form = SuggestionsForm(
        posted(request),
        groups=groups,
        taken=plan.actions.exclude(suggestion="").values_list("suggestion", flat=True) if request.POST else (),
        support={offer.code: offer.title for offer in plan.diagnostic.whole_guide.offers.all()},
    )
    if form.carries_out(lambda: add_suggestions(plan, form.cleaned_data["key"], by=person(request))):
        messages.success(request, _what_was_added(len(form.outcome)))
        return redirect("actions", plan.pk)
    context: dict[str, Any] = {
        "groups": [(group, bool(form.errors) or group.is_ticked(form.ticked)) for group in groups],
        "form": form,
        "in_plan": plan.actions.in_plan().count(),
    }
    return page(request, "devplans/proposal.html", plan, **context)


def _what_was_added(count: int) -> str:
    if count == 0:
        return "Nothing to add: what you ticked is in the plan already."
    return f"Added {count} action{'s' if count > 1 else ''} to the plan. Now name an owner for each."
