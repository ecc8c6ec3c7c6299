"""The outcome metrics of a plan: the list, one metric, and choosing them from the guide."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from devplans.forms.metrics import ChooseMetricsForm, MetricForm
from devplans.models import Plan
from devplans.queries.from_guide import by_pk
from devplans.services.plans import add_metrics, remove_metric, save_metric
from devplans.views.shared import READ, WRITE, answer_save, facts, page, while_editable
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import saving


def _up(plan: Plan) -> tuple[tuple[str, str], ...]:
    return (("Outcome metrics", reverse("metrics", args=[plan.pk])),)


@for_object(Plan, read=READ)
def metrics(request: HttpRequest, plan: Plan) -> HttpResponse:
    rows = plan.metrics.select_related("metric")
    groups = [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.metric.category)]
    return page(
        request, "devplans/metrics.html", plan, groups=groups, unfinished=sum(bool(row.missing) for row in rows)
    )


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def metric_add(request: HttpRequest, plan: Plan) -> HttpResponse:
    there = set(plan.metrics.values_list("metric__code", flat=True))
    every = plan.diagnostic.whole_guide.outcome_metrics.all()
    form = ChooseMetricsForm(posted(request), every=list(every), there=there)
    if form.is_bound and form.is_valid():
        added = add_metrics(plan, form.chosen, by=person(request))
        names = ", ".join(f"‘{row}’" for row in added)
        messages.success(request, f"Added {names}." if added else "What you chose is in the plan already.")
        return redirect("metrics", plan.pk)
    return page(request, "devplans/metric_add.html", plan, form=form, up=_up(plan))


@for_object(Plan, read=READ, write=WRITE)
def metric(request: HttpRequest, plan: Plan, metric_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.metrics, pk=metric_pk)
    row.metric = by_pk(plan.diagnostic.whole_guide.outcome_metrics.all())[row.metric_id]
    form = MetricForm(posted(request), instance=row, today=timezone.localdate())
    if request.method == "POST":
        response = answer_save(
            request,
            saving(request, save_metric, form),
            plan=plan,
            title=str(row),
            go_to=reverse("metrics", args=[plan.pk]),
        )
        if response:
            return response
    return page(request, "devplans/metric.html", plan, form=form, row=row, facts=facts(form), up=_up(plan))


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def metric_remove(request: HttpRequest, plan: Plan, metric_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.metrics.select_related("metric", "plan__locality"), pk=metric_pk)
    if request.method == "POST":
        remove_metric(row, by=person(request))
        messages.success(request, f"Removed ‘{row}’ from the plan.")
        return redirect("metrics", plan.pk)
    return page(
        request, "devplans/metric_remove.html", plan, row=row, title=f"Remove ‘{row}’ from the plan?", up=_up(plan)
    )
