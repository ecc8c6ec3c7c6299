"""Forms for bringing files in: choosing them, and saying what shall happen with what they would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.rules.preview import Kind, Place, Preview
from localities.rules.preview_words import HEADINGS
from localities.rules.steps import CLOSED, LEAVE, Choices

MOST_FILES = 10
LARGEST = 400 * 1024 * 1024
"""Our own limits: the publications of a month are fewer, and the appointments of England take 300 MB."""

TAKE, KEEP = "take", "keep"
SAFE: dict[Kind, tuple[str, str, str | None]] = {
    Kind.LARGE: ("Bring them in", "Keep what is here and ask the practices", None),
    Kind.OLDER: ("Take the file’s", "Keep the later ones", KEEP),
    Kind.LOST: ("Set them to ‘not known’", "Keep what is here", KEEP),
    Kind.RENAMED: ("Take the file’s names", "Keep the names here", TAKE),
    Kind.MOVES: ("Move them", "Leave them where they are for now", TAKE),
}
"""Of each group with one choice: what taking and keeping are called, and what is chosen beforehand where it is safe."""


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        one = super().clean
        files: list[UploadedFile] = [one(each, initial) for each in data or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose {MOST_FILES} files or fewer at a time")
        if any((each.size or 0) > LARGEST for each in files):
            raise forms.ValidationError("Each file must be 400 MB or smaller")
        return files


class UploadForm(NHSForm, forms.Form):
    """The files, and the day of the figures of those that do not hold it."""

    looks = {"uploads": Look(size="s"), "as_of": Look(size="s")}

    uploads = FilesField(
        label="Files",
        help_text="CSV or Excel (.xlsx), up to 10 files of 400 MB at a time. The files themselves are not kept",
        allow_empty_file=True,
        error_messages={"required": "Choose the files to bring in"},
    )
    as_of = NHSDateField(
        label="Day of the figures (optional)",
        help_text="For workforce, survey and QOF files whose name holds no month. For example, 30 9 2018",
        required=False,
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_as_of(self) -> date | None:
        as_of: date | None = self.cleaned_data["as_of"]
        if as_of and as_of > self.today:
            raise forms.ValidationError("The day of the figures must be today or in the past")
        return as_of


class ChoicesForm(NHSForm, forms.Form):
    """What shall happen, group by group. It carries which preview it was shown with."""

    def __init__(
        self, *args: Any, preview: Preview, seen: str, places: Sequence[Place], merge_into: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(*args)
        self.preview = preview
        self.looks = {}
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=seen)
        for kind, (take, keep, safe) in SAFE.items():
            if preview.of(kind):
                self._radios(kind, take, keep, safe)
        self._selects(places, merge_into)

    def _radios(self, kind: Kind, take: str, keep: str, safe: str | None) -> None:
        self.looks = {**self.looks, str(kind): Look(size="s", small=True, inline=True)}
        self.fields[kind] = forms.ChoiceField(
            label="What shall happen?",
            choices=[(TAKE, take), (KEEP, keep)],
            widget=forms.RadioSelect,
            initial=safe,
            error_messages={"required": f"Say what shall happen with what is in ‘{HEADINGS[kind].name}’"},
        )

    def _selects(self, places: Sequence[Place], merge_into: Sequence[tuple[str, str]]) -> None:
        localities = [(each.slug, each.name) for each in places]
        for network in self.preview.networks:
            if network.unplaced:
                choices: list[Any] = [("", "Not a locality here"), *localities]
                self._select(f"network-{network.code}", f"Locality of {network.name}", choices, network.to)
        for change in self.preview.of(Kind.NEW):
            choices = [("", "Not yet"), *localities]
            self._select(f"place-{change.code}", f"Locality of {change.name}", choices, change.to)
        for change in self.preview.of(Kind.CLOSED):
            others = [(code, name) for code, name in merge_into if code != change.code]
            choices = [
                ("", "Choose what became of it"),
                (CLOSED, "It closed, and its patients went to several practices"),
                (LEAVE, "We do not know yet. Leave it for now"),
                ("It merged into", others),
            ]
            name = f"closed-{change.code}"
            self._select(name, f"What became of {change.name}?", choices, "")
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = f"Say what became of {change.name}"

    def _select(self, name: str, label: str, choices: Sequence[Any], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    def choices(self) -> Choices:
        """Return what was chosen, for the service."""
        taken = {kind: self.cleaned_data.get(kind) == TAKE for kind in SAFE}
        return Choices(
            large=taken[Kind.LARGE],
            older=taken[Kind.OLDER],
            lost=taken[Kind.LOST],
            renamed=taken[Kind.RENAMED],
            moves=taken[Kind.MOVES],
            places=self._chosen("place-", (each.code for each in self.preview.of(Kind.NEW))),
            networks=self._chosen("network-", (each.code for each in self.preview.networks)),
            closed=self._chosen("closed-", (each.code for each in self.preview.of(Kind.CLOSED))),
        )

    def _chosen(self, start: str, codes: Iterable[str]) -> dict[str, str]:
        return {code: self.cleaned_data.get(start + code, "") for code in codes}
