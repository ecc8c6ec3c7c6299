"""Forms on rows that two people may edit.

A form carries the revision it showed. Saving keeps every valid field even when another is not, merges what others
saved meanwhile, and tells of a field that both changed. A field that is not saved yet carries the revision that its
person started from, until it is mended or decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from django import forms
from django.db import IntegrityError, models
from django.forms.boundfield import BoundField
from django.forms.models import model_to_dict
from django.http import QueryDict

from localities.kit.bounds import Bounds
from localities.kit.documents import printable
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.fields import NumberField, WholeNumberField
from localities.kit.nhsuk.forms import LongTextField, NHSForm
from localities.kit.revisions.choices import BOTH, MINE, THEIRS, both_name, choice_name
from localities.kit.revisions.conflicts import AskedConflict, raw_inputs, raw_names
from localities.kit.revisions.rows import BaseRevision, Revised, SaveResult

Save = Callable[[Mapping[str, Any], BaseRevision], SaveResult[Any]]
NEVER = -1  # a revision that never was: a forged one overwrites nothing
UNKNOWN_REVISION = "The page no longer knows what it showed. Copy what you typed, then load the page again"


def nhs_formfield(db_field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Choose our form fields for a model's: dates in three parts, long texts with a count, numbers as people write."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        options = {"form_class": NHSDateField, **options}
    elif isinstance(db_field, models.TextField):
        options = {"form_class": LongTextField, **options}
    elif isinstance(db_field, models.DecimalField):
        options = {"form_class": NumberField, **options}
    elif isinstance(db_field, models.IntegerField) and not db_field.choices:
        options = {"form_class": WholeNumberField, **options}
    if bounds := next((each for each in db_field.validators if isinstance(each, Bounds)), None):
        options = {"bounds": bounds, "min_value": None, **options}
    return db_field.formfield(**options)


class RevisedForm(NHSForm, forms.ModelForm):  # type: ignore[type-arg]  # Django's own takes none
    """A form on one `Revised` row. Call `save_valid` with the service that saves; it never writes by itself.

    Subclasses write `class Meta(RevisedForm.Meta)` with model and fields.
    """

    is_printed = True
    revision = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), UNKNOWN_REVISION),
    )
    instance: Revised
    data: QueryDict

    class Meta:
        formfield_callback = nhs_formfield

    def __init__(self, data: QueryDict | None = None, *, instance: Revised, **options: Any) -> None:
        # Validation writes into the instance; the caller's stays as it was read.
        super().__init__(data, instance=copy(instance), **options)
        self._read = instance
        self._own: dict[str, Any] = {}  # this person's value of each field that both changed
        # The database holds its constraints anyway: asking it here costs a query each, and `clean` says it better.
        self.instance.validate_constraints = lambda exclude=None: None  # type: ignore[method-assign]
        self.initial["revision"] = instance.revision
        self.conflicts: list[AskedConflict] = []
        self.result: SaveResult[Any] | None = None
        self.merged: list[BoundField] = []  # fields that now show what somebody else saved
        self._undecided: set[str] = set()
        self._theirs_kept: set[str] = set()
        if data is not None:
            self.data = self._with_choices(data)
            for name in self.fields:
                if name != "revision" and not self._is_sent(name):
                    self.fields[name].required = False  # what is not sent is kept, so it is not missing

    @classmethod
    def has_news(cls, data: QueryDict, prefix: str, row: Revised) -> bool:
        """Tell whether a post says something else of a row than stands in it, without making a form.

        It says so too often rather than too seldom: what a form makes of what was typed only the form knows.
        """
        names = {name: f"{prefix}-{name}" for name in cls.base_fields}
        if not any(html_name in data for html_name in names.values()):
            return False
        now = model_to_dict(row, cls._meta.fields)
        return any(
            field.has_changed(now[name], field.widget.value_from_datadict(data, {}, names[name]))
            for name, field in cls.base_fields.items()
            if name in now
        )

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out keys: their field offers what is there, and asking again costs a query each."""
        keys = {field.name for field in self.instance._meta.concrete_fields if field.is_relation}
        return super()._get_validation_exclusions() | keys  # type: ignore[misc,no-any-return]

    def _with_choices(self, data: QueryDict) -> QueryDict:
        """Apply what the conflict page asked: mine stays, theirs is not sent, both is the text written from both."""
        if "asked" not in data:
            return data
        data = data.copy()
        for name in self.fields:
            html_name = self.add_prefix(name)
            if html_name not in data.getlist("asked"):
                continue
            choice = data.get(choice_name(html_name))
            if choice == BOTH:
                data[html_name] = data.get(both_name(html_name), "")
            elif choice == THEIRS:
                self._theirs_kept.add(name)
            elif choice != MINE:
                self._undecided.add(name)
        return data

    def _is_sent(self, name: str) -> bool:
        """Tell whether a field came with the form: leaving one out of a request must not erase it."""
        html_name = self.add_prefix(name)
        if name in self._theirs_kept:
            return False
        if "asked" in self.data and isinstance(
            self.fields[name].widget, forms.CheckboxInput | forms.CheckboxSelectMultiple
        ):
            # A box that is not ticked is not sent. The conflict page has no others than those it asks about.
            return html_name in self.data.getlist("asked")
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, html_name)

    def save_valid(self, save: Save, *, by: Any) -> bool:
        """Save every valid field through `save(values, base_revision)`; return whether all of it is saved.

        After False, `errors` says what is to be mended and `conflicts` what is to be decided; the rest is saved.
        """
        self.full_clean()
        if "revision" in self.errors:  # a forged form: save nothing on a guess
            return False
        sent = {name: self.cleaned_data[name] for name in self._row_fields() if self._is_sent(name)}
        waiting = {name: sent.pop(name) for name in self._undecided & set(sent)}
        try:
            self.result = save(sent, {name: self._base_revision(name) for name in sent})
        except IntegrityError:  # each of two people's changes was right by itself, and together they are not
            self.add_error(None, "This was changed meanwhile and the two do not fit. Load the page again.")
            return False
        row = self.result.row
        found = [(one.field, one.mine, one.theirs) for one in self.result.conflicts]
        found += [(name, mine, getattr(row, name)) for name, mine in waiting.items() if mine != getattr(row, name)]
        self.conflicts = [
            AskedConflict(self[name], mine, theirs, row, by, unanswered=name in self._undecided)
            for name, mine, theirs in found
        ]
        self._own = {name: mine for name, mine, _ in found}
        self._move_to(row.revision)
        for name in self._row_fields():
            is_merged, is_sent = name in self.result.merged, self._is_sent(name)
            if is_merged or not is_sent:
                self._show_saved(name, row)
            # A page leaves out only radios without a choice: a value they have now is somebody else's.
            if is_merged or not (is_sent or getattr(row, name) in (None, "")):
                self.merged.append(self[name])
        return not self.errors and not self.conflicts

    @property
    def moved(self) -> set[str]:
        """The fields that this save changed, and those that show what somebody else changed meanwhile."""
        changed = self.result.changed if self.result else ()
        return {*changed, *(field.name for field in self.merged)}

    def _base_name(self, name: str) -> str:
        return f"base_revision_{self.add_prefix(name)}"

    def _base_revision(self, name: str) -> int:
        """The revision that a field's value started from: its own while it is not saved yet, or the form's."""
        own = str(self.data.get(self._base_name(name), self.cleaned_data["revision"]))
        return int(own) if own.isdecimal() and len(own) < 10 else NEVER

    def _move_to(self, revision: int) -> None:
        """Go on from a revision, and with each field that is not saved yet from the one that it started from."""
        self.data = self.data.copy()
        unsaved = [name for name in self.fields if name in self.errors or name in self._own]
        started = {self._base_name(name): self._base_revision(name) for name in unsaved if self._is_sent(name)}
        for name in self.fields:
            self.data.pop(self._base_name(name), None)
        self.data.update({name: str(base) for name, base in started.items()})
        self.data[self.add_prefix("revision")] = str(revision)

    @property
    def bases(self) -> list[tuple[str, str]]:
        """The inputs that carry the revision of each field that is not saved yet."""
        names = [self._base_name(name) for name in self.fields]
        return [(name, str(self.data[name])) for name in names if name in self.data]

    @property
    def asking(self) -> list[BoundField]:
        """The fields that may ask about what was typed: the answer to an autosave brings their questions."""
        return [self[name] for name in self.fields if self.may_ask(name)]

    def _row_fields(self) -> list[str]:
        """The fields that are valid and the row's own."""
        return [name for name in self._meta.fields or [] if name in self.cleaned_data]

    def _show_saved(self, name: str, row: Revised) -> None:
        """Show what somebody else saved in a field this person left alone."""
        bound = self[name]
        value = bound.field.prepare_value(getattr(row, name))
        for raw_name, _ in raw_inputs(bound):
            self.data.pop(raw_name, None)
        widget = bound.field.widget
        if isinstance(widget, forms.MultiWidget):
            for raw_name, shown in zip(raw_names(bound), widget.decompress(value) or [], strict=True):
                self.data[raw_name] = "" if shown is None else str(shown)
        elif isinstance(widget, forms.CheckboxInput):
            if value:
                self.data[bound.html_name] = "on"
        elif isinstance(widget, forms.CheckboxSelectMultiple):
            self.data.setlist(bound.html_name, value)
        else:
            self.data[bound.html_name] = "" if value is None else str(value)

    @property
    def shown(self) -> Any:
        """The row as this person's page has it: as it is saved, with their own value where both changed a field."""
        if self.result is None:
            return self._read
        row = copy(self.result.row)
        for name, mine in self._own.items():
            setattr(row, name, mine)
        return row

    @property
    def problems(self) -> list[str]:
        """What is not saved and why, in sentences."""
        found = [conflict.problem for conflict in self.conflicts]
        return found + [str(message) for messages in self.errors.values() for message in messages]

    @property
    def unprintable(self) -> list[str]:
        """What of the texts that came with the form no PDF can print, in sentences."""
        texts = [(name, self.cleaned_data[name]) for name in self._row_fields() if self._is_sent(name)]
        found = [printable.warning(text, str(self[name].label)) for name, text in texts if isinstance(text, str)]
        return [one for one in found if one]

    @property
    def invalid(self) -> list[tuple[str, str]]:
        """The raw inputs of fields that could not be saved, for the conflict page to carry along.

        Without the revision it started from nothing of a form is saved.
        """
        unsaved = [name for name in self.fields if name in self.errors or "revision" in self.errors]
        asked = {self._base_name(name) for name in self._own}  # decided from what the page shows of them
        bases = [(name, base) for name, base in self.bases if name not in asked]
        return bases + [raw for name in unsaved if name != "revision" for raw in raw_inputs(self[name])]
