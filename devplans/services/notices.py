"""Who hears of what happens to a plan. E-mails go into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from devplans.models import Comment, Plan, PlanVersion, ProgressReport
from localities.kit.mail.outbox import Topic, write_email
from localities.models import Role, User


def submitted(plan: Plan, version: PlanVersion, *, by: User) -> None:
    _tell(_team(plan), plan, version, "submitted", by=by)


def withdrawn(plan: Plan, version: PlanVersion, *, by: User) -> None:
    _tell(_team(plan), plan, version, "withdrawn", by=by)


def sent_back(plan: Plan, version: PlanVersion, *, by: User, why: str) -> None:
    _tell(_leads(plan), plan, version, "sent back", by=by, why=why)


def approved(plan: Plan, version: PlanVersion, *, by: User) -> None:
    _tell(_leads(plan), plan, version, "approved", by=by)


def closed(plan: Plan, version: PlanVersion, *, by: User) -> None:
    _tell(_leads(plan), plan, version, "closed", by=by)


def reported(plan: Plan, report: ProgressReport, *, by: User) -> None:
    context = {"plan": plan, "report": report, "by": by, "url": reverse("reports", args=[plan.pk])}
    for person in _team(plan):
        write_email(person, Topic.PLANS, "plan_report", context, key=f"plan-report-{report.pk}-{person.pk}")


def commented(plan: Plan, comment: Comment, section: str, *, by: User) -> None:
    """Tell the other side, and colleagues on the same one who were in the conversation of that section before."""
    before = User.objects.filter(pk__in=plan.comments.filter(section=comment.section).values("author"))
    other = _leads(plan) if by.has_perm("devplans.send_back_plan", plan) else _team(plan)
    context = {"plan": plan, "comment": comment, "section": section, "by": by, "url": _review(plan)}
    for person in {*other, *before} - {by}:
        write_email(person, Topic.COMMENTS, "plan_comment", context, key=f"comment-{comment.pk}-{person.pk}")


def _tell(people: Iterable[User], plan: Plan, version: PlanVersion, done: str, *, by: User, why: str = "") -> None:
    context: dict[str, Any] = {"plan": plan, "version": version, "done": done, "by": by, "why": why}
    for person in people:
        if person != by:
            key = f"plan-{done.replace(' ', '-')}-{version.pk}-{person.pk}"
            write_email(person, Topic.PLANS, "plan_moved", context | {"url": _review(plan)}, key=key)


def _review(plan: Plan) -> str:
    return reverse("review", args=[plan.pk])


def _leads(plan: Plan) -> Iterable[User]:
    return User.objects.filter(roles__kind=Role.Kind.LOCALITY_LEAD, roles__locality=plan.locality_id).distinct()


def _team(plan: Plan) -> Iterable[User]:
    return User.objects.team_of(plan.locality.commissioner_id)
