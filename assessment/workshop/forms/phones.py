"""What a phone in the room asks: the code, which practice, and where its hand is."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from assessment.models import Domain, Guide
from assessment.workshop.models import Attendance, Topic
from localities.kit.nhsuk.forms import Look, NHSForm, scale_choices

WRONG_CODE = "This code lets nobody in now. Look at the screen and type it again"


class CodeForm(NHSForm, forms.Form):
    """The short code on the screen."""

    looks = {"code": Look(size="l", heading=1, width=10, code=True)}
    code = forms.CharField(
        label="What is the code on the screen?",
        help_text="Six letters and figures",
        max_length=40,
        error_messages={"required": "Enter the code on the screen"},
    )


class PracticeForm(NHSForm, forms.Form):
    """Which practice a phone is of."""

    def __init__(
        self, data: QueryDict | None = None, *, attendance: Sequence[Attendance], joined: set[int], caption: str
    ) -> None:
        super().__init__(data)
        self.fields["practice"] = forms.ChoiceField(
            label="Which practice are you from?",
            help_text="One hand for each practice. If several of you are here, agree first.",
            choices=[(row.practice.ods_code, row.practice.name) for row in attendance],
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose your practice"),
        )
        known = "Another phone has joined for this practice"
        hints = {row.practice.ods_code: known for row in attendance if row.practice_id in joined}
        self.looks = {"practice": Look(size="l", heading=1, hints=hints)}
        self.caption = caption


class HandForm(NHSForm, forms.Form):
    """Where a practice's hand is, and what the phone showed when it was raised."""

    domain = forms.SlugField(widget=forms.HiddenInput)
    hands_round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)

    def __init__(self, data: QueryDict | None = None, *, topic: Topic, domain: Domain, position: int | None) -> None:
        guide = Guide.objects.whole(domain.guide_id)
        super().__init__(data, initial={"domain": domain.code, "hands_round": topic.round, "hand": position})
        self.fields["hand"] = forms.TypedChoiceField(
            label="Where is the locality today?",
            choices=scale_choices(guide.position_labels),
            coerce=int,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose where the locality is today"),
        )
        hints = {str(one.position): one.headline for one in domain.descriptors.all()}
        self.looks = {"hand": Look(size="m", heading=2, css="app-raise", hints=hints)}
