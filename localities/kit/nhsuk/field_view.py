"""The Python half of the crispy-forms template pack in templates/nhsuk/: what it shows of a field of any form."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.encoding import force_str
from django.utils.safestring import SafeString

from localities.kit.documents import printable
from localities.kit.nhsuk.dates import PARTS, NHSDateInput
from localities.kit.nhsuk.forms import Look, NHSForm, PartsInput
from localities.kit.pages.phrases import count_words

# Our inputs are text with the right keyboard, as the design system asks; a cut off paste is worse than a clear error.
DROPPED_ATTRIBUTES = {
    "maxlength",
    "minlength",
    "placeholder",
    "min",
    "max",
    "step",
    "rows",
    "cols",
    "class",
    "id",
    "required",
}


@dataclass(frozen=True)
class Part:
    """One input of several side by side; the first has the field's own id, for links to errors."""

    label: str
    id: str
    name: str
    value: str


@dataclass(frozen=True)
class Option:
    """One radio, one checkbox, or one choice of a select."""

    id: str
    value: str
    label: str
    chosen: bool
    hint: str
    described_by: str
    more: str


@dataclass(frozen=True)
class DatePart:
    """One of the three inputs of a date; `wrong` marks it when the date's error is about it."""

    label: str
    id: str
    name: str
    value: str
    wrong: bool
    width: int


class FieldView:
    """What nhsuk/field.html shows of a bound field. Ids follow the design system: the first option has the bare id."""

    def __init__(self, bound: BoundField) -> None:
        self.name = bound.html_name
        self.id = bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name
        self.label = force_str(bound.label)
        self.hint = force_str(bound.help_text)
        self.errors = bound.errors
        self.widget = bound.field.widget
        self.look: Look = getattr(bound.form, "looks", {}).get(bound.name, Look())
        self._bound = bound

    @cached_property
    def kind(self) -> str:
        """Return the branch of nhsuk/field.html for the field's widget."""
        if self.widget.is_hidden:
            return "hidden"
        for widget, kind in KINDS.items():
            if isinstance(self.widget, widget):
                return kind
        raise TypeError(f"The nhsuk pack cannot show a {type(self.widget).__name__} (field {self.name})")

    @property
    def single(self) -> bool:
        """Return whether this is one yes-or-no checkbox, which needs no group around it: its label says it all."""
        return isinstance(self.widget, forms.CheckboxInput)

    @property
    def grouped(self) -> bool:
        """Return whether several inputs make the field, so that it has a legend and not a label."""
        return self.kind in ("radios", "checkboxes", "date", "parts") and not self.single

    @property
    def module(self) -> str:
        """Return the design system's script for the whole field, by the class that it has too.

        Files go without: its script (10.6) replaces the input by a button whose name lacks what it shows, as axe finds.
        """
        return "nhsuk-character-count" if self.limit else "nhsuk-password-input" if self.kind == "password" else ""

    @property
    def css(self) -> str:
        """Return the classes of the whole field."""
        error = "nhsuk-form-group--error" if self.errors else ""
        own = "nhsuk-file-upload" if self.kind == "file" else self.module
        return " ".join(filter(None, ("nhsuk-form-group", error, own, self.look.css)))

    @cached_property
    def input_css(self) -> str:
        """Return the classes of an input of one line."""
        width = f"width-{self.look.width}" if self.look.width else ""
        kinds = ("code" if self.look.code else "", "error" if self.errors else "", width)
        return " ".join(["nhsuk-input", *(f"nhsuk-input--{kind}" for kind in kinds if kind)])

    @property
    def textarea_css(self) -> str:
        """Return the classes of an input of several lines."""
        kinds = ("nhsuk-js-character-count" if self.limit else "", "nhsuk-textarea--error" if self.errors else "")
        return " ".join(["nhsuk-textarea", *filter(None, kinds)])

    @property
    def link(self) -> str:
        """Return the id that a link to this field goes to: its first input, of a date the first wrong one."""
        return next((part.id for part in self.date_parts if part.wrong), self.id) if self.kind == "date" else self.id

    @property
    def input_type(self) -> str:
        own = str(getattr(self.widget, "input_type", ""))
        return own if own in ("email", "url", "tel") else "text"

    @cached_property
    def limit(self) -> int | None:
        """Return the number of characters to count down from, of a text of several lines."""
        if self.kind != "textarea" or self.look.words:
            return None
        return getattr(self._bound.field, "max_length", None)

    @property
    def counted(self) -> str:
        """Say how many words there are, of a text with a limit in words."""
        return f"{count_words(self.value)} of {self.look.words} words"

    @cached_property
    def too_many(self) -> str:
        """Say how many words are over the limit, after `counted`."""
        over = count_words(self.value) - self.look.words
        return f", {over} too many" if over > 0 else ""

    @cached_property
    def described_by(self) -> str:
        """Return the ids of count, hint and error, in the order of the design system, and of what else is said."""
        there = (
            ("info", self.limit or self.look.words),
            ("hint", self.hint and not self.single),
            ("printed", self.unprintable),
            ("error", self.errors),
            ("question", self.asks),
        )
        return " ".join(f"{self.id}-{part}" for part, shown in there if shown)

    @cached_property
    def unprintable(self) -> str:
        """Return what to say of characters that no PDF can print, of a text that documents show."""
        if self.kind not in ("textarea", "input") or not getattr(self._bound.form, "is_printed", False):
            return ""
        return printable.warning(self.value, self.label)

    @cached_property
    def asks(self) -> bool:
        return isinstance(self._bound.form, NHSForm) and self._bound.form.may_ask(self._bound.name)

    @property
    def question(self) -> str:
        form = self._bound.form
        return form.question(self._bound.name) if isinstance(form, NHSForm) else ""

    @cached_property
    def value(self) -> str:
        return str(self.widget.format_value(self._bound.value()) or "")

    @cached_property
    def attributes(self) -> SafeString:
        """Return the widget's own attributes and those that help phones and screen readers."""
        described = {"aria-describedby": self.described_by} if self.described_by else {}
        own = {name: value for name, value in self.widget.attrs.items() if name not in DROPPED_ATTRIBUTES}
        return flatatt({**self._defaults(), **own, **described})

    def _defaults(self) -> dict[str, Any]:
        if self.kind == "password":
            return {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "current-password"}
        if self.input_type == "email":
            return {"spellcheck": "false", "autocomplete": "email"}
        if isinstance(self.widget, forms.NumberInput):
            fractions = isinstance(self._bound.field, forms.DecimalField | forms.FloatField)
            return {"inputmode": "decimal" if fractions else "numeric"}
        return {"rows": self.look.rows} if self.kind == "textarea" else {}

    @cached_property
    def options(self) -> list[tuple[str | None, list[Option]]]:
        """Return the choices by the name of their group: most fields have one group, without a name."""
        if self.single:
            chosen = self.widget.check_test(self._bound.value())
            return [(None, [self._option(1, "on", self.label, chosen=chosen, hint=self.hint)])]
        flat: dict[str | None, list[Option]] = {}
        groups, numbers = self.widget.optgroups(self.name, self.widget.format_value(self._bound.value())), count(1)
        for group, options, _ in groups:
            for option in options:
                value = str(option["value"])
                hint = str(self.look.hints.get(value, ""))  # once: it may be rendered only now
                shown = self._option(next(numbers), value, option["label"], chosen=option["selected"], hint=hint)
                flat.setdefault(group, []).append(shown)
        return list(flat.items())

    def _option(self, number: int, value: str, label: str, *, chosen: bool, hint: str) -> Option:
        own_id = self.id if number == 1 else f"{self.id}-{number}"
        described_by = [] if self.grouped else [self.described_by]
        if hint:
            described_by.append(f"{own_id}-item-hint")
        described, more = " ".join(filter(None, described_by)), self.look.more.get(value, "")
        return Option(own_id, value, label, chosen, hint, described, more)

    @cached_property
    def date_parts(self) -> list[DatePart]:
        """Return the three inputs of a date with what was typed; all are wrong unless an error names some."""
        value = self._bound.value()
        texts = value if isinstance(value, list) else self.widget.decompress(value)
        errors = self._bound.form.errors.as_data().get(self._bound.name, [])
        wrong = {part for error in errors for part in (error.params or {}).get("parts", PARTS)}
        return [
            DatePart(
                part.capitalize(),
                f"{self.id}-{part}",
                f"{self.name}_{part}",
                "" if text is None else str(text),
                part in wrong,
                4 if part == "year" else 2,
            )
            for part, text in zip(PARTS, texts, strict=True)
        ]

    @cached_property
    def parts(self) -> list[Part]:
        """Return the inputs of a field in parts with what was typed."""
        value = self._bound.value()
        texts = value if isinstance(value, list) else self.widget.decompress(value)
        return [
            Part(label, f"{self.id}-{end}" if number else self.id, f"{self.name}_{end}", text or "")
            for number, ((end, label), text) in enumerate(zip(self.widget.labels.items(), texts, strict=True))
        ]


KINDS: dict[type[forms.Widget], str] = {
    NHSDateInput: "date",
    PartsInput: "parts",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.CheckboxInput: "checkboxes",
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.PasswordInput: "password",
    forms.FileInput: "file",
    forms.TextInput: "input",
    forms.NumberInput: "input",
    forms.EmailInput: "input",
    forms.URLInput: "input",
}


def error_links(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Yield every error in the order of the fields, with the id to go to, or "" when it is about the whole form."""
    for error in form.non_field_errors():
        yield str(error), ""
    for bound in form:
        for error in bound.errors:
            yield str(error), FieldView(bound).link
