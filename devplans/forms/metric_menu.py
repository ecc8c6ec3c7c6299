"""Choosing outcome metrics from the guide: looking through them, and ticking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms

from assessment.models import OutcomeMetric
from devplans.rules.metrics.menu import MenuEntry, MetricMenu
from localities.kit.nhsuk.fields import OfferedField
from localities.kit.nhsuk.forms import Look, NHSForm

SUGGESTED = "Suggested: they speak to what most of your actions move"


class SearchMetricsForm(NHSForm, forms.Form):
    """Words to look for, and the kind of impact. It is sent by GET, and what makes no sense leaves all of them."""

    looks = {"q": Look(size="s", width=20), "category": Look(size="s")}

    q = forms.CharField(label="Search the metrics", required=False, max_length=100)

    def __init__(self, *args: Any, categories: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "All"), *((category, category.capitalize()) for category in categories)]
        self.fields["category"] = forms.ChoiceField(label="Kind of impact", choices=choices, required=False)

    def chosen(self) -> dict[str, str]:
        """What to look for."""
        self.is_valid()
        found = self.cleaned_data
        return {"words": found.get("q", ""), "category": found.get("category", "")}


class ChooseMetricsForm(NHSForm, forms.Form):
    """Outcome metrics of the guide that are not in the plan yet: what fits it first, the others by their impact.

    What a search hides may come all the same, and so may what somebody else has added meanwhile.
    """

    def __init__(self, *args: Any, menu: MetricMenu, every: Mapping[str, OutcomeMetric], **options: Any) -> None:
        super().__init__(*args, **options)
        self.every = every
        self.offered = menu.shown
        self.looks = {
            "metrics": Look(size="m", small=True, hints={entry.about.code: _hint(entry) for entry in menu.shown})
        }
        first = [(SUGGESTED, _choices(menu.suggested))] if menu.suggested else []
        others = [entry for entry in menu.shown if entry not in menu.suggested]
        self.fields["metrics"] = OfferedField(
            label="Metrics to add",
            choices=first
            + [
                (f"{category.capitalize()} impact", _choices(entries))
                for category, entries in groupby(others, key=lambda entry: entry.about.category)
            ],
            taken=every.keys(),
            error_messages={
                "required": "Choose at least one metric to add",
                "invalid_choice": "Choose from the metrics listed here",
            },
        )

    @property
    def chosen(self) -> list[OutcomeMetric]:
        return [self.every[code] for code in self.cleaned_data["metrics"]]


def _choices(entries: Any) -> list[tuple[str, str]]:
    return [(entry.about.code, entry.about.title) for entry in entries]


def _hint(entry: MenuEntry) -> str:
    about = entry.about
    domains = f" Speaks to: {', '.join(entry.domains.values())}." if entry.domains else ""
    return f"{about.definition} In {about.unit}, {about.frequency.lower()}.{domains}"
