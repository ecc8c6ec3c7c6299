"""How a plan goes: its actions, and the reports that a lead files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from devplans.delivery.document.progress import progress_of
from devplans.delivery.forms.progress import ActionProgressForm, ReportForm
from devplans.delivery.services.progress import file_report, report_progress
from devplans.delivery.views.shared import REPORT, SMALL_NUMBERS, may_report, under_progress
from devplans.models import Action, Plan
from devplans.pages.actions import COLOURS
from devplans.views.shared import READ, answer_save, page
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import brought, saving


@for_object(Plan, read=READ, write=REPORT)
def progress(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Every action with its status and a note, and every outcome metric with its newest figure."""
    found = progress_of(plan, inside=person(request).has_perm(SMALL_NUMBERS, plan))
    forms = [_form(action, request) for action in brought(request, found.actions, ActionProgressForm, _named)]
    if request.method == "POST":
        saves = [saving(request, report_progress, form) for form in forms if form.is_bound and form.has_changed()]
        response = answer_save(request, *saves, plan=plan, title="Progress", go_to=request.path)
        if response:
            return response
    today = timezone.localdate()
    rows = [(form, form.instance.days_overdue(today), COLOURS[Action.Status(form.instance.status)]) for form in forms]
    context: dict[str, Any] = {
        "forms": forms,
        "rows": rows,
        "overdue": found.overdue(today),
        "done": found.done,
        "metrics": found.metrics,
        "commitments": [(one, one.days_overdue(today)) for one in found.commitments],
        "risks": found.risks,
        "may_report": may_report(request, plan),
        "reports": plan.reports.count(),
    }
    return page(request, "delivery/progress.html", plan, **context)


def _prefix(action: Action) -> str:
    return f"a{action.pk}"


def _named(action: Action) -> tuple[str, Action]:
    return _prefix(action), action


def _form(action: Action, request: HttpRequest) -> ActionProgressForm:
    prefix = _prefix(action)
    sent = posted(request) if any(name.startswith(f"{prefix}-") for name in request.POST) else None
    return ActionProgressForm(sent, instance=action, prefix=prefix)


@for_object(Plan, read=READ)
def reports(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Every report, the newest first."""
    may_file = (
        bool(plan.version_in_force_id) and plan.state != Plan.State.CLOSED and request.user.has_perm(REPORT, plan)
    )
    filed = plan.reports.select_related("author")
    return page(request, "delivery/reports.html", plan, reports=filed, may_file=may_file, up=under_progress(plan))


@for_object(Plan, read=REPORT, write=REPORT)
def report_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Write and file a report."""
    word = plan.locality.commissioner_word
    form = ReportForm(posted(request), commissioner_word=word)
    if form.carries_out(lambda: file_report(plan, by=person(request), **form.cleaned_data)):
        messages.success(request, f"The report is filed. The {word} has been told.")
        return redirect("reports", plan.pk)
    up = under_progress(plan, ("Reports", reverse("reports", args=[plan.pk])))
    return page(request, "delivery/report_new.html", plan, form=form, up=up, title="File a progress report")
