"""The estates pipeline: of one CCG, and of a system's CCGs together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from devplans.pages.pipeline import commissioner_pipeline, system_pipeline
from localities.kit.access import for_object
from localities.models import Commissioner, System


@for_object(Commissioner, read="localities.view_commissioner", key="ods_code")
def commissioner_estates(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """A CCG's schemes, capital by year, and whether the printed tables add up."""
    system = commissioner.system
    crumbs = [("Your work", reverse("home"))]
    if request.user.has_perm("localities.view_system", system):
        crumbs.append((f"Estates pipeline, {system}", reverse("system-estates", args=[system.slug])))
    context = {
        "whose": commissioner,
        "commissioner": commissioner,
        "pipeline": commissioner_pipeline(commissioner),
        "crumbs": crumbs,
        "system_name": system.name,
        "nhs_logo_allowed": system.nhs_logo_allowed,
    }
    return render(request, "devplans/estates_pipeline.html", context)


@for_object(System, read="localities.view_system", key="slug")
def system_estates(request: HttpRequest, system: System) -> HttpResponse:
    """The pipelines of a system's CCGs together."""
    context = {
        "whose": system,
        "pipeline": system_pipeline(system),
        "crumbs": [("Your work", reverse("home"))],
        "system_name": system.name,
        "nhs_logo_allowed": system.nhs_logo_allowed,
    }
    return render(request, "devplans/estates_pipeline.html", context)
