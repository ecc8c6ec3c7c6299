"""An outcome metric over time as a drawing: where it starts, what was measured, and where it should get to.

One geometry, painted by the classes of app.css on a page and by attributes in print. Its numbers stand beside it
in words, and nothing in it rests on colour: a ring and a dotted line are the baseline, dots what was measured, a dashed
line the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessment.rules.decimals import plain, with_unit
from devplans.document.charts import BLUE, GREY, INK, LINE
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.trend import Series
from localities.kit.documents.printable import FONTS

STEPS = tuple(map(Decimal, (1, 2, 5, 10)))
LEAST_DAYS = timedelta(days=180)  # a chart shows half a year at least, so that two days do not look like a year


@dataclass(frozen=True)
class Spot:
    """A figure in the drawing."""

    x: float
    y: float
    value: Decimal


@dataclass(frozen=True)
class Frame:
    """Where the drawing's area lies, and what it spans."""

    width: int
    height: int
    left: int
    right: int
    top: int
    foot: int
    start: date
    end: date
    low: Decimal
    high: Decimal
    step: Decimal

    def x(self, on: date) -> float:
        share = (on - self.start) / (self.end - self.start)
        return round(self.left + share * (self.width - self.right - self.left), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return round(self.height - self.foot - share * (self.height - self.foot - self.top), 1)

    @property
    def ticks(self) -> list[Decimal]:
        return [self.low + number * self.step for number in range(int((self.high - self.low) / self.step) + 1)]


def is_drawn(series: Series) -> bool:
    """Whether there is something to draw, and nothing that a drawing would give away."""
    return not series.hides_some and any(point.on and point.value is not None for point in series.measured)


def _frame(series: Series, width: int, height: int, left: int, lines: int) -> Frame:
    points = [*([series.baseline] if series.baseline else ()), *series.measured]
    days = [point.on for point in points if point.on and point.value is not None]
    values = [point.value for point in points if point.value is not None]
    values += [series.target] if series.target is not None else []
    low, high, step = _span(min(values), max(values), lines)
    start = min(days)
    end = max(*days, start + LEAST_DAYS, series.target_on or start)
    return Frame(width, height, left, 8, 16, 18, start, end, low, high, step)


def _span(low: Decimal, high: Decimal, lines: int) -> tuple[Decimal, Decimal, Decimal]:
    """Round numbers below and above, with a round step between: 8 to 16 by 2."""
    room = (high - low) or abs(high) or Decimal(1)
    raw = room / lines
    power = Decimal(1).scaleb(raw.adjusted())
    step = next(power * one for one in STEPS if power * one >= raw)
    first = (low / step).quantize(Decimal(1), ROUND_FLOOR) * step
    last = (high / step).quantize(Decimal(1), ROUND_CEILING) * step
    return (first, last, step) if last > first else (first - step, last + step, step)


def describe_chart(series: Series) -> str:
    """The drawing in words."""
    measured = "; ".join(
        f"{with_unit(point.value, series.unit)} on {_day(point.on)}"
        for point in series.measured
        if point.value is not None and point.on
    )
    start, baseline = series.baseline, ""
    if start is not None and start.value is not None and start.on:
        baseline = f"Baseline {with_unit(start.value, series.unit)} on {_day(start.on)}. "
    target = "" if series.target is None else f" Target {with_unit(series.target, series.unit)}."
    return f"{baseline}Measured: {measured}.{target}"


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"


@dataclass(frozen=True)
class Paint:
    """Attributes of each kind of mark."""

    grid: str
    base: str
    line: str
    ring: str
    dot: str
    target: str
    quiet: str
    loud: str


PAGE = Paint(
    grid='class="app-trend__grid"',
    base='class="app-trend__base"',
    line='class="app-trend__line"',
    ring='class="app-trend__ring"',
    dot='class="app-trend__dot"',
    target='class="app-trend__target"',
    quiet='class="app-trend__quiet"',
    loud='class="app-trend__loud"',
)
PRINT = Paint(
    grid=f'stroke="{LINE}" stroke-width=".5"',
    base=f'stroke="{GREY}" stroke-width=".75" stroke-dasharray="1 2"',
    line=f'fill="none" stroke="{BLUE}" stroke-width="1.5"',
    ring=f'fill="#fff" stroke="{BLUE}" stroke-width="1.5"',
    dot=f'fill="{BLUE}"',
    target=f'stroke="{INK}" stroke-width="1.25" stroke-dasharray="6 3"',
    quiet=f'fill="{GREY}"',
    loud='font-weight="600"',
)


def page_chart(series: Series) -> SafeString:
    """The drawing for a page; nothing where there is none."""
    if not is_drawn(series):
        return SafeString()
    frame = _frame(series, 480, 210, 48, 4)
    return mark_safe(  # noqa: S308
        f'<svg class="app-trend" viewBox="0 0 {frame.width} {frame.height}" role="img"'
        f' aria-label="{escape(describe_chart(series))}">{"".join(_shapes(series, frame, PAGE, 4.5))}</svg>'
    )


def print_chart(series: Series) -> str:
    """The drawing for the PDF, 250 by 92 points."""
    frame = _frame(series, 250, 92, 34, 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width}pt" height="{frame.height}pt"'
        f' viewBox="0 0 {frame.width} {frame.height}" font-family="{FONTS}" font-size="8" fill="{INK}">'
        f"<title>{escape(describe_chart(series))}</title>{''.join(_shapes(series, frame, PRINT, 2.8))}</svg>"
    )


def _shapes(series: Series, frame: Frame, paint: Paint, radius: float) -> Iterator[str]:
    right = frame.width - frame.right
    for tick in frame.ticks:
        y = frame.y(tick)
        yield f'<path {paint.grid} d="M{frame.left} {y}H{right}"/>'
        yield f'<text {paint.quiet} x="{frame.left - 8}" y="{y + 3:g}" text-anchor="end">{plain(tick)}</text>'
    for on, anchor in ((frame.start, "start"), (frame.end, "end")):
        x = frame.left if anchor == "start" else right
        yield f'<text {paint.quiet} x="{x}" y="{frame.height - 3}" text-anchor="{anchor}">{on:%b %Y}</text>'
    if series.target is not None:
        y = frame.y(series.target)
        yield f'<path {paint.target} d="M{frame.left} {y}H{right}"/>'
        words = f"Target {plain(series.target)}"
        yield f'<text {paint.loud} x="{right}" y="{y - 4:g}" text-anchor="end">{words}</text>'
    yield from _measured(series, frame, paint, radius)


def _measured(series: Series, frame: Frame, paint: Paint, radius: float) -> Iterator[str]:
    start = _spot(series.baseline, frame) if series.baseline else None
    spots = [spot for point in series.measured if (spot := _spot(point, frame))]
    if start:
        yield f'<path {paint.base} d="M{frame.left} {start.y}H{frame.width - frame.right}"/>'
    line = sorted([*([start] if start else ()), *spots], key=lambda spot: spot.x)
    yield f'<path {paint.line} d="M{"L".join(f"{spot.x} {spot.y}" for spot in line)}"/>'
    for spot in spots:
        yield f'<circle {paint.dot} cx="{spot.x}" cy="{spot.y}" r="{radius:g}"/>'
    if start:
        yield f'<circle {paint.ring} cx="{start.x}" cy="{start.y}" r="{radius:g}"/>'
        yield _number(start, frame, paint, radius)
    yield _number(spots[-1], frame, paint, radius)


def _spot(point: Point, frame: Frame) -> Spot | None:
    if point.on is None or point.value is None:
        return None
    return Spot(frame.x(point.on), frame.y(point.value), point.value)


def _number(spot: Spot, frame: Frame, paint: Paint, radius: float) -> str:
    """A figure beside its mark: above it, or below where there is no room above; within the drawing's width."""
    above = spot.y - radius - 4
    y = above if above > 9 else spot.y + radius + 11
    anchor = "start" if spot.x < frame.left + 20 else "end" if spot.x > frame.width - frame.right - 20 else "middle"
    return f'<text {paint.loud} x="{spot.x}" y="{y:g}" text-anchor="{anchor}">{plain(spot.value)}</text>'
