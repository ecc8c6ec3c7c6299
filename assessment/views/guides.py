"""Guides as a whole: those that a system uses, and bringing in, checking, comparing and publishing versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessment.files.guide_check import findings
from assessment.files.guide_compare import differences, in_words
from assessment.files.guide_summary import holds
from assessment.files.guide_yaml import GuideFileError, parse_guide
from assessment.forms.guides import GuideFileForm, GuidesInUseForm
from assessment.models import Guide
from assessment.queries.guide_versions import every_version, file_of, other_versions
from assessment.queries.guides_in_use import guides_in_use, newest_versions
from assessment.services.guide_choice import choose_guides
from assessment.services.guide_publishing import PUBLISH, bring_in, discard_guide, publish_guide
from localities.kit.access import for_holders_of, for_object, person, posted
from localities.models import System

CHOOSE = "assessment.choose_guides"


@for_object(System, read=CHOOSE, write=CHOOSE, key="slug")
def in_use(request: HttpRequest, system: System) -> HttpResponse:
    """Choose the guides that the system's localities may start, and the default."""
    used = [guide.code for guide in guides_in_use(system)]
    initial = {"guides": used, "default": next(iter(used), "")}
    form = GuidesInUseForm(posted(request), guides=newest_versions(), initial=initial)
    if form.carries_out(
        lambda: choose_guides(
            system, form.cleaned_data["guides"], default=form.cleaned_data["default"], by=person(request)
        )
    ):
        messages.success(request, "The guides in use are saved. Diagnostics that were started stay as they are.")
        return redirect("system", system.slug)
    back = reverse("system", args=[system.slug])
    context = {
        "form": form,
        "title": "Guides in use",
        "caption": system.name,
        "system_name": system.name,
        "intro": (
            "Localities start diagnostics on these guides, always in the newest version. A locality goes on with the "
            "guide it has, as long as that is in use."
        ),
        "crumbs": [(system.name, back)],
        "cancel_url": back,
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Home", reverse("home")), ("Guides", reverse("guides")), *more]


@for_holders_of(PUBLISH)
def guides(request: HttpRequest) -> HttpResponse:
    """Every version of every guide, and the drafts."""
    return render(request, "assessment/guides.html", {"guides": every_version(), "crumbs": _crumbs()[:1]})


@for_holders_of(PUBLISH, write=True)
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a guide's file in as a draft, or say what is wrong in it and where."""
    form = GuideFileForm(posted(request), request.FILES or None)
    problems: tuple[object, ...] = ()
    try:
        if form.carries_out(lambda: bring_in(form.cleaned_data["file"].read(), by=person(request))):
            return redirect("guide-check", form.outcome.pk)
    except GuideFileError as error:
        problems = error.problems
        form.add_error("file", f"Mend what is listed below, then bring the file in again ({len(problems)} to mend)")
    context = {"form": form, "problems": problems, "crumbs": _crumbs()}
    return render(request, "assessment/guide_upload.html", context, status=422 if form.errors else 200)


@for_object(Guide, read=PUBLISH, seen=PUBLISH)
def check(request: HttpRequest, guide: Guide) -> HttpResponse:
    """What a version holds, what check_guide says of it, and, of a draft, publishing or discarding it."""
    file, others = parse_guide(file_of(guide)), other_versions(guide)
    context = {
        "guide": guide,
        "holds": list(holds(file)),
        "findings": findings(file),
        "before": others[0] if others else None,
        "crumbs": _crumbs(),
    }
    return render(request, "assessment/guide_check.html", context)


@for_object(Guide, read=PUBLISH, seen=PUBLISH)
def changes(request: HttpRequest, guide: Guide) -> HttpResponse:
    """What was added, removed and reworded since another version: the one before unless the address says which."""
    others, chosen = other_versions(guide), request.GET.get("since", "")
    since = next((other for other in others if str(other.pk) == chosen), others[0] if others else None)
    found = differences(parse_guide(file_of(since)), parse_guide(file_of(guide))) if since else []
    context = {
        "guide": guide,
        "since": since,
        "others": others,
        "differences": found,
        "in_words": in_words(found),
        "crumbs": _crumbs((str(guide), reverse("guide-check", args=[guide.pk]))),
    }
    return render(request, "assessment/guide_changes.html", context)


@for_object(Guide, read=PUBLISH, write=PUBLISH, seen=PUBLISH)
@require_POST
def publish(request: HttpRequest, guide: Guide) -> HttpResponse:
    publish_guide(guide, by=person(request))
    messages.success(request, f"{guide} is published. Diagnostics follow it where its guide is in use.")
    return redirect("guides")


@for_object(Guide, read=PUBLISH, write=PUBLISH, seen=PUBLISH)
@require_POST
def discard(request: HttpRequest, guide: Guide) -> HttpResponse:
    discard_guide(guide, by=person(request))
    messages.success(request, f"The draft of {guide} is discarded.")
    return redirect("guides")
