"""The fields of an outcome metric's figures and counts: what they can be, and what is asked about."""

from __future__ import annotations

from typing import Any

from assessment.rules.indicator_bounds import asks_about
from devplans.rules.metrics.about import MOST
from localities.kit.bounds import Bounds
from localities.kit.nhsuk.fields import NumberField, WholeNumberField, number_typed

# 98 appointments a week for 1,000 patients (assessment.rules.capacity_inputs) are 255,000 a year for 50,000 patients.
USUAL = (-1_000_000, 1_000_000)
ASK = "A locality of 50,000 patients has some 255,000 appointments a year."

COUNTED = Bounds(-MOST, MOST, USUAL, ASK)
"""More than five times the patients of all five commissioners, either way: a surplus is below 0. Our own limit."""


class FigureField(NumberField):
    """A figure in the unit of its metric: a percentage that may be a fraction is asked about (0.45 for 45%)."""

    unit = ""
    asks = True

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_digits=12, decimal_places=2, **options)

    def question(self, typed: Any) -> str:
        value = number_typed(typed)
        if value is None or self.bounds is None or not self.bounds.hold(value):
            return ""
        return super().question(typed) or asks_about(value, self.unit)


def count_field(label: str, hint: str = "") -> NumberField:
    """How many were counted, or out of how many."""
    return NumberField(label=label, required=False, max_digits=14, decimal_places=2, bounds=COUNTED, help_text=hint)


def limit_field(label: str) -> WholeNumberField:
    """The lowest or the highest that a figure can be."""
    return WholeNumberField(label=label, required=False, bounds=COUNTED)
