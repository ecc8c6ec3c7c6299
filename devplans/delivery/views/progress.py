"""How a plan goes: its actions, the figures of its outcome metrics, and the reports that a lead files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from devplans.delivery.document.progress import progress_of
from devplans.delivery.forms.progress import ActionProgressForm, MeasurementForm, ReportForm
from devplans.delivery.services.progress import add_measurement, file_report, remove_measurement, report_progress
from devplans.document.in_force import document_in_force, metric_as_agreed
from devplans.models import Action, Plan
from devplans.pages.actions import COLOURS
from devplans.queries.from_guide import by_pk
from devplans.views.shared import READ, answer_save, page
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import brought, saving

REPORT = "devplans.report_progress"


def _may_report(request: HttpRequest, plan: Plan) -> bool:
    return plan.takes_progress and request.user.has_perm(REPORT, plan)


def _up(plan: Plan, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Progress", reverse("progress", args=[plan.pk])), *more)


@for_object(Plan, read=READ, write=REPORT)
def progress(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Every action with its status and a note, and every outcome metric with its newest figure."""
    found = progress_of(plan)
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
        "may_report": _may_report(request, plan),
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


@for_object(Plan, read=READ, write=REPORT)
def measurements(request: HttpRequest, plan: Plan, metric_pk: int) -> HttpResponse:
    """The figures of one outcome metric from baseline to target, and adding one."""
    row = get_object_or_404(plan.metrics, pk=metric_pk)
    row.metric = by_pk(plan.diagnostic.whole_guide.outcome_metrics.all())[row.metric_id]
    form = MeasurementForm(posted(request), row=row, today=timezone.localdate())
    if form.carries_out(lambda: add_measurement(row, by=person(request), **form.cleaned_data)):
        messages.success(request, f"Added the figure of {form.outcome.measured_on:%-d %B %Y}.")
        return redirect("measurements", plan.pk, row.pk)
    may_report = _may_report(request, plan)
    context: dict[str, Any] = {
        "row": metric_as_agreed(row, document_in_force(plan)),
        "form": form,
        "may_report": may_report,
        "measurements": row.measurements.reverse(),
    }
    return page(request, "delivery/measurements.html", plan, up=_up(plan), **context)


@for_object(Plan, read=REPORT, write=REPORT)
@require_POST
def measurement_remove(request: HttpRequest, plan: Plan, metric_pk: int, measurement_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.metrics, pk=metric_pk)
    found = get_object_or_404(row.measurements.select_related("plan_metric__metric"), pk=measurement_pk)
    remove_measurement(found, by=person(request))
    messages.success(request, f"Removed the figure of {found.measured_on:%-d %B %Y}.")
    return redirect("measurements", plan.pk, row.pk)


@for_object(Plan, read=READ)
def reports(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Every report, the newest first."""
    may_file = (
        bool(plan.version_in_force_id) and plan.state != Plan.State.CLOSED and request.user.has_perm(REPORT, plan)
    )
    filed = plan.reports.select_related("author")
    return page(request, "delivery/reports.html", plan, reports=filed, may_file=may_file, up=_up(plan))


@for_object(Plan, read=REPORT, write=REPORT)
def report_new(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Write and file a report."""
    word = plan.locality.commissioner_word
    form = ReportForm(posted(request), commissioner_word=word)
    if form.carries_out(lambda: file_report(plan, by=person(request), **form.cleaned_data)):
        messages.success(request, f"The report is filed. The {word} has been told.")
        return redirect("reports", plan.pk)
    up = _up(plan, ("Reports", reverse("reports", args=[plan.pk])))
    return page(request, "delivery/report_new.html", plan, form=form, up=up, title="File a progress report")
