"""A field that two people changed: its two values as people read them, for the page that asks which to keep."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import cached_property

from localities.kit.revisions.choices import ChoiceForm
from localities.kit.revisions.differences import Words, word_differences
from localities.kit.revisions.rows import Revised, last_change
from localities.kit.templatetags.numbers import plain_number


@runtime_checkable
class DisplaysValue(Protocol):
    """A form field that knows how its values are written for people."""

    def in_words(self, value: Any) -> str: ...


class AskedConflict:
    """A field changed twice, as the conflict page shows it: two values, and a choice not made beforehand."""

    def __init__(self, bound: BoundField, mine: Any, theirs: Any, row: Revised, by: Any, *, unanswered: bool) -> None:
        """`unanswered`: the question came back without a choice."""
        self.bound = bound
        self.unanswered = unanswered
        self.saved = last_change(row, bound.name)
        self.is_own = self.saved.saved_by_id == by.pk
        self.name = bound.html_name
        self.mine = in_words(bound.field, mine)
        self.theirs = in_words(bound.field, theirs)
        self.is_long = isinstance(bound.field.widget, forms.Textarea)

    @cached_property
    def differences(self) -> tuple[list[Words], list[Words]]:
        """Both texts in runs of words, each marked as the same in both or not."""
        return word_differences(self.mine, self.theirs)

    @property
    def who(self) -> str:
        return "you, in another window" if self.is_own else str(self.saved.saved_by)

    @property
    def problem(self) -> str:
        """What to say of it where it is not shown."""
        if self.is_own:
            return f"You changed ‘{self.bound.label}’ in another window at the same time"
        return f"Someone else changed ‘{self.bound.label}’ at the same time"

    @cached_property
    def choice(self) -> ChoiceForm:
        """The question, with what is wrong where it came back without an answer."""
        saved_at = f"{timezone.localtime(self.saved.saved_at):%H:%M}"
        short = f"Yours: {self.mine}", f"Saved at {saved_at} by {self.who}: {self.theirs}"
        long = "Keep yours", f"Keep the one saved at {saved_at}"
        return ChoiceForm(
            self.bound.form.data if self.unanswered else None,
            field=self.name,
            label=str(self.bound.label),
            texts=long if self.is_long else short,
            both=f"{self.mine}\n{self.theirs}" if self.is_long else None,
        )

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The inputs to post again, so that what was typed stays, and one that says that this field was asked about."""
        return [("asked", self.name), *raw_inputs(self.bound)]


def in_words(field: forms.Field, value: Any) -> str:
    """Return a value as people read it: the label of a choice, of each when there are several, a date in full.

    A field that knows better says it itself.
    """
    if isinstance(field, DisplaysValue):
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


def raw_names(bound: BoundField) -> list[str]:
    ends = getattr(bound.field.widget, "widgets_names", [""])
    return [bound.html_name + end for end in ends]


def raw_inputs(bound: BoundField) -> list[tuple[str, str]]:
    return [(name, value) for name in raw_names(bound) for value in bound.form.data.getlist(name)]  # type: ignore[attr-defined]
