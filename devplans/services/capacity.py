"""What changes the numbers behind a plan that it says once: its levers and its hub model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessment.queries.capacity_today import capacity_of
from devplans.models import PlanCapacity, PlanEstate
from devplans.models.plan_transitions import EDIT
from devplans.services.plan_workflow import PLAN
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, stored, write
from localities.models import User


@transaction.atomic
def save_plan_capacity(
    capacity: PlanCapacity, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[PlanCapacity]:
    """Save levers, target year and reasons, merged with what others saved since `base_revision`.

    Saved for the first time as they stand, they count as looked at.
    """
    plan = PLAN.hold(capacity.plan_id, EDIT, by=by)
    capacity = stored(capacity, "plan", target_year=capacity_of(plan.diagnostic).target_year)
    saved = save_changes(capacity, values, base_revision=base_revision, by=by)
    if saved.row.revision == 0:
        write(saved.row, by=by, fields=[])
    return saved


@transaction.atomic
def save_plan_estate(
    estate: PlanEstate, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[PlanEstate]:
    """Save the hub model chosen and why, merged with what others saved since `base_revision`."""
    PLAN.hold(estate.plan_id, EDIT, by=by)
    return save_changes(stored(estate, "plan"), values, base_revision=base_revision, by=by)
