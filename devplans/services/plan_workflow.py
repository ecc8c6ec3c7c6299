"""The plan's workflow: it is held while something that rests on all of it is decided or changed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format

from assessment.rules.decimals import known
from devplans.models import Plan, PlanVersion
from devplans.models.plan_transitions import APPROVE, CLOSE, DISCARD, STATE_IN_WORDS, WHY_LOCKED
from localities.kit.workflow import Transition, Workflow
from localities.models import User


def lock_plan(pk: int) -> Plan:
    """Return the plan, held for this transaction: what rests on all of its rows is decided one at a time."""
    with_others = Plan.objects.select_related(*Plan.WITH_OTHERS)
    return with_others.select_for_update(of=("self",)).get(pk=pk)


def newest_attempt(plan: Plan) -> PlanVersion | None:
    return plan.versions.without_bytes().first()


def why_locked(plan: Plan) -> tuple[str, str] | None:
    """Return why the plan's content cannot be changed, and what its lead can do about it; None when it can."""
    if plan.is_editable:
        return None
    why, what_to_do = WHY_LOCKED[Plan.State(plan.state)]
    words = _words(plan)
    return why.format(**words), what_to_do.format(**words)


def _words(plan: Plan) -> dict[str, object]:
    return {"word": plan.locality.commissioner_word}


def _version(plan: Plan, transition: Transition) -> int:
    newest = newest_attempt(plan)
    return newest.pk if newest else 0


def _signed_for_the_locality(plan: Plan, by: User) -> str:
    """Nobody approves what they signed."""
    if not known(newest_attempt(plan)).sign_offs.filter(person=by).exists():
        return ""
    word = plan.locality.commissioner_word
    return f"You signed this plan for the locality, so somebody else approves it for the {word}."


def _before_its_end(plan: Plan, by: User) -> str:
    if timezone.localdate() >= plan.ends_on:
        return ""
    return f"This plan runs until {date_format(plan.ends_on)}. It can be closed from then on."


def _an_amendment(plan: Plan, by: User) -> str:
    if plan.version_in_force_id is not None:
        return ""
    return "This is the first version of the plan, so there is no approved one to go back to."


PLAN = Workflow[Plan](
    noun="plan",
    in_words=STATE_IN_WORDS,
    lock=lock_plan,
    words=_words,
    guards={APPROVE: _signed_for_the_locality, CLOSE: _before_its_end, DISCARD: _an_amendment},
    version=_version,
    stale="This plan was submitted again since you opened the page. Look at what is new, then decide.",
    locality=lambda plan: plan.locality,
)
"""The only thing that changes a plan's state. Its version is the key of the newest attempt, 0 when there is none."""
