"""Forms of a workshop: opening it, who is there, which domains, and hands counted in the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from assessment.models import Guide
from assessment.workshop.models import Attendance, Topic, Workshop
from assessment.workshop.models.workshops import LINE_LENGTH
from assessment.workshop.services.workshops import WHICH
from localities.kit.nhsuk.clock import clock_field
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.fields import WholeNumberField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm


class OpenForm(NHSForm, forms.Form):
    """When and where a workshop is, and which domains it talks about."""

    looks = {"starts": Look(width=10), "ends": Look(width=10), "which": Look(size="s")}
    held_on = NHSDateField(label="Date of the workshop")
    starts = clock_field("Starts at", "Enter when it starts")
    ends = clock_field("Ends at", "Enter when it ends")
    which = forms.ChoiceField(
        label="What will you talk about?",
        help_text="You can change the domains afterwards",
        choices=list(WHICH.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you will talk about"},
    )
    place = forms.CharField(label="Where (optional)", max_length=LINE_LENGTH, required=False)
    led_by = forms.CharField(
        label="Led by (optional)",
        help_text="A role, not a name. For example, locality manager",
        max_length=LINE_LENGTH,
        required=False,
    )


class DetailsForm(RevisedForm):
    """When and where a workshop is, who leads it, and who came."""

    looks = {"starts": Look(width=10), "ends": Look(width=10), "people": Look(rows=4)}
    starts = clock_field("Starts at", "Enter when it starts")
    ends = clock_field("Ends at", "Enter when it ends")

    class Meta(RevisedForm.Meta):
        model = Workshop
        fields = ["held_on", "starts", "ends", "place", "led_by", "people"]
        help_texts = {
            "people": "Roles, not names, a practice a line. For example, F81061: GP partner, practice manager",
            "led_by": "A role, not a name",
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        starts, ends = (found.get(name, getattr(self.instance, name)) for name in ("starts", "ends"))
        if starts and ends and ends <= starts:
            self.add_error("ends", "The workshop must end after it starts, on the same day")
        return found


class AttendanceForm(NHSForm, forms.Form):
    """Which practices are there. It carries those it showed as there, so that nobody who came since is sent away."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, attendance: Sequence[Attendance]) -> None:
        codes = {row.practice.ods_code: row.practice.name for row in attendance}
        there = [row.practice.ods_code for row in attendance if row.present]
        super().__init__(data, initial={"here": there, "was": " ".join(there)})
        self.fields["here"] = forms.MultipleChoiceField(
            label="Practices that are here",
            choices=list(codes.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Choose practices of this locality"},
        )
        self.looks = {"here": Look(size="s", small=True)}

    @property
    def noted(self) -> dict[str, set[str]]:
        """What the service takes: who is here, and who was shown as here."""
        return {"here": set(self.cleaned_data["here"]), "shown": set(self.cleaned_data["was"].split())}


class DomainsForm(NHSForm, forms.Form):
    """Which domains of the guide a workshop talks about; those it began are not asked about."""

    looks = {"domains": Look(size="s", small=True)}

    def __init__(self, data: QueryDict | None = None, *, guide: Guide, topics: Sequence[Topic]) -> None:
        begun = {topic.domain_id for topic in topics if topic.begun_at}
        planned = {topic.domain_id for topic in topics}
        domains = [one for one in guide.ordered_domains if one.pk not in begun]
        super().__init__(data, initial={"domains": [one.code for one in domains if one.pk in planned]})
        self.fields["domains"] = forms.MultipleChoiceField(
            label="Domains still to talk about",
            choices=[
                (area.title, [(one.code, one.title) for one in there if one in domains])
                for area, there in guide.domains_by_area
                if any(one in domains for one in there)
            ],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Choose domains of this guide that you have not begun"},
        )


class CountForm(NHSForm, forms.Form):
    """How many hands were counted at each position."""

    def __init__(self, data: QueryDict | None = None, *, guide: Guide, counted: Sequence[int]) -> None:
        self.names = [f"count_{position}" for position in guide.scale.positions]
        known = dict(zip(self.names, counted, strict=False))
        super().__init__(data, initial=known)
        for name, position in zip(self.names, guide.scale.positions, strict=True):
            wrong = f"Enter how many hands you counted at {position}, a whole number"
            self.fields[name] = WholeNumberField(
                label=f"{position} {guide.scale.label(position)}",
                min_value=0,
                max_value=1000,
                required=False,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
            )
        self.looks = dict.fromkeys(self.names, Look(width=3))

    @property
    def counts(self) -> list[int]:
        return [self.cleaned_data[name] or 0 for name in self.names]


class CloseForm(NHSForm, forms.Form):
    """Nothing to fill in: why a workshop cannot be closed is said on it."""
