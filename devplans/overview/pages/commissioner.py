"""A commissioner's page: where its localities stand, those that a filter leaves, in order of name and never ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.models import Guide
from devplans.overview.pages.heat_map import HeatMap, heat_map
from devplans.overview.queries.locality_summaries import LocalitySummary
from devplans.overview.queries.totals import Totals
from devplans.overview.rules.position_filter import POSITION_FILTERS
from localities.models import Commissioner


@dataclass(frozen=True)
class CommissionerPage:
    """All localities of a commissioner, and of them and of the domains what the filter leaves.

    `filters` are by field, "" for all; `filters_in_words` are those that are set.
    """

    commissioner: Commissioner
    today: date
    every: Sequence[LocalitySummary]
    shown: list[LocalitySummary]
    heat: HeatMap | None
    filters: Mapping[str, str]
    filters_in_words: Sequence[tuple[str, str]]

    @property
    def totals(self) -> Totals:
        return Totals(self.shown)

    @property
    def waiting(self) -> list[LocalitySummary]:
        """Localities whose plan waits for the commissioner, whatever the filter says."""
        return [one for one in self.every if one.stage.code == "submitted"]

    @property
    def is_filtered(self) -> bool:
        return any(self.filters.values())


def build_commissioner_page(
    commissioner: Commissioner,
    every: Sequence[LocalitySummary],
    *,
    guide: Guide | None,
    filters: Mapping[str, str],
    filters_in_words: Sequence[tuple[str, str]],
    today: date,
) -> CommissionerPage:
    """Filter and lay out what the page shows, and the files made of it. Asks no database."""
    domains = (
        [filters["domain"]] if filters["domain"] else [domain.code for domain in guide.ordered_domains] if guide else []
    )
    shown = [one for one in every if _is_left(one, filters, domains)]
    heat = heat_map(shown, guide, domain=filters["domain"], weakest_first=bool(filters["order"])) if guide else None
    return CommissionerPage(commissioner, today, every, shown, heat, filters, filters_in_words)


def _is_left(summary: LocalitySummary, filters: Mapping[str, str], domains: list[str]) -> bool:
    if filters["name"].casefold() not in summary.locality.name.casefold():
        return False
    if filters["plan"] not in ("", summary.stage.code):
        return False
    if not filters["at"]:
        return True
    _, test = POSITION_FILTERS[filters["at"]]
    return summary.shown is not None and any(
        test(summary.positions[code]) for code in domains if code in summary.positions
    )
