"""Comments on the sections of a plan: by the locality and its CCG, open until somebody says they are settled."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from devplans.models import Comment, Plan
from devplans.models.plan_transitions import COMMENT
from devplans.rules.sections import SECTIONS
from devplans.services import notices
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import User

COMMENTED = tuple(section for section in SECTIONS if section.code != "sign_off")
"""The sections that can be commented on: all that hold content of the plan."""


@transaction.atomic
def add_comment(plan: Plan, *, section: str, text: str, by: User) -> Comment:
    """Write a comment under a section. The same words once more, by the same person, are the same comment.

    Raises Refused for a closed plan and for a section that no plan has.
    """
    plan = PLAN.hold(plan.pk, COMMENT, by=by)
    names = {one.code: one.title for one in COMMENTED}
    if section not in names:
        raise Refused("There is no such section. Load the page again.")
    comment, is_new = Comment.objects.get_or_create(
        plan=plan, section=section, text=text, author=by, resolved_at__isnull=True, answers_to=None
    )
    if is_new:
        record("Commented on the plan", plan, by=by, locality=plan.locality, why=names[section])
        notices.commented(plan, comment, names[section], by=by)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, *, text: str, by: User) -> Comment:
    """Answer a comment: what was done about it, or why not. The same words once more are the same answer.

    Raises Refused for a closed plan, and for a comment that is settled or is an answer itself.
    """
    plan = PLAN.hold(comment.plan_id, COMMENT, by=by)
    comment = plan.comments.get(pk=comment.pk)
    if comment.answers_to_id is not None or comment.resolved_at is not None:
        raise Refused("This comment is settled. Write a new one in its section.")
    answer, is_new = Comment.objects.get_or_create(
        plan=plan, section=comment.section, text=text, author=by, answers_to=comment
    )
    if is_new:
        title = next(one.title for one in COMMENTED if one.code == comment.section)
        record("Answered a comment on the plan", plan, by=by, locality=plan.locality, why=title)
        notices.commented(plan, answer, title, by=by)
    return answer


@transaction.atomic
def resolve_comment(comment: Comment, *, by: User) -> None:
    """Mark a comment as settled. It stays to be read. Settling what is settled changes nothing.

    Raises Refused for anybody but its author and the commissioner: who is asked something does not settle it.
    """
    plan = PLAN.hold(comment.plan_id, COMMENT, by=by)
    if not by.has_perm("devplans.settle_comment", comment):
        word = plan.locality.commissioner_word
        raise Refused(f"Only who wrote this comment, or the {word}, can mark it as settled. Answer it instead.")
    settled = Comment.objects.filter(pk=comment.pk, resolved_at__isnull=True, answers_to=None)
    if settled.update(resolved_at=timezone.now(), resolved_by=by):
        record("Settled a comment on the plan", plan, by=by, locality=plan.locality)
