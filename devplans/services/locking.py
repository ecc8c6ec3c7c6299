"""Holding a plan while something that rests on all of it is decided, and keeping its content from changing."""

from __future__ import annotations

from devplans.models import Plan
from localities.kit.refused import Refused

WHY_LOCKED = {
    Plan.State.SUBMITTED: ("This plan is with the {word}.", "Withdraw it to change it."),
    Plan.State.APPROVED: ("This plan is approved.", "Amend it to start version {next_version}."),
    Plan.State.CLOSED: ("This plan is closed.", "A new diagnostic starts a new plan."),
}
"""Why a plan's content cannot be changed, and what its lead can do about it."""

NO_PROGRESS = {
    Plan.State.SUBMITTED: "This plan is with the {word}, as it was signed. Report progress when it has been decided.",
    Plan.State.CLOSED: "This plan is closed, so progress on it is no longer reported.",
}


def lock_plan(pk: int) -> Plan:
    """Return the plan, held for this transaction: what rests on all of its rows is decided one at a time."""
    with_others = Plan.objects.select_related("locality__commissioner__system", "diagnostic")
    return with_others.select_for_update(of=("self",)).get(pk=pk)


def lock_editable(pk: int) -> Plan:
    """Return the plan, held for this transaction, for changing its content. Raises Refused when it is locked."""
    plan = lock_plan(pk)
    refuse_unless_editable(plan)
    return plan


def lock_for_progress(pk: int) -> Plan:
    """Return the plan, held for this transaction, for reporting progress. Raises Refused when it takes none."""
    plan = lock_plan(pk)
    refuse_unless_it_takes_progress(plan)
    return plan


def refuse_unless_it_takes_progress(plan: Plan) -> None:
    """Raise Refused, in words, while the plan is with the CCG or closed."""
    if not plan.takes_progress:
        raise Refused(NO_PROGRESS[Plan.State(plan.state)].format(word=plan.locality.commissioner_word))


def refuse_unless_editable(plan: Plan) -> None:
    """Raise Refused, with what to do about it, when the plan's content is locked."""
    if locked := why_locked(plan):
        raise Refused(" ".join(locked))


def why_locked(plan: Plan) -> tuple[str, str] | None:
    """Return why the plan's content cannot be changed, and what its lead can do about it; None when it can."""
    if plan.is_editable:
        return None
    words = {"word": plan.locality.commissioner_word, "next_version": plan.version_number + 1}
    why, what_to_do = WHY_LOCKED[Plan.State(plan.state)]
    return why.format(**words), what_to_do.format(**words)
