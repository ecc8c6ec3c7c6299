"""The outcome metrics of a plan: the list, one metric, and choosing them from the guide."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from devplans.forms.metric_menu import ChooseMetricsForm, SearchMetricsForm
from devplans.forms.metrics import MetricForm, OwnMetricForm
from devplans.models import Plan, PlanMetric
from devplans.pages.metrics import by_category, categories_of, metric_menu
from devplans.queries.from_guide import with_metric
from devplans.services.plans import add_metrics, add_own_metric, remove_metric, save_metric
from devplans.views.shared import READ, WRITE, answer_save, facts, page, while_editable
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page, saving

SMALL_NUMBERS = "devplans.see_small_numbers"


def _up(plan: Plan) -> tuple[tuple[str, str], ...]:
    return (("Outcome metrics", reverse("metrics", args=[plan.pk])),)


@for_object(Plan, read=READ)
def metrics(request: HttpRequest, plan: Plan) -> HttpResponse:
    inside = person(request).has_perm(SMALL_NUMBERS, plan)
    rows = with_metric(plan.metrics.all(), plan.diagnostic.whole_guide)
    shown = [row if inside else row.outside() for row in rows]
    unfinished = sum(bool(row.missing) for row in rows)
    return page(request, "devplans/metrics.html", plan, groups=by_category(shown), unfinished=unfinished)


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def metric_add(request: HttpRequest, plan: Plan) -> HttpResponse:
    search = SearchMetricsForm(request.GET, categories=categories_of(plan))
    menu = metric_menu(plan, **search.chosen())
    every = {metric.code: metric for metric in plan.diagnostic.whole_guide.outcome_metrics.all()}
    form = ChooseMetricsForm(posted(request), menu=menu, every=every)
    if form.is_bound and form.is_valid():
        added = add_metrics(plan, form.chosen, by=person(request))
        names = ", ".join(f"‘{row}’" for row in added)
        messages.success(request, f"Added {names}." if added else "What you chose is in the plan already.")
        return redirect("metrics", plan.pk)
    return page(request, "devplans/metric_add.html", plan, form=form, search=search, menu=menu, up=_up(plan))


@for_object(Plan, read=WRITE, write=WRITE)
@while_editable
def metric_own(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Define a metric that the guide does not have."""
    form = OwnMetricForm(posted(request), instance=PlanMetric(plan=plan), categories=categories_of(plan))
    if form.carries_out(lambda: add_own_metric(plan, form.row_values(), by=person(request))):
        messages.success(request, f"Added ‘{form.outcome}’. Fill in where you start and where you want to be.")
        ask_on_next_page(request, form)
        return redirect(form.outcome)
    up = (*_up(plan), ("Add metrics", reverse("metric-add", args=[plan.pk])))
    return page(request, "devplans/metric_own.html", plan, form=form, up=up)


@for_object(Plan, read=READ, write=WRITE)
def metric(request: HttpRequest, plan: Plan, metric_pk: int) -> HttpResponse:
    [row] = with_metric([get_object_or_404(plan.metrics, pk=metric_pk)], plan.diagnostic.whole_guide)
    inside = person(request).has_perm(SMALL_NUMBERS, plan)
    shown = row if inside else row.outside()
    form = MetricForm(posted(request), instance=shown, today=timezone.localdate(), categories=categories_of(plan))
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
    return page(request, "devplans/metric.html", plan, form=form, row=shown, facts=facts(form), up=_up(plan))


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
