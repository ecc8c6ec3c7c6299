"""The strip: one domain on the line from less to more advanced, drawn as SVG for the page and for print.

One geometry: position n stands at n sixths of the width. `_marks` says what stands where; `strip` writes it for the
page (x in per cent, sizes in pixels, classes of app.css), `print_strip` for the PDF (fixed points, attributes, as
style sheets do not reach into its images). Nothing rests on colour: shape, number and sentence say the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import ceil
from typing import Literal, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

POSITIONS = range(1, 6)

Kind = Literal["line", "open line", "last", "needed", "move", "target", "today", "kept"]


class Mark(NamedTuple):
    """One thing on a strip. `move` goes from `at` to `to`; the lines run over the whole scale."""

    kind: Kind
    at: int = 1
    to: int = 5


def describe(today: int | None, target: int | None, last: int | None = None, needed: int | None = None) -> str:
    """The strip in words, for screen readers and alternative text: "today 2, target 4, last time 1"."""
    said = ["not answered yet" if today is None else f"today {today}"]
    said += [f"{words} {at}" for words, at in (("target", target), ("last time", last), ("needed", needed)) if at]
    return ", ".join(said)


def _marks(today: int | None, target: int | None, last: int | None, needed: int | None) -> Iterator[Mark]:
    """What a strip shows, from the back to the front. Today and target on one position are `kept`."""
    yield Mark("open line" if today is None else "line")
    if last:
        yield Mark("last", last)
    if needed:
        yield Mark("needed", needed)
    if today and today == target:
        yield Mark("kept", today)
        return
    if today and target:
        yield Mark("move", today, target)
    if target:
        yield Mark("target", target)
    if today:
        yield Mark("today", today)


# For the page -----------------------------------------------------------------------------------------------------


def strip(
    today: int | None, target: int | None, last: int | None = None, *, name: str = "", needed: int | None = None
) -> SafeString:
    """A domain's strip for the page. Positions are 1 to 5 or None; `name` leads what screen readers say."""
    sentence = describe(today, target, last, needed)
    label = escape(f"{name}: {sentence}" if name else sentence.capitalize())
    marks = _page_marks(today, target, last, needed)
    return mark_safe(f'<svg class="app-strip" height="42" role="img" aria-label="{label}">{marks}</svg>')  # noqa: S308


@lru_cache(maxsize=2048)
def _page_marks(today: int | None, target: int | None, last: int | None, needed: int | None) -> str:
    return "".join(_PAGE[mark.kind](mark) for mark in _marks(today, target, last, needed))


def _per_cent(position: int) -> str:
    return f"{position * 100 / 6:.3f}%"


def _at(position: int, y: float, shapes: str) -> str:
    return f'<svg x="{_per_cent(position)}" y="{y:g}" overflow="visible">{shapes}</svg>'


def _page_line(extra: str = "") -> str:
    ticks = "".join(_at(p, 15, '<line class="app-strip__line" y1="-6" y2="6"/>') for p in POSITIONS)
    ends = f'x1="{_per_cent(1)}" y1="15" x2="{_per_cent(5)}" y2="15"'
    return f'<line class="app-strip__line{extra}" {ends}/>{ticks}'


def _page_move(mark: Mark) -> str:
    ends = f'x1="{_per_cent(mark.at)}" y1="15" x2="{_per_cent(mark.to)}" y2="15"'
    head = "M-24 -7-13 0-24 7Z" if mark.to > mark.at else "M24 -7 13 0 24 7Z"
    arrow = _at(mark.to, 15, f'<path class="app-strip__head" d="{head}"/>')
    return f'<line class="app-strip__move" {ends}/>{arrow}'


_PAGE: Mapping[Kind, Callable[[Mark], str]] = {
    "line": lambda mark: _page_line(),
    "open line": lambda mark: _page_line(" app-strip__line--none"),
    "last": lambda mark: _at(mark.at, 31, '<path class="app-strip__last" d="M-6 10 0 0 6 10Z"/>'),
    "needed": lambda mark: _at(mark.at, 15, '<line class="app-strip__needed" y1="-15" y2="15"/>'),
    "move": _page_move,
    "target": lambda mark: _at(mark.at, 15, f'<circle class="app-strip__target" r="12"/><text y="5">{mark.at}</text>'),
    "today": lambda mark: _at(
        mark.at, 15, f'<circle class="app-strip__today" r="12"/><text class="app-strip__ink" y="5">{mark.at}</text>'
    ),
    "kept": lambda mark: _at(
        mark.at,
        15,
        '<circle class="app-strip__target" r="13.5"/><circle class="app-strip__today" r="10"/>'
        f'<text class="app-strip__ink" y="5">{mark.at}</text>',
    ),
}


def spread(counts: Sequence[int]) -> SafeString:
    """What the practices think: a dot for each practice above the position it chose. `counts` holds positions 1 to 5.

    Dots stand in rows of at most four; numbers under the line are positions, never counts."""
    rows = max(2, ceil(max(counts) / 4))
    line = 16 + 15 * rows
    columns = "".join(
        _at(
            position,
            line,
            f'<line class="app-strip__line" y1="-6" y2="6"/>{_dots(count)}<text y="26">{position}</text>',
        )
        for position, count in zip(POSITIONS, counts, strict=True)
    )
    axis = f'<line class="app-strip__line" x1="{_per_cent(1)}" y1="{line}" x2="{_per_cent(5)}" y2="{line}"/>'
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


def describe_spread(counts: Sequence[int]) -> str:
    """The spread in words: "4 practices gave their view: 2 at position 1, 1 at position 2, 1 at position 3"."""
    total = sum(counts)
    if not total:
        return "No practice has given its view yet"
    said = ", ".join(f"{count} at position {at}" for at, count in zip(POSITIONS, counts, strict=True) if count)
    return f"{total} {'practice' if total == 1 else 'practices'} gave {'its' if total == 1 else 'their'} view: {said}"


# For print ----------------------------------------------------------------------------------------------------------

PRINT_WIDTH, PRINT_HEIGHT, PRINT_LINE = 216, 20, 8.5
"""Points. A third of the width is 72, so three equal columns of words stand over positions 1, 3 and 5."""

_INK, _GREY, _HAIR, _BLUE = "#212b32", "#4c6272", "#8b979e", "#005eb8"


def print_strip(
    today: int | None, target: int | None, last: int | None = None, *, name: str = "", needed: int | None = None
) -> SafeString:
    """A domain's strip for the PDF: 216 by 20 points."""
    sentence = describe(today, target, last, needed)
    marks = "".join(_PRINT[mark.kind](mark) for mark in _marks(today, target, last, needed))
    return _print_svg(PRINT_WIDTH, f"{name}: {sentence}" if name else sentence.capitalize(), marks)


def print_key(kind: Kind) -> SafeString:
    """One mark by itself, without its number, for the legend of the PDF: 16 by 20 points."""
    mark = _PRINT[kind](Mark(kind)).split("<text")[0]
    up = 9 if kind == "last" else 0
    return _print_svg(16, kind.capitalize(), f'<g transform="translate({8 - _x(1):g} {-up})">{mark}</g>')


def _print_svg(width: int, title: str, shapes: str) -> SafeString:
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{PRINT_HEIGHT}pt"'
        f' viewBox="0 0 {width} {PRINT_HEIGHT}" font-family="Open Sans, Liberation Sans, sans-serif" font-size="7.5"'
        f' font-weight="600" text-anchor="middle"><title>{escape(title)}</title>{shapes}</svg>'
    )


def _x(position: int) -> float:
    return position * PRINT_WIDTH / 6


def _print_line(extra: str = "") -> str:
    ticks = "".join(f"M{_x(p):g} {PRINT_LINE - 2.5:g}v5" for p in POSITIONS)
    return (
        f'<path d="M{_x(1):g} {PRINT_LINE}H{_x(5):g}" stroke="{_HAIR}" stroke-width=".8"{extra}/>'
        f'<path d="{ticks}" stroke="{_HAIR}" stroke-width=".8"/>'
    )


def _print_move(mark: Mark) -> str:
    way = 1 if mark.to > mark.at else -1
    tip = _x(mark.to) - 6.4 * way
    return (
        f'<path d="M{_x(mark.at):g} {PRINT_LINE}H{tip - 4 * way:g}" stroke="{_BLUE}" stroke-width="1.5"/>'
        f'<path d="M{tip:g} {PRINT_LINE}l{-5 * way} -3.2v6.4Z" fill="{_BLUE}"/>'
    )


def _print_disc(mark: Mark, radius: float, fill: str, stroke: float = 0) -> str:
    outline = f' stroke="{_BLUE}" stroke-width="{stroke}"' if stroke else ""
    return f'<circle cx="{_x(mark.at):g}" cy="{PRINT_LINE}" r="{radius}" fill="{fill}"{outline}/>'


def _print_number(mark: Mark, fill: str) -> str:
    return f'<text x="{_x(mark.at):g}" y="{PRINT_LINE + 2.7:g}" fill="{fill}">{mark.at}</text>'


_PRINT: Mapping[Kind, Callable[[Mark], str]] = {
    "line": lambda mark: _print_line(),
    "open line": lambda mark: _print_line(' stroke-dasharray="2 2.5"'),
    "last": lambda mark: f'<path d="M{_x(mark.at) - 3:g} 20h6l-3 -4.8Z" fill="{_GREY}"/>',
    "needed": lambda mark: f'<path d="M{_x(mark.at):g} 0V16.5" stroke="{_INK}" stroke-width="1.2"/>',
    "move": _print_move,
    "target": lambda mark: _print_disc(mark, 5.4, "#fff", 1.2) + _print_number(mark, _INK),
    "today": lambda mark: _print_disc(mark, 6, _BLUE) + _print_number(mark, "#fff"),
    "kept": lambda mark: (
        _print_disc(mark, 7.2, "#fff", 1) + _print_disc(mark, 5.6, _BLUE) + _print_number(mark, "#fff")
    ),
}
