"""Tables on paper."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

BETWEEN_MARGINS = 170
"""Millimetres of A4 that a table has: 210 less two margins of 20 (templates/pdf/base.css)."""

NUMBER = SafeString(' class="n"')


@register.simple_tag
def columns(
    *widths_and_words: object, numbers: object = "", then: Sequence[object] = (), also: Sequence[object] = ()
) -> SafeString:
    """The heads of a table's columns: the width of each in millimetres, and its words.

    `numbers` are the columns, from 1, that hold numbers ("2 3"). `then` are the heads of further columns of numbers,
    `also` those of further columns of words: they share what is left of the page. Raises ValueError unless the table
    is as wide as its page.
    """
    widths, words = [float(str(width)) for width in widths_and_words[::2]], widths_and_words[1::2]
    left = BETWEEN_MARGINS - sum(widths)
    if left < 0 or bool(left) != bool(then or also):
        raise ValueError(f"{' + '.join(f'{width:g}' for width in widths)} is not {BETWEEN_MARGINS} mm")
    of_numbers = set(map(int, str(numbers).split()))
    heads = [
        (NUMBER if place in of_numbers else "", f"{width:g}", text)
        for place, (width, text) in enumerate(zip(widths, words, strict=True), start=1)
    ]
    further = [*((NUMBER, text) for text in then), *(("", text) for text in also)]
    heads += [(kind, f"{left / len(further):.4g}", text) for kind, text in further]
    return format_html("<thead><tr>{}</tr></thead>", format_html_join("", '<th{} style="width:{}mm">{}</th>', heads))
