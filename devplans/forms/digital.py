"""A digital initiative."""

from __future__ import annotations

from typing import Any

from django import forms

from devplans.forms.rows import RowForm, scale_field
from devplans.models import DigitalInitiative
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


class InitiativeForm(RowForm):
    """What it is, how much it helps and how easy it is, and the guide's domains that it moves on."""

    instance: DigitalInitiative

    segment = forms.ChoiceField(
        label="What kind of initiative it is",
        choices=DigitalInitiative.Segment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind of initiative"},
    )
    impact = scale_field("Impact", {1: "little", 5: "a great deal"}, "How much it helps patients and staff")
    feasibility = scale_field("Feasibility", {1: "hard", 5: "easy"}, "How easy it is to put in place here")

    looks = {
        "description": Look(rows=4),
        "segment": Look(
            hints={
                "core": "Every practice needs it, for example shared records",
                "quick": "Works elsewhere and can start soon, for example online consultation",
                "big_bet": "Not proven yet; could change a great deal, for example remote monitoring",
            }
        ),
        "impact": Look(inline=True),
        "feasibility": Look(inline=True),
        "domain_codes": Look(small=True, css="app-columns"),
    }

    class Meta(RevisedForm.Meta):
        model = DigitalInitiative
        fields = ["name", "description", "segment", "impact", "feasibility", "domain_codes"]
        labels = {"name": "Name", "description": "The problem it solves, and how you will judge success"}
        error_messages = {"name": {"required": "Enter a name"}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        guide = self.instance.plan.diagnostic.whole_guide
        self.fields["domain_codes"] = forms.MultipleChoiceField(
            label="Domains it helps",
            required=False,
            choices=[(domain.code, domain.title) for domain in guide.ordered_domains],
            widget=forms.CheckboxSelectMultiple,
        )
