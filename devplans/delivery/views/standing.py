"""How a commitment and a risk of the version in force stand, and saying so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from devplans.delivery.document.standing import commitments_now, risks_now
from devplans.delivery.forms.standing import CommitmentReportForm, RiskReviewForm
from devplans.delivery.services.standing import report_commitment, review_risk
from devplans.document.in_force import document_in_force
from devplans.models import Commitment, Plan
from devplans.models.rows import reporting
from devplans.services.decisions import meet_condition
from devplans.services.plan_workflow import PLAN
from devplans.views.shared import READ, page
from localities.kit.access import READING, for_object, person, posted

REPORT, EITHER_SIDE = "devplans.report_progress", "devplans.change_commitment"


def _up(plan: Plan) -> tuple[tuple[str, str], ...]:
    return (("Progress", reverse("progress", args=[plan.pk])),)


@for_object(Plan, read=READ, write=EITHER_SIDE)
def commitment_report(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.commitments, pk=row_pk)
    may = person(request).has_perm(reporting(row).permission, plan)
    if request.method not in READING and not may:
        raise PermissionDenied
    shown = next((one for one in commitments_now(plan, document_in_force(plan)) if one.agreed.key == row.pk), None)
    if shown is None:  # no version in force has it, and its page is the draft's
        return redirect("commitment", plan.pk, row.pk)
    form = CommitmentReportForm(posted(request))
    if form.carries_out(lambda: report_commitment(row, by=person(request), **form.cleaned_data)):
        messages.success(request, "It is noted how the commitment stands.")
        return redirect("progress", plan.pk)
    locked = PLAN.locked(plan, reporting(row))
    context: dict[str, Any] = {"row": row, "shown": shown, "said": row.reports.select_related("said_by"), "form": form}
    context |= {"may_report": may and not locked, "theirs": row.side == Commitment.Side.COMMISSIONER}
    return page(request, "delivery/commitment_report.html", plan, up=_up(plan), **context)


@for_object(Plan, read=READ, write=REPORT)
def risk_review(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
    row = get_object_or_404(plan.risks, pk=row_pk)
    shown = next((one for one in risks_now(plan, document_in_force(plan)) if one.agreed.key == row.pk), None)
    if shown is None:
        return redirect("risk", plan.pk, row.pk)
    form = RiskReviewForm(posted(request))
    if form.carries_out(lambda: review_risk(row, by=person(request), **form.cleaned_data)):
        messages.success(request, "It is noted how the risk stands.")
        return redirect("progress", plan.pk)
    may = plan.takes_progress and person(request).has_perm(REPORT, plan)
    return page(
        request, "delivery/risk_review.html", plan, up=_up(plan), row=row, shown=shown, form=form, may_report=may
    )


@for_object(Plan, read="devplans.send_back_plan", write="devplans.send_back_plan")
def condition_met(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
    """Ask whether the condition of a decision is met, and note it."""
    row = get_object_or_404(plan.decisions, pk=row_pk)
    if request.method == "POST":
        meet_condition(row, met_on=timezone.localdate(), by=person(request))
        messages.success(request, "It is noted that the condition is met.")
        return redirect("decisions", plan.pk)
    up = (("Decisions asked for", reverse("decisions", args=[plan.pk])),)
    return page(request, "delivery/condition_met.html", plan, up=up, asked=row)
