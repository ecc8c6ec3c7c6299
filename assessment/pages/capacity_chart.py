"""Demand and capacity drawn as SVG for the page: for each scenario what is needed and what of it is on offer.

As with position_strip.py: x in per cent, sizes in pixels, classes of app.css. The words over each bar and the table
beside the chart say the same, and filled or hatched does not rest on colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessment.queries.capacity_today import Scenario
from assessment.rules.capacity import Gap
from assessment.rules.decimals import HUNDRED, plain, round_to

ROW, BAR, TOP = 62, 24, 24


def gap_in_words(gap: Gap) -> str:
    """The gap in whole appointments: "gap 898", "surplus 120" or "no gap"."""
    size = round_to(gap.size)
    if not size:
        return "no gap"
    return f"{'surplus' if gap.is_surplus else 'gap'} {plain(size)}"


def gap_chart(scenarios: Sequence[Scenario]) -> SafeString:
    """A bar for each scenario: filled is on offer, hatched the gap, the upright line what is needed.

    Empty when there is nothing to draw.
    """
    longest = max((max(each.needed, each.offered) for each in scenarios), default=Decimal(0))
    if not longest:
        return SafeString()
    bars = "".join(_bar(each, longest, number * ROW) for number, each in enumerate(scenarios))
    label = escape(". ".join(describe(each) for each in scenarios))
    height = ROW * len(scenarios) - ROW + TOP + BAR + 4
    return mark_safe(f'<svg class="app-gap" height="{height}" role="img" aria-label="{label}">{HATCH}{bars}</svg>')  # noqa: S308


def describe(scenario: Scenario) -> str:
    """One bar in words: "Today, 2018/19: 4,410 needed, 3,513 on offer, gap 898"."""
    needed, offered = plain(round_to(scenario.needed)), plain(round_to(scenario.offered))
    return f"{scenario.label}: {needed} needed, {offered} on offer, {gap_in_words(scenario.gap)}"


HATCH = (
    '<pattern id="app-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="app-gap__hatch" d="M0 0V7"/></pattern>'
)


def _bar(scenario: Scenario, longest: Decimal, y: int) -> str:
    offered, needed = _per_cent(scenario.offered, longest), _per_cent(scenario.needed, longest)
    words = escape(f"{scenario.label}: {gap_in_words(scenario.gap)}")
    return (
        f'<text y="{y + 16}">{words}</text>'
        f'<rect class="app-gap__needed" fill="url(#app-hatch)" y="{y + TOP}" width="{needed}" height="{BAR}"/>'
        f'<rect class="app-gap__offered" y="{y + TOP}" width="{offered}" height="{BAR}"/>'
        f'<line class="app-gap__line" x1="{needed}" x2="{needed}" y1="{y + TOP - 4}" y2="{y + TOP + BAR + 4}"/>'
    )


def _per_cent(value: Decimal, longest: Decimal) -> str:
    return f"{HUNDRED * value / longest:.3f}%"
