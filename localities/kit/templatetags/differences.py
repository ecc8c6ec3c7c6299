"""Texts that differ, the words that do marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from localities.kit.revisions.differences import Words

register = template.Library()


@register.filter
def marked(runs: Iterable[Words], mark: str) -> SafeString:
    """Join the runs of one text; those that differ stand in the element `mark`: "del" or "ins"."""
    around = format_html("<{0}>{{}}</{0}>", mark)
    return format_html_join("", "{}", ((format_html(around, run.text) if run.differs else run.text,) for run in runs))
