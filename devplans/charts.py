"""Drawings of the plan's PDF as SVG; one unit is one point. Strips are in assessment/strips.py.

Style sheets do not reach into images, so colours and fonts are attributes. Nothing rests on colour alone.
"""

from collections.abc import Sequence
from textwrap import wrap

from django.utils.html import escape

from devplans.document import LevelStep

INK, GREY, LINE, BLUE = "#212b32", "#4c6272", "#aeb7bd", "#005eb8"
FONTS = "Open Sans, Liberation Sans, sans-serif"

TRACK_WIDTH, TRACK_HEIGHT = 482, 72


def level_track(levels: Sequence[LevelStep], now: int, aimed_for: int) -> str:
    """The levels as stations on a line: in place filled, aimed for a ring, later small. 482 by 72 points."""
    step = TRACK_WIDTH / len(levels)
    stations = "".join(_station(level, 8 + index * step, step, now, aimed_for) for index, level in enumerate(levels))
    way = ""
    if aimed_for > max(now, 1):
        way = _path(8 + (max(now, 1) - 1) * step, 8 + (aimed_for - 1) * step, BLUE, 2.5)
    line = _path(8, 8 + (len(levels) - 1) * step, LINE, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{TRACK_WIDTH}pt" height="{TRACK_HEIGHT}pt"'
        f' viewBox="0 0 {TRACK_WIDTH} {TRACK_HEIGHT}" font-family="{FONTS}" font-size="7.5" fill="{INK}">'
        f"<title>{describe_levels(levels, now, aimed_for)}</title>{line}{way}{stations}</svg>"
    )


def describe_levels(levels: Sequence[LevelStep], now: int, aimed_for: int) -> str:
    """The track in words."""
    today = f"Level {now}" if now else "working towards Level 1"
    return f"{len(levels)} levels. Now: {today}. Aimed for: Level {aimed_for}."


def _station(level: LevelStep, x: float, step: float, now: int, aimed_for: int) -> str:
    radius, fill, stroke, width, state = 4.0, "#fff", GREY, 0.8, "Later"
    if level.number <= now:
        radius, fill, stroke, width, state = 8.0, BLUE, BLUE, 0, "In place"
    elif level.number < aimed_for:
        stroke, width, state = BLUE, 1.5, "On the way"
    elif level.number == aimed_for:
        radius, fill, stroke, width, state = 7.0, "#fff", BLUE, 2.2, "Aimed for"
    rows = "".join(
        f'<text x="{x - 8:g}" y="{49 + 10 * row}">{escape(words)}</text>'
        for row, words in enumerate(wrap(level.title, max(int(step / 4.8), 8))[:3])
    )
    return (
        f'<circle cx="{x:g}" cy="12" r="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"/>'
        f'<text x="{x - 8:g}" y="37" font-weight="600" font-size="8.5">Level {level.number}</text>'
        f'<text x="{x + 30:g}" y="37" fill="{GREY}">{state}</text>{rows}'
    )


def _path(start: float, end: float, stroke: str, width: float) -> str:
    return f'<path d="M{start:g} 12H{end:g}" stroke="{stroke}" stroke-width="{width}"/>'


def draft_mark() -> str:
    """The word DRAFT across an A4 page, 595 by 842 points, pale enough to read through, also in black and white."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="595pt" height="842pt" viewBox="0 0 595 842">'
        f'<text transform="translate(298 440) rotate(-54)" text-anchor="middle" font-family="{FONTS}" font-size="170"'
        ' font-weight="600" letter-spacing="18" fill="#eceff0">DRAFT</text></svg>'
    )
