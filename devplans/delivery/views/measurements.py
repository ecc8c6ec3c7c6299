"""The figures of one outcome metric: over time as a drawing and a table, adding one and taking a wrong one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from devplans.delivery.document.progress import metric_progress
from devplans.delivery.forms.measurements import MeasurementForm
from devplans.delivery.pages.measurements import measurements_page
from devplans.delivery.services.measurements import add_measurement, remove_measurement
from devplans.delivery.views.shared import REPORT, SMALL_NUMBERS, may_report, under_progress
from devplans.document.in_force import document_in_force, metric_as_agreed
from devplans.models import Plan
from devplans.queries.from_guide import with_metric
from devplans.views.shared import READ, page
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page


@for_object(Plan, read=READ, write=REPORT)
def measurements(request: HttpRequest, plan: Plan, metric_pk: int) -> HttpResponse:
    """The figures of one outcome metric from baseline to target, and adding one."""
    asked = get_object_or_404(plan.metrics.prefetch_related("measurements"), pk=metric_pk)
    [row] = with_metric([asked], plan.diagnostic.whole_guide)
    today = timezone.localdate()
    agreed = metric_as_agreed(row, document_in_force(plan))
    form = MeasurementForm(posted(request), row=agreed, today=today)
    if form.carries_out(lambda: add_measurement(row, by=person(request), **form.cleaned_data)):
        messages.success(request, f"Added the figure of {form.outcome.measured_on:%-d %B %Y}.")
        ask_on_next_page(request, form)
        return redirect("measurements", plan.pk, row.pk)
    found = metric_progress(agreed, inside=person(request).has_perm(SMALL_NUMBERS, plan))
    context = {"shown": measurements_page(found, today=today), "form": form, "may_report": may_report(request, plan)}
    return page(request, "delivery/measurements.html", plan, up=under_progress(plan), row=found.row, **context)


@for_object(Plan, read=REPORT, write=REPORT)
@require_POST
def measurement_remove(request: HttpRequest, plan: Plan, metric_pk: int, measurement_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.metrics, pk=metric_pk)
    found = get_object_or_404(row.measurements.select_related("plan_metric__metric"), pk=measurement_pk)
    remove_measurement(found, by=person(request))
    messages.success(request, f"Removed the figure of {found.measured_on:%-d %B %Y}.")
    return redirect("measurements", plan.pk, row.pk)
