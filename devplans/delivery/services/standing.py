"""What is said of commitments and risks after approval: how they stand and why. What was signed stays as it was."""

from __future__ import annotations

from django.db import transaction

from devplans.models import Commitment, CommitmentReport, Plan, Risk, RiskReview
from devplans.models.plan_transitions import REPORT
from devplans.models.rows import reporting
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import User

Status = CommitmentReport.Status


@transaction.atomic
def report_commitment(commitment: Commitment, *, status: str, note: str, by: User) -> CommitmentReport:
    """Say how a commitment stands. Each side says so of what it promised. The same once more is the same report.

    Raises Refused while no version is in force, and for one that is kept in part or given up without a word on it.
    """
    plan = _in_force(PLAN.hold(commitment.plan_id, reporting(commitment), by=by))
    if status in (Status.PARTLY, Status.GIVEN_UP) and not note.strip():
        raise Refused("Say what is still open, or why it is given up.", about="note")
    newest = commitment.reports.first()
    if newest and (newest.status, newest.note) == (status, note):
        return newest
    report = commitment.reports.create(status=status, note=note, said_by=by)
    record(f"Reported a commitment: {report}", commitment, by=by, locality=plan.locality, why=note)
    return report


@transaction.atomic
def review_risk(risk: Risk, *, impact: int, likelihood: int, why: str, by: User) -> RiskReview:
    """Say how a risk stands now, and why. The same once more is the same review.

    Raises Refused while no version is in force.
    """
    plan = _in_force(PLAN.hold(risk.plan_id, REPORT, by=by))
    newest = risk.reviews.first()
    if newest and (newest.impact, newest.likelihood, newest.why) == (impact, likelihood, why):
        return newest
    review = risk.reviews.create(impact=impact, likelihood=likelihood, why=why, said_by=by)
    record(f"Reviewed a risk: {review}", risk, by=by, locality=plan.locality, why=why)
    return review


def _in_force(plan: Plan) -> Plan:
    if plan.version_in_force_id is None:
        raise Refused("This is said of an approved plan. This one has no approved version yet: change the row itself.")
    return plan
