"""A practice says in the tool that it agrees to the plan, by its representative, until the plan is approved."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from devplans.models import Plan, PracticeAgreement
from devplans.models.plan_transitions import SPEAK_FOR_PRACTICE
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.models import Practice, User

REPRESENTATIVE = "the practice’s own representative"


@transaction.atomic
def agree_for_practice(plan: Plan, practice: Practice, *, by: User) -> PracticeAgreement:
    """Say that the practice agrees to the version that is being agreed. Said twice it is said once.

    Raises Refused for a practice of another locality, and once the plan is approved.
    """
    plan = _held(plan, practice, by)
    said, is_new = plan.practice_agreements.get_or_create(
        number=plan.version_number, practice=practice, defaults={"said_by": by, "said_at": timezone.now()}
    )
    if is_new:
        record("Agreed to the plan for a practice", plan, by=by, locality=plan.locality, why=str(practice))
    return said


@transaction.atomic
def take_back_agreement(plan: Plan, practice: Practice, *, by: User) -> None:
    """Take back that the practice agrees."""
    plan = _held(plan, practice, by)
    deleted, _ = plan.practice_agreements.filter(number=plan.version_number, practice=practice).delete()
    if deleted:
        record("Took back a practice’s agreement to the plan", plan, by=by, locality=plan.locality, why=str(practice))


def _held(plan: Plan, practice: Practice, by: User) -> Plan:
    ask_permission(by, "devplans.speak_for_practice", practice, REPRESENTATIVE)
    plan = PLAN.hold(plan.pk, SPEAK_FOR_PRACTICE, by=by)
    if practice.locality_id != plan.locality_id:
        raise Refused("This practice is of another locality.")
    return plan
