"""What the forms of a plan's lists share (devplans.views.rows)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from devplans.forms.base import PlanRowForm


class RowForm(PlanRowForm):
    """A form on one row of a list. `set_beforehand` names what a new row has before anybody fills the form in."""

    set_beforehand: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:  # a new row has nothing to keep: what is not sent is missing
            for name, own in self.fields.items():
                own.required = self.base_fields[name].required

    def new_values(self) -> dict[str, Any]:
        """Return the values of a new row, of a valid form."""
        return {name: getattr(self.instance, name) for name in self.set_beforehand} | self.row_values()


def scale_field(label: str, words: Mapping[int, str], hint: str = "") -> forms.TypedChoiceField:
    """A choice from 1 to 5, with words for some of the numbers."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=[(number, f"{number}, {words[number]}" if number in words else str(number)) for number in range(1, 6)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose {label.lower()} from 1 to 5"},
    )
