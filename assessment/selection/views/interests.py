"""The register of interests: declaring one, clearing a conflict, and reading who declared what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessment.selection.forms.interests import ClearForm, InterestForm
from assessment.selection.models import Application, Interest, Wave
from assessment.selection.pages.application import evidence_of
from assessment.selection.pages.interests import build_register, next_to_declare
from assessment.selection.pages.score import crumbs_of
from assessment.selection.queries.interests import clearing_refusal, declaring_refusal, standing_interest
from assessment.selection.services.interests import clear_interest, declare_interest
from localities.kit.access import for_object, person, posted

DECLARE, CLEAR, READ = "selection.declare_interest", "selection.clear_interest", "selection.view_interests"


@for_object(Application, read=DECLARE, write=DECLARE, seen=DECLARE)
def interest(request: HttpRequest, application: Application) -> HttpResponse:
    """Declare a conflict of interest with an application, or that there is none."""
    by, wave = person(request), application.wave
    before = standing_interest(application, by)
    form = InterestForm(posted(request), before=before, commissioner_word=wave.commissioner.word)
    if form.carries_out(lambda: declare_interest(application, by=by, **form.declared)):
        return _after(request, application, form.outcome)
    title = "Change what you declared" if before else "Declare your interest"
    context = _context(application, form=form, before=before, title=title)
    context |= {"known": evidence_of(application), "refusal": declaring_refusal(wave, by, before)}
    return render(request, "selection/interest.html", context, status=422 if form.is_bound else 200)


def _after(request: HttpRequest, application: Application, declared: Interest) -> HttpResponse:
    """Go on to the next application to declare, or to what can be read now."""
    if declared.has_conflict:
        messages.success(request, f"Thank you. You have no part in judging {application.locality}’s application.")
    else:
        messages.success(request, f"You have no conflict of interest with {application.locality}’s application.")
    wave, by = application.wave, person(request)
    if following := next_to_declare(wave, by):
        return redirect("interest", pk=following.pk)
    if not declared.has_conflict and wave.state == Wave.State.SCORING and by.has_perm("selection.score", application):
        return redirect("score", pk=application.pk)
    return redirect(wave)


@for_object(Application, read=CLEAR, write=CLEAR, seen=CLEAR)
def interest_clear(request: HttpRequest, application: Application, *, interest_pk: int) -> HttpResponse:
    """Clear a conflict that somebody declared, with a reason."""
    found = get_object_or_404(application.interests.select_related("user"), pk=interest_pk)
    by, register = person(request), reverse("interests", args=[application.wave_id])
    form = ClearForm(posted(request))
    if form.carries_out(lambda: clear_interest(found, by=by, why=form.cleaned_data["why"])):
        messages.success(request, f"The conflict of {found.user} is cleared. They get an e-mail with your reason.")
        return redirect(register)
    context = _context(application, ("Interests", register), form=form, declared=found, cancel_url=register)
    context["refusal"] = "" if form.is_bound else clearing_refusal(application.wave, found)
    return render(request, "selection/interest_clear.html", context, status=422 if form.is_bound else 200)


@for_object(Wave, read=READ, seen=READ)
def register(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Who declared what: applications by people, and each declaration with its date and reason."""
    context = {
        "wave": wave,
        "page": build_register(wave, person(request)),
        "crumbs": [("Home", reverse("home")), (wave.title, wave.get_absolute_url())],
        "system_name": wave.commissioner.system.name,
    }
    return render(request, "selection/interests.html", context)


def _context(application: Application, *up: tuple[str, str], **more: Any) -> dict[str, Any]:
    wave = application.wave
    crumbs, system_name = crumbs_of(application, *up), wave.commissioner.system.name
    return {"application": application, "wave": wave, "crumbs": crumbs, "system_name": system_name, **more}
