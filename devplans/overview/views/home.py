"""Your work, a locality's home with the ways to its newest diagnostic, result and plan, and the guide to read."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from assessment.models import Diagnostic, Guide
from assessment.queries.guides_in_use import guides_to_read, words_for
from devplans.models import Plan
from devplans.overview.pages.locality import build_locality_home
from devplans.overview.pages.your_work import build_your_work, only_place
from localities.kit.access import for_anyone_signed_in, for_object, person
from localities.models import Locality


@require_safe
@for_anyone_signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show a person's work by role; to somebody with one locality, CCG or system and no other work, its page."""
    user = person(request)
    if place := only_place(user):
        page = resolve(place.get_absolute_url())
        answer: HttpResponse = page.func(request, *page.args, **page.kwargs)
        return answer
    work = build_your_work(user)
    return render(request, "overview/home.html", {"work": work, "system_name": work.system_name})


@for_object(Locality, read="localities.view_locality", key="slug")
def locality_home(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Show the locality's task list."""
    page = build_locality_home(locality, user=person(request))
    return render(request, "overview/locality.html", {"locality": locality, "nav": "home", "page": page})


def _newest_or_first(
    request: HttpRequest, locality: Locality, newest: models.Model | None, url_name: str, nav: str
) -> HttpResponse:
    """Go to the newest, or say what comes first."""
    if newest is not None:
        return redirect(url_name, newest.pk)
    diagnostic = Diagnostic.objects.filter(locality=locality).newest_first().first()
    context = {
        "locality": locality,
        "nav": nav,
        "diagnostic": diagnostic,
        "home": reverse("locality", args=[locality.slug]),
    }
    return render(request, "overview/comes_first.html", context)


@for_object(Locality, read="localities.view_locality", key="slug")
def newest_diagnostic(request: HttpRequest, locality: Locality) -> HttpResponse:
    newest = Diagnostic.objects.filter(locality=locality).newest_first().first()
    return _newest_or_first(request, locality, newest, "diagnostic", "diagnostic")


@for_object(Locality, read="localities.view_locality", key="slug")
def newest_result(request: HttpRequest, locality: Locality) -> HttpResponse:
    newest = Diagnostic.objects.filter(locality=locality).newest_first().first()
    return _newest_or_first(request, locality, newest, "result", "result")


@for_object(Locality, read="localities.view_locality", key="slug")
def newest_plan(request: HttpRequest, locality: Locality) -> HttpResponse:
    newest = Plan.objects.filter(locality=locality).order_by("-diagnostic__started_on", "-pk").first()
    return _newest_or_first(request, locality, newest, "plan", "plan")


@for_anyone_signed_in
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide to read that is the default where a person works, with the way to the others in use."""
    guides = guides_to_read(person(request))
    return render(request, "overview/guide.html", {"guide": next(iter(guides), None), "others": guides[1:]})


@for_anyone_signed_in
def guide_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version of a guide to read: what is published by everybody, a draft by those who may publish it."""
    reader = person(request)
    found = get_object_or_404(Guide.objects.visible_to(reader), pk=pk)
    whole = Guide.objects.whole(found.pk, words_for(reader))
    return render(request, "overview/guide.html", {"guide": whole, "others": ()})
