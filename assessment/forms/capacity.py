"""The forms of demand and capacity: shape and validation only. Services save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from assessment.models import CapacityAssumption, CapacityBaseline
from assessment.queries.capacity_today import ABOUT, assumptions_of, worked_out
from assessment.rules.capacity_inputs import FURTHEST_YEARS_AHEAD
from assessment.rules.checked_figures import Assumption
from assessment.rules.decimals import financial_year, known, plain, with_unit
from localities.kit.nhsuk.fields import FractionField, WholeNumberField
from localities.kit.nhsuk.forms import Look
from localities.kit.nhsuk.typed_text import plain_line
from localities.kit.revisions.forms import RevisedForm

YEARS_AROUND = 5
"""How far from its own year a diagnostic's figures may be: older figures, or those of next year's contract."""

TOO_MANY = ("max_digits", "max_whole_digits")
NOT_A_NUMBER = ("invalid", *TOO_MANY)


STAFF = ("gp_fte", "nurse_fte", "other_clinical_fte")


class FiguresForm(RevisedForm):
    """List size, staff and years. It has a prefix, as the page holds the assumptions' forms too."""

    instance: CapacityBaseline
    looks = {
        "patients": Look(width=10),
        "gp_fte": Look(width=5, suffix="FTE"),
        "nurse_fte": Look(width=5, suffix="FTE"),
        "other_clinical_fte": Look(width=5, suffix="FTE"),
    }

    class Meta(RevisedForm.Meta):
        model = CapacityBaseline
        fields = ["patients", "gp_fte", "nurse_fte", "other_clinical_fte", "figures_why", "base_year", "target_year"]
        field_classes = {"patients": WholeNumberField, **dict.fromkeys(STAFF, FractionField)}
        help_texts = {
            "gp_fte": "1 is a full-time post. Enter 0 if there are none",
            "nurse_fte": "Practice nurses and nurse practitioners",
            "other_clinical_fte": "Those who see patients, such as pharmacists and paramedics",
            "figures_why": "Only if you changed one of the figures",
        }
        error_messages = {
            "patients": {
                "invalid": "Registered patients must be a whole number, such as 45,000",
                "min_value": "Registered patients must be 0 or more",
                "max_value": "Registered patients must be 10,000,000 or fewer",
            },
            "figures_why": {"max_length": "Shorten the reason to 300 characters or fewer"},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: CapacityBaseline, **options: Any) -> None:
        super().__init__(data, instance=instance, prefix="figures", **options)
        for name, label in (("gp_fte", "GPs"), ("nurse_fte", "Nurses"), ("other_clinical_fte", "Other clinicians")):
            self.fields[name].error_messages["invalid"] = f"{label} must be a number, such as 20.5"
            for wrong in TOO_MANY:
                self.fields[name].error_messages[wrong] = f"{label} must be fewer than 100,000"
        first, last = instance.base_year - YEARS_AROUND, instance.base_year + YEARS_AROUND
        self.fields["base_year"] = _year_field("Year of these figures", first, last)
        self.fields["target_year"] = _year_field("Year to look ahead to", first, last + FURTHEST_YEARS_AHEAD)
        for name in ("base_year", "target_year"):
            self.fields[name].required = not self.is_bound or self._is_sent(name)  # what is not sent is kept

    def clean(self) -> dict[str, Any]:
        """What cannot be is refused in the model's words; figures that are not the practices' need a reason."""
        found = super().clean() or self.cleaned_data
        for name in self._meta.fields or []:
            if name in found and self._is_sent(name):
                setattr(self.instance, name, found[name])  # the form's own copy
        typed = worked_out(self.instance, ())
        for name in typed.problems.keys() & found.keys():
            self.add_error(name, typed.problems[name].rstrip("."))
        if "target_year" in self.errors:
            found.pop("base_year", None)  # one without the other would say something nobody meant
        if typed.lacks_reason and "figures_why" not in self.errors:
            self.add_error("figures_why", "Say why these figures differ from the practices’")
        return found


def _year_field(label: str, first: int, last: int) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(year, financial_year(year)) for year in range(first, last + 1)],
        coerce=int,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), f"Choose a year from {financial_year(first)} to {financial_year(last)}"
        ),
    )


class AssumptionForm(RevisedForm):
    """One assumption: empty for the usual value, else a value with its reason.

    `problem` says what is wrong with the value as it was typed, together with the others of the page.
    """

    instance: CapacityAssumption

    class Meta(RevisedForm.Meta):
        model = CapacityAssumption
        fields = ["value", "why"]
        field_classes = {"value": FractionField}
        error_messages = {"why": {"max_length": "Shorten the reason to 300 characters or fewer"}}

    def __init__(
        self, data: QueryDict | None = None, *, instance: CapacityAssumption, problem: str = "", **options: Any
    ) -> None:
        super().__init__(data, instance=instance, prefix=instance.code, **options)
        self.about: Assumption = ABOUT[instance.code]
        self.usual = plain(known(self.about.value))
        self.problem = problem
        self.typed = instance.value
        self.fields["value"].label = self.about.label
        self.fields["value"].help_text = f"Usual: {with_unit(known(self.about.value), self.about.unit)}"
        for wrong in NOT_A_NUMBER:
            self.fields["value"].error_messages[wrong] = _number_wanted(self.about)
        self.fields["why"].label = f"Changed from {self.usual} because"
        self.looks = {"value": Look(width=5), "why": Look()}

    def clean(self) -> dict[str, Any]:
        """The usual value is kept as empty. A changed one is saved with its reason and not without."""
        found = super().clean() or self.cleaned_data
        if found.get("value") == self.about.value:
            found["value"] = None
        if "value" in found and self._is_sent("value"):
            self.typed = found["value"]
        why = found.get("why") if self._is_sent("why") else self.initial["why"]
        if self.problem and self.typed is not None and "value" in found:
            self.add_error("value", self.problem.rstrip("."))
        elif self.typed is not None and not why and "why" not in self.errors:
            self.add_error("why", f"{self.about.label}: say why it is {plain(self.typed)} and not {self.usual}")
        if self.typed is not None and "why" in self.errors:
            found.pop("value", None)
        return found

    @property
    def touched(self) -> bool:
        """Whether there is something to save: most of the thirteen are left alone."""
        return any(self._is_sent(name) for name in ("value", "why")) and self.has_changed()

    @property
    def shown(self) -> CapacityAssumption:
        """The row as it is saved, with a value that waits for its reason: what the results follow."""
        row: CapacityAssumption = super().shown if self.result else self.instance
        if "why" in self.errors:
            row.value = self.typed
        return row


def _number_wanted(about: Assumption) -> str:
    return f"{about.label}: enter a number from {plain(about.minimum)} to {plain(about.maximum)}"


def assumption_forms(
    data: QueryDict | None, every: Sequence[CapacityAssumption], rows: Iterable[CapacityAssumption]
) -> list[AssumptionForm]:
    """Return a form for each of `rows`. Some values are right by themselves and wrong together: each is told."""
    _, problems = assumptions_of(_typed(data, every))
    return [AssumptionForm(data, instance=row, problem=problems.get(row.code, "")) for row in rows]


def _typed(data: Mapping[str, Any] | None, rows: Iterable[CapacityAssumption]) -> dict[str, Decimal]:
    """The changed values as the page has them now; what cannot be read is told by its own form."""
    field, found = FractionField(required=False), {}
    for row in rows:
        raw = (data or MultiValueDict()).get(f"{row.code}-value")
        try:
            value = row.value if raw is None else field.clean(plain_line(raw))
        except forms.ValidationError:
            continue
        if value is not None:
            found[row.code] = value
    return found
