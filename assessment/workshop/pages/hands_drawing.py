"""Hands as SVG for the screen of a room, where drawings grow with the page: each has a viewBox."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessment.rules.scale import Scale
from assessment.workshop.queries.room import Shown

WIDTH, ROOM_FOR = 640, 4
"""Units across the spread, and how many chips with a code stand over each other."""

CHIP, BASE = 44, 196
DOTS_IN_A_ROW, ROWS = 5, 2
"""Of small dots over a position; more hands than fit are a figure."""


def spread_of_hands(shown: Shown, scale: Scale, *, with_names: bool) -> SafeString:
    """Where hands were raised: a chip with the practice's code for each, or a dot where names are not shown or do not
    fit."""
    named = with_names and has_room_for_names(shown)
    axis = "".join(_stop(scale, position) for position in scale.positions)
    marks = _chips(shown, scale) if named else _dots(shown.counts, scale, WIDTH, BASE - 22, _radius(shown))
    pile = max(shown.counts, default=0)
    top = max(0, BASE - 40 - CHIP * max(1, pile if named else -(-pile // DOTS_IN_A_ROW)))
    ends = f'x1="{_x(scale, 1, WIDTH)}" y1="{BASE}" x2="{_x(scale, scale.top, WIDTH)}" y2="{BASE}"'
    label = escape(in_words(shown, with_names=with_names))
    return mark_safe(  # noqa: S308  what people typed is escaped
        f'<svg class="app-room__spread" viewBox="0 {top} {WIDTH} {256 - top}" role="img" aria-label="{label}">'
        f'<line class="app-strip__line" {ends}/>{axis}{marks}</svg>'
    )


def _radius(shown: Shown) -> int:
    """Dots as big as the highest pile lets them be: 40 hands at one position stay on the drawing."""
    return 9 if max(shown.counts, default=0) <= 7 * DOTS_IN_A_ROW else 6


def has_room_for_names(shown: Shown) -> bool:
    """Whether each hand has a chip with its code: else the codes stand in words below."""
    return not shown.counted and max(shown.counts, default=0) <= ROOM_FOR


def in_words(shown: Shown, *, with_names: bool) -> str:
    """The spread in words: "6 hands: 2 at position 1 (F81061, F81066), 4 at position 2"."""
    if not shown.total:
        return "No hands were raised"
    said = [
        f"{many} at position {at}{_codes(shown, at) if with_names else ''}"
        for at, many in enumerate(shown.counts, start=1)
        if many
    ]
    return f"{shown.total} {'hand' if shown.total == 1 else 'hands'}: {', '.join(said)}"


def _codes(shown: Shown, position: int) -> str:
    codes = [hand.code for hand in shown.hands if hand.position == position]
    return f" ({', '.join(codes)})" if codes else ""


def small_dots(counts: Sequence[int], scale: Scale) -> SafeString:
    """The hands over the radios of a position: dots alone, in words for screen readers."""
    label = escape(in_words(Shown(tuple(counts)), with_names=False))
    rows = -(-max(counts, default=0) // DOTS_IN_A_ROW) or 1
    height = 8 + 15 * min(rows, ROWS)
    dots = _dots(counts, scale, 584, height - 8, 6) if rows <= ROWS else _figures(counts, scale)
    return mark_safe(  # noqa: S308  nothing but numbers
        f'<svg class="app-room__dots" viewBox="0 0 584 {height}" role="img" aria-label="{label}">{dots}</svg>'
    )


def _figures(counts: Sequence[int], scale: Scale) -> str:
    figures = zip(scale.positions, counts, strict=True)
    return "".join(_at(scale, at, 24, f"<text>{many} hands</text>", 584) for at, many in figures if many)


def axis_of(scale: Scale) -> SafeString:
    """The positions under their descriptions, for a room that raises its hands at a number."""
    stops = "".join(
        f'<svg x="{_x(scale, position, 912)}" y="24" overflow="visible">'
        f'<circle class="app-room__stop" r="20"/><text y="8">{position}</text></svg>'
        for position in scale.positions
    )
    ends = f'x1="{_x(scale, 1, 912)}" y1="24" x2="{_x(scale, scale.top, 912)}" y2="24"'
    label = escape(f"Positions {scale.in_words}")
    return mark_safe(  # noqa: S308  what a guide holds is escaped
        f'<svg class="app-room__axis" viewBox="0 0 912 48" role="img" aria-label="{label}">'
        f'<line class="app-strip__line" {ends}/>{stops}</svg>'
    )


def _x(scale: Scale, position: int, width: int) -> str:
    return f"{scale.place(position, width):.1f}"


def _at(scale: Scale, position: int, y: float, shapes: str, width: int = WIDTH) -> str:
    return f'<svg x="{_x(scale, position, width)}" y="{y:g}" overflow="visible">{shapes}</svg>'


def _stop(scale: Scale, position: int) -> str:
    name = "" if position in scale.between else escape(scale.label(position))
    words = f'<text class="app-chip__name" y="54">{name}</text>' if name else ""
    tick = '<line class="app-strip__line" y1="-8" y2="8"/>'
    return _at(scale, position, BASE, f'{tick}<text class="app-chip__n" y="34">{position}</text>{words}')


def _chips(shown: Shown, scale: Scale) -> str:
    drawn, over = "", dict.fromkeys(scale.positions, 0)
    for hand in shown.hands:
        y = BASE - 32 - CHIP * over[hand.position]
        over[hand.position] += 1
        shape = '<rect class="app-chip" x="-48" y="-19" width="96" height="38" rx="19"/>'
        drawn += _at(scale, hand.position, y, f'{shape}<text class="app-chip__who" y="6">{escape(hand.code)}</text>')
    return drawn


def _dots(counts: Sequence[int], scale: Scale, width: int, bottom: float, radius: int) -> str:
    drawn, step = "", 2 * radius + 3
    for position, many in zip(scale.positions, counts, strict=True):
        for number in range(many):
            row, column = divmod(number, DOTS_IN_A_ROW)
            in_row = min(DOTS_IN_A_ROW, many - DOTS_IN_A_ROW * row)
            x = step * (column - (in_row - 1) / 2)
            circle = f'<circle class="app-strip__dot" cx="{x:g}" r="{radius}"/>'
            drawn += _at(scale, position, bottom - step * row, circle, width)
    return drawn
