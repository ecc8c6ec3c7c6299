"""A commissioner's page: where its localities stand, those that a filter leaves, in order of name and never ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.models import Guide
from devplans.overview.pages.heat_map import HeatMap, heat_map
from devplans.overview.queries.compared_guide import ComparedGuide, has_any_level
from devplans.overview.queries.locality_summaries import LocalitySummary
from devplans.overview.queries.plan_figures import PlanFigures
from devplans.overview.queries.totals import Totals
from devplans.overview.rules.position_filter import PositionTest, position_filters
from localities.models import Commissioner


@dataclass(frozen=True)
class LocalityRow:
    """A locality beside others: its levels count where they are of the guide by which localities are compared."""

    summary: LocalitySummary
    compared: ComparedGuide | None

    @property
    def is_elsewhere(self) -> bool:
        return self.compared is not None and self.compared.is_elsewhere(self.summary)

    @property
    def level_now(self) -> str:
        return "" if self.is_elsewhere else self.summary.level_now

    @property
    def level_agreed(self) -> int | None:
        """The level that the plan in force aims for."""
        return self._level(self.summary.agreed)

    @property
    def level_in_draft(self) -> int | None:
        return self._level(self.summary.draft)

    def _level(self, figures: PlanFigures | None) -> int | None:
        if figures is None or (self.compared and figures.guide.code != self.compared.guide.code):
            return None
        return figures.level or None


@dataclass(frozen=True)
class CommissionerPage:
    """All localities of a commissioner, and of them and of the domains what the filter leaves.

    `filters` are by field, "" for all; `filters_in_words` are those that are set. `compared` is the guide by which they
    are compared, None while there is no diagnostic.
    """

    commissioner: Commissioner
    today: date
    every: Sequence[LocalitySummary]
    shown: list[LocalitySummary]
    compared: ComparedGuide | None
    has_levels: bool
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
        return any(value for name, value in self.filters.items() if name != "guide")

    @property
    def rows(self) -> list[LocalityRow]:
        return [LocalityRow(one, self.compared) for one in self.shown]


def build_commissioner_page(
    commissioner: Commissioner,
    every: Sequence[LocalitySummary],
    *,
    compared: ComparedGuide | None,
    usual: Guide | None,
    filters: Mapping[str, str],
    filters_in_words: Sequence[tuple[str, str]],
    today: date,
) -> CommissionerPage:
    """Filter and lay out what the page shows, and the files made of it. Asks no database.

    Levels are shown where the guide that compares has some; before the first diagnostic, the one it would follow.
    """
    guide = compared.guide if compared else None
    asked = position_filters(guide.scale if guide else None).get(filters["at"])
    domains = (
        [filters["domain"]] if filters["domain"] else [domain.code for domain in guide.ordered_domains] if guide else []
    )

    def has_position(summary: LocalitySummary, test: PositionTest) -> bool:
        """Whether the guide that compares asked of it what is looked for."""
        positions = summary.positions if compared and compared.asks(summary) else {}
        return any(test(positions[code]) for code in domains if code in positions)

    shown = [one for one in every if _is_left(one, filters) and (not asked or has_position(one, asked[1]))]
    heat = None
    if compared:
        heat = heat_map(shown, compared, domain=filters["domain"], weakest_first=bool(filters["order"]))
    has_levels = has_any_level(compared.guide if compared else usual)
    return CommissionerPage(commissioner, today, every, shown, compared, has_levels, heat, filters, filters_in_words)


def _is_left(summary: LocalitySummary, filters: Mapping[str, str]) -> bool:
    if filters["name"].casefold() not in summary.locality.name.casefold():
        return False
    return filters["plan"] in ("", summary.stage.code)
