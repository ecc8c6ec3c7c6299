"""Fields that read numbers and codes the way people write them. What they cannot read they never guess."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from localities.kit.bounds import Bounds

# Digits, in groups of three if there are commas or spaces between them. "1,5" and "1e9" are no numbers here: people who
# write the first mean one and a half, and the second is seldom meant.
WRITTEN = re.compile(r"([-+\u2212])?£?((?:[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?)\s?%?")
LONGEST = 40


# What mail programs make a link of: an address with its beginning, and a name with a dot. Initials are none (A.Khan).
LINK = re.compile(r"://|\bwww\.|[\w-]{2,}[.。．｡][^\W\d_]{2,}|[.。．｡]\w+/", re.IGNORECASE)


def number_text(written: str) -> str | None:
    """Return a number as Python writes it: "£18,487" as "18487"; None when it is not one, "" when there is none."""
    text = written.strip()
    found = WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or (text and not re.search("[0-9]", text)):
        return None if text else ""
    sign = "-" if found[1] in ("-", "\u2212") else ""
    return sign + re.sub("[^0-9.]", "", found[2])


def number_typed(value: Any) -> Decimal | None:
    """Return what a field holds as a number: as it was typed, or as it is kept. None when it is none."""
    text = number_text(str("" if value is None else value))
    return Decimal(text) if text else None


class OfferedField(forms.MultipleChoiceField):
    """Boxes to tick. `taken` are values that may come and are not on the page any more: somebody was quicker."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, taken: Collection[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.taken = frozenset(taken)

    def valid_value(self, value: Any) -> bool:
        return value in self.taken or super().valid_value(value)


class ReadsNumbers(forms.Field):
    """What number fields share: how they read what was typed, and the bounds of the model's field or their own."""

    bounds: Bounds | None = None

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = number_text(value)
            if value is None:
                raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show 20.50 as people write it: 20.5."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def keep_to(self, bounds: Bounds | None) -> None:
        """Refuse what is outside, and ask about what is unusual."""
        if bounds:
            self.bounds = bounds
            self.validators.append(bounds)

    @property
    def asks(self) -> bool:
        return bool(self.bounds and self.bounds.usual)

    def question(self, typed: Any) -> str:
        """Return what to ask about what was typed, or nothing."""
        value = number_typed(typed)
        return self.bounds.question(value) if self.bounds and value is not None else ""


class WholeNumberField(ReadsNumbers, forms.IntegerField):
    """A whole number, with or without commas between the thousands."""

    def __init__(self, *, bounds: Bounds | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.keep_to(bounds)


class NumberField(ReadsNumbers, forms.DecimalField):
    """A number, such as "£1,200", "45%" or "45.5"."""

    default_error_messages = {"invalid": "Enter a number, for example 45 or 45.5"}

    def __init__(self, *, bounds: Bounds | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.keep_to(bounds)


class FractionField(NumberField):
    """A number, rounded to the decimal places that are kept: staff returns give full-time equivalents with more."""

    def to_python(self, value: Any) -> Any:
        number: Decimal | None = super().to_python(value)
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
