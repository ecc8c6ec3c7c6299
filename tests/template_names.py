"""A name that one of our templates asks for and does not have: an empty text to readers, an error in tests.

Where a name may be missing, the template says so: in an `if`, a `for` or a `firstof`, or with `default` as first
filter. Django's and allauth's own templates are left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, Parser, VariableDoesNotExist
from django.template.context import Context
from django.template.defaultfilters import default

OURS = Path(settings.BASE_DIR) / "templates"


class UnknownName(Exception):  # noqa: N818  it is what happened
    """A template asks for a name that nobody gave it."""


class Asked(FilterExpression):
    """An expression of one of our templates."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.origin = parser.origin
        self.may_be_missing = not self.is_var or any(applied is default for applied, _ in self.filters[:1])

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """Return what it stands for, as Django does. Raises UnknownName instead of returning an empty text."""
        if ignore_failures or self.may_be_missing:
            return super().resolve(context, ignore_failures)
        try:
            value = self.var.resolve(context)
        except VariableDoesNotExist as error:
            raise UnknownName(f"{self.origin}: {self.token}") from error
        if not self.filters:
            return value
        known = FilterExpression.__new__(FilterExpression)
        known.var, known.is_var, known.filters = value, False, self.filters
        return known.resolve(context)


def _compile(parser: Parser, token: str) -> FilterExpression:
    ours = OURS in Path(str(parser.origin)).parents
    return Asked(token, parser) if ours else FilterExpression(token, parser)


def refuse_unknown_names() -> None:
    """Hold every template that is read from now on to it."""
    Parser.compile_filter = _compile
