"""Drawings of the plan for its pages: the geometry of document/charts.py, painted by the classes of app.css."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from devplans.document.charts import (
    FALL_FOOT,
    FALL_HEIGHT,
    FALL_WIDTH,
    FallBar,
    FallStep,
    describe_waterfall,
    waterfall_bars,
)

LABEL_LETTERS = 14


def page_waterfall(steps: Sequence[FallStep]) -> SafeString:
    """How the gap opens and closes: totals filled, what adds outlined, what takes away hatched; numbers with signs."""
    bars, zero = waterfall_bars(steps)
    joints = "".join(f"M{bar.x + bar.width:g} {bar.level:g}H{after.x:g}" for bar, after in pairwise(bars))
    return mark_safe(  # noqa: S308
        f'<svg class="app-fall" viewBox="0 0 {FALL_WIDTH} {FALL_HEIGHT}" role="img"'
        f' aria-label="{escape(describe_waterfall(steps))}">{HATCH}'
        f'<path class="app-fall__line" d="M0 {zero:g}H{FALL_WIDTH}{joints}"/>{"".join(map(_bar, bars))}</svg>'
    )


HATCH = (
    '<pattern id="app-fall-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="app-fall__hatch" d="M0 0V5"/></pattern>'
)


def _bar(bar: FallBar) -> str:
    label = "".join(
        f'<text x="{bar.middle:g}" y="{FALL_FOOT + 12 + 9.5 * row:g}">{escape(words)}</text>'
        for row, words in enumerate(wrap(bar.step.label, LABEL_LETTERS)[:3])
    )
    box = f'x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" height="{bar.height:g}"'
    return (
        f'<rect class="app-fall__bar app-fall__bar--{bar.kind}" {box}/>'
        f'<text class="app-fall__number" x="{bar.middle:g}" y="{bar.y - 4:g}">{bar.shown}</text>{label}'
    )
