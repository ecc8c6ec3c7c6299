"""What the pages of a plan have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from devplans.forms.money import CostLineForm
from devplans.models import Action, Plan, PlanRow
from devplans.models.plan_transitions import EDIT
from devplans.queries.money import costs_of, field_of, new_line
from devplans.services.plan_workflow import PLAN, why_locked
from localities.kit.access import View
from localities.kit.nhsuk.forms import Look
from localities.kit.refused import Refused
from localities.kit.revisions.conflicts import in_words
from localities.kit.revisions.forms import RevisedForm, Save
from localities.kit.revisions.saving import save_forms

READ, WRITE = "devplans.view_plan", "devplans.change_plan"
Crumbs = Sequence[tuple[str, str]]


def while_editable(view: View) -> View:
    """Mark a page that only serves changing the plan's content: it says why when the content is locked."""

    @wraps(view)
    def guarded(request: HttpRequest, plan: Plan, **kwargs: Any) -> HttpResponse:
        if locked := PLAN.locked(plan, EDIT):
            raise Refused(locked)
        return view(request, plan, **kwargs)

    return guarded


def page(request: HttpRequest, template: str, plan: Plan, *, up: Crumbs = (), **context: Any) -> HttpResponse:
    """Show a page of the plan; status 422 when its form is sent back to be mended.

    `up` names the pages between the plan and this one, each with its address. Templates get `can_change`: this person
    may change the plan's content, and it is not locked. A page may know better, of a row that is the CCG's. They get
    `locked` too: why nobody can, which every page of a section shows (templates/devplans/locked.html).
    """
    locality = plan.locality
    crumbs = [(locality.name, locality.get_absolute_url()), ("Development plan", plan.get_absolute_url()), *up]
    can_change = plan.is_editable and request.user.has_perm(WRITE, plan)
    context = {"can_change": can_change, "locked": locked_for(request, plan), **context}
    context |= {"plan": plan, "locality": locality, "nav": "plan", "crumbs": crumbs}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@dataclass(frozen=True)
class Locked:
    """Why a section cannot be changed now, and the move that would change that, for those who may make it."""

    text: str
    url: str = ""
    action: str = ""


UNLOCKING = {
    Plan.State.SUBMITTED: ("devplans.withdraw_plan", "plan-withdraw"),
    Plan.State.APPROVED: ("devplans.amend_plan", "plan-amend"),
}


def locked_for(request: HttpRequest, plan: Plan) -> Locked | None:
    found = why_locked(plan)
    if found is None:
        return None
    why, what_to_do = found
    permission, url_name = UNLOCKING.get(Plan.State(plan.state), ("", ""))
    if url_name and request.user.has_perm(permission, plan):
        return Locked(why, reverse(url_name, args=[plan.pk]), what_to_do)
    return Locked(f"{why} Nothing in it can be changed now." if url_name else f"{why} {what_to_do}")


def costs_shown(row: PlanRow | Action, *, can_change: bool) -> dict[str, Any]:
    """Return what the page of a row says of its costs, with a form for one more for those who may add it.

    Nothing where rows of its list cost nothing of their own. One query.
    """
    if not field_of(row):
        return {}
    adds = can_change and not row.removed_at
    return {
        "costs": costs_of(row),
        "cost_form": CostLineForm(instance=new_line(row), auto_id="cost-%s") if adds else None,
        "cost_of": f"{field_of(row)}-{row.pk}",
    }


def facts(form: RevisedForm) -> list[dict[str, str]]:
    """Return what a form's row says, in words, for those who only read (templates/components/summary_list.html)."""
    names = [name for name in form._meta.fields or [] if name in form.fields]
    return [{"key": str(form[name].label), "value": _said(form, name)} for name in names]


def _said(form: RevisedForm, name: str) -> str:
    """A field's value in words, a number with its unit."""
    value, look = getattr(form.instance, name), form.looks.get(name, Look())
    said = in_words(form.fields[name], value)
    if not isinstance(value, Decimal):
        return said
    return f"{look.prefix}{said}{look.suffix}" if look.suffix in ("", "%") else f"{said} {look.suffix}"


def answer_save(
    request: HttpRequest, *saves: tuple[RevisedForm, Save], plan: Plan, title: str, go_to: str, **options: Any
) -> HttpResponse | None:
    """Save the forms; None when the page is to be shown again, with what is to be mended."""
    return save_forms(request, saves, go_to=go_to, title=title, locality=plan.locality, nav="plan", **options)
