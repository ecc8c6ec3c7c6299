"""Figures of a plan for its pages."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Model

from assessment.rules.closing_the_gap import Step
from assessment.rules.decimals import plain, round_to
from devplans.rules import money

register = template.Library()


@register.filter
def step_number(step: Step) -> str:
    """A step's number in whole appointments: a total as it is, a change with its sign."""
    value = round_to(step.appointments)
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value and not step.is_total else ""
    return f"{sign}{plain(abs(value))}"


@register.filter
def millions(value: Decimal | None) -> str:
    """£ millions as the pipeline prints them, for columns: "1,219.25"."""
    return "" if value is None else f"{value:,.2f}"


@register.filter
def millions_signed(value: Decimal) -> str:
    """A difference in £ millions with its sign, "0.00" for none."""
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value else ""
    return f"{sign}{abs(value):,.2f}"


@register.filter
def pounds(value: Decimal) -> str:
    """Pounds, with pence where there are any: sums of money are never rounded."""
    return money.pounds(value)


@register.filter
def of_row(by_key: Mapping[int, Any], row: Model) -> Any:
    """What belongs to a row, of what is held by the key of a row; nothing where there is none."""
    return by_key.get(row.pk, ())


@register.filter
def beside(columns: Sequence[str], values: Sequence[Any]) -> list[tuple[str, Any]]:
    """Each column of a table with its value in a row."""
    return list(zip(columns, values, strict=True))


@register.filter
def pounds_or_dash(value: Decimal) -> str:
    """The same for columns of a paper: a dash for nothing."""
    return money.pounds(value) if value else "–"


@register.filter
def year_width(columns: Sequence[str]) -> dict[str, float]:
    """Millimetres for names on the PDF's page of 170, where a column of pounds takes 24, or less when there are many.

    `names` stand before a column of words (36 mm), `total_names` before one more column of pounds.
    """
    year = min(24.0, 100 / (len(columns) + 1))
    return {"names": 170 - 36 - year * len(columns), "total_names": 170 - year * (len(columns) + 1)}
