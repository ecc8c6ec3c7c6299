"""A system's page: its commissioners together, levels by year, and reference points of 2016 beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assessment.rules.decimals import financial_year
from devplans.overview.pages.reference_points import ReferencePoints, Timeline, reference_points
from devplans.overview.queries.locality_summaries import LocalitySummary, summaries_of
from devplans.overview.queries.totals import Totals
from localities.models import Commissioner, Locality, System

APRIL = 4
Labels = Mapping[int | None, str]
"""What a count of levels tells apart, in order: no agreed diagnostic, working towards Level 1, and the levels."""


def level_labels(summaries: Sequence[LocalitySummary]) -> Labels:
    """Name every level of the guides that these localities use, and any that one of them once was at."""
    known = [len(summary.shown.whole_guide.ordered_levels) for summary in summaries if summary.shown]
    reached = [level for one in summaries for _, level in one.levels]
    highest = max((*known, *reached), default=0)
    return {None: "None agreed", 0: "Towards Level 1"} | {level: f"Level {level}" for level in range(1, highest + 1)}


@dataclass(frozen=True)
class CommissionerRow:
    commissioner: Commissioner
    totals: Totals
    timeline: Timeline | None
    labels: Labels

    @property
    def levels(self) -> list[tuple[str, int]]:
        """How many localities are at each level now; a level without any is left out."""
        counted = ((label, self.totals.at_level(level)) for level, label in self.labels.items())
        return [(label, number) for label, number in counted if number]


@dataclass(frozen=True)
class YearRow:
    """How many localities were at each level by the end of a financial year, or are by now."""

    label: str
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class SystemPage:
    system: System
    today: date
    commissioners: list[CommissionerRow]
    totals: Totals
    years: list[YearRow]
    reference: ReferencePoints
    labels: Labels

    @property
    def level_labels(self) -> list[str]:
        return list(self.labels.values())

    @property
    def has_timelines(self) -> bool:
        return any(row.timeline for row in self.commissioners)


def build_system_page(system: System, *, today: date) -> SystemPage:
    """Gather the page. Nine queries, however many commissioners and localities there are."""
    commissioners = list(Commissioner.objects.filter(system=system).order_by("name"))
    summaries = summaries_of(Locality.objects.filter(commissioner__system=system), today=today, over_time=True)
    found = {
        pk: list(group)
        for pk, group in groupby(
            sorted(summaries, key=lambda one: one.locality.commissioner_id),
            key=lambda one: one.locality.commissioner_id,
        )
    }
    reference, labels = reference_points(), level_labels(summaries)
    return SystemPage(
        system=system,
        today=today,
        commissioners=[
            CommissionerRow(
                commissioner, Totals(found.get(commissioner.pk, [])), reference.timeline_of(commissioner.name), labels
            )
            for commissioner in commissioners
        ],
        totals=Totals(summaries),
        years=_years(summaries, today, labels),
        reference=reference,
        labels=labels,
    )


def year_of(on: date) -> int:
    """The financial year a day is in, by its first calendar year: 31 March 2019 is in 2018."""
    return on.year if on.month >= APRIL else on.year - 1


def _years(summaries: Sequence[LocalitySummary], today: date, labels: Labels) -> list[YearRow]:
    """A row per financial year since the first agreed diagnostic; each locality counts with the last it agreed."""
    first = min((on for one in summaries for on, _ in one.levels), default=None)
    if first is None:
        return []
    rows = []
    for year in range(year_of(first), year_of(today) + 1):
        by_then = [[level for on, level in summary.levels if year_of(on) <= year] for summary in summaries]
        levels = [several[-1] if several else None for several in by_then]
        label = f"{financial_year(year)}, so far" if year == year_of(today) else financial_year(year)
        rows.append(YearRow(label, tuple((words, levels.count(level)) for level, words in labels.items())))
    return rows
