"""Builds the plan document's section on outcome metrics. It is read outside the locality: no small number is in it."""

from __future__ import annotations

from collections import defaultdict

from devplans.document.content.metrics import MeasuredRow, MetricGroup, MetricRow, Metrics
from devplans.models import PlanMetric
from devplans.queries.whole_plan import WholePlan
from devplans.rules.metrics.small_numbers import shown_outside


def metrics_of(whole: WholePlan) -> Metrics:
    """The outcome metrics by kind of impact, with what was measured so far."""
    groups: dict[str, list[MetricRow]] = defaultdict(list)
    for row in whole.metrics:
        groups[row.about.category].append(_row(row, whole))
    return Metrics(
        groups=tuple(
            MetricGroup(title=f"{category.capitalize()} impact", rows=tuple(rows)) for category, rows in groups.items()
        )
    )


def _row(row: PlanMetric, whole: WholePlan) -> MetricRow:
    about, chosen = row.about, row.outside()
    return MetricRow(
        code=about.code,
        title=about.title,
        unit=about.unit,
        core=about.core,
        source=about.source,
        better=about.better,
        own=about.is_own,
        counted=row.counted,
        out_of=row.out_of,
        direction=about.better_words if about.is_own else "",
        frequency=row.frequency,
        baseline=chosen.baseline,
        baseline_count=chosen.baseline_count,
        baseline_out_of=chosen.baseline_out_of,
        baseline_hidden=chosen.baseline_hidden,
        baseline_on=chosen.baseline_on,
        baseline_source=chosen.baseline_source,
        baseline_due=chosen.baseline_due_on,
        baseline_why=chosen.baseline_why,
        target=chosen.target,
        review=chosen.review_on,
        reviewer=chosen.reviewer,
        advice_asked=chosen.advice_asked_on,
        advice_by=chosen.advice_by,
        advice=chosen.advice,
        measured=_measured(row, whole),
    )


def _measured(row: PlanMetric, whole: WholePlan) -> tuple[MeasuredRow, ...]:
    """What was measured of everybody, the oldest first. Groups are left to the pages."""
    points = shown_outside([one.point for one in whole.measured(row)], is_share=row.about.is_share)
    return tuple(
        MeasuredRow(on=point.on, value=point.value, counted=point.counted, source=point.source, hidden=point.hidden)
        for point in points
        if point.on and not point.group
    )
