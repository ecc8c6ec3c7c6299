"""What rows of a plan point at in the guide, taken from the guide's copy: in the system's words and at no query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models

from assessment.models import Guide
from devplans.models import Action, PlanMetric

Row = TypeVar("Row", bound=models.Model)


def by_pk(rows: Iterable[Row]) -> dict[int | None, Row]:
    return {row.pk: row for row in rows}


def with_why(actions: Iterable[Action], guide: Guide) -> list[Action]:
    """The actions, each with the domain or feature it serves and the support it asks for."""
    domains, features = by_pk(guide.ordered_domains), by_pk(guide.ordered_features)
    offers = by_pk(guide.offers.all())
    rows = list(actions)
    for action in rows:
        action.domain = domains.get(action.domain_id)
        action.feature = features.get(action.feature_id)
        action.support = offers.get(action.support_id)
    return rows


def with_metric(metrics: Iterable[PlanMetric], guide: Guide) -> list[PlanMetric]:
    """The outcome metrics, each with the guide's that it is of; one of the locality's own has none."""
    of_guide = by_pk(guide.outcome_metrics.all())
    rows = list(metrics)
    for row in rows:
        row.metric = of_guide.get(row.metric_id)
    return rows
