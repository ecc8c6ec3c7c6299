"""Fields that read numbers and codes the way people write them. What they cannot read they never guess."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import RegexValidator

GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")


# What mail programs make a link of: an address with its beginning, and a name with a dot. Initials are none (A.Khan).
LINK = re.compile(r"://|\bwww\.|[\w-]{2,}[.。．｡][^\W\d_]{2,}|[.。．｡]\w+/", re.IGNORECASE)


def _without_grouping(value: Any) -> Any:
    """Turn "18,487" and "18 487" into "18487"; leave anything else as it is."""
    if isinstance(value, str) and GROUPED.fullmatch(value.strip()):
        return re.sub("[, ]", "", value)
    return value


class WholeNumberField(forms.IntegerField):
    """A whole number, with or without commas between the thousands."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_without_grouping(value))


class FractionField(forms.DecimalField):
    """A number, rounded to the decimal places that are kept: staff returns give full-time equivalents with more."""

    def prepare_value(self, value: Any) -> Any:
        """Show 20.50 as people write it: 20.5."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs inherit an integer's
        number = super().to_python(_without_grouping(value))
        if number is None or self.decimal_places is None:
            return number
        try:
            return number.quantize(Decimal(1).scaleb(-self.decimal_places), ROUND_HALF_UP)
        except InvalidOperation:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None


class OdsCodeField(forms.CharField):
    """An ODS code, in capital letters whatever was typed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class PlainNameField(forms.CharField):
    """A name that goes into e-mails to people who know nobody here yet: it must not lead them anywhere."""

    default_validators = [
        RegexValidator(
            LINK,
            "Enter the name without a web address, and with a space after a full stop: Dr. Khan",
            inverse_match=True,
        )
    ]
