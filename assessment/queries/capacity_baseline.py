"""A diagnostic's demand and capacity as its rows hold it: figures, years and assumptions. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic
from assessment.queries.practice_figures import figures_of
from assessment.rules.capacity_inputs import YEARS_AHEAD, Assumptions
from localities.models import Locality


def capacity_with_assumptions(diagnostic: Diagnostic) -> tuple[CapacityBaseline, list[CapacityAssumption]]:
    """Return a diagnostic's demand and capacity and its assumptions; one query."""
    found = list(CapacityAssumption.objects.filter(baseline__diagnostic=diagnostic).select_related("baseline"))
    baseline = found[0].baseline if found else capacity_of(diagnostic)
    return baseline, every_assumption(baseline, found)


def every_assumption(baseline: CapacityBaseline, found: Iterable[CapacityAssumption]) -> list[CapacityAssumption]:
    """Return the model's assumptions in its order: the usual value, not saved yet, where no row says another."""
    rows = {row.code: row for row in found}
    return [
        rows.get(about.code) or CapacityAssumption(baseline=baseline, code=about.code) for about in Assumptions.about()
    ]


def capacity_of(diagnostic: Diagnostic) -> CapacityBaseline:
    """Return a diagnostic's demand and capacity; one without figures, not saved yet, where there is none."""
    found = CapacityBaseline.objects.filter(diagnostic=diagnostic).first()
    return found or CapacityBaseline(diagnostic=diagnostic, **years_of(diagnostic))


def years_of(diagnostic: Diagnostic) -> dict[str, int]:
    """Return the year that the figures describe and the one that they look ahead to."""
    day = diagnostic.started_on
    base_year = day.year if day.month >= 4 else day.year - 1  # the financial year starts in April
    return {"base_year": base_year, "target_year": base_year + YEARS_AHEAD}


def practice_figures_now(locality: Locality) -> dict[str, Any]:
    """Return the practices' figures of this moment, as a diagnostic's demand and capacity keeps them."""
    taken = figures_of(locality)
    return {**taken.sums, "practices": taken.as_json(), "taken_at": timezone.now()}
