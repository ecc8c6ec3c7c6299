"""Outcome metrics: the figures of one, and choosing them from the guide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms

from assessment.models import Indicator, OutcomeMetric
from assessment.rules.decimals import known, with_unit
from assessment.rules.indicator_bounds import NO_FIGURE_NUMBERS
from devplans.forms.base import PlanRowForm
from devplans.models import PlanMetric
from localities.kit.bounds import Bounds
from localities.kit.nhsuk.fields import NumberField, OfferedField, number_typed
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm

MOST = 10_000_000
"""No figure of a locality, in whatever unit, comes near it. Our own limit."""


def number_of(field: forms.Field, metric: OutcomeMetric) -> Look:
    """Make a field ask for a number in a metric's unit, and return how it is shown. One query for a percentage."""
    is_share = metric.unit.startswith("%")
    least = -100 if is_share and _may_be_surplus(metric) else 0
    message = f"Enter a percentage from {least} to 100" if is_share else "Enter a number of 0 or more"
    assert isinstance(field, NumberField)  # noqa: S101  tells the type checker what the forms declare
    field.keep_to(Bounds(least, 100 if is_share else MOST))
    field.validators.append(_is_a_figure)
    field.error_messages |= {"min_value": message, "max_value": message if is_share else f"Enter {MOST:,} or less"}
    surplus = ". A surplus is a number below 0" if least else ""
    field.help_text = f"{metric.unit}. {metric.get_better_display()}{surplus}"
    return Look(size="s", width=10, suffix="%" if is_share else "")


def _is_a_figure(value: Decimal) -> None:
    if value in NO_FIGURE_NUMBERS:
        raise forms.ValidationError(f"{value} often stands for no figure. Enter the figure, or leave this empty")


def _may_be_surplus(metric: OutcomeMetric) -> bool:
    """The share is of a domain whose gap the model works out (design: a negative gap is shown as a surplus)."""
    worked_out = Indicator.objects.filter(domain__outcome_metrics=metric).exclude(computed_from="")
    return metric.better == Indicator.Better.LOWER and worked_out.exists()


class MetricForm(PlanRowForm):
    """Baseline, target and review date of an outcome metric, in the metric's unit."""

    instance: PlanMetric
    baseline = NumberField(label="Baseline", required=False, max_digits=12, decimal_places=2)
    target = NumberField(label="Target", required=False, max_digits=12, decimal_places=2)

    class Meta(RevisedForm.Meta):
        model = PlanMetric
        fields = ["baseline", "baseline_on", "baseline_due_on", "baseline_why", "target", "review_on"]
        labels = {
            "baseline_on": "Date of the baseline",
            "baseline_due_on": "Date by which there will be a baseline",
            "baseline_why": "Why there is no baseline yet",
            "review_on": "Review date",
        }
        help_texts = {"review_on": "When you will look at the figure again and decide what to change"}

    def __init__(self, *args: Any, instance: PlanMetric, today: date, **options: Any) -> None:
        super().__init__(*args, instance=instance, **options)
        self.today = today
        numbers = {name: number_of(self.fields[name], instance.metric) for name in ("baseline", "target")}
        self.looks = {name: Look(size="s") for name in self.fields} | numbers

    def may_ask(self, name: str) -> bool:
        return name == "target" or super().may_ask(name)

    def question(self, name: str) -> str:
        """A target that is worse than the baseline can be meant: it is asked about and never refused."""
        return super().question(name) or (self._worse() if name == "target" else "")

    def _worse(self) -> str:
        metric = self.instance.metric
        typed = {name: number_typed(self[name].value()) for name in ("target", "baseline")}
        if not PlanMetric(metric=metric, **typed).target_is_worse:
            return ""
        target, baseline = (with_unit(known(typed[name]), metric.unit) for name in ("target", "baseline"))
        return (
            f"The target of {target} is worse than the baseline of {baseline}: "
            f"{metric.get_better_display().lower()}. That can be right, for example when demand rises "
            "faster than you can. Otherwise change one of the two."
        )

    def clean_baseline_on(self) -> date | None:
        measured: date | None = self.cleaned_data["baseline_on"]
        if measured and measured > self.today:
            raise forms.ValidationError("Enter a date that is today or earlier: a baseline has been measured")
        return measured

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("baseline") is not None and values.get("baseline_on", 0) is None:
            self.add_error("baseline_on", "Enter the date on which the baseline was measured")
        if values.get("baseline") is None and values.get("baseline_due_on") and not values.get("baseline_why", "-"):
            self.add_error("baseline_why", "Say why there is no baseline yet")
        return values


class ChooseMetricsForm(NHSForm, forms.Form):
    """Outcome metrics of the guide that are not in the plan yet, by their impact.

    `there` are the codes of those that are.
    """

    def __init__(self, *args: Any, every: Sequence[OutcomeMetric], there: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.every = {metric.code: metric for metric in every}
        self.offered = [metric for metric in every if metric.code not in there]
        self.looks = {
            "metrics": Look(
                size="m", hints={metric.code: f"{metric.definition} In {metric.unit}." for metric in self.offered}
            )
        }
        self.fields["metrics"] = OfferedField(
            label="Metrics to add",
            choices=[
                (f"{category.capitalize()} impact", [(metric.code, metric.title) for metric in metrics])
                for category, metrics in groupby(self.offered, key=lambda metric: metric.category)
            ],
            taken=there,
            error_messages={
                "required": "Choose at least one metric to add",
                "invalid_choice": "Choose from the metrics listed here",
            },
        )

    @property
    def chosen(self) -> list[OutcomeMetric]:
        return [self.every[code] for code in self.cleaned_data["metrics"]]
