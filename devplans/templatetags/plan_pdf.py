"""Filters for the plan's PDF: figures and positions in words."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.dateformat import format as date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from assessment.rules.decimals import TENTH, plain, round_to, with_unit
from assessment.rules.position_strip import describe, describe_spread
from assessment.rules.profile import DomainProfile
from devplans.document import metric_series
from devplans.document.content import diagnostic
from devplans.document.content.capacity import Capacity, GapFigure, StepRow
from devplans.document.content.diagnostic import NoteRow, NumberRow
from devplans.document.content.metrics import MetricRow
from devplans.document.content.resources import SchemeRow, Staffing
from devplans.document.metric_chart import describe_chart, is_drawn
from devplans.document.metric_series import series_in
from devplans.rules.metrics.trend import trend_of

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
def strip_name(domain: DomainProfile) -> str:
    """The address of the domain's strip."""
    return diagnostic.strip_name(domain)


@register.filter
def strip_said(domain: DomainProfile) -> str:
    """The domain's strip in words, for its alternative text."""
    return f"{domain.title}: {describe(*domain.positions)}"


@register.filter
def strip_heads(heads: Sequence[tuple[int, str]], layout: str) -> SafeString:
    """What stands over the strips: each position's number and name, in the columns of the scale's `layout`."""
    return format_html_join("", '<span class="{}">{} {}</span>', ((layout, *head) for head in heads))


@register.filter
def trend_said(row: MetricRow) -> str:
    """Which way an outcome metric moves."""
    return trend_of(series_in(row)).words


@register.filter
def has_chart(row: MetricRow) -> bool:
    """Whether its figures are drawn."""
    return is_drawn(series_in(row))


@register.filter
def chart_name(row: MetricRow) -> str:
    """The address of its drawing."""
    return metric_series.chart_name(row)


@register.filter
def chart_said(row: MetricRow) -> str:
    """The drawing in words, for its alternative text."""
    return f"{row.title}: {describe_chart(series_in(row))}"


@register.filter
def move_said(row: DomainProfile) -> str:
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
    """A number with its unit, date, source and the position it suggests, if it suggests one."""
    known = ", ".join(part for part in (date_format(row.on, "j M Y") if row.on else "", row.source) if part)
    value = with_unit(row.value, row.unit)
    suggests = "" if row.suggests is None else f"; suggests {row.suggests}"
    return f"{row.title}: {value}{f' ({known})' if known else ''}{suggests}."


@register.filter
def money(value: Decimal | None) -> str:
    """Whole pounds, a dash for nothing or not known."""
    return f"{round_to(value):,}" if value else "–"


@register.filter
def tenths(value: Decimal | None) -> str:
    """A figure to one decimal, always with it, so that a column lines up."""
    return "–" if value is None else f"{round_to(value, TENTH):,.1f}"


@register.filter
def share(value: Decimal | None) -> str:
    """A share in per cent to one decimal, for columns."""
    return "–" if value is None else f"{tenths(value)}%"


@register.filter
def fte(value: Decimal | None) -> str:
    """Full-time equivalents: one decimal, two where they are needed, a dash for none or not known."""
    if not value:
        return "–"
    return tenths(value) if value == round_to(value, TENTH) else f"{value:,.2f}"


@register.filter
def size(value: Decimal | None) -> Decimal | None:
    """A number without its sign, to stand beside "gap" or "surplus"."""
    return None if value is None else abs(value)


@register.filter
def gap_name(gap: GapFigure) -> str:
    """ "Gap" or "Surplus"."""
    return "Surplus" if gap.is_surplus else "Gap"


@register.filter
def gap_figure(gap: GapFigure) -> str:
    """The size of a gap; a surplus says so."""
    return f"{figure(abs(gap.appointments))}{' surplus' if gap.is_surplus else ''}"


@register.filter
def gap_said(gap: GapFigure) -> str:
    """A gap in a sentence: "a gap of 897.5 a week, 20.4% of need"."""
    share = "" if gap.share is None else f", {figure(abs(gap.share), '%')} of need"
    return f"a {gap_name(gap).lower()} of {figure(abs(gap.appointments))} a week{share}"


@register.filter
def step_figure(step: StepRow) -> str:
    """A step's number: a total as a gap or surplus, a change with its sign."""
    if step.is_total:
        return gap_figure(GapFigure(appointments=step.appointments))
    sign = "\N{MINUS SIGN}" if step.appointments < 0 else "+" if step.appointments else ""
    return f"{sign}{figure(abs(step.appointments))}"


@register.filter
def gps_said(capacity: Capacity) -> str:
    """How many GPs would close the rest."""
    closing = capacity.closing
    if closing is None:
        return ""
    level = f"with every GP at the safe level of {plain(closing.safe_level)} appointments a week"
    if closing.gps_to_close <= 0:
        return f"No more GPs than today’s are needed, even {level}."
    return (
        f"Closing the whole gap with GPs would take {plain(closing.gps_to_close)} full-time GPs more than today, "
        f"{level} and all other steps as planned."
    )


@register.filter
def staffing_said(staffing: Staffing) -> str:
    """What the plan adds in one sentence."""
    extra, cost = staffing.totals.extra_fte, money(staffing.totals.cost_a_year)
    return f"The plan adds {plain(extra)} FTE for £{cost} a year." if extra else "The plan adds no staff."


@register.filter
def judgements(scheme: SchemeRow) -> tuple[str, str, str]:
    """The three judgements in the order of the columns."""
    return scheme.source_of_capital, scheme.business_case, scheme.development_costs


@register.filter
def lines(texts: Sequence[str]) -> str:
    """Texts below each other, for a cell that keeps line breaks."""
    return "\n".join(texts)
