"""The forms of the register of interests: a declaration, and clearing a conflict."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from assessment.selection.models import Interest
from assessment.selection.models.interests import NOTE_LENGTH
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm

NO, YES = "no", "yes"


class InterestForm(NHSForm, forms.Form):
    """What somebody declares about one application."""

    looks = {"conflict": Look(size="m", heading=2), "note": Look(size="s", rows=3)}

    conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with this application?",
        choices=[(NO, "No, I have no conflict"), (YES, "Yes, I have a conflict")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you have a conflict of interest"},
    )
    note = LongTextField(
        label="If you have a conflict, what is it?",
        max_length=NOTE_LENGTH,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, before: Interest | None, commissioner_word: str) -> None:
        """`before` is what they declared until now, if anything."""
        declared = {"conflict": YES if before.has_conflict else NO, "note": before.note} if before else {}
        super().__init__(data, initial=declared)
        readers = f"The panel and the {commissioner_word}’s team read it"
        self.fields["note"].help_text = f"{readers}, and it stays on the wave’s record"

    def clean(self) -> dict[str, Any]:
        """A conflict is said in words."""
        found = super().clean() or self.cleaned_data
        if found.get("conflict") == YES and not found.get("note") and "note" not in self.errors:
            self.add_error("note", "Say what the conflict is")
        return found

    @property
    def declared(self) -> dict[str, Any]:
        """The declaration as the service takes it."""
        return {"has_conflict": self.cleaned_data["conflict"] == YES, "note": self.cleaned_data["note"]}


class ClearForm(NHSForm, forms.Form):
    """Why a conflict that somebody declared is none, or none any more."""

    why = LongTextField(
        label="Why is there no conflict?",
        max_length=NOTE_LENGTH,
        help_text="For example, it was declared on the wrong application. It stands on the register",
        error_messages={"required": "Say why there is no conflict"},
    )
