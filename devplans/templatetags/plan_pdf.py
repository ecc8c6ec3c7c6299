"""Filters for the plan's PDF: figures and positions in words."""

from decimal import Decimal

from django import template
from django.utils.dateformat import format as date_format

from assessment.strips import describe, describe_spread, strip
from devplans import pdf
from devplans.document import DomainRow, NoteRow, NumberRow

register = template.Library()


@register.filter
def figure(value: Decimal | int | None, unit: str = "") -> str:
    """A quantity for people: thousands with commas, a per cent sign where the unit starts with one, a dash for None."""
    if value is None:
        return "–"
    shown = f"{value:,}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return f"{shown}%" if unit.startswith("%") else shown


@register.filter
def strip_name(row: DomainRow) -> str:
    """The address of the domain's strip."""
    return pdf.strip_name(row)


@register.filter
def page_strip(row: DomainRow) -> str:
    """The domain's strip for a page."""
    return strip(row.today, row.target, row.last, name=row.title, needed=row.needed)


@register.filter
def strip_said(row: DomainRow) -> str:
    """The domain's strip in words, for its alternative text."""
    return f"{row.title}: {describe(row.today, row.target, row.last, row.needed)}"


@register.filter
def move_said(row: DomainRow | NoteRow) -> str:
    """From today to the target, short: "2 to 4", "3, kept"."""
    if row.today is None:
        return "Not answered"
    if row.target is None:
        return f"{row.today}, no target yet"
    return f"{row.today}, kept" if row.today == row.target else f"{row.today} to {row.target}"


@register.filter
def position_said(row: NoteRow) -> str:
    """Today and target in words."""
    return describe(row.today, row.target).capitalize()


@register.filter
def views_said(row: NoteRow) -> str:
    """How the practices' own views spread over the positions."""
    return describe_spread(row.views)


@register.filter
def number_said(row: NumberRow) -> str:
    """A number with its unit, date, source and the position it suggests."""
    unit = row.unit.removeprefix("%").strip()
    value = " ".join(part for part in (figure(row.value, row.unit), unit) if part)
    known = ", ".join(part for part in (date_format(row.on, "j M Y") if row.on else "", row.source) if part)
    return f"{row.title}: {value}{f' ({known})' if known else ''}; suggests {row.suggests}."
