"""What is still open, told before a plan is signed: each thing in words, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from devplans.document.commitments import Risks
from devplans.document.plan import PlanDocument
from devplans.models import Comment, Plan
from devplans.rules.sections import title_of
from localities.kit.pages.phrases import count


@dataclass(frozen=True)
class OpenPoint:
    """One thing that is still open: how many, what, where, and what it says."""

    words: str
    url: str
    where: str = ""
    text: str = ""


def open_points(plan: Plan, document: PlanDocument) -> list[OpenPoint]:
    """Return what is still open in what is to be signed: comments, risks that nobody answers for, practices. Three
    queries."""
    return [*_comments(plan), *_risks(plan, document), *_practices(plan)]


def _comments(plan: Plan) -> Iterator[OpenPoint]:
    unsettled = plan.comments.filter(resolved_at=None, answers_to=None).select_related("author")
    for comment in unsettled.prefetch_related("answers"):
        yield OpenPoint(
            words=f"{'A comment is answered and not settled' if _answers(comment) else 'A comment has no answer'}",
            url=f"{reverse('review', args=[plan.pk])}#{comment.section}",
            where=title_of(comment.section),
            text=comment.text,
        )


def _answers(comment: Comment) -> Sequence[Comment]:
    return list(comment.answers.all())


def _risks(plan: Plan, document: PlanDocument) -> Iterator[OpenPoint]:
    for risk in document.risks.rows if isinstance(document.risks, Risks) else ():
        if not risk.owner.strip():
            yield OpenPoint(
                words="A risk has nobody who answers for it",
                url=f"{reverse('review', args=[plan.pk])}#risks",
                where=title_of("risks"),
                text=f"If {risk.cause}",
            )


def _practices(plan: Plan) -> Iterator[OpenPoint]:
    agreed, every = practices_agree(plan)
    if agreed < every:
        yield OpenPoint(
            words=f"{count(agreed, 'practice')} of {every} said in the tool that they agree",
            url=reverse("plan-practices", args=[plan.pk]),
        )


def practices_agree(plan: Plan) -> tuple[int, int]:
    """Return how many practices agree to the version that is being agreed, and how many there are. Two queries."""
    here = plan.practice_agreements.filter(number=plan.version_number, practice__locality=plan.locality_id)
    return here.count(), plan.locality.practices.count()
