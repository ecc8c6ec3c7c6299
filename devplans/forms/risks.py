"""A risk."""

from __future__ import annotations

from devplans.forms.rows import RowForm, scale_field
from devplans.models import Risk
from localities.kit.nhsuk.forms import Look
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
