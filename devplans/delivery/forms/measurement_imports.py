"""Choosing a file of measurements."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from localities.kit.nhsuk.forms import Look, NHSForm

LARGEST = 20 * 1024 * 1024
"""Our own limit: eight metrics of 1,300 localities take a megabyte."""


class MeasurementFileForm(NHSForm, forms.Form):
    """The file."""

    looks = {"upload": Look(size="s")}

    upload = forms.FileField(
        label="File",
        help_text="CSV or Excel (.xlsx), up to 20 MB. The file itself is not kept",
        allow_empty_file=True,
        error_messages={"required": "Choose the file to bring in"},
    )

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError("The file must be 20 MB or smaller")
        return upload
