"""Which of a commissioner's localities, and which domains, a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessment.models import Guide
from devplans.forms.actions import ALL
from devplans.overview.queries.plan_stage import STAGES
from devplans.overview.rules.position_filter import POSITION_FILTERS
from localities.kit.nhsuk.forms import NHSForm


class LocalityFilterForm(NHSForm, forms.Form):
    """Which localities and domains to show: a GET form. What it does not know it takes for "All"."""

    name = forms.CharField(label="Locality’s name", required=False, max_length=100)
    plan = forms.ChoiceField(
        label="Plan", required=False, choices=[ALL, *((code, label) for code, (label, _) in STAGES.items())]
    )
    at = forms.ChoiceField(
        label="Position today",
        required=False,
        choices=[ALL, *((code, label) for code, (label, _) in POSITION_FILTERS.items())],
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

    def in_words(self) -> list[tuple[str, str]]:
        """Return what was chosen of the fields where something was: label, and choice or what was typed."""
        return [(str(self[name].label), self._in_words(name, value)) for name, value in self.chosen().items() if value]

    def _in_words(self, name: str, value: str) -> str:
        if not isinstance(self.fields[name], forms.ChoiceField):
            return value
        options = (option for _, group, _ in self[name].field.widget.optgroups(name, [value]) for option in group)
        return next(str(option["label"]) for option in options if option["selected"])
