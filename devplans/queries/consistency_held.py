"""The figures that a plan holds: what its summary may name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.models import DecisionAsked
from devplans.queries.whole_plan import WholePlan
from devplans.rules.consistency.words import figures_held
from devplans.rules.money import Period, amount_of, goes_on


def percents_of(whole: WholePlan) -> dict[str, Decimal]:
    """The shares that the plan holds, in per cent, each by where it stands."""
    return figures_held(_percents(whole))


def _percents(whole: WholePlan) -> Iterator[tuple[str, Decimal | None]]:
    today, plan, levers = whole.today.results, whole.capacity, whole.levers
    yield "Demand and capacity: gap today", today.gap_share
    yield "Demand and capacity: share of need met today", today.share_met
    yield "Demand and capacity: gap if nothing is done", plan.closed.do_nothing.share if plan.closed else None
    yield "Demand and capacity: gap that remains", plan.remaining.share if plan.remaining else None
    yield "Demand and capacity: triage", levers.triage_share
    yield "Demand and capacity: proactive care", levers.proactive_share
    yield "Demand and capacity: less bureaucracy", levers.bureaucracy_share
    yield "Demand and capacity: growth a year", whole.today.assumed.growth
    for row in whole.metrics:
        if row.about.is_share:
            yield f"Outcome metrics: {row}, baseline", row.baseline_outside
            yield f"Outcome metrics: {row}, target", row.target


def pounds_of(whole: WholePlan, period: Period) -> dict[str, Decimal]:
    """The amounts that the plan holds, in pounds, each by where it stands."""
    return figures_held(_pounds(whole, period))


def _pounds(whole: WholePlan, period: Period) -> Iterator[tuple[str, Decimal | None]]:
    costs = whole.costs
    in_years = [(year, amount_of(costs, year)) for year in period.every]
    inside = [sums for year, sums in in_years if year in period.years]
    committed, asked = (sum((getattr(one, name) for one in inside), ZERO) for name in ("committed", "asked"))
    yield "What it costs: committed", committed
    yield "What it costs: asked for", asked
    yield "What it costs: in the years of the plan", committed + asked
    yield "What it costs: what goes on after the plan", goes_on(costs, period).total
    for year, sums in in_years:
        yield f"What it costs: {year}", sums.total
    for line in costs:
        yield f"What it costs: {line.origin}, {line.what}", line.total
        for year in line.costed_years:
            yield f"What it costs: {line.origin}, {line.what}, {year}", line.in_year(year)
    yield "Staff and skill mix: a full year", whole.staffing.cost_a_year
    for post in whole.staffing.lines:
        yield f"Staff and skill mix: {post.role}, a full year", post.cost_a_year
        yield f"Staff and skill mix: {post.role}, a full-time post", post.cost_per_fte
    yield "Estate: all capital", sum((scheme.capital for scheme in whole.schemes), ZERO)
    yield "Estate: all running costs", sum((scheme.annual_revenue for scheme in whole.schemes), ZERO)
    for scheme in whole.schemes:
        yield f"Estate: {scheme.name}, capital", scheme.capital
        yield f"Estate: {scheme.name}, running costs", scheme.annual_revenue
    for decision in whole.rows_of(DecisionAsked):
        yield f"Decision: {decision.words}", decision.amount
