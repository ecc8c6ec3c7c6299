"""The forms of who is on a panel: joining and leaving it, its chair and deputy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from assessment.selection.forms.waves import why_field
from assessment.selection.models import PanelMember
from assessment.selection.services.members import SAME_PERSON
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.models import User

Part = PanelMember.Part


class LeaveForm(NHSForm, forms.Form):
    """Why somebody leaves the panel."""

    why = why_field("Why do they leave the panel?")


class PanelForm(NHSForm, forms.Form):
    """Whom to put on the panel, of those who may serve and are not on it."""

    people = forms.TypedMultipleChoiceField(
        label="Who joins the panel?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one person",
            "invalid_choice": "Choose from the people listed here",
        },
    )

    def __init__(self, data: Any = None, *, people: Iterable[User], **options: Any) -> None:
        super().__init__(data, **options)
        self.able = {one.pk: one for one in people}
        self.fields["people"].choices = [(pk, str(one)) for pk, one in self.able.items()]  # type: ignore[attr-defined]
        self.looks = {"people": Look(size="m", hints={str(pk): one.email for pk, one in self.able.items()})}

    @property
    def chosen(self) -> list[User]:
        return [self.able[pk] for pk in self.cleaned_data["people"]]


class ChairForm(NHSForm, forms.Form):
    """Who chairs the panel, and who takes over where the chair has a conflict of interest."""

    chair = forms.ChoiceField(
        label="Who chairs the panel?", widget=forms.RadioSelect, error_messages={"required": "Choose who chairs it"}
    )
    deputy = forms.ChoiceField(
        label="Who is the deputy?",
        required=False,
        help_text="Takes over for an application in which the chair has a conflict of interest",
        widget=forms.RadioSelect,
    )
    looks = {"chair": Look(size="m"), "deputy": Look(size="m")}

    def __init__(self, data: Any = None, *, members: Iterable[PanelMember]) -> None:
        self.members = {str(one.pk): one for one in members}
        now = {str(one.part): pk for pk, one in self.members.items()}
        super().__init__(data, initial={"chair": now.get(Part.CHAIR), "deputy": now.get(Part.DEPUTY, "")})
        choices = [(pk, str(one)) for pk, one in self.members.items()]
        self.fields["chair"].choices = choices  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [*choices, ("", "Nobody yet")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The deputy is somebody else."""
        found = super().clean() or self.cleaned_data
        if found.get("chair") and found.get("chair") == found.get("deputy"):
            self.add_error("deputy", SAME_PERSON)
        return found

    @property
    def chosen(self) -> tuple[PanelMember, PanelMember | None]:
        """The chair, and the deputy if there is one."""
        return self.members[self.cleaned_data["chair"]], self.members.get(self.cleaned_data["deputy"])
