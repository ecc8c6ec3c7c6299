"""What the forms of a plan share. Forms validate; `devplans.services.plans` writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db import models

from localities.kit.revisions.forms import RevisedForm


class FromGuideField(forms.TypedChoiceField):
    """One row of the guide, which is in memory already: choosing costs no query.

    Offers the rows by group, after the words for none of them. A group without a name is no group.
    """

    def __init__(self, *, nothing: str, groups: Iterable[tuple[str, Sequence[models.Model]]], **options: Any) -> None:
        rows: dict[str, models.Model] = {}
        choices: list[tuple[str, Any]] = [("", nothing)]
        for name, members in groups:
            rows |= {str(row.pk): row for row in members}
            options_of_group = [(str(row.pk), str(row)) for row in members]
            choices += [(name, options_of_group)] if name else options_of_group
        super().__init__(required=False, empty_value=None, choices=choices, coerce=rows.__getitem__, **options)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)


class PlanRowForm(RevisedForm):
    """A form on one row of a plan."""

    def row_values(self) -> dict[str, Any]:
        """Return what was entered in the row's own fields, of a valid form that makes a new row."""
        return {name: self.cleaned_data[name] for name in self._row_fields()}

    def refuse_together(self, message: str, *, at: str, with_: str) -> None:
        """Refuse two fields that do not go together: the message stands at one, and neither is saved."""
        self.add_error(at, message)
        self.cleaned_data.pop(with_, None)  # which may be refused by itself already
