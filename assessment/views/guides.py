"""Guides as a whole: those that a system uses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessment.forms.guides import GuidesInUseForm
from assessment.queries.guides_in_use import guides_in_use, newest_versions
from assessment.services.guide_choice import choose_guides
from localities.kit.access import for_object, person, posted
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
