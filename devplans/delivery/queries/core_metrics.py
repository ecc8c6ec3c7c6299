"""The newest figures of the core metrics of several localities, from their versions in force, as read outside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devplans.models import Measurement, Plan, PlanMetric
from devplans.rules.metrics.about import MetricAbout
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.small_numbers import shown_outside
from localities.models import Locality


@dataclass(frozen=True)
class CoreFigures:
    """What a locality measured of a core metric: figures of everybody and of groups, the oldest first."""

    about: MetricAbout
    points: Sequence[Point]

    def newest_of(self, group: str) -> Point | None:
        """The newest figure of a group, "" for everybody."""
        return next((point for point in reversed(self.points) if point.group == group), None)


def core_figures(localities: Sequence[Locality]) -> Mapping[int, Mapping[str, CoreFigures]]:
    """By locality and code of the metric; localities without a plan in force are left out. Three queries."""
    in_force = Plan.objects.filter(locality__in=localities, version_in_force__isnull=False).order_by("starts_on", "pk")
    plans = {plan.locality_id: plan.pk for plan in in_force}
    rows = PlanMetric.objects.filter(plan__in=plans.values(), metric__core=True).select_related("metric")
    measured: dict[int, list[Measurement]] = defaultdict(list)
    of_core = Measurement.objects.filter(plan_metric__plan__in=plans.values(), plan_metric__metric__core=True)
    for one in of_core.order_by("measured_on", "pk"):
        measured[one.plan_metric_id].append(one)
    by_plan: dict[int, dict[str, CoreFigures]] = defaultdict(dict)
    for row in rows:
        about = row.about
        points = shown_outside([one.point for one in measured[row.pk]], is_share=about.is_share)
        by_plan[row.plan_id][about.code] = CoreFigures(about, points)
    return {locality: by_plan[plan] for locality, plan in plans.items()}
