"""The field in which an indicator's number is typed: within its bounds, and nothing that only looks like a number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from assessment.models import Indicator
from assessment.rules.decimals import with_unit
from assessment.rules.indicator_bounds import asks_about, stands_for_no_figure
from localities.kit.nhsuk.fields import FractionField


class IndicatorNumberField(FractionField):
    """A number of an indicator. A mark for "no figure" is read as none."""

    def __init__(self, *, indicator: Indicator, **options: Any) -> None:
        super().__init__(label="Number", required=False, max_digits=12, decimal_places=2, **options)
        self.indicator = indicator
        self.error_messages |= {
            "invalid": "Enter a number, such as 12 or 12.5",
            "bounds": indicator.bounds.asked_for(indicator.unit),
        }
        for too_many in ("max_digits", "max_whole_digits"):
            self.error_messages[too_many] = self.error_messages["bounds"]

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as FractionField
        if isinstance(value, str):
            value = value.strip().rstrip("% ").replace("\N{MINUS SIGN}", "-")
            if stands_for_no_figure(value):
                return None
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.indicator.bounds.hold(value):
            raise forms.ValidationError(self.error_messages["bounds"], "bounds")

    def in_words(self, value: Decimal | None) -> str:
        return "Nothing" if value is None else with_unit(value, self.indicator.unit)

    @property
    def asks(self) -> bool:
        return True

    def question(self, typed: Any) -> str:
        """What to say of a mark that is no number, or ask about a number that may not be meant."""
        if isinstance(typed, str) and stands_for_no_figure(typed):
            return f"‘{typed.strip()}’ stands for no figure, so no number is kept."
        try:
            value = self.to_python(typed)
        except forms.ValidationError:
            return ""
        can_be = value is not None and value.is_finite() and self.indicator.bounds.hold(value)
        return asks_about(value, self.indicator.unit) if value is not None and can_be else ""
