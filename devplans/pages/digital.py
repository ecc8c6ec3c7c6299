"""Digital initiatives on their page: numbered, and placed by impact and feasibility. The PDF has its own drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from devplans.document.charts import describe_grid, grid_cells
from devplans.models import DigitalInitiative, Plan
from devplans.queries.money import lines_by_row, total_of

HEIGHT, PITCH, RADIUS = 420, 28, 13
"""Pixels. A fifth of the height has room for three discs, of the width on a narrow phone for two."""
LEFT = 8
"""Per cent of the width, for the numbers of the scale."""


@dataclass(frozen=True)
class NumberedInitiative:
    """An initiative with its number on the chart, the titles of the domains it helps, and pounds where it costs any."""

    number: int
    row: DigitalInitiative
    domains: tuple[str, ...]
    cost: Decimal | None = None

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def impact(self) -> int:
        return self.row.impact

    @property
    def feasibility(self) -> int:
        return self.row.feasibility


@dataclass(frozen=True)
class Initiatives:
    """A plan's initiatives in their order."""

    items: tuple[NumberedInitiative, ...]

    @property
    def cost(self) -> Decimal | None:
        """Pounds for those whose cost is known; None when none is."""
        known = [item.cost for item in self.items if item.cost is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def without_cost(self) -> int:
        return sum(item.cost is None for item in self.items)

    @property
    def chart(self) -> SafeString:
        """The chart for the page."""
        return page_grid(self.items)


def numbered(plan: Plan, rows: Sequence[DigitalInitiative]) -> Initiatives:
    """Number initiatives, with the domains they help by the names of the plan's guide. One query."""
    domains = plan.diagnostic.whole_guide.domains_by_code
    costs = lines_by_row(plan, DigitalInitiative)
    return Initiatives(
        tuple(
            NumberedInitiative(
                number,
                row,
                tuple(domains[code].title for code in row.domain_codes if code in domains),
                total_of(costs[row.pk]) if row.pk in costs else None,
            )
            for number, row in enumerate(rows, start=1)
        )
    )


def page_grid(items: Sequence[NumberedInitiative]) -> SafeString:
    """Impact upwards, feasibility across: an SVG without a viewBox, x in per cent and sizes in pixels, like strips."""
    cells = "".join(_cell(across, up, words) for across, up, words in grid_cells(items))
    return mark_safe(  # noqa: S308
        f'<svg class="app-grid" height="{HEIGHT + 30}" role="img" aria-label="{escape(describe_grid(items))}">'
        f"{_frame()}{cells}</svg>"
    )


def _x(across: float) -> str:
    return f"{LEFT + across * (100 - LEFT) / 5:g}%"


def _y(up: float) -> float:
    return (5 - up) * HEIGHT / 5


def _frame() -> str:
    lines = f'<rect class="app-grid__line" x="{_x(0)}" width="{100 - LEFT}%" height="{HEIGHT}"/>'
    lines += f'<line class="app-grid__line" x1="{_x(2.5)}" y1="0" x2="{_x(2.5)}" y2="{HEIGHT}"/>'
    lines += f'<line class="app-grid__line" x1="{_x(0)}" y1="{_y(2.5):g}" x2="{_x(5)}" y2="{_y(2.5):g}"/>'
    quarters = (("Plan with care", 0, 18), ("Do first", 2.5, 18), ("Not now", 0, -8), ("Do when easy", 2.5, -8))
    words = "".join(
        f'<svg x="{_x(across)}" y="{0 if down > 0 else HEIGHT}" overflow="visible">'
        f'<text class="app-grid__quarter" x="6" y="{down}">{said}</text></svg>'
        for said, across, down in quarters
    )
    scale = "".join(
        f'<text x="{_x(n - 0.5)}" y="{HEIGHT + 22}">{n}</text><text x="{LEFT / 2}%" y="{_y(n - 0.5) + 5:g}">{n}</text>'
        for n in range(1, 6)
    )
    return lines + words + scale


def _cell(across: int, up: int, words: Sequence[str]) -> str:
    """The discs of one cell, two in a row."""
    rows = [words[at : at + 2] for at in range(0, len(words), 2)]
    discs = "".join(
        _disc(PITCH * (place - (len(row) - 1) / 2), PITCH * (number - (len(rows) - 1) / 2), said)
        for number, row in enumerate(rows)
        for place, said in enumerate(row)
    )
    return f'<svg x="{_x(across - 0.5)}" y="{_y(up - 0.5):g}" overflow="visible">{discs}</svg>'


def _disc(x: float, y: float, said: str) -> str:
    if said.startswith("+"):
        return f'<text x="{x:g}" y="{y + 5:g}">{said}</text>'
    circle = f'<circle class="app-grid__disc" cx="{x:g}" cy="{y:g}" r="{RADIUS}"/>'
    return f'{circle}<text class="app-grid__ink" x="{x:g}" y="{y + 5:g}">{said}</text>'
