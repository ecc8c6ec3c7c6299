"""The positions of several localities beside each other: areas, domains, and where they are alike weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessment.models import Domain
from assessment.rules.scale import Scale, either
from assessment.rules.scoring import AreaScore, area_score
from devplans.overview.queries.compared_guide import ELSEWHERE, ComparedGuide
from devplans.overview.queries.locality_summaries import LocalitySummary

NOT_ANSWERED = "not answered"


@dataclass(frozen=True)
class Cell:
    """One locality's position on one domain, None where it is not answered, in words and with the way to the answer.

    `shade` is its tint from 1 to 5. Without an address the domain is asked by another guide.
    """

    position: int | None
    words: str
    url: str = ""
    shade: int | None = None


ASKED_ELSEWHERE = Cell(None, ELSEWHERE)


@dataclass(frozen=True)
class DomainRow:
    """One domain over all localities; a cell is None where there is no diagnostic."""

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
        start = min((cell.position for cell in self.cells if cell and cell.position), default=1)
        actions = self.domain.suggested_actions.all()
        return next((action.title for action in actions if action.moves_from <= start < action.moves_to), "")


@dataclass(frozen=True)
class AreaRows:
    """An area's domains, with its score per locality; no title and no scores where domains are sorted across areas.

    A score is None where another guide asks.
    """

    title: str
    scores: tuple[AreaScore | None, ...]
    rows: tuple[DomainRow, ...]


@dataclass(frozen=True)
class HeatMap:
    """Localities beside each other on the scale of one guide."""

    localities: tuple[LocalitySummary, ...]
    areas: tuple[AreaRows, ...]
    scale: Scale
    has_others: bool

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

    @property
    def low(self) -> str:
        """The positions that are low, such as "1 or 2"."""
        return either(self.scale.low)

    @property
    def key(self) -> list[tuple[int, int, str]]:
        """Each position with its tint and its name."""
        return [(position, self.scale.shade(position), self.scale.label(position)) for position in self.scale.positions]


def heat_map(
    summaries: Sequence[LocalitySummary], compared: ComparedGuide, *, domain: str = "", weakest_first: bool = False
) -> HeatMap:
    """Lay positions side by side: all domains of the guide, or one of them by its code.

    `summaries` stay in the order given. `weakest_first` sorts domains by how many localities are low.
    """
    guide = compared.guide
    wanted = [one for one in guide.ordered_domains if domain in ("", one.code)]
    rows = {one.code: row for one, row in zip(wanted, _rows(wanted, summaries, compared), strict=True)}
    has_others = any(compared.is_elsewhere(summary) for summary in summaries)
    if weakest_first:
        ordered = sorted(rows.values(), key=lambda row: -len(row.low))
        return HeatMap(tuple(summaries), (AreaRows("", (), tuple(ordered)),), guide.scale, has_others)
    areas = (
        AreaRows(
            area.title,
            tuple(_score(summary, domains, compared) for summary in summaries),
            tuple(rows[each.code] for each in domains if each.code in rows),
        )
        for area, domains in guide.domains_by_area
    )
    return HeatMap(tuple(summaries), tuple(area for area in areas if area.rows), guide.scale, has_others)


def _score(summary: LocalitySummary, domains: Iterable[Domain], compared: ComparedGuide) -> AreaScore | None:
    if compared.is_elsewhere(summary):
        return None
    return area_score((summary.positions.get(each.code) for each in domains), compared.guide.top)


def _rows(
    domains: Iterable[Domain], summaries: Sequence[LocalitySummary], compared: ComparedGuide
) -> Iterable[DomainRow]:
    scale = compared.guide.scale
    named = {at: (scale.label(at)[:1].lower() + scale.label(at)[1:], scale.shade(at)) for at in scale.positions}
    # Working out 720 addresses one by one would take longer than all the rest.
    pages = {
        summary.shown.pk: reverse("domain", args=[summary.shown.pk, "-"]) for summary in summaries if summary.shown
    }
    elsewhere = [compared.is_elsewhere(summary) for summary in summaries]
    for domain in domains:
        cells = tuple(
            ASKED_ELSEWHERE if is_elsewhere else _cell(domain, summary, pages, named)
            for summary, is_elsewhere in zip(summaries, elsewhere, strict=True)
        )
        at = [
            (cell.position, summary.locality.name)
            for cell, summary in zip(cells, summaries, strict=True)
            if cell and cell.position
        ]
        yield DomainRow(domain, cells, tuple(name for position, name in at if position in scale.low), len(at))


def _cell(
    domain: Domain, summary: LocalitySummary, pages: Mapping[int, str], named: Mapping[int, tuple[str, int]]
) -> Cell | None:
    if summary.shown is None:
        return None
    if domain.code not in summary.positions:  # an older version of the guide, which does not have it yet
        return ASKED_ELSEWHERE
    position = summary.positions[domain.code]
    url = pages[summary.shown.pk].replace("/-/", f"/{domain.code}/")
    if position is None:
        return Cell(None, NOT_ANSWERED, url)
    words, shade = named[position]
    return Cell(position, words, url, shade)
