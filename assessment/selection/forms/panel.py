"""The panel's forms: a declaration of interest, a member's scores, and the scores that the panel agrees on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from assessment.models import SelectionCriterion
from assessment.selection.models import AgreedScore, Interest, PanelScore
from assessment.selection.rules.agreed_scores import ENOUGH, score_in_words
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm
from localities.kit.revisions.forms import RevisedForm

NO, YES = "no", "yes"
Row = TypeVar("Row", PanelScore, AgreedScore)


class InterestForm(NHSForm, forms.Form):
    """What a member declares about one application."""

    looks = {"conflict": Look(size="m", heading=2), "note": Look(size="s", rows=3)}

    conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with this application?",
        choices=[(NO, "No, I have no conflict"), (YES, "Yes, I have a conflict")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you have a conflict of interest"},
    )
    note = LongTextField(
        label="If you have a conflict, what is it?",
        max_length=Interest._meta.get_field("note").max_length,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, before: Interest | None, commissioner_word: str) -> None:
        """`before` is what the member declared until now, if anything."""
        declared = {"conflict": YES if before.has_conflict else NO, "note": before.note} if before else {}
        super().__init__(data, initial=declared)
        readers = f"The {commissioner_word}’s team reads it"
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


class ScoreField(forms.TypedChoiceField):
    """A score on a criterion's scale, each with the guide's words; leaving it alone leaves it open."""

    def __init__(self, criterion: SelectionCriterion, label: str) -> None:
        self.scale = criterion.scale
        super().__init__(
            label=label,
            choices=[
                (one["score"], format_html("<strong>{}</strong> {}", one["score"], one["descriptor"]))
                for one in self.scale
            ],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": f"Choose a score for ‘{criterion.title}’ from the list"},
        )

    def in_words(self, value: int | None) -> str:
        """What a question about two people's scores says."""
        return score_in_words(value, self.scale)


class PanelScoreForm(RevisedForm):
    """A member's score of one criterion. One of several on the page, so it has a prefix."""

    looks = {"score": Look(size="s", small=True), "comment": Look(size="s", rows=3)}

    class Meta(RevisedForm.Meta):
        model = PanelScore
        fields = ["score", "comment"]

    def __init__(self, *args: Any, criterion: SelectionCriterion, **options: Any) -> None:
        super().__init__(*args, prefix=criterion.code, **options)
        self.fields["score"] = ScoreField(criterion, criterion.question)
        self.fields["comment"].label = "Why this score"


class AgreedScoreForm(RevisedForm):
    """The score that the panel agrees on for one criterion. One of several on the page, so it has a prefix."""

    looks = {"score": Look(size="s", small=True), "note": Look(size="s", rows=3)}

    class Meta(RevisedForm.Meta):
        model = AgreedScore
        fields = ["score", "note"]

    def __init__(self, *args: Any, criterion: SelectionCriterion, **options: Any) -> None:
        super().__init__(*args, prefix=criterion.code, **options)
        self.fields["score"] = ScoreField(criterion, "Agreed score")
        self.fields["score"].help_text = f"Under {ENOUGH} means “not yet” for the application"
        self.fields["note"].label = "What the panel agreed, and why"


def as_saved(rows: Iterable[Row], forms: Iterable[RevisedForm]) -> list[Row]:
    """The rows as they stand after forms of some of them were saved."""
    saved = {form.instance.pk: form.result.row for form in forms if form.result}
    return [saved.get(row.pk, row) for row in rows]
