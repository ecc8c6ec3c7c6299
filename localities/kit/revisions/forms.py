"""Forms on rows that two people may edit: what every page with such a form does on saving, in one place.

A form carries the revision it showed. Saving keeps every valid field even when another is not, merges what others
saved meanwhile, and asks about a field that both changed (templates/conflict.html). The same form serves the button
and the autosave, which answers with fragments that htmx puts into the page (templates/autosaved.html).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.contrib import messages
from django.db import IntegrityError, models
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property

from localities.kit.access import person
from localities.kit.bounds import Bounds
from localities.kit.documents import printable
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.fields import NumberField, WholeNumberField
from localities.kit.nhsuk.forms import LongTextField, NHSForm
from localities.kit.refused import Refused
from localities.kit.revisions.differences import Words, word_differences
from localities.kit.revisions.rows import Revised, SaveResult, last_change
from localities.kit.templatetags.numbers import plain_number

Save = Callable[[Mapping[str, Any], int], SaveResult[Any]]
MINE, THEIRS, BOTH = "mine", "theirs", "both"
UNKNOWN_REVISION = "The page no longer knows what it showed. Copy what you typed, then load the page again"


@runtime_checkable
class SaysItself(Protocol):
    """A form field that knows how its values are written for people."""

    def in_words(self, value: Any) -> str: ...


class AskedConflict:
    """A field both people changed, as the conflict page shows it: two values, and a choice not made beforehand."""

    def __init__(self, bound: BoundField, mine: Any, theirs: Any, row: Revised) -> None:
        self.bound = bound
        self.saved = last_change(row, bound.name)
        self.name = bound.html_name
        self.mine = in_words(bound.field, mine)
        self.theirs = in_words(bound.field, theirs)
        self.is_long = isinstance(bound.field.widget, forms.Textarea)

    @cached_property
    def differences(self) -> tuple[list[Words], list[Words]]:
        """Both texts in runs of words, each marked as the same in both or not."""
        return word_differences(self.mine, self.theirs)

    @property
    def both(self) -> str:
        return f"{self.mine}\n{self.theirs}"

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The raw inputs to post again, so that what was typed stays."""
        return _raw(self.bound)


def in_words(field: forms.Field, value: Any) -> str:
    """Return a value as people read it: the label of a choice, of each when there are several, a date in full.

    A field that knows better says it itself.
    """
    if isinstance(field, SaysItself):
        return field.in_words(value)
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if value in (None, "", []):
        return "Nothing"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        chosen = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        options = field.widget.optgroups("", chosen)
        return ", ".join(str(one["label"]) for _, group, _ in options for one in group if one["selected"]) or str(value)
    if isinstance(value, Decimal | int):
        return plain_number(value)
    return f"{value:%-d %B %Y}" if hasattr(value, "strftime") else str(value)


def _raw_names(bound: BoundField) -> list[str]:
    ends = getattr(bound.field.widget, "widgets_names", [""])
    return [bound.html_name + end for end in ends]


def _raw(bound: BoundField) -> list[tuple[str, str]]:
    return [(name, value) for name in _raw_names(bound) for value in bound.form.data.getlist(name)]  # type: ignore[attr-defined]


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

    def _with_choices(self, data: QueryDict) -> QueryDict:
        """Apply what the conflict page asked: mine stays, theirs is not sent, both is the text written from both."""
        data = data.copy()
        for name in self.fields:
            html_name = self.add_prefix(name)
            if html_name not in data.getlist("asked"):
                continue
            choice = data.get(f"choice-{html_name}")
            if choice == BOTH:
                data[html_name] = data.get(f"both-{html_name}", "")
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

    def save_valid(self, save: Save) -> bool:
        """Save every valid field through `save(values, base_revision)`; return whether all of it is saved.

        After False, `errors` says what is to be mended and `conflicts` what is to be decided; the rest is saved.
        """
        self.full_clean()
        if "revision" in self.errors:  # a forged form: save nothing on a guess
            return False
        sent = {name: self.cleaned_data[name] for name in self._row_fields() if self._is_sent(name)}
        waiting = {name: sent.pop(name) for name in self._undecided & set(sent)}
        try:
            self.result = save(sent, self.cleaned_data["revision"])
        except IntegrityError:  # each of two people's changes was right by itself, and together they are not
            self.add_error(None, "Somebody else changed this meanwhile and the two do not fit. Load the page again.")
            return False
        row = self.result.row
        found = [(one.field, one.mine, one.theirs) for one in self.result.conflicts]
        found += [(name, mine, getattr(row, name)) for name, mine in waiting.items() if mine != getattr(row, name)]
        self.conflicts = [AskedConflict(self[name], mine, theirs, row) for name, mine, theirs in found]
        self._own = {name: mine for name, mine, _ in found}
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(row.revision)
        for name in self._row_fields():
            is_merged, is_sent = name in self.result.merged, self._is_sent(name)
            if is_merged or not is_sent:
                self._show_saved(name, row)
            # A page leaves out only radios without a choice: a value they have now is somebody else's.
            if is_merged or not (is_sent or getattr(row, name) in (None, "")):
                self.merged.append(self[name])
        return not self.errors and not self.conflicts

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
        for raw_name, _ in _raw(bound):
            self.data.pop(raw_name, None)
        widget = bound.field.widget
        if isinstance(widget, forms.MultiWidget):
            for raw_name, shown in zip(_raw_names(bound), widget.decompress(value) or [], strict=True):
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
        found = [f"Someone else changed ‘{one.bound.label}’ at the same time" for one in self.conflicts]
        return found + [str(message) for messages in self.errors.values() for message in messages]

    @property
    def unprintable(self) -> list[str]:
        """What of the texts that came with the form no PDF can print, in sentences."""
        texts = [(name, self.cleaned_data[name]) for name in self._row_fields() if self._is_sent(name)]
        found = [printable.warning(text, str(self[name].label)) for name, text in texts if isinstance(text, str)]
        return [one for one in found if one]

    @property
    def undecided(self) -> bool:
        """The conflict page came back without a choice."""
        return bool(self._undecided)

    @property
    def invalid(self) -> list[tuple[str, str]]:
        """The raw inputs of fields that could not be saved, for the conflict page to carry along.

        Without the revision it started from nothing of a form is saved.
        """
        unsaved = self.fields if "revision" in self.errors else self.errors
        return [raw for name in unsaved if name in self.fields and name != "revision" for raw in _raw(self[name])]


def autosave_response(
    request: HttpRequest, forms: Sequence[RevisedForm], fragments: Sequence[str] = (), **context: Any
) -> HttpResponse:
    """Answer an autosave with the fragments that tell what was saved; 422 when something could not be.

    `fragments` are templates of further parts of the page that the save changes; `context` is theirs.
    """
    problems = [problem.rstrip(".") for form in forms for problem in form.problems]
    rest = " The rest is saved." if any(form.result for form in forms) else ""
    context |= {
        "forms": forms,
        "fragments": fragments,
        "unsaved": f"Not saved. {'. '.join(problems)}.{rest}" if problems else "",
        "compare": any(form.conflicts for form in forms),
        "unprintable": [warning for form in forms for warning in form.unprintable],
        "saved_at": timezone.now(),
    }
    return render(request, "autosaved.html", context, status=422 if problems else 200)


def saving(
    request: HttpRequest, service: Callable[..., SaveResult[Any]], form: RevisedForm
) -> tuple[RevisedForm, Save]:
    """Pair a form with the service that saves its row."""
    return form, lambda values, base: service(form.instance, values, base_revision=base, by=person(request))


def save_forms(
    request: HttpRequest,
    saves: Sequence[tuple[RevisedForm, Save]],
    *,
    go_to: str,
    fragments: Sequence[str] = (),
    autosave_context: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> HttpResponse | None:
    """Save a posted page's forms and return what to answer: what every page with `RevisedForm`s does.

    An autosave gets its fragments, a conflict its page, success a redirect to `go_to`, and a step that the service
    refuses a page that says why and keeps what was typed. None means: show the page again, its forms say what is
    wrong. `context` (title, locality) is for the pages shown instead.

    Of several forms only those that bring something new are saved, or the first when none does, so that the service
    has its say.
    """
    forms = [form for form, _ in saves]
    new = [one for one in saves if len(saves) == 1 or one[0].has_changed()] or saves[:1]
    try:
        saved = [form.save_valid(save) for form, save in new]
    except Refused as error:
        return refused_response(request, forms, error, **context)
    if request.htmx:  # type: ignore[attr-defined]
        return autosave_response(request, forms, fragments, **autosave_context())
    if any(form.conflicts for form in forms):
        return conflict_response(request, forms, **context)
    if not all(saved):
        return None
    for warning in [warning for form, _ in new for warning in form.unprintable]:
        messages.warning(request, f"{warning}.")
    ask_on_next_page(request, *forms)
    return redirect(go_to)


def ask_on_next_page(request: HttpRequest, *forms: NHSForm) -> None:
    """Ask about unusual values just typed where the person goes on: they are saved, and nobody is sent back."""
    for form in forms:
        for name, question in form.questions.items():
            if form.fields[name].has_changed(form[name].initial, form[name].data):
                messages.warning(request, f"{form.asks_of(name)}: {question}")


def refused_response(
    request: HttpRequest, forms: Sequence[RevisedForm], error: Refused, **context: Any
) -> HttpResponse:
    """Say why nothing was saved, and show what was typed so that it can be copied."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "autosaved.html", {"unsaved": f"Not saved. {error}"}, status=422)
    return render(request, "not_saved.html", {"forms": forms, "error": error, **context}, status=409)


def conflict_response(request: HttpRequest, forms: Sequence[RevisedForm], **context: Any) -> HttpResponse:
    """Show both versions of each field that two people changed, and ask. Inputs: title, locality."""
    asked = [form for form in forms if form.conflicts]
    unanswered = any(form.undecided for form in asked)
    return render(request, "conflict.html", {"forms": forms, "unanswered": unanswered, **context}, status=409)
