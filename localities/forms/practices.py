"""Forms on practices: shape and validation only. Services save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from localities.kit.nhsuk.fields import FractionField, OdsCodeField, PlainNameField, WholeNumberField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm, nhs_formfield
from localities.models import Practice, SignUp
from localities.rules.practice_figures import FIGURES, STAFF


class PracticeFields(NHSForm):
    """What adding and editing a practice share: words, looks, and that a list size goes with its date."""

    looks = {
        "ods_code": Look(width=10),
        "name": Look(width=30),
        "list_size": Look(width=10),
        **dict.fromkeys(STAFF, Look(width=5, suffix="FTE")),
    }

    class Meta:
        model = Practice
        formfield_callback = nhs_formfield
        field_classes = {
            "ods_code": OdsCodeField,
            "name": PlainNameField,
            "list_size": WholeNumberField,
            **dict.fromkeys(STAFF, FractionField),
        }
        fields = ["name", *FIGURES, "single_handed", "list_closed"]
        labels = {
            "name": "Name of the practice",
            "list_size": "Registered patients",
            "single_handed": "The practice has a single GP",
            "list_closed": "The list is closed to new patients",
        }
        help_texts = {
            "ods_code": "For example, F81123",
            "gp_fte": "With locums and registrars. 1 is a full-time post; leave empty what is not known",
            "nurse_fte": "Practice nurses and nurse practitioners",
            "other_clinical_fte": "Such as pharmacists, physiotherapists, paramedics and healthcare assistants",
        }
        error_messages = {
            "ods_code": {
                "required": "Enter the ODS code of the practice",
                "unique": "A practice with this code is here already. Ask an administrator to move it",
            },
            "name": {"required": "Enter the name of the practice"},
            "list_size": {
                "invalid": "Registered patients must be a whole number, such as 6,250",
                "min_value": "Registered patients must be 1 or more. Leave it empty when nobody knows",
                "max_value": "Registered patients must be 100,000 or fewer",
            },
            **{
                name: {
                    "invalid": f"{label} must be a number, such as 3.5",
                    "min_value": f"{label} must be 0 or more",
                    "max_value": f"{label} must be 500 or fewer",
                }
                for name, label in zip(
                    STAFF, ("GPs", "Nurses", "Other clinical staff", "Administrative staff"), strict=True
                )
            },
        }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["list_size_as_of"].label = "Date the patients were counted"

    def _sent_or_saved(self, name: str) -> Any:
        """Return a field's value; a field that was not sent keeps what is saved."""
        widget = self.fields[name].widget
        omitted = widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
        return self.initial.get(name) if omitted else self.cleaned_data.get(name)

    def clean(self) -> dict[str, Any]:
        """A list size goes with the date it was counted: when one is wrong, neither is saved."""
        found = super().clean() or self.cleaned_data
        counted_on = self._sent_or_saved("list_size_as_of")
        if counted_on and counted_on > self.today:
            self.add_error("list_size_as_of", "The date the patients were counted must be today or in the past")
        elif self._sent_or_saved("list_size") is not None and not counted_on and "list_size_as_of" not in self.errors:
            self.add_error("list_size_as_of", "Enter the date the patients were counted")
        if {"list_size", "list_size_as_of"} & set(self.errors):
            found.pop("list_size", None)
            found.pop("list_size_as_of", None)
        return found


class PracticeForm(PracticeFields, RevisedForm):
    """A practice's figures. Where it belongs and its code are the administrators' to change."""

    class Meta(PracticeFields.Meta):
        pass


class NewPracticeForm(PracticeFields, forms.ModelForm):
    """A practice that is not here yet."""

    class Meta(PracticeFields.Meta):
        fields = ["ods_code", *PracticeFields.Meta.fields]


class SignUpForm(NHSForm, forms.ModelForm):
    """A practice's signature that it takes part in the locality."""

    looks = {"signed_by_name": Look(width=30), "signed_by_role": Look(width=30)}

    class Meta:
        model = SignUp
        formfield_callback = nhs_formfield
        fields = ["signed_by_name", "signed_by_role", "signed_on", "statement"]
        labels = {
            "signed_by_name": "Who signs for the practice?",
            "signed_by_role": "Their role",
            "signed_on": "Date of signing",
            "statement": "What the practice says (optional)",
        }
        help_texts = {
            "signed_by_name": "The person who decides for the practice, such as a partner",
            "signed_on": "When the practice agreed to take part",
            "statement": "For example, what it brings, or what it hopes for",
        }
        error_messages = {
            "signed_by_name": {"required": "Enter the name of the person who signs for the practice"},
            "signed_by_role": {"required": "Enter their role, such as GP partner"},
        }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_signed_on(self) -> date:
        """Nobody signs tomorrow."""
        signed_on: date = self.cleaned_data["signed_on"]
        if signed_on > self.today:
            raise forms.ValidationError("The date of signing must be today or in the past")
        return signed_on
