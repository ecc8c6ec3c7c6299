"""The panel's forms: a member's scores, and the scores that the panel agrees on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.utils.html import format_html

from assessment.models import SelectionCriterion
from assessment.selection.models import AgreedScore, PanelScore
from assessment.selection.rules.agreed_scores import ENOUGH, score_in_words
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm

Row = TypeVar("Row", PanelScore, AgreedScore)


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
