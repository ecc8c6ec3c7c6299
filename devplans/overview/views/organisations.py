"""Localities together: a commissioner's page with its files, and a system's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from assessment.queries.guides_in_use import default_guide
from devplans.overview.forms.locality_filter import LocalityFilterForm
from devplans.overview.pages.commissioner import CommissionerPage, build_commissioner_page
from devplans.overview.pages.exports import EXPORTS
from devplans.overview.pages.panel_work import running_waves
from devplans.overview.pages.system import build_system_page
from devplans.overview.pages.wave_waiting import waiting_in_waves
from devplans.overview.queries.compared_guide import compared_guide
from devplans.overview.queries.locality_summaries import summaries_of
from localities.kit.access import for_object, person
from localities.models import Commissioner, Locality, System


@for_object(Commissioner, read="localities.view_commissioner", key="ods_code")
def commissioner(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Show a commissioner's localities, those that the filter in the address leaves."""
    system = commissioner.system
    crumbs = [("Home", reverse("home"))]
    if person(request).has_perm("localities.view_system", system):
        crumbs.append((system.name, system.get_absolute_url()))
    query = request.GET.urlencode()
    page, form = _filtered_page(request, commissioner, localdate())
    may_run = person(request).has_perm("selection.plan_wave", commissioner)
    waves = {
        "may_run_waves": may_run,
        "waves": running_waves(commissioner) if may_run else (),
        "waiting_in_waves": waiting_in_waves(person(request), commissioner) if may_run else (),
    }
    context = {"page": page, "filter_form": form, "query": f"?{query}" if query else "", "crumbs": crumbs}
    return render(request, "overview/commissioner.html", context | waves | _organisation(system))


@for_object(Commissioner, read="localities.view_commissioner", key="ods_code")
def commissioner_export(request: HttpRequest, commissioner: Commissioner, ending: str) -> HttpResponse:
    """Give what the commissioner's page shows as a file."""
    if ending not in EXPORTS:
        raise Http404
    make, content_type = EXPORTS[ending]
    today = localdate()
    page, _ = _filtered_page(request, commissioner, today)
    content = make(page)
    name = f"localities-{commissioner.ods_code}-{today:%Y-%m-%d}.{ending}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _filtered_page(
    request: HttpRequest, commissioner: Commissioner, today: date
) -> tuple[CommissionerPage, LocalityFilterForm]:
    """Return a commissioner's page, filtered as the address says, and the form that says so. Nine queries."""
    every = summaries_of(Locality.objects.filter(commissioner=commissioner), today=today)
    usual = default_guide(commissioner.system)
    compared = compared_guide(every, chosen=request.GET.get("guide", ""), usual=usual.code if usual else "")
    form = LocalityFilterForm(request.GET.dict(), compared=compared)
    page = build_commissioner_page(
        commissioner,
        every,
        compared=compared,
        usual=usual,
        filters=form.chosen(),
        filters_in_words=form.in_words(),
        today=today,
    )
    return page, form


@for_object(System, read="localities.view_system", key="slug")
def system(request: HttpRequest, system: System) -> HttpResponse:
    """Show the commissioners of a system together."""
    page = build_system_page(system, today=localdate(), guide=request.GET.get("guide", ""))
    crumbs = [("Home", reverse("home"))]
    return render(request, "overview/system.html", {"page": page, "crumbs": crumbs, **_organisation(system)})


def _organisation(system: System) -> dict[str, Any]:
    return {
        "word": system.commissioner_word,
        "system_name": system.name,
        "nhs_logo_allowed": system.nhs_logo_allowed,
    }
