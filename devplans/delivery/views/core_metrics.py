"""The core metrics of many localities together: a commissioner's, and a system's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from devplans.delivery.pages.core_metrics import commissioner_metrics, system_metrics
from localities.kit.access import for_object, person
from localities.models import Commissioner, System


@for_object(Commissioner, read="localities.view_commissioner", key="ods_code")
def of_commissioner(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """The core metrics of a commissioner's localities."""
    context = {
        "metrics": commissioner_metrics(commissioner),
        "about": commissioner,
        "crumbs": [("Home", reverse("home")), (commissioner.name, commissioner.get_absolute_url())],
        "parts_are": "Locality",
        "bring_in": reverse("measurement-files", args=[commissioner.ods_code]),
        "may_bring_in": person(request).has_perm("localities.bring_in", commissioner),
        "system_name": commissioner.system.name,
        "nhs_logo_allowed": commissioner.system.nhs_logo_allowed,
    }
    return render(request, "delivery/core_metrics.html", context)


@for_object(System, read="localities.view_system", key="slug")
def of_system(request: HttpRequest, system: System) -> HttpResponse:
    """The core metrics of a system's localities, by commissioner."""
    context = {
        "metrics": system_metrics(system),
        "about": system,
        "crumbs": [("Home", reverse("home")), (system.name, system.get_absolute_url())],
        "parts_are": system.commissioner_word,
        "may_bring_in": False,
        "system_name": system.name,
        "nhs_logo_allowed": system.nhs_logo_allowed,
    }
    return render(request, "delivery/core_metrics.html", context)
