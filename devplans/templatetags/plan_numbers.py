"""Figures of a plan for its pages."""

from decimal import Decimal

from django import template

from assessment.rules.closing_the_gap import Step
from assessment.rules.decimals import plain, round_to

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
