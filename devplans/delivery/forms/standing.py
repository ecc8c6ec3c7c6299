"""How a commitment and a risk stand after approval."""

from __future__ import annotations

from django import forms

from devplans.forms.rows import scale_field
from devplans.models import CommitmentReport
from devplans.models.progress import NOTE_LENGTH
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm


class CommitmentReportForm(NHSForm, forms.Form):
    """How a commitment stands."""

    looks = {"status": Look(size="m"), "note": Look(rows=3)}

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=CommitmentReport.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands"},
    )
    note = LongTextField(
        label="What was done, or is still open", max_length=NOTE_LENGTH, required=False, help_text="Optional when kept"
    )


class RiskReviewForm(NHSForm, forms.Form):
    """How a risk stands now."""

    looks = {"impact": Look(), "likelihood": Look(), "why": Look(rows=3)}

    impact = scale_field("Impact", {1: "minor or none", 3: "moderate", 5: "major"}, "How much it would hurt the plan")
    likelihood = scale_field("Likelihood", {1: "unlikely", 3: "might happen", 5: "likely"})
    why = LongTextField(
        label="Why it stands so",
        max_length=NOTE_LENGTH,
        error_messages={"required": "Say why it stands so, or that nothing has changed"},
    )
