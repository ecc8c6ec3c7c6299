"""Forms about guides as a whole: which of them a system uses, and a file brought in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from assessment.models import Guide
from localities.kit.nhsuk.forms import Look, NHSForm


class GuidesInUseForm(NHSForm, forms.Form):
    """Which guides the localities of a system may start diagnostics on, and the default among them."""

    looks = {"guides": Look(size="m"), "default": Look(size="m")}

    def __init__(self, *args: Any, guides: Sequence[Guide], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(guide.code, f"{guide.title}, version {guide.version}") for guide in guides]
        self.fields["guides"] = forms.MultipleChoiceField(
            label="Which guides may be started?",
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one guide"},
        )
        self.fields["default"] = forms.ChoiceField(
            label="Which of them is the default?",
            help_text="A locality’s first diagnostic starts with it, unless people choose another",
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose the default"},
        )


MOST_BYTES = 2_000_000
"""Larger than any guide: version 1.1 of the locality development guide has 350,000."""


class GuideFileForm(NHSForm, forms.Form):
    """A guide's file. What is wrong in it is said with its line and place, not on the form."""

    looks = {"file": Look(size="s")}
    file = forms.FileField(
        label="The guide’s file",
        widget=forms.FileInput,
        help_text="A YAML file, up to 2 MB",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose another",
            "missing": "Choose the file",
            "invalid": "Choose the file",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB. A guide is much smaller: choose another")
        return file
