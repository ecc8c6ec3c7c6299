"""Metrics, dates, staff, levels and years that contradict each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessment.rules.decimals import TENTH, financial_year, plain, round_to, with_unit
from devplans.rules.consistency.facts import Dated, Facts, Metric
from devplans.rules.finding import Finding, Mend, Side

NEAR = Decimal("0.05")
"""Figures are typed with one decimal: what rounds to the same tenth is the same figure."""

LEAST_ADVANCED = 1


def compare(facts: Facts) -> Iterator[Finding | None]:
    """Compare each pair: a finding, or None where both sides agree."""
    for metric in facts.metrics:
        yield from _metric(metric)
    for dated in facts.dates:
        yield _date(dated, facts)
    yield from _staff(facts)
    yield from _features(facts)
    if facts.target_year is not None:
        yield _year(facts.target_year, facts)


def _metric(metric: Metric) -> Iterator[Finding | None]:
    name, mend = f"Outcome metrics: {metric.title}", Mend("Change the metric", "metric", metric.row)
    if metric.baseline is not None and metric.target is not None:
        worse = metric.target > metric.baseline if metric.lower_is_better else metric.target < metric.baseline
        better, back = ("lower", "rise") if metric.lower_is_better else ("higher", "fall")
        yield _found(
            worse,
            f"target-worse-{metric.row}",
            "A target is worse than its baseline",
            True,
            Side(f"{name}, target", with_unit(metric.target, metric.unit)),
            Side(f"{name}, baseline", with_unit(metric.baseline, metric.unit)),
            f"For this metric {better} is better, so the target would be a {back} for the worse.",
            mend,
        )
    model = Mend("See the model", "plan-capacity")
    for what, typed, modelled in (
        ("baseline", metric.baseline, metric.model_now),
        ("target", metric.target, metric.model_then),
    ):
        if typed is None or modelled is None:
            continue
        today = "today" if what == "baseline" else "with this plan"
        yield _found(
            abs(typed - modelled) > NEAR,
            f"{what}-model-{metric.row}",
            f"A {what} differs from the demand and capacity model",
            False,
            Side(f"{name}, {what}", with_unit(typed, metric.unit)),
            Side(f"Demand and capacity, {today}", with_unit(round_to(modelled, TENTH), metric.unit)),
            "The same figure is worked out by the model, from the practices’ figures and the plan’s levers.",
            mend,
            model,
        )


def _date(dated: Dated, facts: Facts) -> Finding | None:
    late = dated.day > facts.ends_on
    outside = late or dated.day < facts.starts_on
    return _found(
        outside,
        f"date-{dated.page}-{dated.row}-{dated.what}".replace(" ", "-"),
        f"A date is {'after the plan ends' if late else 'before the plan starts'}",
        dated.must and late,
        Side(f"{dated.name} {dated.what}", f"{dated.day:%-d %B %Y}"),
        Side("The plan’s period", f"{facts.starts_on:%-d %B %Y} to {facts.ends_on:%-d %B %Y}"),
        "What is due after the end of a plan belongs to the next one." if late else "The plan has not begun by then.",
        Mend("Change the date", dated.page, dated.row),
        Mend("Change the period", "plan-edit"),
    )


def _staff(facts: Facts) -> Iterator[Finding | None]:
    for group in facts.staff:
        yield _found(
            group.planned != group.counted if group.whole else group.planned > group.counted,
            f"staff-{group.code}",
            "Staff in post are counted in two ways",
            False,
            Side(f"Staff and skill mix: {group.label} in post now", f"{plain(group.planned)} FTE"),
            Side("The figures of the diagnostic", f"{plain(group.counted)} FTE"),
            f"The demand and capacity model uses {plain(group.counted)}.",
            Mend("Change the staffing lines", "staffing"),
        )


def _features(facts: Facts) -> Iterator[Finding | None]:
    for feature in facts.features:
        yield _found(
            feature.position == LEAST_ADVANCED,
            f"feature-{feature.code}-{feature.domain_code}",
            "A feature is in place and its domain is at the least advanced position",
            False,
            Side(f"Feature: {feature.text.rstrip('.')}", "In place"),
            Side(f"Domain: {feature.domain}", f"Position {feature.position}"),
            "The guide reads the one from the other. Both are answers of the diagnostic.",
            Mend("See the result of the diagnostic", "plan"),
        )


def _year(target_year: int, facts: Facts) -> Finding | None:
    """The model looks to the plan's last year or the one after; any other tells of a time the plan is not about."""
    target = financial_year(target_year)
    return _found(
        target not in (facts.years[-1], facts.after),
        "target-year",
        "The model looks ahead to another time than the plan",
        False,
        Side("Demand and capacity: year to look ahead to", target),
        Side("The plan’s last year", facts.years[-1], f"it ends on {facts.ends_on:%-d %B %Y}"),
        "The gap that remains is that of the model’s year.",
        Mend("Change the year", "plan-capacity"),
        Mend("Change the period", "plan-edit"),
    )


def _found(
    differs: bool, key: str, title: str, must: bool, one: Side, other: Side, meaning: str, *mend: Mend
) -> Finding | None:
    return Finding(key, title, must, one, other, meaning, mend) if differs else None
