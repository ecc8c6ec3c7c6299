"""Moderation: the panel's scores side by side, agreed scores with notes, and the scores as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from assessment.selection.forms.panel import AgreedScoreForm, as_saved
from assessment.selection.models import Application, Wave
from assessment.selection.pages.moderation import (
    ModeratePage,
    build_moderate_page,
    build_moderation_page,
    moderation_refusal,
)
from assessment.selection.pages.moderation_export import TYPES, export_scores
from assessment.selection.pages.score import crumbs_of
from assessment.selection.services.panel import save_agreed_score
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import brought, save_forms, saving


def _not_open(request: HttpRequest, wave: Wave, refusal: str) -> HttpResponse:
    """Say why there is nothing to see: no score of anybody's is read for this page."""
    crumbs = [("Home", reverse("home")), (wave.title, wave.get_absolute_url())]
    context = {"wave": wave, "refusal": refusal, "crumbs": crumbs, "system_name": wave.commissioner.system.name}
    return render(request, "selection/moderation_not_open.html", context, status=409 if request.POST else 200)


@for_object(Wave, read="selection.run_wave")
def moderation(request: HttpRequest, wave: Wave) -> HttpResponse:
    """All applications: what everybody gave on each criterion, and what is agreed so far."""
    if refusal := moderation_refusal(wave):
        return _not_open(request, wave, refusal)
    by = person(request)
    context = {
        "wave": wave,
        "page": build_moderation_page(wave, by),
        "may_export": by.has_perm("selection.view_record", wave),
        "crumbs": [("Home", reverse("home")), (wave.title, wave.get_absolute_url())],
        "system_name": wave.commissioner.system.name,
    }
    return render(request, "selection/moderation.html", context)


@for_object(Application, read="selection.moderate", write="selection.moderate", seen="selection.moderate")
def moderate(request: HttpRequest, application: Application) -> HttpResponse:
    """One application: on each criterion everybody's scores and reasons, and the score agreed on with a note."""
    wave = application.wave
    if refusal := moderation_refusal(wave, application):
        return _not_open(request, wave, refusal)
    page = build_moderate_page(application)
    needed = brought(request, page.agreed, AgreedScoreForm, lambda one: (one.criterion.code, one))
    forms = [AgreedScoreForm(posted(request), instance=one, criterion=one.criterion) for one in needed]
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_agreed_score, form) for form in forms],
            go_to=_go(request, application),
            fragments=["selection/scored.html"],
            autosave_context=lambda: {"scored": replace(page, agreed=as_saved(page.agreed, forms)).progress},
            title=f"Agree the scores of {application.locality}",
            system_name=wave.commissioner.system.name,
        )
        if response:
            return response
    context = _shown(replace(page, agreed=as_saved(page.agreed, forms)), forms)
    return render(request, "selection/moderate.html", context, status=422 if request.method == "POST" else 200)


def _shown(page: ModeratePage, forms: list[AgreedScoreForm]) -> dict[str, Any]:
    application = page.application
    up = ("Moderation", reverse("moderation", args=[application.wave_id]))
    return {
        "application": application,
        "wave": application.wave,
        "page": page,
        "forms": forms,
        "rows": list(zip(page.criteria, forms, strict=True)),
        "scored": page.progress,
        "crumbs": crumbs_of(application, up),
        "criterion_page": "selection/moderate_criterion.html",
        "system_name": application.wave.commissioner.system.name,
    }


def _go(request: HttpRequest, application: Application) -> str:
    pages = {
        "next": reverse("decision", args=[application.pk]),
        "previous": reverse("moderation", args=[application.wave_id]),
    }
    return pages.get(request.POST.get("go", ""), reverse("moderate", args=[application.pk]))


@for_object(Wave, read="selection.view_record")
def wave_scores(request: HttpRequest, wave: Wave, ending: str) -> HttpResponse:
    """Give the panel's scores as a file, from moderation on."""
    if ending not in TYPES:
        raise Http404
    today = localdate()
    name = f"scores-{wave.commissioner.ods_code}-{wave.pk}-{today:%Y-%m-%d}.{ending}"
    return HttpResponse(
        export_scores(wave, ending, today=today),
        content_type=TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
