"""Figures that know what they can be: each with its usual value, its source, and what is asked about or refused.

Pure. What is impossible is refused (`InvalidFiguresError`, a text for each field); what is merely unusual is allowed
and asked about (`questions`). What is not known is None, which is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from assessment.rules.decimals import plain


class InvalidFiguresError(ValueError):
    """Figures the model cannot work with. `by_field` holds what to do about each, by field name."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = dict(by_field)
        super().__init__(" ".join(by_field.values()))


@dataclass(frozen=True)
class Assumption:
    """A figure that the model rests on: its usual value, where that comes from and which values make sense.

    Values outside `low` to `high` are asked about in the words of `outside`; those outside `minimum` to `maximum` are
    refused. The sources speak for the usual value only: what makes sense around it is our own judgement.
    """

    code: str
    label: str
    value: Decimal | None
    unit: str
    source: str
    low: Decimal
    high: Decimal
    outside: str
    minimum: Decimal
    maximum: Decimal

    def problem(self, value: Decimal) -> str | None:
        """What to do about an impossible value, or None."""
        if value.is_finite() and self.minimum <= value <= self.maximum:
            return None
        return f"{self.label}: enter a number from {plain(self.minimum)} to {plain(self.maximum)}."

    def question(self, value: Decimal) -> str | None:
        """What to ask about an unusual value, or None."""
        if self.low <= value <= self.high:
            return None
        return (
            f"{self.label}: {plain(value)} is outside the usual {plain(self.low)} to {plain(self.high)}. {self.outside}"
        )


def about(
    label: str,
    unit: str,
    source: str,
    makes_sense: tuple[int, int],
    outside: str,
    allowed: tuple[int, int] = (0, 100),
) -> dict[str, Any]:
    """What stands beside a field: its `Assumption` but for code and value, which are the field's name and default."""
    (low, high), (minimum, maximum) = (map(Decimal, pair) for pair in (makes_sense, allowed))
    beyond = {"low": low, "high": high, "outside": outside, "minimum": minimum, "maximum": maximum}
    return {"label": label, "unit": unit, "source": source, **beyond}


@dataclass(frozen=True)
class Figures:
    """A set of figures that know about themselves. Raises InvalidFiguresError for values that are impossible."""

    def __post_init__(self) -> None:
        problems = self._problems()
        if problems:
            raise InvalidFiguresError(problems)

    @classmethod
    def about(cls) -> tuple[Assumption, ...]:
        """What is known about each figure, in order; `value` is the usual one."""
        return tuple(Assumption(code=each.name, value=getattr(cls, each.name), **each.metadata) for each in fields(cls))

    @property
    def questions(self) -> dict[str, str]:
        """What to ask about unusual values, by field."""
        return {about.code: words for about, value in self._stated() if (words := about.question(value))}

    def _problems(self) -> dict[str, str]:
        return {about.code: words for about, value in self._stated() if (words := about.problem(value))}

    def _stated(self) -> Iterator[tuple[Assumption, Decimal]]:
        for about in self.about():
            value = getattr(self, about.code)
            if value is not None:
                yield about, value
