"""The forms of applying: what the locality says on a criterion, and the signature."""

from __future__ import annotations

from typing import Any

from django import forms

from assessment.models import SelectionCriterion
from assessment.selection.models import Application, ApplicationAnswer
from assessment.selection.models.application_transitions import TAKE_BACK, WITHDRAW
from localities.kit.nhsuk.dates import in_sentence
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm

RELOAD = "Load the page again and decide then"


class AnswerForm(RevisedForm):
    """A statement on one criterion and its evidence. One of several on the page, so it has a prefix.

    Too many words are saved all the same: they count when the application is submitted.
    """

    class Meta(RevisedForm.Meta):
        model = ApplicationAnswer
        fields = ["statement", "evidence"]

    def __init__(self, *args: Any, criterion: SelectionCriterion, word_limit: int, **options: Any) -> None:
        super().__init__(*args, **options)
        about = in_sentence(criterion.title)
        self.fields["statement"].label = f"Statement on {about}"
        self.fields["evidence"].label = f"Evidence of {about}"
        self.fields["evidence"].help_text = "Such as minutes, letters or figures: what they show, and where they are"
        self.looks = {"statement": Look(size="s", rows=9, words=word_limit), "evidence": Look(size="s", rows=4)}


class SubmitForm(NHSForm, forms.Form):
    """The signature of the person who submits for the locality."""

    name = forms.CharField(label="Your name", max_length=Application._meta.get_field("signed_name").max_length)
    role = forms.CharField(
        label="Your role",
        max_length=Application._meta.get_field("signed_role").max_length,
        help_text="As the panel reads it",
    )


class WithdrawForm(NHSForm, forms.Form):
    """Withdrawing, with the state that the person was told it leads to."""

    expected_version = forms.ChoiceField(
        choices=[(one.target, one.event) for one in (WITHDRAW, TAKE_BACK)],
        widget=forms.HiddenInput,
        error_messages={"required": RELOAD, "invalid_choice": RELOAD},
    )
