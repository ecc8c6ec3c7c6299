"""What stands here beside a file of measurements: localities, their plans' metrics, and the figures they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from assessment.models import Indicator, OutcomeMetric
from devplans.delivery.rules.brought import FigureToAdd, LocalityHere, MetricHere, name_key
from devplans.models import Measurement, Plan, PlanMetric
from devplans.rules.metrics.figures import Point
from localities.models import Commissioner, Locality

FIGURES = TypeAdapter(list[FigureToAdd])
"""What a file brings, as an import keeps it."""

CLOSED, WITH_THEM = "is closed", "is with the {word}, as it was signed"
TWICE = "is the name of several localities: write the last part of its address, such as ‘rayleigh’"


def localities_here(commissioner: Commissioner | None, days: Collection[date]) -> Mapping[str, LocalityHere]:
    """The commissioner's localities, all of them without one, by what a file may call them. Five queries.

    Of a locality's plans it is the newest with a version in force, else the newest. `days` are those of the file.
    """
    localities = Locality.objects.select_related("commissioner__system")
    if commissioner:
        localities = localities.filter(commissioner=commissioner)
    plans = _plans(localities)
    metrics = _metrics(plans.values(), days)
    found: dict[str, LocalityHere] = {}
    for locality in localities:
        plan = plans.get(locality.pk)
        here = LocalityHere(
            name=locality.name,
            slug=locality.slug,
            why_not=_why_not(plan, locality.commissioner_word),
            metrics=metrics.get(plan.pk, {}) if plan else {},
        )
        name = name_key(locality.name)
        found[name] = replace(here, why_not=TWICE) if name in found else here
        found[name_key(locality.slug)] = here
    return found


def _why_not(plan: Plan | None, word: str) -> str:
    if plan is None:
        return "has no plan yet"
    if plan.takes_progress:
        return ""
    return f"has a plan that {CLOSED if plan.state == Plan.State.CLOSED else WITH_THEM.format(word=word)}"


def _plans(localities: Any) -> dict[int, Plan]:
    every = Plan.objects.filter(locality__in=localities).select_related("locality__commissioner__system")
    by_locality: dict[int, Plan] = {}
    for plan in every.order_by("starts_on", "pk"):
        before = by_locality.get(plan.locality_id)
        if before is None or plan.version_in_force_id or not before.version_in_force_id:
            by_locality[plan.locality_id] = plan
    return by_locality


def _metrics(plans: Collection[Plan], days: Collection[date]) -> dict[int, dict[str, MetricHere]]:
    rows = PlanMetric.objects.filter(plan__in=plans).select_related("metric")
    held: dict[int, dict[tuple[date, str], Point]] = defaultdict(dict)
    for one in Measurement.objects.filter(plan_metric__plan__in=plans, measured_on__in=days):
        held[one.plan_metric_id][one.measured_on, one.group] = one.point
    surplus = _surplus()
    found: dict[int, dict[str, MetricHere]] = defaultdict(dict)
    for row in rows:
        about = row.about
        here = MetricHere(
            key=row.pk,
            about=about,
            may_be_surplus=row.metric_id in surplus,
            start=row.outside().start,
            held=held[row.pk],
        )
        found[row.plan_id] |= {name_key(about.code): here, name_key(about.title): here}
    return found


def metrics_to_measure(commissioner: Commissioner) -> list[tuple[str, str, str, str]]:
    """Locality, code, title and unit of every metric that takes figures now. Three queries."""
    plans = [
        plan for plan in _plans(Locality.objects.filter(commissioner=commissioner)).values() if plan.takes_progress
    ]
    rows = PlanMetric.objects.filter(plan__in=plans).select_related("metric", "plan__locality")
    ordered = sorted(rows, key=lambda row: row.plan.locality.name)
    return [(row.plan.locality.name, row.about.code, row.about.title, row.about.unit) for row in ordered]


def _surplus() -> set[int]:
    """The guides' shares of a gap, which may be below 0 (`devplans.forms.metrics.may_be_surplus`)."""
    shares = OutcomeMetric.objects.filter(better=Indicator.Better.LOWER, unit__startswith="%")
    fed = shares.filter(domains__indicators__in=Indicator.objects.exclude(computed_from=""))
    return set(fed.values_list("pk", flat=True))
