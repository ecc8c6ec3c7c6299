"""What changes a diagnostic's demand and capacity. Each asks who may and the diagnostic's state itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic
from assessment.models.diagnostic_transitions import ANSWER
from assessment.queries.capacity_today import capacity_of, practice_figures_now, years_of
from assessment.services.diagnostics import DIAGNOSTIC
from localities.kit.audit import record
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, stored, write
from localities.models import User


def save_capacity(
    baseline: CapacityBaseline, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[CapacityBaseline]:
    """Save patients, staff and years of demand and capacity. The practices' own figures stay as they are.

    Who saves figures has checked them, whether they changed one or not.
    """
    with transaction.atomic():
        DIAGNOSTIC.hold(baseline.diagnostic_id, ANSWER, by=by)
        baseline = _stored_capacity(baseline)
        saved = save_changes(baseline, values, base_revision=base_revision, by=by)
        _set_checked(baseline, by)
    return saved


def save_assumption(
    assumption: CapacityAssumption, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[CapacityAssumption]:
    """Save an assumption's changed value with its reason. An empty value is the usual one."""
    with transaction.atomic():
        DIAGNOSTIC.hold(assumption.diagnostic_id, ANSWER, by=by)
        assumption.baseline = _stored_capacity(assumption.baseline)
        saved = save_changes(stored(assumption, "baseline", "code"), values, base_revision=base_revision, by=by)
        _set_checked(assumption.baseline, by)
    return saved


def confirm_capacity(diagnostic: Diagnostic, *, by: User) -> None:
    """Record that somebody found the figures right as they are.

    Raises Refused when the diagnostic is agreed.
    """
    with transaction.atomic():
        DIAGNOSTIC.hold(diagnostic.pk, ANSWER, by=by)
        if _set_checked(_stored_capacity(capacity_of(diagnostic)), by):
            record("Found demand and capacity right", diagnostic, by=by, locality=diagnostic.locality)


def _set_checked(baseline: CapacityBaseline, by: User) -> bool:
    """Note the first who checked the figures; return whether it is this person."""
    if baseline.checked_at:
        return False
    unchecked = CapacityBaseline.objects.filter(pk=baseline.pk, checked_at__isnull=True)
    return bool(unchecked.update(checked_at=timezone.now(), checked_by=by))


def take_practice_figures(diagnostic: Diagnostic, *, by: User) -> CapacityBaseline:
    """Take the practices' figures as they are now; what stood there stays in the history.

    Raises Refused when the diagnostic is agreed.
    """
    with transaction.atomic():
        DIAGNOSTIC.hold(diagnostic.pk, ANSWER, by=by)
        stored_now = _stored_capacity(capacity_of(diagnostic))
        baseline = CapacityBaseline.objects.select_for_update().get(pk=stored_now.pk)
        figures = {**practice_figures_now(diagnostic.locality), "figures_why": ""}
        for name, value in figures.items():
            setattr(baseline, name, value)
        write(baseline, by=by, fields=figures)
        _set_checked(baseline, by)
    return baseline


def _stored_capacity(baseline: CapacityBaseline) -> CapacityBaseline:
    return stored(baseline, "diagnostic", **years_of(baseline.diagnostic))
