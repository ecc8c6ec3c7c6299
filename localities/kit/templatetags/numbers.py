"""Numbers as people write them."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

register = template.Library()


@register.filter
def plain_number(value: Decimal | float | None) -> str:
    """Write 1234.50 as "1,234.5" and 66.00 as "66"; nothing as an empty text."""
    if value is None:
        return ""
    whole = f"{value:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


@register.filter
def whole_number(value: Decimal | int | None) -> str:
    """Write 1234.50 as "1,235", rounded as people round; nothing as an empty text."""
    return "" if value is None else f"{Decimal(value).quantize(Decimal(1), ROUND_HALF_UP) + 0:,}"
