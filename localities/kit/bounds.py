"""What a number can be, said once: the model refuses what is outside, and the form asks about what is unusual."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from localities.kit.templatetags.numbers import plain_number


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a number can be. As a validator of a model's field it refuses what is outside.

    What is outside `usual` is saved and asked about; `ask` says what usual is, and what to check.
    """

    least: int
    most: int
    usual: tuple[int, int] | None = None
    ask: str = ""

    def deconstruct(self) -> tuple[str, tuple[object, ...], dict[str, object]]:
        """Say how a migration writes it down."""
        return "localities.kit.bounds.Bounds", (self.least, self.most, self.usual, self.ask), {}

    def __call__(self, value: Decimal | int) -> None:
        if value < self.least:
            limit = f"{self.least:,}"
            raise ValidationError("Enter %(limit_value)s or more", "min_value", {"limit_value": limit})
        if value > self.most:
            limit = f"{self.most:,}"
            raise ValidationError("Enter %(limit_value)s or less", "max_value", {"limit_value": limit})

    def hold(self, value: Decimal | int) -> bool:
        """Tell whether a number can be."""
        return self.least <= value <= self.most

    def question(self, value: Decimal | int) -> str:
        """Return what to ask about a number that can be and is unusual, or nothing."""
        if self.usual is None or not self.hold(value):
            return ""
        low, high = self.usual
        return "" if low <= value <= high else f"Is {plain_number(value)} right? {self.ask}"
