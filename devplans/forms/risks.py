"""A risk, and the common ones to start from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from devplans.forms.rows import RowForm, scale_field
from devplans.models import Risk
from localities.kit.nhsuk.fields import OfferedField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm


class RiskForm(RowForm):
    """If, then, resulting in; how bad and how likely; what is done about it."""

    # The ends and the middle as the sustainability and transformation plan words them; it says nothing of 2 and 4.
    impact = scale_field("Impact", {1: "minor or none", 3: "moderate", 5: "major"}, "How much it would hurt the plan")
    likelihood = scale_field("Likelihood", {1: "unlikely", 3: "might happen", 5: "likely"})

    looks = {"impact": Look(), "likelihood": Look(), "mitigation": Look(rows=4)}

    class Meta(RevisedForm.Meta):
        model = Risk
        fields = ["cause", "effect", "result", "impact", "likelihood", "mitigation", "owner_name"]
        labels = {
            "cause": "If",
            "effect": "Then",
            "result": "Resulting in",
            "mitigation": "What we do about it",
            "owner_name": "Who answers for it",
        }
        help_texts = {
            "cause": "What could happen, for example ‘the extra posts cannot be filled’",
            "effect": "What follows, for example ‘practices pay for locums’",
            "result": "What that does to patients, staff or the plan",
        }
        error_messages = {
            "cause": {"required": "Enter what could happen"},
            "effect": {"required": "Enter what would follow"},
        }


class CommonRisksForm(NHSForm, forms.Form):
    """Risks that plans often meet, each with its code; `taken` are the codes of all there are."""

    def __init__(self, data: Any, *, offered: Sequence[tuple[str, Risk]], taken: Collection[str]) -> None:
        super().__init__(data)
        self.looks = {"code": Look(size="m", hints={code: _in_short(risk) for code, risk in offered})}
        self.fields["code"] = OfferedField(
            label="Risks to add",
            choices=[(code, f"If {risk.cause}") for code, risk in offered],
            taken=taken,
            error_messages={
                "required": "Tick at least one risk to add",
                "invalid_choice": "Choose from the risks listed here",
            },
        )


def _in_short(risk: Risk) -> str:
    rating = f"Impact {risk.impact}, likelihood {risk.likelihood}: {risk.band.lower()}"
    return f"then {risk.effect}, resulting in {risk.result}. {rating}."
