"""The strip on a page, as SVG: x in per cent, sizes in pixels, classes of app.css."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import ceil

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessment.rules.position_strip import Kind, Mark, describe, describe_spread, marks_of
from assessment.rules.scale import Scale


def strip(
    today: int | None,
    target: int | None,
    last: int | None = None,
    needed: int | None = None,
    *,
    scale: Scale,
    name: str = "",
) -> SafeString:
    """A domain's strip for the page. Positions are of the scale or None; `name` leads what screen readers say."""
    sentence = describe(today, target, last, needed)
    label = escape(f"{name}: {sentence}" if name else sentence.capitalize())
    marks = _page_marks(scale, today, target, last, needed)
    return mark_safe(f'<svg class="app-strip" height="42" role="img" aria-label="{label}">{marks}</svg>')  # noqa: S308


@lru_cache(maxsize=2048)
def _page_marks(scale: Scale, today: int | None, target: int | None, last: int | None, needed: int | None) -> str:
    return "".join(_PAGE[mark.kind](scale, mark) for mark in marks_of(today, target, last, needed))


def _per_cent(scale: Scale, position: int) -> str:
    return f"{scale.place(position, 100):.3f}%"


def _at(scale: Scale, position: int, y: float, shapes: str) -> str:
    return f'<svg x="{_per_cent(scale, position)}" y="{y:g}" overflow="visible">{shapes}</svg>'


def _page_line(scale: Scale, extra: str = "") -> str:
    ticks = "".join(_at(scale, p, 15, '<line class="app-strip__line" y1="-6" y2="6"/>') for p in scale.positions)
    ends = f'x1="{_per_cent(scale, 1)}" y1="15" x2="{_per_cent(scale, scale.top)}" y2="15"'
    return f'<line class="app-strip__line{extra}" {ends}/>{ticks}'


def _page_move(scale: Scale, mark: Mark) -> str:
    ends = f'x1="{_per_cent(scale, mark.at)}" y1="15" x2="{_per_cent(scale, mark.to)}" y2="15"'
    head = "M-24 -7-13 0-24 7Z" if mark.to > mark.at else "M24 -7 13 0 24 7Z"
    arrow = _at(scale, mark.to, 15, f'<path class="app-strip__head" d="{head}"/>')
    return f'<line class="app-strip__move" {ends}/>{arrow}'


_PAGE: Mapping[Kind, Callable[[Scale, Mark], str]] = {
    "line": lambda scale, mark: _page_line(scale),
    "open line": lambda scale, mark: _page_line(scale, " app-strip__line--none"),
    "last": lambda scale, mark: _at(scale, mark.at, 31, '<path class="app-strip__last" d="M-6 10 0 0 6 10Z"/>'),
    "needed": lambda scale, mark: _at(scale, mark.at, 15, '<line class="app-strip__needed" y1="-15" y2="15"/>'),
    "move": _page_move,
    "target": lambda scale, mark: _at(
        scale, mark.at, 15, f'<circle class="app-strip__target" r="12"/><text y="5">{mark.at}</text>'
    ),
    "today": lambda scale, mark: _at(
        scale,
        mark.at,
        15,
        f'<circle class="app-strip__today" r="12"/><text class="app-strip__ink" y="5">{mark.at}</text>',
    ),
    "kept": lambda scale, mark: _at(
        scale,
        mark.at,
        15,
        '<circle class="app-strip__target" r="13.5"/><circle class="app-strip__today" r="10"/>'
        f'<text class="app-strip__ink" y="5">{mark.at}</text>',
    ),
}


def spread(counts: Sequence[int], scale: Scale) -> SafeString:
    """What the practices think: a dot for each practice above the position it chose. `counts` are by position.

    Dots stand in rows of at most four; numbers under the line are positions, never counts."""
    rows = max(2, ceil(max(counts) / 4))
    line = 16 + 15 * rows
    columns = "".join(
        _at(
            scale,
            position,
            line,
            f'<line class="app-strip__line" y1="-6" y2="6"/>{_dots(count)}<text y="26">{position}</text>',
        )
        for position, count in zip(scale.positions, counts, strict=True)
    )
    ends = f'x1="{_per_cent(scale, 1)}" y1="{line}" x2="{_per_cent(scale, scale.top)}" y2="{line}"'
    axis = f'<line class="app-strip__line" {ends}/>'
    label = escape(describe_spread(counts))
    return mark_safe(  # noqa: S308
        f'<svg class="app-strip" height="{line + 38}" role="img" aria-label="{label}">{axis}{columns}</svg>'
    )


def _dots(count: int) -> str:
    dots = []
    for number in range(count):
        row, column = divmod(number, 4)
        in_row = min(4, count - 4 * row)
        x, y = 15 * (column - (in_row - 1) / 2), -17 - 15 * row
        dots.append(f'<circle class="app-strip__dot" cx="{x:g}" cy="{y}" r="6"/>')
    return "".join(dots)
