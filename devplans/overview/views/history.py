"""A locality's history: what to look for, and the page."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from devplans.overview.queries.history import history_page
from devplans.overview.queries.history_rows import HistoryFilter
from devplans.overview.queries.tracked_models import TOPICS
from localities.kit.access import for_object, person
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.models import Locality


class HistoryFilterForm(NHSForm, forms.Form):
    """What to look for in the history: a GET form."""

    looks = {"since": Look(size="s"), "until": Look(size="s")}

    topic = forms.ChoiceField(label="What", required=False, choices=[("", "Everything"), *TOPICS.items()])
    who = forms.CharField(label="Who (part of the name)", required=False, max_length=200)
    since = NHSDateField(label="From", required=False)
    until = NHSDateField(label="To", required=False)

    def asked(self) -> HistoryFilter:
        """Return what is valid of it: what is not leaves nothing out, and the form says what to do."""
        self.is_valid()
        return HistoryFilter(**self.cleaned_data)


@for_object(Locality, read="localities.view_locality", key="slug")
def history(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Show who changed what and when in a locality, a page at a time."""
    form = HistoryFilterForm(request.GET)
    asked = form.asked()
    number = request.GET.get("page", "")
    inside = person(request).has_perm("devplans.see_small_numbers", locality)
    page = history_page(locality, asked, int(number) if number.isascii() and number.isdigit() else 1, inside=inside)
    context = {
        "locality": locality,
        "crumbs": [(locality.name, reverse("locality", args=[locality.slug]))],
        "form": form,
        "page": page,
        "is_filtered": asked != HistoryFilter(),
        "newer_url": _page_url(request, page.newer),
        "older_url": _page_url(request, page.older),
    }
    return render(request, "overview/history.html", context)


def _page_url(request: HttpRequest, number: int | None) -> str:
    """The address of another page with the same filters, or nothing."""
    if number is None:
        return ""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
