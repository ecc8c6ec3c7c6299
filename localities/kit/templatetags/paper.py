"""Tables on paper."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

BETWEEN_MARGINS = 170
"""Millimetres of A4 that a table has: 210 less two margins of 20 (templates/pdf/base.css)."""


@register.simple_tag
def columns(*widths_and_words: object, number: int = 0) -> SafeString:
    """The heads of a table's columns: the width of each in millimetres, and its words.

    `number` is the column, from 1, that holds numbers. Raises ValueError unless the table is as wide as its page.
    """
    widths, words = widths_and_words[::2], widths_and_words[1::2]
    if sum(int(str(width)) for width in widths) != BETWEEN_MARGINS:
        raise ValueError(f"{' + '.join(map(str, widths))} is not {BETWEEN_MARGINS} mm")
    heads = (
        (SafeString(' class="n"') if place == number else "", width, text)
        for place, (width, text) in enumerate(zip(widths, words, strict=True), start=1)
    )
    return format_html("<thead><tr>{}</tr></thead>", format_html_join("", '<th{} style="width:{}mm">{}</th>', heads))
