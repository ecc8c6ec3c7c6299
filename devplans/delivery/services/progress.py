"""Reporting progress: what may be said of a plan after it is approved, without touching what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from devplans.delivery.document.progress import figures_of
from devplans.models import Action, Plan, ProgressReport
from devplans.models.plan_transitions import FILE_REPORT, REPORT
from devplans.services import notices
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.models import User


@transaction.atomic
def report_progress(
    action: Action, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Action]:
    """Save how an action goes, merged with what others saved since `base_revision`. What was signed stays as it is."""
    PLAN.hold(action.plan_id, REPORT, by=by)
    if not values.keys() <= set(Action.reported):
        raise Refused("Only how it goes is reported here. Amend the plan to change what was agreed.")
    return save_changes(action, values, base_revision=base_revision, by=by)


@transaction.atomic
def file_report(plan: Plan, *, went_well: str, stuck: str, asks: str, by: User) -> ProgressReport:
    """File a report with the figures of today, and tell the CCG. The same words on the same day are the same report.

    Raises Refused before a version is in force, and when the plan is closed.
    """
    plan = PLAN.hold(plan.pk, FILE_REPORT, by=by)
    if plan.version_in_force_id is None:
        raise Refused("Reports are filed on an approved plan. This one has no approved version yet.")
    said = {"went_well": went_well, "stuck": stuck, "asks": asks}
    newest = plan.reports.first()
    if newest and localdate(newest.filed_at) == localdate() and all(getattr(newest, k) == v for k, v in said.items()):
        return newest
    report = ProgressReport.objects.create(plan=plan, author=by, figures=figures_of(plan, today=localdate()), **said)
    record("Filed a progress report", plan, by=by, locality=plan.locality)
    notices.reported(plan, report, by=by)
    return report
