"""A level's page: how far each of its features is in place."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessment.forms.answers import FeatureAnswerForm
from assessment.models import Diagnostic, Level
from assessment.pages.level import build_level_page
from assessment.services.answers import save_feature_answer
from assessment.views.domains import READ, WRITE, can_change
from localities.kit.access import for_object, posted
from localities.kit.revisions.saving import brought, save_forms, saving


def _find_level(diagnostic: Diagnostic, number: int) -> tuple[Level | None, Level, Level | None]:
    """Return the level with those before and after it that have something to answer."""
    levels = diagnostic.whole_guide.levels_to_answer
    at = next((index for index, level in enumerate(levels) if level.number == number), None)
    if at is None:
        raise Http404(f"The guide of this diagnostic has nothing to answer for a Level {number}.")
    return (levels[at - 1] if at else None), levels[at], (levels[at + 1] if at + 1 < len(levels) else None)


def _go(diagnostic: Diagnostic, previous: Level | None, following: Level | None, level: Level, go: str) -> str:
    if go == "stay":
        return reverse("level", args=[diagnostic.pk, level.number])
    if go == "previous":
        if previous:
            return reverse("level", args=[diagnostic.pk, previous.number])
        return reverse("domain", args=[diagnostic.pk, diagnostic.whole_guide.ordered_domains[-1].code])
    if following:
        return reverse("level", args=[diagnostic.pk, following.number])
    return reverse("capacity", args=[diagnostic.pk])


@for_object(Diagnostic, read=READ, write=WRITE)
def level(request: HttpRequest, diagnostic: Diagnostic, *, number: int) -> HttpResponse:
    """Say of each feature of a level how far it is in place."""
    previous, found, following = _find_level(diagnostic, number)
    answers = {row.feature_id: row for row in diagnostic.feature_answers.filter(feature__level=found).order_by()}
    rows = [(feature, answers[feature.pk]) for feature in found.features.all()]
    has_signs = any(not feature.essential for feature, _ in rows)
    forms = [
        FeatureAnswerForm(posted(request), instance=answer, prefix=feature.code, feature=feature, has_signs=has_signs)
        for feature, answer in brought(request, rows, FeatureAnswerForm, lambda row: (row[0].code, row[1]))
    ]
    title = f"Level {found.number}: {found.title}"

    def notices() -> dict[str, Any]:
        """What a new state changes beside the features."""
        moved = any("state" in form.moved for form in forms)
        return {"page": build_level_page(diagnostic, found), "diagnostic": diagnostic} if moved else {}

    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_feature_answer, form) for form in forms],
            go_to=_go(diagnostic, previous, following, found, request.POST.get("go", "next")),
            fragments=["assessment/level_notices.html"],
            autosave_context=notices,
            title=title,
            locality=diagnostic.locality,
        )
        if response:
            return response
    page = build_level_page(diagnostic, found)
    context = {
        "page": page,
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "level": found,
        "title": title,
        "previous": previous,
        "next": following,
        "last_domain": diagnostic.whole_guide.ordered_domains[-1],
        "rows": [(form, row, page.beside[row[0].code]) for form, row in zip(forms, rows, strict=True)],
        "forms": forms,
        "editable": can_change(request, diagnostic),
    }
    return render(request, "assessment/level.html", context, status=422 if request.method == "POST" else 200)
