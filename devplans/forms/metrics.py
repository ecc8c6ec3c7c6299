"""Outcome metrics: the figures of one, a locality's own, and choosing them from the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from assessment.models import Indicator
from assessment.rules.decimals import known, with_unit
from assessment.rules.indicator_bounds import NO_FIGURE_NUMBERS
from devplans.forms.base import PlanRowForm
from devplans.forms.figures import ASK, USUAL, FigureField, count_field, limit_field
from devplans.models import PlanMetric
from devplans.rules.metrics.about import NotAFigureError, figure_of, limits_of
from localities.kit.bounds import Bounds
from localities.kit.nhsuk.fields import number_typed
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm

DEFINITION = ("title", "category", "counted", "out_of", "unit", "better", "source", "frequency", "lowest", "highest")
"""What defines a locality's own metric; the guide's are defined there."""
ADVICE = ("advice_asked_on", "advice_by", "advice")
COUNTS = ("baseline_count", "baseline_out_of")
LOWEST, HIGHEST = "Lowest that a figure can be (optional)", "Highest that a figure can be (optional)"


def number_of(field: forms.Field, row: PlanMetric) -> Look:
    """Make a field ask for a number in a metric's unit, and return how it is shown. One query for a percentage."""
    about = row.about
    least, most = limits_of(about, may_be_surplus=may_be_surplus(row))
    message = f"Enter a percentage from {least} to {most}" if about.is_share else f"Enter a number of {least:,} or more"
    assert isinstance(field, FigureField)  # noqa: S101  tells the type checker what the forms declare
    field.unit = about.unit
    field.keep_to(Bounds(least, most, USUAL, ASK))
    field.validators.append(_is_a_figure)
    field.error_messages |= {
        "min_value": message,
        "max_value": message if about.is_share else f"Enter {most:,} or less",
    }
    surplus = ". A surplus is a number below 0" if about.is_share and least < 0 else ""
    field.help_text = f"{about.unit}. {about.better_words}{surplus}"
    return Look(size="s", width=10, suffix="%" if about.is_share else "")


def _is_a_figure(value: Decimal) -> None:
    if value in NO_FIGURE_NUMBERS:
        raise forms.ValidationError(f"{value} often stands for no figure. Enter the figure, or leave this empty")


def may_be_surplus(row: PlanMetric) -> bool:
    """The share is of a domain whose gap the model works out (design: a negative gap is shown as a surplus)."""
    about = row.about
    if about.is_own or about.higher_is_better or not about.is_share:
        return False
    return Indicator.objects.filter(domain__outcome_metrics=row.metric).exclude(computed_from="").exists()


class MetricForm(PlanRowForm):
    """Baseline, target and review of an outcome metric, in its unit; the definition too of a locality's own."""

    instance: PlanMetric
    lowest = limit_field(LOWEST)
    highest = limit_field(HIGHEST)
    baseline = FigureField(label="Baseline")
    baseline_count = count_field(
        "How many were counted (optional)", "A count under 5 is shown outside the locality as ‘fewer than 5’"
    )
    baseline_out_of = count_field("Out of how many (optional)")
    target = FigureField(label="Target")

    class Meta(RevisedForm.Meta):
        model = PlanMetric
        fields = [
            *DEFINITION,
            "baseline",
            *COUNTS,
            "baseline_on",
            "baseline_source",
            "baseline_due_on",
            "baseline_why",
            "target",
            "review_on",
            "reviewer",
            *ADVICE,
        ]
        labels = {
            "title": "Name of the metric",
            "counted": "What is counted",
            "out_of": "Out of what (optional)",
            "unit": "Unit",
            "better": "Which way is better",
            "source": "Where the figures come from",
            "frequency": "How often there are new ones",
            "baseline_on": "Date of the baseline",
            "baseline_source": "Source of the baseline",
            "baseline_due_on": "Date by which there will be a baseline",
            "baseline_why": "Why there is no baseline yet",
            "review_on": "Review date",
            "reviewer": "Who reviews it",
            "advice_asked_on": "Date on which public health was asked",
            "advice_by": "Who advised",
            "advice": "What they advised, and what you did about it",
        }
        help_texts = {
            "counted": "For example, emergency stays in hospital of people who live in care homes",
            "out_of": "For example, care home beds in the locality. Leave it empty for a plain count",
            "unit": "For example, % of patients, visits per 1,000 patients a year, or people per quarter",
            "frequency": "For example, quarterly",
            "baseline_source": "For example, GP patient survey, July 2018",
            "review_on": "When you will look at the figure again and decide what to change",
            "reviewer": "For example, the locality manager",
        }
        error_messages = {
            "title": {"required": "Enter a name for the metric"},
            "counted": {"required": "Say what is counted"},
            "unit": {"required": "Enter the unit, for example % of patients"},
        }

    def __init__(
        self, *args: Any, instance: PlanMetric, today: date, categories: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, instance=instance, **options)
        self.today = today
        self.about = about = instance.about  # validation writes into the instance
        left_out = [*(() if about.is_own else DEFINITION), *(() if about.has_parts else COUNTS)]
        for name in [*left_out, *(() if about.is_clinical else ADVICE)]:
            del self.fields[name]
        if about.is_own:
            define(self.fields, categories)
            for name in DEFINITION:  # what is not sent is kept, so it is not missing
                self.fields[name].required &= not self.is_bound or self._is_sent(name)
        numbers = {name: number_of(self.fields[name], instance) for name in ("baseline", "target")}
        counts = {name: Look(size="s", width=10) for name in COUNTS}
        self.looks = {name: Look(size="s") for name in self.fields} | numbers | counts | LOOKS

    def question(self, name: str) -> str:
        """A target that is worse than the baseline can be meant: it is asked about and never refused."""
        return super().question(name) or (self._worse() if name == "target" else "")

    def _worse(self) -> str:
        about = self.about
        typed = {name: number_typed(self[name].value()) for name in ("target", "baseline")}
        if not PlanMetric(metric=self.instance.metric, better=about.better, **typed).target_is_worse:
            return ""
        target, baseline = (with_unit(known(typed[name]), about.unit) for name in ("target", "baseline"))
        return (
            f"The target of {target} is worse than the baseline of {baseline}: "
            f"{about.better_words.lower()}. That can be right, for example when demand rises "
            "faster than you can. Otherwise change one of the two."
        )

    def clean_baseline_on(self) -> date | None:
        measured: date | None = self.cleaned_data["baseline_on"]
        if measured and measured > self.today:
            raise forms.ValidationError("Enter a date that is today or earlier: a baseline has been measured")
        return measured

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_baseline = values.get("baseline") is not None or values.get("baseline_count") is not None
        if has_baseline and values.get("baseline_on", 0) is None:
            self.add_error("baseline_on", "Enter the date on which the baseline was measured")
        if not has_baseline and values.get("baseline_due_on") and not values.get("baseline_why", "-"):
            self.add_error("baseline_why", "Say why there is no baseline yet")
        if has_baseline:
            self._check_the_count(values)
        lowest, highest = values.get("lowest"), values.get("highest")
        if lowest is not None and highest is not None and lowest >= highest:
            self.refuse_together("Enter a number above the lowest", at="highest", with_="lowest")
        return values

    def _check_the_count(self, values: Mapping[str, Any]) -> None:
        parts = {"value": "baseline", "count": "baseline_count", "out_of": "baseline_out_of"}
        if any(name in self.errors for name in parts.values()):
            return
        try:
            figure_of(self.about, *(values.get(name) for name in parts.values()), may_be_surplus=True)
        except NotAFigureError as error:
            self.add_error(parts[error.part], str(error))


LOOKS = {
    "counted": Look(size="s", rows=3),
    "advice": Look(size="s", rows=4),
    "better": Look(size="s", inline=True, small=True),
    "lowest": Look(size="s", width=10),
    "highest": Look(size="s", width=10),
}


def define(fields: dict[str, forms.Field], categories: Sequence[str]) -> None:
    """Make the fields that define a metric ask for what they must have, and offer the guide's kinds of impact."""
    for name in ("title", "counted", "unit", "source", "frequency"):
        fields[name].required = True
    choices = [(category, f"{category.capitalize()} impact") for category in categories]
    fields["category"] = forms.ChoiceField(
        label="Kind of impact", choices=choices, error_messages={"required": "Choose the kind of impact"}
    )
    fields["better"] = forms.ChoiceField(
        label="Which way is better?",
        choices=Indicator.Better.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which way is better"},
    )


class OwnMetricForm(PlanRowForm):
    """A metric that the guide does not have: what it counts, out of what, in which unit, and which way is better."""

    instance: PlanMetric
    lowest = limit_field(LOWEST)
    highest = limit_field(HIGHEST)
    looks = LOOKS

    class Meta(MetricForm.Meta):
        fields = list(DEFINITION)

    def __init__(self, *args: Any, categories: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        define(self.fields, categories)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("unit", "").startswith("%") and not values.get("out_of", "-"):
            self.add_error("out_of", "Say out of what: a percentage is a part of something")
        return values
