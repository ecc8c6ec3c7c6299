"""The forms of a decision: what is decided and why, and its transitions, which name what the person was shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from assessment.selection.models import AgreedScore, Decision
from assessment.selection.queries.decision_readiness import scores_too_low
from assessment.selection.queries.suggestions import Advice
from localities.kit.nhsuk.forms import LongTextField, Look
from localities.kit.revisions.forms import RevisedForm
from localities.kit.transition_page import TransitionForm

WHY_LENGTH = 2000
HELP = {
    "reasons": "Why, criterion by criterion where it matters. They stand on the decision record",
    "conditions": "What the locality does, and by when. Needed for ‘Selected with conditions’",
    "reserve_place": "1 moves up first when a selected locality withdraws. Number them by the wave’s tie-break rule",
    "work_on": "In your own words, beside or instead of what you ticked. Needed for ‘Not yet’ when nothing is ticked",
    "feedback": "What the locality reads. Kind and clear, and without the names of panel members",
}


class DecisionForm(RevisedForm):
    """What becomes of an application. It may be saved half written; proposing asks for the rest."""

    looks = {
        "outcome": Look(size="m", heading=2),
        "reasons": Look(size="s"),
        "conditions": Look(size="s", css="app-when--conditions"),
        "reserve_place": Look(size="s", css="app-when--reserve", width=2),
        "work_on_codes": Look(size="s", css="app-when--not-yet", small=True),
        "work_on": Look(size="s", css="app-when--not-yet"),
        "feedback": Look(size="s"),
    }

    outcome = forms.ChoiceField(
        label="What is decided?", choices=Decision.Outcome.choices, widget=forms.RadioSelect, required=False
    )
    work_on_codes = forms.MultipleChoiceField(
        label="What the locality can work on", widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta(RevisedForm.Meta):
        model = Decision
        fields = ["outcome", "reasons", "conditions", "reserve_place", "work_on_codes", "work_on", "feedback"]
        labels = {
            "reasons": "Reasons",
            "conditions": "Conditions",
            "reserve_place": "Place on the reserve list",
            "feedback": "Feedback to the locality",
        }
        help_texts = HELP

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: Decision,
        agreed: list[AgreedScore],
        offered: tuple[Advice, ...],
        **options: Any,
    ) -> None:
        super().__init__(data, instance=instance, **options)
        self.too_low = scores_too_low(agreed)
        self.fields["work_on"].label = "Anything else to work on"
        chosen = self.fields["work_on_codes"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101  tells the type checker what it is above
        chosen.choices = [(one.code, one.title) for one in offered]
        chosen.help_text = "Suggested from the guide. Tick what fits"
        hints = {one.code: one.why for one in offered}
        self.looks = {**self.looks, "work_on_codes": Look(**{**vars(self.looks["work_on_codes"]), "hints": hints})}

    def clean_outcome(self) -> str:
        """An agreed score that is too low leaves one outcome."""
        outcome: str = self.cleaned_data["outcome"]
        if outcome in Decision.MEETS and self.too_low:
            raise forms.ValidationError(f"Choose ‘{Decision.Outcome.NOT_YET.label}’. {self.too_low}")
        return outcome


class ReturnForm(TransitionForm):
    """Returning a decision: the reason stays on the record."""

    why = LongTextField(
        label="What should change, and why?",
        max_length=WHY_LENGTH,
        error_messages={"required": "Say what should change, and why"},
    )
