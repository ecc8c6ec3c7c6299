"""A commitment."""

from __future__ import annotations

from django import forms

from devplans.forms.rows import RowForm
from devplans.models import Commitment
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


class CommitmentForm(RowForm):
    """What one side promises, who answers for it and by when. Whose it is was decided before."""

    set_beforehand = ("side", "offer")

    about = forms.ChoiceField(
        label="What it is about",
        choices=Commitment.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about"},
    )

    looks = {"text": Look(rows=4)}

    class Meta(RevisedForm.Meta):
        model = Commitment
        fields = ["text", "about", "owner_name", "due_on"]
        labels = {"text": "What is promised", "owner_name": "Who answers for it", "due_on": "By when"}
        help_texts = {"owner_name": "One person, by name or role"}
