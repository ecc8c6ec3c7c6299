"""The strip in print, as SVG: fixed points and attributes, as style sheets do not reach into a PDF's images."""

from collections.abc import Callable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessment.rules.position_strip import Kind, Mark, describe, marks_of
from assessment.rules.scale import Scale

PRINT_WIDTH, PRINT_HEIGHT, PRINT_LINE = 216, 20, 8.5
"""Points. The names of positions stand over them in columns of equal width."""

KEY = Scale(("",) * 3)
"""Where a mark stands by itself, any scale will do."""

_INK, _GREY, _HAIR, _BLUE = "#212b32", "#4c6272", "#8b979e", "#005eb8"


def print_strip(
    today: int | None,
    target: int | None,
    last: int | None = None,
    needed: int | None = None,
    *,
    scale: Scale,
    name: str = "",
) -> SafeString:
    """A domain's strip for the PDF: 216 by 20 points."""
    sentence = describe(today, target, last, needed)
    marks = "".join(_PRINT[mark.kind](scale, mark) for mark in marks_of(today, target, last, needed))
    return _print_svg(PRINT_WIDTH, f"{name}: {sentence}" if name else sentence.capitalize(), marks)


def print_key(kind: Kind) -> SafeString:
    """One mark by itself, without its number, for the legend of the PDF: 16 by 20 points."""
    mark = _PRINT[kind](KEY, Mark(kind)).split("<text")[0]
    up = 9 if kind == "last" else 0
    return _print_svg(16, kind.capitalize(), f'<g transform="translate({8 - _x(KEY, 1):g} {-up})">{mark}</g>')


def _print_svg(width: int, title: str, shapes: str) -> SafeString:
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{PRINT_HEIGHT}pt"'
        f' viewBox="0 0 {width} {PRINT_HEIGHT}" font-family="Open Sans, Liberation Sans, sans-serif" font-size="7.5"'
        f' font-weight="600" text-anchor="middle"><title>{escape(title)}</title>{shapes}</svg>'
    )


def _x(scale: Scale, position: int) -> float:
    return scale.place(position, PRINT_WIDTH)


def _print_line(scale: Scale, extra: str = "") -> str:
    ticks = "".join(f"M{_x(scale, p):g} {PRINT_LINE - 2.5:g}v5" for p in scale.positions)
    return (
        f'<path d="M{_x(scale, 1):g} {PRINT_LINE}H{_x(scale, scale.top):g}" stroke="{_HAIR}" stroke-width=".8"{extra}/>'
        f'<path d="{ticks}" stroke="{_HAIR}" stroke-width=".8"/>'
    )


def _print_move(scale: Scale, mark: Mark) -> str:
    way = 1 if mark.to > mark.at else -1
    tip = _x(scale, mark.to) - 6.4 * way
    return (
        f'<path d="M{_x(scale, mark.at):g} {PRINT_LINE}H{tip - 4 * way:g}" stroke="{_BLUE}" stroke-width="1.5"/>'
        f'<path d="M{tip:g} {PRINT_LINE}l{-5 * way} -3.2v6.4Z" fill="{_BLUE}"/>'
    )


def _print_disc(scale: Scale, mark: Mark, radius: float, fill: str, stroke: float = 0) -> str:
    outline = f' stroke="{_BLUE}" stroke-width="{stroke}"' if stroke else ""
    return f'<circle cx="{_x(scale, mark.at):g}" cy="{PRINT_LINE}" r="{radius}" fill="{fill}"{outline}/>'


def _print_number(scale: Scale, mark: Mark, fill: str) -> str:
    return f'<text x="{_x(scale, mark.at):g}" y="{PRINT_LINE + 2.7:g}" fill="{fill}">{mark.at}</text>'


_PRINT: Mapping[Kind, Callable[[Scale, Mark], str]] = {
    "line": lambda scale, mark: _print_line(scale),
    "open line": lambda scale, mark: _print_line(scale, ' stroke-dasharray="2 2.5"'),
    "last": lambda scale, mark: f'<path d="M{_x(scale, mark.at) - 3:g} 20h6l-3 -4.8Z" fill="{_GREY}"/>',
    "needed": lambda scale, mark: f'<path d="M{_x(scale, mark.at):g} 0V16.5" stroke="{_INK}" stroke-width="1.2"/>',
    "move": _print_move,
    "target": lambda scale, mark: _print_disc(scale, mark, 5.4, "#fff", 1.2) + _print_number(scale, mark, _INK),
    "today": lambda scale, mark: _print_disc(scale, mark, 6, _BLUE) + _print_number(scale, mark, "#fff"),
    "kept": lambda scale, mark: (
        _print_disc(scale, mark, 7.2, "#fff", 1)
        + _print_disc(scale, mark, 5.6, _BLUE)
        + _print_number(scale, mark, "#fff")
    ),
}
