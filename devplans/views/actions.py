"""The actions of a plan: the list, one action, and adding, removing, moving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from devplans.document.in_force import agreed_dues
from devplans.forms.actions import ActionFilterForm, ActionForm, OwnerForm
from devplans.models import Action, Plan
from devplans.pages.actions import ActionList
from devplans.queries.action_reasons import reasons_of
from devplans.queries.from_guide import with_why
from devplans.queries.money import lines_by_row
from devplans.services.plans import add_action, move_action, save_action
from devplans.services.rows import put_back_row, remove_row
from devplans.views.shared import READ, WRITE, answer_save, costs_shown, facts, page, while_editable
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page, saving


def _up(plan: Plan) -> tuple[tuple[str, str], ...]:
    return (("Actions", reverse("actions", args=[plan.pk])),)


@for_object(Plan, read=READ)
def actions(request: HttpRequest, plan: Plan) -> HttpResponse:
    every = with_why(plan.actions.all(), plan.diagnostic.whole_guide)
    removed = [action for action in every if action.removed_at]
    in_plan = ActionList(
        [action for action in every if not action.removed_at],
        reasons_of(plan),
        today=timezone.localdate(),
        agreed=agreed_dues(plan) if plan.is_amended else {},
        costs=lines_by_row(plan, Action),
    )
    form = ActionFilterForm(request.GET, target_level=plan.target_level, owners=in_plan.owners)
    filters = form.chosen()
    rows = in_plan.chosen(filters)
    context: dict[str, Any] = {
        "actions": in_plan,
        "rows": rows,
        "in_own_order": bool(filters["sort"]) and len(rows) == len(in_plan.rows),
        "form": form,
        "filters": filters,
        "removed": removed,
        "just_removed": next((one for one in removed if str(one.pk) == request.GET.get("removed")), None),
    }
    return page(request, "devplans/actions.html", plan, **context)


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def action_add(request: HttpRequest, plan: Plan) -> HttpResponse:
    guide = plan.diagnostic.whole_guide
    domain = guide.domains_by_code.get(request.GET.get("domain", ""))
    form = ActionForm(posted(request), instance=Action(plan=plan, domain=domain), guide=guide)
    if form.carries_out(lambda: add_action(plan, form.row_values(), by=person(request))):
        messages.success(request, f"Added ‘{form.outcome}’ to the plan.")
        ask_on_next_page(request, form)
        return redirect("actions", plan.pk)
    return page(request, "devplans/action_add.html", plan, form=form, title="Add an action", up=_up(plan))


@for_object(Plan, read=READ, write=WRITE)
def action(request: HttpRequest, plan: Plan, action_pk: int) -> HttpResponse:
    guide = plan.diagnostic.whole_guide
    [found] = with_why([get_object_or_404(plan.actions, pk=action_pk)], guide)
    form = ActionForm(posted(request), instance=found, guide=guide)
    if request.method == "POST":
        go_to = reverse("actions", args=[plan.pk])
        response = answer_save(request, saving(request, save_action, form), plan=plan, title=str(found), go_to=go_to)
        if response:
            return response
    can_change = plan.is_editable and person(request).has_perm(WRITE, plan)
    context = {"form": form, "action": found, "facts": facts(form)} | costs_shown(found, can_change=can_change)
    return page(request, "devplans/action.html", plan, up=_up(plan), **context)


@for_object(Plan, read=WRITE, write=WRITE)
@require_POST
def action_remove(request: HttpRequest, plan: Plan, action_pk: int) -> HttpResponse:
    remove_row(get_object_or_404(plan.actions, pk=action_pk), by=person(request))
    return redirect(f"{reverse('actions', args=[plan.pk])}?removed={action_pk}")


@for_object(Plan, read=WRITE, write=WRITE)
@require_POST
def action_put_back(request: HttpRequest, plan: Plan, action_pk: int) -> HttpResponse:
    found = get_object_or_404(plan.actions, pk=action_pk)
    put_back_row(found, by=person(request))
    messages.success(request, f"‘{found}’ is back in the plan.")
    return redirect("actions", plan.pk)


@for_object(Plan, read=WRITE, write=WRITE)
@require_POST
def action_move(request: HttpRequest, plan: Plan, action_pk: int) -> HttpResponse:
    found = get_object_or_404(plan.actions.in_plan(), pk=action_pk)
    move_action(found, up=request.POST.get("to") == "up", by=person(request))
    return redirect(f"{reverse('actions', args=[plan.pk])}?sort=plan#action-{action_pk}")


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def action_owners(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Owner and due date of every action that lacks one of them, on one page."""
    in_plan = with_why(plan.actions.in_plan(), plan.diagnostic.whole_guide)
    if request.method == "POST":
        forms = [_owner_form(one, request) for one in in_plan if f"{_prefix(one)}-revision" in request.POST]
        saves = [saving(request, save_action, form) for form in forms]
        go_to = reverse("actions", args=[plan.pk])
        response = answer_save(request, *saves, plan=plan, title="Owners and due dates", go_to=go_to)
        if response:
            return response
    else:
        forms = [_owner_form(one, request) for one in in_plan if not one.is_settled]
    return page(request, "devplans/owners.html", plan, forms=forms, up=_up(plan))


def _prefix(action: Action) -> str:
    return f"a{action.pk}"


def _owner_form(action: Action, request: HttpRequest) -> OwnerForm:
    return OwnerForm(posted(request), instance=action, prefix=_prefix(action))
