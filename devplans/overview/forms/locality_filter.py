"""Which of a commissioner's localities, and which domains, a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from devplans.forms.actions import ALL
from devplans.overview.queries.compared_guide import ComparedGuide
from devplans.overview.queries.plan_stage import STAGES
from devplans.overview.rules.position_filter import position_filters
from localities.kit.nhsuk.forms import NHSForm


class LocalityFilterForm(NHSForm, forms.Form):
    """Which localities and domains to show: a GET form. What it does not know it takes for "All"."""

    name = forms.CharField(label="Locality’s name", required=False, max_length=100)
    plan = forms.ChoiceField(
        label="Plan", required=False, choices=[ALL, *((code, label) for code, (label, _) in STAGES.items())]
    )

    def __init__(self, data: Mapping[str, Any], *, compared: ComparedGuide | None) -> None:
        super().__init__(data)
        guide = compared.guide if compared else None
        asked = position_filters(guide.scale if guide else None)
        self.fields["at"] = forms.ChoiceField(
            label="Position today",
            required=False,
            choices=[ALL, *((code, label) for code, (label, _) in asked.items())],
        )
        low = [("low", f"Most at {asked['low'][0]} first")] if guide else []
        self.fields["order"] = forms.ChoiceField(
            label="Order of domains", required=False, choices=[("", "As in the guide"), *low]
        )
        areas = guide.domains_by_area if guide else []
        domains = [(area.title, [(domain.code, domain.title) for domain in several]) for area, several in areas]
        self.fields["domain"] = forms.ChoiceField(label="Domain", required=False, choices=[ALL, *domains])
        if compared and compared.others:
            guides = [(one.code, one.title) for one in compared.every]
            self.fields["guide"] = forms.ChoiceField(
                label="Compare by the guide", required=False, choices=guides, initial=compared.guide.code
            )
            self.data = {**data, "guide": compared.guide.code}
        self.order_fields(["name", "plan", "guide", "domain", "at", "order"])

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
