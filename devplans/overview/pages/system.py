"""A system's page: its commissioners together, levels by year, and reference points of 2016 beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assessment.models import Guide
from assessment.queries.guides_in_use import default_guide
from assessment.rules.decimals import financial_year
from devplans.overview.pages.reference_points import ReferencePoints, Timeline, reference_points
from devplans.overview.queries.compared_guide import ComparedGuide, compared_guide, has_any_level
from devplans.overview.queries.locality_summaries import DatedLevel, LocalitySummary, summaries_of
from devplans.overview.queries.totals import Totals
from localities.models import Commissioner, Locality, System

APRIL = 4
ANOTHER = -1
Labels = Mapping[int | None, str]
"""What a count of levels tells apart, in order: no agreed diagnostic, working towards Level 1, the levels, and ANOTHER:
what is agreed is by another guide."""


def level_labels(summaries: Sequence[LocalitySummary], compared: ComparedGuide | None, usual: Guide | None) -> Labels:
    """Name every level of the guide that compares, and any that one of these localities once was at by it.

    Before the first diagnostic there is none to name, and something to say only where the usual guide has levels.
    """
    if compared is None:
        return {None: "None agreed"} if has_any_level(usual) else {}
    mine = compared.guide
    known = [len(one.guide.ordered_levels) for one in summaries if one.guide and compared.asks(one)]
    dated = [level for one in summaries for level in one.levels]
    highest = max((*known, *(level.level for level in dated if level.guide == mine.code)), default=0)
    if not highest:
        return {}
    labels = {None: "None agreed", 0: "Towards Level 1"} | {level: f"Level {level}" for level in range(1, highest + 1)}
    has_others = any(level.guide != mine.code for level in dated)
    return labels | {ANOTHER: "By another guide"} if has_others else labels


def level_of(dated: DatedLevel | None, compared: ComparedGuide | None) -> int | None:
    """Under which label a locality counts with the last level that it agreed."""
    if dated is None:
        return None
    return dated.level if compared and dated.guide == compared.guide.code else ANOTHER


@dataclass(frozen=True)
class CommissionerRow:
    commissioner: Commissioner
    totals: Totals
    timeline: Timeline | None
    levels: list[tuple[str, int]]
    """How many localities are at each level now; a level without any is left out."""


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
    compared: ComparedGuide | None

    @property
    def level_labels(self) -> list[str]:
        return list(self.labels.values())

    @property
    def has_timelines(self) -> bool:
        """Whether there are reference points to compare levels with."""
        return bool(self.labels) and any(row.timeline for row in self.commissioners)


def build_system_page(system: System, *, today: date, guide: str = "") -> SystemPage:
    """Gather the page; `guide` is the code of the guide by which levels are compared, if somebody chose one.

    Eleven queries, however many commissioners and localities there are.
    """
    commissioners = list(Commissioner.objects.filter(system=system).order_by("name"))
    summaries = summaries_of(Locality.objects.filter(commissioner__system=system), today=today, over_time=True)
    found = {
        pk: list(group)
        for pk, group in groupby(
            sorted(summaries, key=lambda one: one.locality.commissioner_id),
            key=lambda one: one.locality.commissioner_id,
        )
    }
    usual = default_guide(system)
    compared = compared_guide(summaries, chosen=guide, usual=usual.code if usual else "")
    reference, labels = reference_points(), level_labels(summaries, compared, usual)
    return SystemPage(
        system=system,
        today=today,
        commissioners=[
            CommissionerRow(
                commissioner,
                Totals(found.get(commissioner.pk, [])),
                reference.timeline_of(commissioner.name),
                _levels_now(found.get(commissioner.pk, []), labels, compared),
            )
            for commissioner in commissioners
        ],
        totals=Totals(summaries),
        years=_years(summaries, today, labels, compared),
        reference=reference,
        labels=labels,
        compared=compared,
    )


def _levels_now(
    summaries: Sequence[LocalitySummary], labels: Labels, compared: ComparedGuide | None
) -> list[tuple[str, int]]:
    now = [level_of(one.levels[-1] if one.levels and not one.is_provisional else None, compared) for one in summaries]
    return [(label, now.count(level)) for level, label in labels.items() if level in now]


def year_of(on: date) -> int:
    """The financial year a day is in, by its first calendar year: 31 March 2019 is in 2018."""
    return on.year if on.month >= APRIL else on.year - 1


def _years(
    summaries: Sequence[LocalitySummary], today: date, labels: Labels, compared: ComparedGuide | None
) -> list[YearRow]:
    """A row per financial year since the first agreed diagnostic; each locality counts with the last it agreed."""
    first = min((dated.on for one in summaries for dated in one.levels), default=None)
    if first is None or not labels:
        return []
    rows = []
    for year in range(year_of(first), year_of(today) + 1):
        by_then = [[dated for dated in summary.levels if year_of(dated.on) <= year] for summary in summaries]
        levels = [level_of(several[-1] if several else None, compared) for several in by_then]
        label = f"{financial_year(year)}, so far" if year == year_of(today) else financial_year(year)
        rows.append(YearRow(label, tuple((words, levels.count(level)) for level, words in labels.items())))
    return rows
