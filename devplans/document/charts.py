"""Drawings of the plan's PDF as SVG; one unit is one point. Strips are in assessment/document/position_strip.py.

Style sheets do not reach into images, so colours and fonts are attributes. Nothing rests on colour alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from textwrap import wrap
from typing import Literal, NamedTuple, Protocol

from django.utils.html import escape

from assessment.rules.decimals import round_to
from devplans.document.plan import LevelStep
from localities.kit.documents.printable import FONTS

INK, GREY, LINE, PALE, BLUE = "#212b32", "#4c6272", "#aeb7bd", "#e8edee", "#005eb8"

TRACK_WIDTH, TRACK_HEIGHT = 482, 68


def level_track(levels: Sequence[LevelStep], now: int, aimed_for: int) -> str:
    """The levels as stations on a line: in place filled, aimed for a ring, later small. 482 by 68 points."""
    step = TRACK_WIDTH / len(levels)
    stations = "".join(_station(level, 8 + index * step, step, now, aimed_for) for index, level in enumerate(levels))
    way = ""
    if aimed_for > max(now, 1):
        way = _path(8 + (max(now, 1) - 1) * step, 8 + (aimed_for - 1) * step, BLUE, 2.5)
    line = _path(8, 8 + (len(levels) - 1) * step, LINE, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{TRACK_WIDTH}pt" height="{TRACK_HEIGHT}pt"'
        f' viewBox="0 0 {TRACK_WIDTH} {TRACK_HEIGHT}" font-family="{FONTS}" font-size="9" fill="{INK}">'
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
        f'<text x="{x - 8:g}" y="{51 + 11 * row}">{escape(words)}</text>'
        for row, words in enumerate(wrap(level.title, max(int(step / 4.9), 8))[:2])
    )
    return (
        f'<circle cx="{x:g}" cy="12" r="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"/>'
        f'<text x="{x - 8:g}" y="37" font-weight="600" font-size="10">Level {level.number}</text>'
        f'<text x="{x + 36:g}" y="37" fill="{GREY}">{state}</text>{rows}'
    )


def _path(start: float, end: float, stroke: str, width: float) -> str:
    return f'<path d="M{start:g} 12H{end:g}" stroke="{stroke}" stroke-width="{width}"/>'


# The waterfall: how the gap opens and closes ------------------------------------------------------------------------

FALL_WIDTH, FALL_HEIGHT, FALL_TOP, FALL_FOOT = 482, 214, 16, 172
"""Columns hang between top and foot; below the foot their labels, three lines at most."""


class FallStep(Protocol):
    """A step of the waterfall: a total, or a change with its sign."""

    @property
    def label(self) -> str: ...
    @property
    def appointments(self) -> Decimal: ...
    @property
    def is_total(self) -> bool: ...


class FallBar(NamedTuple):
    """Where a step stands: its left edge and top, its size, and the height at which the next one goes on from it."""

    step: FallStep
    kind: Literal["total", "rise", "fall"]
    x: float
    y: float
    width: float
    height: float
    level: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def shown(self) -> str:
        """The number over the column: whole, a change with its sign."""
        value = round_to(self.step.appointments)
        sign = "\N{MINUS SIGN}" if value < 0 else "+" if value and self.kind == "rise" else ""
        return f"{sign}{abs(value):,}"


def waterfall_bars(steps: Sequence[FallStep]) -> tuple[list[FallBar], float]:
    """The columns, and the height of zero. Totals stand on zero, changes hang from the level before them."""
    spans: list[tuple[float, float]] = []
    level = 0.0
    for step in steps:
        value = float(step.appointments)
        spans.append((0, value) if step.is_total else (level, level + value))
        level = spans[-1][1]
    low, high = min(0.0, *map(min, spans)), max(0.0, *map(max, spans))
    scale = (FALL_FOOT - FALL_TOP) / ((high - low) or 1)
    slot = FALL_WIDTH / len(steps)

    def at(value: float) -> float:
        return FALL_TOP + (high - value) * scale

    bars = [
        FallBar(
            step=step,
            kind="total" if step.is_total else "rise" if step.appointments > 0 else "fall",
            x=(number + 0.2) * slot,
            y=at(max(start, end)),
            width=0.6 * slot,
            height=max(abs(end - start) * scale, 0.8),
            level=at(end),
        )
        for number, (step, (start, end)) in enumerate(zip(steps, spans, strict=True))
    ]
    return bars, at(0)


def describe_waterfall(steps: Sequence[FallStep]) -> str:
    """The waterfall in words, for screen readers and alternative text."""
    bars, _ = waterfall_bars(steps)
    return f"Appointments a week. {'; '.join(f'{bar.step.label}: {bar.shown}' for bar in bars)}."


FALL_PAINT = {
    "total": f'fill="{INK}"',
    "rise": f'fill="{PALE}" stroke="{INK}" stroke-width=".75"',
    "fall": f'fill="url(#stripes)" stroke="{BLUE}" stroke-width=".75"',
}
"""Told apart without colour as well, for copies in black and white."""

STRIPES = (
    '<pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/>'
    f'<path d="M-1 1L1 -1M0 5L5 0M4 6L6 4" stroke="{BLUE}" stroke-width="1.5"/></pattern>'
)


def print_waterfall(steps: Sequence[FallStep]) -> str:
    """The waterfall for the PDF, 482 by 214 points. Totals are dark, what adds is pale, what takes away is striped."""
    bars, zero = waterfall_bars(steps)
    joints = "".join(f"M{bar.x + bar.width:g} {bar.level:g}H{after.x:g}" for bar, after in pairwise(bars))
    return _print_svg(
        (FALL_WIDTH, FALL_HEIGHT),
        describe_waterfall(steps),
        f'<defs>{STRIPES}</defs><path d="{joints}" stroke="{GREY}" stroke-width=".5"/>'
        + "".join(map(_print_bar, bars))
        + f'<path d="M0 {zero:g}H{FALL_WIDTH}" stroke="{INK}" stroke-width=".75"/>',
    )


def _print_bar(bar: FallBar) -> str:
    label = "".join(
        f'<text x="{bar.middle:g}" y="{FALL_FOOT + 12 + 10 * row:g}">{escape(words)}</text>'
        for row, words in enumerate(wrap(bar.step.label, max(int(bar.width / 2.9), 8))[:3])
    )
    return (
        f'<rect x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" height="{bar.height:g}" {FALL_PAINT[bar.kind]}/>'
        f'<text x="{bar.middle:g}" y="{bar.y - 4:g}" font-size="10" font-weight="600">{bar.shown}</text>{label}'
    )


# Impact and feasibility of digital initiatives ----------------------------------------------------------------------

GRID_WIDTH, GRID_HEIGHT, GRID_LEFT, GRID_TOP, CELL_WIDTH, CELL_HEIGHT = 280, 214, 30, 8, 50, 36
GRID_RIGHT, GRID_FOOT = GRID_LEFT + 5 * CELL_WIDTH, GRID_TOP + 5 * CELL_HEIGHT
CELL_ROOM = 6
"""Discs that one cell has room for. Of more, the last place says how many."""

QUARTERS = (
    ("Plan with care", GRID_LEFT + 5, GRID_TOP + 11, "start"),
    ("Do first", GRID_RIGHT - 5, GRID_TOP + 11, "end"),
    ("Not now", GRID_LEFT + 5, GRID_FOOT - 5, "start"),
    ("Do when easy", GRID_RIGHT - 5, GRID_FOOT - 5, "end"),
)


class GridItem(Protocol):
    """Something with an impact and a feasibility from 1 to 5, known by its number in the table beside."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def impact(self) -> int: ...
    @property
    def feasibility(self) -> int: ...


class GridDisc(NamedTuple):
    """A disc with a number in it, or, where a cell is full, how many more there are ("+3") and no disc."""

    x: float
    y: float
    words: str
    is_disc: bool = True


def grid_cells(items: Sequence[GridItem]) -> Iterator[tuple[int, int, list[str]]]:
    """Each cell that has items: its feasibility, its impact, and their numbers; where it is full "+3" comes last."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for item in items:
        cells[item.feasibility, item.impact].append(str(item.number))
    for (across, up), words in cells.items():
        more = len(words) - CELL_ROOM + 1
        yield across, up, [*words[: CELL_ROOM - 1], f"+{more}"] if more > 1 else words


def grid_discs(items: Sequence[GridItem]) -> list[GridDisc]:
    """Where each item stands: across how feasible, up how much it helps; those of one cell side by side."""
    return [disc for across, up, words in grid_cells(items) for disc in _in_cell(across, up, words)]


def _in_cell(across: int, up: int, words: Sequence[str]) -> list[GridDisc]:
    middle, line = GRID_LEFT + (across - 0.5) * CELL_WIDTH, GRID_TOP + (5.5 - up) * CELL_HEIGHT
    rows = [words] if len(words) <= 3 else [words[:3], words[3:]]
    return [
        GridDisc(
            x=middle + 16.4 * (place - (len(row) - 1) / 2),
            y=line + 16.4 * (number - (len(rows) - 1) / 2),
            words=said,
            is_disc=not said.startswith("+"),
        )
        for number, row in enumerate(rows)
        for place, said in enumerate(row)
    ]


def describe_grid(items: Sequence[GridItem]) -> str:
    """The chart in words, for screen readers and alternative text."""
    said = "; ".join(f"{one.number} {one.name}: impact {one.impact}, feasibility {one.feasibility}" for one in items)
    return f"Impact and feasibility, each from 1 to 5. {said}."


def print_grid(items: Sequence[GridItem]) -> str:
    """The chart of impact and feasibility for the PDF, 280 by 214 points."""
    halves = f"M{GRID_LEFT + 2.5 * CELL_WIDTH:g} {GRID_TOP}V{GRID_FOOT}M{GRID_LEFT} {GRID_TOP + 2.5 * CELL_HEIGHT:g}"
    frame = f"M{GRID_LEFT} {GRID_TOP}H{GRID_RIGHT}V{GRID_FOOT}H{GRID_LEFT}Z{halves}H{GRID_RIGHT}"
    middle = (GRID_LEFT + GRID_RIGHT) / 2
    corners = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{end}" fill="{GREY}">{words}</text>' for words, x, y, end in QUARTERS
    )
    ticks = "".join(
        f'<text x="{GRID_LEFT + (n - 0.5) * CELL_WIDTH:g}" y="{GRID_FOOT + 11}" fill="{GREY}">{n}</text>'
        f'<text x="{GRID_LEFT - 7}" y="{GRID_TOP + (5.5 - n) * CELL_HEIGHT + 3:g}" fill="{GREY}">{n}</text>'
        for n in range(1, 6)
    )
    turned = f'transform="translate(8 {(GRID_TOP + GRID_FOOT) / 2:g}) rotate(-90)"'
    return _print_svg(
        (GRID_WIDTH, GRID_HEIGHT),
        describe_grid(items),
        f'<path d="{frame}" stroke="{LINE}" stroke-width=".5" fill="none"/>{corners}{ticks}'
        f'<text x="{middle:g}" y="{GRID_FOOT + 22}">Feasibility: harder to easier</text>'
        f"<text {turned}>Impact: lower to higher</text>{''.join(map(_print_disc, grid_discs(items)))}",
    )


def _print_disc(disc: GridDisc) -> str:
    circle = f'<circle cx="{disc.x:g}" cy="{disc.y:g}" r="7.6" fill="{BLUE}"/>' if disc.is_disc else ""
    fill = "#fff" if disc.is_disc else INK
    return f'{circle}<text x="{disc.x:g}" y="{disc.y + 2.8:g}" fill="{fill}" font-weight="600">{disc.words}</text>'


def _print_svg(size: tuple[int, int], title: str, shapes: str) -> str:
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
        f' font-family="{FONTS}" font-size="8.5" fill="{INK}" text-anchor="middle">'
        f"<title>{escape(title)}</title>{shapes}</svg>"
    )
