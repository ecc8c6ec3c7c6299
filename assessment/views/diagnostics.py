"""A diagnostic as a whole: start it, see how far it is, check it, agree it, reopen it, read its result."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from assessment.forms.answers import AgreeForm, ReopenForm, StartForm
from assessment.models import Diagnostic
from assessment.pages.overview import build_overview
from assessment.queries.guides_in_use import guide_for_next, guides_in_use
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic, start_diagnostic
from assessment.views.domains import READ, can_change
from localities.kit.access import for_object, person, posted
from localities.models import Locality


def _context(request: HttpRequest, diagnostic: Diagnostic, **more: object) -> dict[str, object]:
    return {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "editable": can_change(request, diagnostic),
        **more,
    }


@for_object(Locality, read="assessment.start_diagnostic", write="assessment.start_diagnostic", key="slug")
def start(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Start a diagnostic: a name and a date, the guide where there are several, and on to its overview."""
    today = timezone.localdate()
    guides = guides_in_use(locality.commissioner.system)
    usual = guide_for_next(locality, guides)
    initial = {"title": date_format(today, "F Y"), "started_on": today, "guide": usual and usual.code}
    form = StartForm(posted(request), guides=guides, initial=initial)
    if form.carries_out(lambda: start_diagnostic(locality, by=person(request), **form.cleaned_data)):
        return redirect(form.outcome)
    context = {"locality": locality, "nav": "diagnostic", "form": form, "guide": usual}
    return render(request, "assessment/start.html", context, status=422 if form.errors else 200)


@for_object(Diagnostic, read=READ)
def overview(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Every domain by area and theme, and every level, with what is answered."""
    return render(
        request, "assessment/overview.html", _context(request, diagnostic, overview=build_overview(diagnostic))
    )


@for_object(Diagnostic, read=READ)
def check(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Check your answers: all of them on one page, each with its way back."""
    return render(request, "assessment/check.html", _context(request, diagnostic, overview=build_overview(diagnostic)))


@for_object(Diagnostic, read="assessment.agree_diagnostic", write="assessment.agree_diagnostic")
def agree(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """List the gaps, then agree: gaps are allowed, a target below today is not."""
    form = AgreeForm(posted(request))
    if form.carries_out(lambda: agree_diagnostic(diagnostic, by=person(request))):
        messages.success(request, "The diagnostic is agreed.")
        return redirect("result", pk=diagnostic.pk)
    context = _context(request, diagnostic, overview=build_overview(diagnostic), form=form)
    return render(request, "assessment/agree.html", context, status=409 if form.was_refused else 200)


@for_object(Diagnostic, read="assessment.agree_diagnostic", write="assessment.agree_diagnostic")
def reopen(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Open an agreed diagnostic again, with a reason that stays on the record."""
    form = ReopenForm(posted(request))
    if form.carries_out(lambda: reopen_diagnostic(diagnostic, why=form.cleaned_data["why"], by=person(request))):
        messages.success(request, "The diagnostic is open again.")
        return redirect(diagnostic)
    context = _context(request, diagnostic, form=form)
    return render(request, "assessment/reopen.html", context, status=422 if form.errors else 200)
