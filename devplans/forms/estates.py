"""Premises: the hub model, and a scheme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from assessment.models import HubModel
from devplans.forms.base import FromGuideField, PlanRowForm
from devplans.forms.rows import RowForm
from devplans.models import EstateScheme, PipelineScheme, PlanEstate, Rag
from devplans.models.pipeline import JUDGEMENTS
from devplans.models.rows import CAPITAL, RUNNING_COSTS
from localities.kit.nhsuk.fields import NumberField
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm

KINDS = ("GP practice", "GP practice hub", "Health centre", "Health hub", "Healthy living centre", "Community hospital")


class HubModelForm(PlanRowForm):
    """Which of the guide's hub models the locality chooses, and why."""

    looks = {"hub_model": Look(size="m", heading=2), "why": Look(size="m", heading=2)}

    class Meta(RevisedForm.Meta):
        model = PlanEstate
        fields = ["hub_model", "why"]
        labels = {"why": "Why this one?"}
        help_texts = {"why": "What speaks for it here, and how you will deal with its disadvantages"}

    def __init__(self, *args: Any, models: Sequence[HubModel], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hub_model"] = FromGuideField(
            label="Which hub model does the locality choose?",
            nothing="Not decided yet",
            groups=[("", models)],
            widget=forms.RadioSelect,
        )


class SchemeForm(RowForm):
    """A premises scheme: what it takes in all. Who pays it, and when, say its cost lines."""

    instance: EstateScheme
    capital = NumberField(label="Capital", max_digits=12, decimal_places=2, bounds=CAPITAL, help_text="In pounds, once")
    annual_revenue = NumberField(
        label="Running costs a year",
        max_digits=12,
        decimal_places=2,
        bounds=RUNNING_COSTS,
        help_text="In pounds. Usually up to 10% of the capital",
    )

    looks = {
        "capital": Look(width=10, prefix="£"),
        "annual_revenue": Look(width=10, prefix="£"),
        "progress": Look(rows=4),
    }

    class Meta(RevisedForm.Meta):
        model = EstateScheme
        fields = [
            "name",
            "scheme_type",
            "capital",
            "annual_revenue",
            "source_of_capital",
            "business_case",
            "development_costs",
            "progress",
            "pipeline_scheme",
        ]
        labels = {"name": "Name of the scheme", "scheme_type": "Kind of scheme", "progress": "How far it is"}
        help_texts = {
            "scheme_type": f"For example, {', '.join(kind if kind[1].isupper() else kind.lower() for kind in KINDS)}",
            "progress": "The last step taken and the next one, with its date",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plan = self.instance.plan
        word = plan.locality.commissioner_word
        for name, label in JUDGEMENTS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Not judged yet"), *Rag.choices]
            )
        schemes = PipelineScheme.objects.filter(commissioner=plan.locality.commissioner_id).order_by("row_no")
        self.fields["pipeline_scheme"] = FromGuideField(
            label=f"Scheme of the {word}’s estates pipeline",
            help_text=f"Choose it when this scheme is one of those that the {word} planned in 2018",
            nothing="None of them",
            groups=[("", list(schemes))],
        )
