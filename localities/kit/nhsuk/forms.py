"""What our own forms want beyond Django's: bare ids, and a `Look` per field for what Django has no word for.

What the templates show of a field, of these forms or any other, is in `localities.kit.nhsuk.field_view`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from localities.kit.nhsuk.fields import ReadsNumbers
from localities.kit.nhsuk.typed_text import PlainTextForm
from localities.kit.nhsuk.words import give_words
from localities.kit.refused import Refused

Size = Literal["", "s", "m", "l", "xl"]


@dataclass(frozen=True)
class Look:
    """How one field is shown.

    size: of label or legend; heading: level of the heading it is, 0 for none; width: of an input, in characters;
    code: an input for a code, its characters set apart; prefix, suffix: words beside an input; rows: of a textarea;
    words: its limit in words, counted in place of its characters;
    hints: hint per option, by value; more: what is folded away under an option, by value; inline, small: of radios and
    checkboxes; css: class on the outermost element.
    """

    size: Size = ""
    heading: int = 0
    width: Literal[0, 2, 3, 4, 5, 10, 20, 30] = 0
    code: bool = False
    prefix: str = ""
    suffix: str = ""
    rows: int = 5
    words: int = 0
    hints: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    inline: bool = False
    small: bool = False
    css: str = ""


class NHSForm(PlainTextForm):
    """Mixin, named before Form or ModelForm: the id of a field is its name, `looks` says how fields are shown, and a
    field that says nothing else speaks our words when it is filled in wrongly ("Enter the owner name").
    """

    looks: Mapping[str, Look] = {}
    is_printed = False  # whether documents show its texts
    use_required_attribute = False
    outcome: Any = None
    was_refused = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """By now every field is there and has its label."""
        if self.is_bound:  # nothing is wrong with what nobody filled in
            for name, own in self.fields.items():
                give_words(own, name)
        super().full_clean()

    def carries_out(self, service: Callable[[], Any]) -> bool:
        """Tell whether what a form asks was done. What is refused is said on it, beside the field that it is about.

        What the service returned is the `outcome`.
        """
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            self.outcome = service()
        except Refused as error:
            self.was_refused = True
            self.add_error(error.about if error.about in self.fields else None, str(error))
            return False
        return True

    def may_ask(self, name: str) -> bool:
        """Return whether a field may ask about what is typed in it, so that there is a place for the question."""
        own = self.fields[name]
        return isinstance(own, ReadsNumbers) and own.asks

    def question(self, name: str) -> str:
        """Return what to ask about what a field holds: it can be, and seldom is. It stands beside the field."""
        own = self.fields[name]
        return own.question(self[name].value()) if isinstance(own, ReadsNumbers) else ""

    def asks_of(self, name: str) -> str:
        """Return what a question is about, in words for the page that follows."""
        return str(self[name].label)

    @property
    def questions(self) -> dict[str, str]:
        """What to ask, by field."""
        return {name: words for name in self.fields if self.may_ask(name) and (words := self.question(name))}


class LongTextField(forms.CharField):
    """Text of several lines, with a character count. A line break counts as one character, as people see it."""

    widget = forms.Textarea

    def run_validators(self, value: str) -> None:
        """Say how to mend a text over the limit instead of Django's count of characters."""
        if self.max_length is not None and len(value) > self.max_length:
            limit = f"{self.max_length:,}"
            raise forms.ValidationError(f"Shorten ‘{self.label}’ to {limit} characters or fewer", "max_length")
        super().run_validators(value)


class PartsInput(forms.MultiWidget):
    """Several text inputs side by side, each with its label: `labels` are by the end of an input's name."""

    def __init__(self, labels: Mapping[str, str], attrs: dict[str, Any] | None = None) -> None:
        self.labels = dict(labels)
        super().__init__({end: forms.TextInput() for end in labels}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Each part's text, of a value that holds them by label."""
        return [(value or {}).get(label, "") for label in self.labels.values()]


def scale_choices(names: Mapping[int, str]) -> list[tuple[int, SafeString]]:
    """Return the choices of a scale of positions, by position and name."""
    label = '<span class="app-scale__number">{}</span> <span class="app-scale__name">{}</span>'
    return [(position, format_html(label, position, name)) for position, name in names.items()]
