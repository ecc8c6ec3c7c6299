"""The profile of a diagnostic: each domain on the scale, by area.

The result page, the plan's pages and its PDF read these rows, and a submitted plan freezes them as they are: a field
added here is a field of the frozen document (`devplans/document/plan.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessment.rules.scale import Scale
from assessment.rules.scoring import area_score, change_since


@dataclass(frozen=True, kw_only=True)
class DomainProfile:
    """A domain on the scale: today, target, last time, and what the next level needs; None where there is none."""

    code: str
    title: str
    high_impact: bool
    priority: bool
    today: int | None = None
    target: int | None = None
    last: int | None = None
    needed: int | None = None

    @property
    def positions(self) -> tuple[int | None, int | None, int | None, int | None]:
        """What its strip shows, in the order that strips are drawn and told."""
        return self.today, self.target, self.last, self.needed

    @property
    def change(self) -> int | None:
        return change_since(self.today, self.last)

    @property
    def change_in_words(self) -> str:
        """How today compares with last time: "Up 1", "Down 1", "Same", or nothing to compare."""
        if self.today is None:
            return "Not answered"
        if self.change is None:
            return ""
        if self.change == 0:
            return "Same"
        return f"{'Up' if self.change > 0 else 'Down'} {abs(self.change)}"


@dataclass(frozen=True, kw_only=True)
class AreaProfile:
    """An area with its domains in the guide's order. `mean` is on 0 to 100, rounded half up."""

    code: str
    title: str
    answered: int
    domains: tuple[DomainProfile, ...]
    mean: int | None = None
    band: str = ""


def area_profile(code: str, title: str, domains: Iterable[DomainProfile], scale: Scale) -> AreaProfile:
    """An area from its domains: how many are answered, and what their positions come to on the guide's scale."""
    rows = tuple(domains)
    score = area_score((row.today for row in rows), scale.top)
    return AreaProfile(
        code=code,
        title=title,
        answered=score.answered,
        domains=rows,
        mean=None if score.mean is None else int(score.mean.quantize(Decimal(1), ROUND_HALF_UP)),
        band=scale.band(score.mean),
    )
