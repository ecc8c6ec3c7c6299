"""Demand and capacity today: the practices' figures, the assumptions and what follows from them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessment.forms.capacity import AssumptionForm, FiguresForm, assumption_forms
from assessment.models import CapacityBaseline, Diagnostic
from assessment.pages.capacity_chart import gap_chart
from assessment.queries.capacity_today import GROUPS, CapacityToday, capacity_with_assumptions, worked_out
from assessment.queries.practice_figures import figures_kept, figures_of
from assessment.services.capacity import confirm_capacity, save_assumption, save_capacity, take_practice_figures
from assessment.views.domains import READ, WRITE, can_change
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import brought, save_forms, saving

TITLE = "Demand and capacity"


@for_object(Diagnostic, read=READ, write=WRITE)
def capacity(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """What patients need and practices offer today, and in the target year if nothing is done."""
    row, rows = capacity_with_assumptions(diagnostic)
    figures = FiguresForm(posted(request), instance=row)
    needed = brought(request, rows, AssumptionForm, lambda each: (each.code, each))
    assumptions = assumption_forms(posted(request), rows, needed)

    def shown() -> CapacityToday:
        changed = {each.about.code: each.shown for each in assumptions}
        return worked_out(figures.shown, [changed.get(each.code, each) for each in rows])

    touched = [form for form in assumptions if form.is_bound and form.touched]
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_capacity, figures), *(saving(request, save_assumption, form) for form in touched)],
            go_to=_go(diagnostic, request.POST.get("go", "next")),
            fragments=["assessment/capacity_results.html"],
            autosave_context=lambda: _results(shown()),
            title=TITLE,
            locality=diagnostic.locality,
        )
        if response:
            return response
    forms = {
        "figures": figures,
        "groups": _by_group(assumptions),
        "groups_are_wrong": any(form.is_bound and form.errors for form in assumptions),
        "forms": [figures, *touched],
    }
    context = _context(request, diagnostic, row) | _results(shown()) | forms
    return render(request, "assessment/capacity.html", context, status=422 if figures.is_bound else 200)


def _context(request: HttpRequest, diagnostic: Diagnostic, row: CapacityBaseline) -> dict[str, Any]:
    return {
        "row": row,
        "newer": figures_of(diagnostic.locality) != figures_kept(row.practices),
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "editable": can_change(request, diagnostic),
        "before": _before(diagnostic),
    }


class PageBefore(NamedTuple):
    """The page before this one in the order of filling in: its address, its name for a button, and its whole title."""

    url: str
    name: str
    title: str


def _before(diagnostic: Diagnostic) -> PageBefore:
    """The last level with something to answer, else the last domain."""
    guide = diagnostic.whole_guide
    if guide.levels_to_answer:
        level = guide.levels_to_answer[-1]
        return PageBefore(reverse("level", args=[diagnostic.pk, level.number]), f"Level {level.number}", str(level))
    domain = guide.ordered_domains[-1]
    return PageBefore(reverse("domain", args=[diagnostic.pk, domain.code]), domain.title, domain.title)


def _results(found: CapacityToday) -> dict[str, Any]:
    return {"capacity": found, "chart": gap_chart(found.scenarios)}


def _by_group(forms: list[AssumptionForm]) -> list[tuple[str, list[AssumptionForm]]]:
    by_code = {form.about.code: form for form in forms}
    return [(title, [by_code[code] for code in codes]) for title, codes in GROUPS]


def _go(diagnostic: Diagnostic, go: str) -> str:
    if go == "stay":
        return reverse("capacity", args=[diagnostic.pk])
    if go == "previous":
        return _before(diagnostic).url
    return reverse("check-answers", args=[diagnostic.pk])


@for_object(Diagnostic, read=WRITE, write=WRITE)
@require_POST
def take(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Take the practices' figures as they are now."""
    take_practice_figures(diagnostic, by=person(request))
    messages.success(request, "The practices’ figures of today are taken.")
    return redirect("capacity", pk=diagnostic.pk)


@for_object(Diagnostic, read=WRITE, write=WRITE)
@require_POST
def confirm(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Say that the figures are right as they are."""
    confirm_capacity(diagnostic, by=person(request))
    messages.success(request, "Demand and capacity are checked.")
    return redirect("capacity", pk=diagnostic.pk)
