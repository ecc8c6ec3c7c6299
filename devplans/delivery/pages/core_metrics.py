"""The core metrics of a commissioner's or a system's localities together, with who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devplans.delivery.queries.core_metrics import CoreFigures, core_figures
from devplans.delivery.rules.summing import NO_FIGURE, NO_PLAN, NOT_IN_PLAN, LocalityFigure, Summed, summed
from devplans.rules.metrics.about import MetricAbout
from devplans.rules.metrics.figures import BREAKDOWN_NAMES, BREAKDOWNS
from localities.models import Commissioner, Locality, System


@dataclass(frozen=True)
class Part:
    """A locality or a commissioner in a metric's table: what it comes to, and what to say beside it."""

    name: str
    said: str
    beside: str


@dataclass(frozen=True)
class GroupSums:
    """What the groups of a breakdown come to, those of which nothing can be added left out."""

    name: str
    groups: Sequence[tuple[str, Summed]]


@dataclass(frozen=True)
class CoreMetric:
    """A core metric: all of it, each part, and by group."""

    about: MetricAbout
    total: Summed
    parts: Sequence[Part]
    breakdowns: Sequence[GroupSums]


Figures = Mapping[int, Mapping[str, CoreFigures]]


def commissioner_metrics(commissioner: Commissioner) -> list[CoreMetric]:
    """The core metrics of a commissioner's localities, a row each. Four queries."""
    localities = list(Locality.objects.filter(commissioner=commissioner).order_by("name"))
    figures = core_figures(localities)
    return [_metric(about, localities, figures, _each(localities, figures, about)) for about in _abouts(figures)]


def system_metrics(system: System) -> list[CoreMetric]:
    """The core metrics of a system's localities, a row for each commissioner. Five queries."""
    commissioners = list(Commissioner.objects.filter(system=system).order_by("name"))
    localities = list(Locality.objects.filter(commissioner__system=system).order_by("name"))
    figures = core_figures(localities)
    return [
        _metric(about, localities, figures, [_together(one, localities, figures, about) for one in commissioners])
        for about in _abouts(figures)
    ]


def _abouts(figures: Figures) -> list[MetricAbout]:
    """Each core metric once, in the order of the first plan that has it."""
    found: dict[str, MetricAbout] = {}
    for metrics in figures.values():
        for code, one in metrics.items():
            found.setdefault(code, one.about)
    return list(found.values())


def _metric(about: MetricAbout, localities: Sequence[Locality], figures: Figures, parts: Sequence[Part]) -> CoreMetric:
    total = summed([_newest(one, figures, about) for one in localities], about.unit)
    return CoreMetric(about, total, parts, _breakdowns(about, localities, figures))


def _newest(locality: Locality, figures: Figures, about: MetricAbout, group: str = "") -> LocalityFigure:
    if locality.pk not in figures:
        return LocalityFigure(locality.name, why=NO_PLAN)
    found = figures[locality.pk].get(about.code)
    if found is None:
        return LocalityFigure(locality.name, why=NOT_IN_PLAN)
    return LocalityFigure(locality.name, found.newest_of(group), NO_FIGURE)


def _each(localities: Sequence[Locality], figures: Figures, about: MetricAbout) -> list[Part]:
    return [_part(_newest(locality, figures, about), about) for locality in localities]


def _part(figure: LocalityFigure, about: MetricAbout) -> Part:
    point = figure.point
    if point is None:
        return Part(figure.locality, "", figure.left_out)
    day = f"{point.on:%-d %B %Y}" if point.on else ""
    return Part(figure.locality, point.said(about.unit), ", ".join(filter(None, (point.counted, day))))


def _together(commissioner: Commissioner, localities: Sequence[Locality], figures: Figures, about: MetricAbout) -> Part:
    own = [one for one in localities if one.commissioner_id == commissioner.pk]
    found = summed([_newest(one, figures, about) for one in own], about.unit)
    return Part(commissioner.name, found.said, f"{len(found.included)} of {len(own)} localities")


def _breakdowns(about: MetricAbout, localities: Sequence[Locality], figures: Figures) -> list[GroupSums]:
    found = []
    for kind, groups in BREAKDOWNS.items():
        sums = [
            (label, summed([_newest(one, figures, about, f"{kind}-{code}") for one in localities], about.unit))
            for code, label in groups.items()
        ]
        shown = [(label, one) for label, one in sums if one.value is not None]
        if shown:
            found.append(GroupSums(BREAKDOWN_NAMES[kind], shown))
    return found
