"""What is still open, told before a plan is signed: each thing in words, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse

from devplans.document.content.commitments import Risks
from devplans.document.plan import Members, PlanDocument
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
    """Return what is still open in what is to be signed: comments, figures that differ and why, risks that nobody
    answers for, changes since the version in force, what members are not told, practices. Three queries."""
    found = (_comments(plan), _figures(plan, document), _risks(plan, document), _changes(plan, document))
    return [*chain.from_iterable(found), *_members(plan, document), *_practices(plan)]


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


def _figures(plan: Plan, document: PlanDocument) -> Iterator[OpenPoint]:
    for row in document.consistency.rows if document.consistency else ():
        yield OpenPoint(
            words="Two figures differ, and the locality says why",
            url=f"{reverse('review', args=[plan.pk])}#consistency",
            where=title_of("consistency"),
            text=f"{row.one}\n{row.other}\nWhy both are right: {row.why}",
        )


def _changes(plan: Plan, document: PlanDocument) -> Iterator[OpenPoint]:
    if document.changes and document.changes.sections:
        changed = [f"{section.title}: {count(len(section.rows), 'change')}" for section in document.changes.sections]
        yield OpenPoint(
            words=f"This amends version {document.changes.since}, which is in force",
            url=f"{reverse('review', args=[plan.pk])}#changes",
            where=title_of("changes"),
            text="\n".join(changed),
        )


def _members(plan: Plan, document: PlanDocument) -> Iterator[OpenPoint]:
    said = document.members or Members()
    told = {"equality": said.equality, "patient engagement": said.engagement, "conflicts of interest": said.conflicts}
    silent = [name for name, words in told.items() if not words.strip()]
    if silent:
        yield OpenPoint(
            words="The covering paper says nothing of what members ask for",
            url=f"{reverse('review', args=[plan.pk])}#members",
            where=title_of("members"),
            text=", ".join(silent).capitalize(),
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
