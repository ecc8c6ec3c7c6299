"""The plan itself: level and period, and the words of plan on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from assessment.models import Level
from devplans.forms.base import PlanRowForm
from devplans.models import Plan
from devplans.models.plan import (
    MOVE_COUNT,
    MOVE_TEXT_LENGTH,
    MOVE_TITLE_LENGTH,
)
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


class PlanForm(PlanRowForm):
    """The level a plan aims for, where its guide has levels, and its period."""

    looks = {"target_level": Look(size="m"), "starts_on": Look(size="m"), "ends_on": Look(size="m")}

    class Meta(RevisedForm.Meta):
        model = Plan
        fields = ["target_level", "starts_on", "ends_on"]
        labels = {"starts_on": "When does the plan start?", "ends_on": "When does it end?"}
        help_texts = {
            "starts_on": "Due dates of suggested actions are counted from this day",
            "ends_on": "Most plans run for two years",
        }
        error_messages = {
            "starts_on": {"required": "Enter the day the plan starts"},
            "ends_on": {"required": "Enter the day the plan ends"},
        }

    def __init__(self, *args: Any, levels: Sequence[Level], **options: Any) -> None:
        super().__init__(*args, **options)
        if not levels:
            del self.fields["target_level"]
            return
        self.fields["target_level"] = forms.TypedChoiceField(
            label="Which level does the locality aim for?",
            choices=[(level.number, str(level)) for level in levels],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose the level that the locality aims for"},
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end <= start:
            message = f"Enter an end after {start:%-d %B %Y}, when the plan starts"
            self.refuse_together(message, at="ends_on", with_="starts_on")
        return values


class SummaryForm(PlanRowForm):
    """The words of plan on a page, within the lengths that one page has room for."""

    looks = {
        "summary": Look(size="m", heading=2, rows=4),
        "biggest_moves": Look(size="m", heading=2, rows=6),
    }

    class Meta(RevisedForm.Meta):
        model = Plan
        fields = ["summary", "biggest_moves"]
        labels = {"summary": "Summary", "biggest_moves": "Biggest moves"}
        help_texts = {
            "summary": "What the locality will have changed by the end of the plan, in two or three sentences",
            "biggest_moves": (
                f"At most {MOVE_COUNT}, one a line, as ‘name: what changes’. A name has up to {MOVE_TITLE_LENGTH} "
                f"characters, what changes up to {MOVE_TEXT_LENGTH}. For example: "
                "‘One front door: all practices triage by phone and online by March’"
            ),
        }

    def clean_biggest_moves(self) -> str:
        text: str = self.cleaned_data["biggest_moves"]
        moves = Plan(biggest_moves=text).moves
        _refuse_more_than(MOVE_COUNT, moves, "biggest moves")
        for number, (name, change) in enumerate(moves, start=1):
            if not name or not change:
                raise forms.ValidationError(f"Write move {number} as ‘name: what changes’")
            _refuse_longer(name, MOVE_TITLE_LENGTH, f"the name of move {number}")
            _refuse_longer(change, MOVE_TEXT_LENGTH, f"what changes in move {number}")
        return text


class MembersForm(PlanRowForm):
    """What committees ask of every paper beside its figures."""

    looks = {
        "equality": Look(size="m", heading=2, rows=4),
        "patient_engagement": Look(size="m", heading=2, rows=4),
        "conflicts": Look(size="m", heading=2, rows=4),
        "meeting": Look(size="m", heading=2),
    }

    class Meta(RevisedForm.Meta):
        model = Plan
        fields = ["equality", "patient_engagement", "conflicts", "meeting"]
        labels = {
            "equality": "Equality",
            "patient_engagement": "Patient engagement",
            "conflicts": "Conflicts of interest",
            "meeting": "The meeting it goes to",
        }
        help_texts = {
            "equality": "Who gains and who might lose by the plan, and what is done about it",
            "patient_engagement": "Which patients and patient groups heard of the plan, and what they changed in it",
            "conflicts": "Who of those who decide has an interest in the plan. Write ‘None’ if nobody has",
            "meeting": "Its name, day and item, where they are known",
        }


class UncoveredForm(PlanRowForm):
    """Why some of what the level needs has no action yet."""

    looks = {"uncovered_why": Look(size="m", heading=2, rows=5)}

    class Meta(RevisedForm.Meta):
        model = Plan
        fields = ["uncovered_why"]
        labels = {"uncovered_why": "Why does it wait?"}
        help_texts = {"uncovered_why": "For example: it needs the hub first, and comes into the next plan"}


def _refuse_more_than(most: int, lines: Sequence[Any], what: str) -> None:
    if len(lines) > most:
        raise forms.ValidationError(f"Keep to {most} {what}, one a line. There are {len(lines)} lines")


def _refuse_longer(text: str, limit: int, what: str) -> None:
    if len(text) > limit:
        raise forms.ValidationError(f"Shorten {what} to {limit} characters or fewer. It has {len(text)}")
