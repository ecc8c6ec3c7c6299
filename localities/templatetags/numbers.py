"""Numbers as people write them."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def plain_number(value: Decimal | float | None) -> str:
    """Write 1234.50 as "1,234.5" and 66.00 as "66"; nothing as an empty text."""
    if value is None:
        return ""
    whole = f"{value:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
