"""The positions of several localities beside each other: areas, domains, and where they are alike weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessment.models import Domain, Guide
from assessment.rules.scoring import AreaScore, area_score
from devplans.overview.queries.locality_summaries import LocalitySummary

LOW = 2
"""Positions up to this one are low: before "developing" on the guide's scale."""

WORDS = {1: "less advanced", 2: "before developing", 3: "developing", 4: "beyond developing", 5: "more advanced"}


@dataclass(frozen=True)
class Cell:
    """One locality's position on one domain, None where it is not answered, and the way to the answer."""

    position: int | None
    url: str

    @property
    def words(self) -> str:
        return WORDS[self.position] if self.position else "not answered"


@dataclass(frozen=True)
class DomainRow:
    """One domain over all localities; a cell is None where there is no diagnostic or its guide does not ask it."""

    domain: Domain
    cells: tuple[Cell | None, ...]
    low: tuple[str, ...]
    answered: int

    @property
    def is_weak(self) -> bool:
        """At least two localities, and at least half of those that answered, are low."""
        return len(self.low) >= 2 and len(self.low) * 2 >= self.answered

    @property
    def shared_action(self) -> str:
        """The guide's first action that moves on from where the weakest of them is."""
        positions = [cell.position for cell in self.cells if cell and cell.position]
        start = min(positions, default=LOW)
        actions = self.domain.suggested_actions.all()
        return next((action.title for action in actions if action.moves_from <= start < action.moves_to), "")


@dataclass(frozen=True)
class AreaRows:
    """An area's domains, with its score per locality; no title and no scores where domains are sorted across areas."""

    title: str
    scores: tuple[AreaScore, ...]
    rows: tuple[DomainRow, ...]


@dataclass(frozen=True)
class HeatMap:
    localities: tuple[LocalitySummary, ...]
    areas: tuple[AreaRows, ...]

    @property
    def rows(self) -> list[DomainRow]:
        return [row for area in self.areas for row in area.rows]

    @property
    def answering(self) -> int:
        """How many localities have answered any of these domains."""
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return sum(any(cell and cell.position for cell in column) for column in columns)

    @property
    def weak(self) -> list[DomainRow]:
        """Domains in which the localities are alike weak, those with most of them first."""
        return sorted((row for row in self.rows if row.is_weak), key=lambda row: -len(row.low))


def heat_map(
    summaries: Sequence[LocalitySummary], guide: Guide, *, domain: str = "", weakest_first: bool = False
) -> HeatMap:
    """Lay positions side by side: all domains of the guide, or one of them by its code.

    `summaries` stay in the order given. `weakest_first` sorts domains by how many localities are low.
    """
    # Working out 720 addresses one by one would take longer than all the rest.
    pages = {
        summary.shown.pk: reverse("domain", args=[summary.shown.pk, "-"]) for summary in summaries if summary.shown
    }
    wanted = [one for one in guide.ordered_domains if domain in ("", one.code)]
    rows = {one.code: _row(one, summaries, pages) for one in wanted}
    if weakest_first:
        ordered = sorted(rows.values(), key=lambda row: -len(row.low))
        return HeatMap(tuple(summaries), (AreaRows("", (), tuple(ordered)),))
    areas = (
        AreaRows(
            area.title,
            tuple(
                area_score((summary.positions.get(each.code) for each in domains), guide.top) for summary in summaries
            ),
            tuple(rows[each.code] for each in domains if each.code in rows),
        )
        for area, domains in guide.domains_by_area
    )
    return HeatMap(tuple(summaries), tuple(area for area in areas if area.rows))


def _row(domain: Domain, summaries: Iterable[LocalitySummary], pages: Mapping[int, str]) -> DomainRow:
    cells: list[Cell | None] = []
    low, answered = [], 0
    for summary in summaries:
        if summary.shown is None or domain.code not in summary.positions:
            cells.append(None)
            continue
        position = summary.positions[domain.code]
        cells.append(Cell(position, pages[summary.shown.pk].replace("/-/", f"/{domain.code}/")))
        answered += position is not None
        if position is not None and position <= LOW:
            low.append(summary.locality.name)
    return DomainRow(domain, tuple(cells), tuple(low), answered)


def newest_guide(summaries: Iterable[LocalitySummary]) -> Guide | None:
    """Return the newest guide that any of these localities' diagnostics rests on; its domains are the rows."""
    newest = max((summary.shown.guide_id for summary in summaries if summary.shown), default=None)
    return Guide.objects.whole(newest) if newest else None
