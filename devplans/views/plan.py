"""The plan itself: making it, its overview, level and period, summary, and the preview of its PDF."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from assessment.models import Diagnostic
from devplans.document.build.plan import build_document
from devplans.document.plan import to_json
from devplans.document.printing import PLAN, to_print
from devplans.forms.plan import MembersForm, PlanForm, SummaryForm, UncoveredForm
from devplans.models import Plan
from devplans.pages.sections import missing_tasks, section_tasks
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.proposal import levels_to_aim_for
from devplans.queries.readiness import plan_progress
from devplans.queries.strands import strands_in
from devplans.queries.whole_plan import WholePlan
from devplans.rules.sections import title_of
from devplans.services.plans import create_plan, follow_diagnostic, save_plan
from devplans.views.shared import READ, WRITE, answer_save, page, while_editable
from localities.kit.access import for_object, person, posted
from localities.kit.documents.on_demand import answer_pdf
from localities.kit.revisions.forms import RevisedForm
from localities.kit.revisions.saving import saving

YEARS = 2
"""How long a plan runs unless people say otherwise: targets of the diagnostic are for "in two years"."""


@for_object(Diagnostic, read="devplans.create_plan", write="devplans.create_plan")
def plan_create(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    if plan := Plan.objects.filter(diagnostic=diagnostic).first():
        return redirect(plan)
    levels = levels_to_aim_for(diagnostic)
    start, end = usual_period(localdate())
    draft = Plan(
        diagnostic=diagnostic,
        locality=diagnostic.locality,
        target_level=levels[0].number if levels else 0,
        starts_on=start,
        ends_on=end,
    )
    form = PlanForm(posted(request), instance=draft, levels=levels)
    if form.carries_out(lambda: create_plan(diagnostic, by=person(request), **form.row_values())):
        return redirect(form.outcome)
    crumbs = [("Result", reverse("result", args=[diagnostic.pk]))]
    context = {"diagnostic": diagnostic, "locality": diagnostic.locality, "nav": "plan", "crumbs": crumbs, "form": form}
    return render(request, "devplans/create.html", context, status=422 if form.is_bound else 200)


def usual_period(today: date) -> tuple[date, date]:
    """Return the first of next month, and the last day of the two years from then on."""
    start = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start, start.replace(year=start.year + YEARS) - timedelta(days=1)


@for_object(Plan, read=READ)
def plan_overview(request: HttpRequest, plan: Plan) -> HttpResponse:
    found = plan_progress(plan)
    tasks = section_tasks(found)
    attempts = found.whole.attempts
    waiting_since = localdate(attempts[0].submitted_at) if plan.state == Plan.State.SUBMITTED else None
    newest = attempts[0] if attempts and plan.is_editable else None
    context: dict[str, Any] = {
        "sent_back": newest if newest and newest.ended_as == "sent_back" else None,
        "reasons": found.reasons,
        "outlook": found.outlook,
        "strands": strands_in(found.whole),
        "missing": missing_tasks(found),
        "written": [task for task in tasks if task.is_written],
        "following": [task for task in tasks if not task.is_written],
        "waiting_since": waiting_since,
        "days_waiting": (localdate() - waiting_since).days if waiting_since else None,
        "in_force": next((one for one in attempts if one.pk == plan.version_in_force_id), None),
        "submitted": attempts[0] if waiting_since else None,
        "has_actions": bool(found.whole.actions),
        "aimed_for": next(iter(plan.diagnostic.whole_guide.ordered_levels[plan.target_level - 1 :]), None),
    }
    return page(request, "devplans/plan.html", plan, **context)


@for_object(Plan, read=WRITE, write=WRITE)
@require_POST
def plan_follow(request: HttpRequest, plan: Plan) -> HttpResponse:
    follow_diagnostic(plan, by=person(request))
    return redirect(plan)


def _answer_save(request: HttpRequest, plan: Plan, form: RevisedForm, title: str) -> HttpResponse | None:
    """Save what was sent of the plan itself; nothing where the form is only shown, or shown again."""
    if request.method != "POST":
        return None
    return answer_save(request, saving(request, save_plan, form), plan=plan, title=title, go_to=plan.get_absolute_url())


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def plan_edit(request: HttpRequest, plan: Plan) -> HttpResponse:
    levels = levels_to_aim_for(plan.diagnostic)
    if (
        levels and plan.target_level < levels[0].number
    ):  # the locality got further since: what the plan says stays a choice
        levels = [level for level in plan.diagnostic.whole_guide.ordered_levels if level.number >= plan.target_level]
    form = PlanForm(posted(request), instance=plan, levels=levels)
    title = "Level and period of the plan" if levels else "Period of the plan"
    if response := _answer_save(request, plan, form, title):
        return response
    return page(request, "devplans/plan_form.html", plan, form=form, title=title)


@for_object(Plan, read=READ, write=WRITE)
def plan_summary(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = SummaryForm(posted(request), instance=plan)
    title = "Plan on a page"
    if response := _answer_save(request, plan, form, title):
        return response
    decisions = plan.decisions.in_plan()
    return page(request, "devplans/summary.html", plan, form=form, title=title, decisions=decisions)


@for_object(Plan, read=READ, write=WRITE)
def plan_members(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What committees ask of every paper: for the plan's own section, and its covering paper."""
    form, title = MembersForm(posted(request), instance=plan), title_of("members")
    if response := _answer_save(request, plan, form, title):
        return response
    return page(request, "devplans/members.html", plan, form=form, title=title)


@for_object(Plan, read=READ, write=WRITE)
def plan_uncovered(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What the level needs and no action reaches, and the plan's reason why it waits."""
    if not plan.target_level:
        raise Http404("The guide of this plan has no levels, so nothing is needed for one.")
    form = UncoveredForm(posted(request), instance=plan)
    title = "What the actions do not reach yet"
    if response := _answer_save(request, plan, form, title):
        return response
    uncovered = plan_outlook(WholePlan(plan)).still_missing
    up = (("Actions", reverse("actions", args=[plan.pk])),)
    return page(request, "devplans/uncovered.html", plan, form=form, title=title, uncovered=uncovered, up=up)


@for_object(Plan, read=READ, write=READ)
def plan_preview(request: HttpRequest, plan: Plan, paper: str = PLAN) -> HttpResponse:
    """The draft as a PDF. What is submitted or agreed has one of its own, and no draft of it goes round."""
    if not plan.is_editable:
        return redirect("version-pdf", plan.pk, plan.version_number) if paper == PLAN else redirect("versions", plan.pk)
    frozen = to_print(to_json(build_document(plan, today=localdate())), paper)
    name = f"{paper}, {plan.locality}, draft.pdf"
    return answer_pdf(request, frozen, name=name, back=plan)
