"""A figure of an outcome metric, with the count it comes from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from devplans.forms.figures import FigureField, count_field
from devplans.forms.metrics import may_be_surplus, number_of
from devplans.models import Measurement, PlanMetric
from devplans.rules.metrics.about import NotAFigureError, figure_of
from devplans.rules.metrics.figures import BREAKDOWN_NAMES, BREAKDOWNS
from localities.kit.nhsuk.dates import NHSDateField
from localities.kit.nhsuk.forms import Look, NHSForm


class MeasurementForm(NHSForm, forms.Form):
    """A figure of an outcome metric, in its unit: given, or worked out from how many were counted out of how many."""

    count = count_field(
        "How many were counted (optional)", "A count under 5 is shown outside the locality as ‘fewer than 5’"
    )
    out_of = count_field("Out of how many (optional)")
    value = FigureField(label="Figure")
    measured_on = NHSDateField(label="Date", help_text="When it was measured, or the end of the period it is about")
    group = forms.ChoiceField(
        label="Of whom",
        required=False,
        choices=[
            ("", "Everybody"),
            *(
                (BREAKDOWN_NAMES[kind], [(f"{kind}-{code}", label) for code, label in groups.items()])
                for kind, groups in BREAKDOWNS.items()
            ),
        ],
    )
    source = forms.CharField(
        label="Source or note (optional)",
        required=False,
        max_length=Measurement._meta.get_field("source").max_length,
        help_text="For example, GP patient survey 2019",
    )

    def __init__(self, *args: Any, row: PlanMetric, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row, self.today = row, today
        small = Look(size="s", width=10)
        numbers = {"count": small, "out_of": small, "value": number_of(self.fields["value"], row)}
        self.looks = {name: Look(size="s") for name in self.fields} | numbers
        if row.about.has_parts:
            self.fields["value"].label = "Figure, if it does not follow from a count"
        else:
            del self.fields["count"], self.fields["out_of"]

    def clean_measured_on(self) -> date:
        measured: date = self.cleaned_data["measured_on"]
        if measured > self.today:
            raise forms.ValidationError("Enter a date that is today or earlier: a figure has been measured")
        return measured

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not {"value", "count", "out_of"} & self.errors.keys():
            given = (values.get(name) for name in ("value", "count", "out_of"))
            try:
                figure_of(self.row.about, *given, may_be_surplus=may_be_surplus(self.row))
            except NotAFigureError as error:
                self.add_error(error.part, str(error))
        return values
