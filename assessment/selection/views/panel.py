"""What a panel member does with an application: score it, send the scores and take them back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessment.selection.forms.panel import PanelScoreForm, as_saved
from assessment.selection.models import Application
from assessment.selection.pages.score import build_score_page, crumbs_of
from assessment.selection.services.panel import save_score, send_scores, take_back_scores
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import brought, save_forms, saving

SCORE = "selection.score"


def _context(application: Application, **more: Any) -> dict[str, Any]:
    return {"application": application, "wave": application.wave, "system_name": _system(application), **more}


def _system(application: Application) -> str:
    return application.wave.commissioner.system.name


@for_object(Application, read=SCORE, write=SCORE, seen=SCORE)
def score(request: HttpRequest, application: Application) -> HttpResponse:
    """Score an application on each criterion, with what the locality says beside it."""
    page = build_score_page(application, person(request))
    needed = brought(request, page.scores, PanelScoreForm, lambda one: (one.criterion.code, one))
    forms = [PanelScoreForm(posted(request), instance=one, criterion=one.criterion) for one in needed]
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_score, form) for form in forms],
            go_to=_go(request, application),
            fragments=["selection/scored.html"],
            autosave_context=lambda: {"scored": replace(page, scores=as_saved(page.scores, forms)).scored},
            title=f"Score {application.locality}",
            system_name=_system(application),
        )
        if response:
            return response
    page = replace(page, scores=as_saved(page.scores, forms))
    title = f"{'Your scores of' if page.locked else 'Score'} {application.locality}"
    rows = list(zip(page.criteria, forms, strict=True))
    context = _context(application, page=page, scored=page.scored, forms=forms, rows=rows, title=title)
    context |= {"crumbs": crumbs_of(application), "criterion_page": "selection/score_criterion.html"}
    return render(request, "selection/score.html", context, status=422 if request.method == "POST" else 200)


def _go(request: HttpRequest, application: Application) -> str:
    pages = {
        "next": reverse("scores-send", args=[application.pk]),
        "previous": application.wave.get_absolute_url(),
    }
    return pages.get(request.POST.get("go", ""), reverse("score", args=[application.pk]))


@for_object(Application, read=SCORE, write=SCORE, seen=SCORE)
def scores_send(request: HttpRequest, application: Application) -> HttpResponse:
    """Check one's scores of an application, and send them."""
    if request.method == "POST":
        send_scores(application, by=person(request))
        messages.success(request, f"Your scores of {application.locality} are sent. Thank you.")
        return redirect(application.wave)
    page = build_score_page(application, person(request))
    if page.locked:
        return redirect("score", pk=application.pk)
    crumbs = crumbs_of(application, (f"Score {application.locality}", reverse("score", args=[application.pk])))
    return render(request, "selection/scores_send.html", _context(application, page=page, crumbs=crumbs))


@for_object(Application, read=SCORE, write=SCORE, seen=SCORE)
@require_POST
def scores_take_back(request: HttpRequest, application: Application) -> HttpResponse:
    take_back_scores(application, by=person(request))
    messages.success(request, "You have your scores back. Send them again when you have finished.")
    return redirect("score", pk=application.pk)
