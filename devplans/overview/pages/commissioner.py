"""A commissioner's page: where its localities stand, those that a filter leaves, in order of name and never ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from assessment.models import Guide
from devplans.overview.pages.heat_map import AT, HeatMap, heat_map, newest_guide
from devplans.overview.queries.locality_summaries import LocalitySummary, summaries_of
from devplans.overview.queries.plan_stage import STAGES
from devplans.overview.queries.totals import Totals
from localities.kit.nhsuk.forms import NHSForm
from localities.models import Commissioner, Locality

ALL = ("", "All")


class LocalityFilterForm(NHSForm, forms.Form):
    """Which localities and domains to show: a GET form. What it does not know it takes for "All"."""

    name = forms.CharField(label="Locality’s name", required=False, max_length=100)
    plan = forms.ChoiceField(
        label="Plan", required=False, choices=[ALL, *((code, label) for code, (label, _) in STAGES.items())]
    )
    at = forms.ChoiceField(
        label="Position today", required=False, choices=[ALL, *((code, label) for code, (label, _) in AT.items())]
    )
    order = forms.ChoiceField(
        label="Order of domains", required=False, choices=[("", "As in the guide"), ("low", "Most at 1 or 2 first")]
    )

    def __init__(self, data: Mapping[str, Any], *, guide: Guide | None) -> None:
        super().__init__(data)
        areas = guide.domains_by_area if guide else []
        domains = [(area.title, [(domain.code, domain.title) for domain in several]) for area, several in areas]
        self.fields["domain"] = forms.ChoiceField(label="Domain", required=False, choices=[ALL, *domains])
        self.order_fields(["name", "plan", "domain", "at", "order"])

    def chosen(self) -> dict[str, str]:
        """Return what was chosen by field, "" for all."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def in_words(self, name: str) -> str:
        """Return what was chosen of a field as its choices say it, or what was typed."""
        value, field = self.cleaned_data[name], self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return str(value)
        options = (one for _, group, _ in self[name].field.widget.optgroups(name, [value]) for one in group)
        return next(str(one["label"]) for one in options if one["selected"])


@dataclass(frozen=True)
class CommissionerPage:
    """All localities of a commissioner, and of them and of the domains what the filter leaves."""

    commissioner: Commissioner
    today: date
    every: list[LocalitySummary]
    shown: list[LocalitySummary]
    heat: HeatMap | None
    form: LocalityFilterForm
    filters: Mapping[str, str]

    @property
    def totals(self) -> Totals:
        return Totals(self.shown)

    @property
    def waiting(self) -> list[LocalitySummary]:
        """Localities whose plan waits for the commissioner, whatever the filter says."""
        return [one for one in self.every if one.stage.code == "submitted"]

    @property
    def is_filtered(self) -> bool:
        return any(self.filters.values())


def build_commissioner_page(commissioner: Commissioner, asked: Mapping[str, Any], *, today: date) -> CommissionerPage:
    """Gather the page, and the files made of it. Seven queries."""
    every = summaries_of(Locality.objects.filter(commissioner=commissioner), today=today)
    guide = newest_guide(every)
    form = LocalityFilterForm(asked, guide=guide)
    filters = form.chosen()
    domains = [filters["domain"]] if filters["domain"] else [one.code for one in guide.ordered_domains] if guide else []
    shown = [one for one in every if _is_left(one, filters, domains)]
    heat = heat_map(shown, guide, domain=filters["domain"], weakest_first=bool(filters["order"])) if guide else None
    return CommissionerPage(commissioner, today, every, shown, heat, form, filters)


def _is_left(one: LocalitySummary, filters: Mapping[str, str], domains: list[str]) -> bool:
    if filters["name"].casefold() not in one.locality.name.casefold():
        return False
    if filters["plan"] not in ("", one.stage.code):
        return False
    if not filters["at"]:
        return True
    _, test = AT[filters["at"]]
    return one.shown is not None and any(test(one.positions[code]) for code in domains if code in one.positions)
