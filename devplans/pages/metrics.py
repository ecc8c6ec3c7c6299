"""The outcome metrics of a plan as its pages show them: by kind of impact, and the menu of the guide's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from devplans.models import Plan, PlanMetric
from devplans.rules.metrics.menu import MenuEntry, MetricMenu, suggested


def by_category(rows: Iterable[PlanMetric]) -> list[tuple[str, list[PlanMetric]]]:
    """The metrics by kind of impact, in the order in which the kinds come first."""
    groups: dict[str, list[PlanMetric]] = {}
    for row in rows:
        groups.setdefault(row.about.category, []).append(row)
    return list(groups.items())


def categories_of(plan: Plan) -> list[str]:
    """The guide's kinds of impact, in its order."""
    return list(dict.fromkeys(metric.category for metric in plan.diagnostic.whole_guide.outcome_metrics.all()))


def metric_menu(plan: Plan, *, words: str = "", category: str = "") -> MetricMenu:
    """The menu. Two queries: what the plan has, and what its actions move."""
    there = set(plan.metrics.values_list("metric_id", flat=True))
    entries = tuple(
        MenuEntry(PlanMetric(metric=metric).about, {domain.code: domain.title for domain in metric.domains.all()})
        for metric in plan.diagnostic.whole_guide.outcome_metrics.all()
        if metric.pk not in there
    )
    shown = tuple(one for one in entries if one.matches(words) and category in ("", one.about.category))
    moved = Counter(plan.actions.in_plan().filter(domain__isnull=False).values_list("domain__code", flat=True))
    return MetricMenu(entries, shown, tuple(suggested(shown, moved)))
