"""The review of a plan: what was submitted, section by section, and what is said about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from devplans.forms.agreement import CommentForm, CompareForm
from devplans.models import Comment, Plan
from devplans.pages.review import Review, ReviewSection
from devplans.services.comments import add_comment, answer_comment, resolve_comment
from devplans.views.agreement import offered_to
from devplans.views.shared import READ, page
from localities.kit.access import for_object, person
from localities.kit.refused import Refused
from localities.models import User

COMMENT, SETTLE = "devplans.comment_plan", "devplans.settle_comment"


@for_object(Plan, read=READ)
def review(request: HttpRequest, plan: Plan) -> HttpResponse:
    return _review(request, plan)


def _review(request: HttpRequest, plan: Plan, form: CommentForm | None = None) -> HttpResponse:
    by = person(request)
    asked = request.GET
    shown = Review(plan, against=asked.get("from", ""), to=asked.get("to", ""), all_open="open" in asked)
    context: dict[str, Any] = {
        "review": shown,
        "offered": offered_to(by, plan),
        "signed": shown.newest is not None
        and any(sign_off.person_id == by.pk for sign_off in shown.newest.sign_offs.all()),
        "settles_all": by.has_perm("devplans.send_back_plan", plan),
        "can_comment": plan.state != Plan.State.CLOSED and by.has_perm(COMMENT, plan),
        "form": form,
        "talk": [_talk(section, form) for section in shown.sections],
        "compare": CompareForm(
            [(one.version.pk, one.words[0].upper() + one.words[1:]) for one in shown.attempts],
            initial={"from": shown.against and shown.against.version.pk, "to": shown.shown and shown.shown.pk},
        ),
    }
    return page(request, "devplans/review.html", plan, **context)


Talk = tuple[ReviewSection, list[tuple[Comment, CommentForm]], CommentForm]


def _talk(section: ReviewSection, refused: CommentForm | None) -> Talk:
    """A section with its comments, each with the form of an answer, and the form of a comment.

    One that could not be kept comes with what was typed.
    """

    def form(answers_to: int | None = None) -> CommentForm:
        if refused and refused.is_on(section.code, answers_to):
            return refused
        return CommentForm.on(section.code, answers_to)

    return section, [(comment, form(comment.pk)) for comment in section.comments], form()


@for_object(Plan, read=COMMENT, write=COMMENT)
@require_POST
def comment_add(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A comment on a section, or an answer to one."""
    form = CommentForm(request.POST)
    if form.carries_out(lambda: _say(plan, form, by=person(request))):
        return redirect(f"{reverse('review', args=[plan.pk])}#{form.cleaned_data['section']}")
    return _review(request, plan, form)


def _say(plan: Plan, form: CommentForm, *, by: User) -> Comment:
    said = form.cleaned_data
    if said["answers_to"] is None:
        return add_comment(plan, section=said["section"], text=said["text"], by=by)
    comment = plan.comments.filter(pk=said["answers_to"]).first()
    if comment is None:
        raise Refused("The comment that you answer is not there. Load the page again.")
    return answer_comment(comment, text=said["text"], by=by)


@for_object(Plan, read=COMMENT, write=COMMENT)
@require_POST
def comment_resolve(request: HttpRequest, plan: Plan, comment_pk: int) -> HttpResponse:
    comment = get_object_or_404(plan.comments, pk=comment_pk)
    comment.plan = plan
    if not person(request).has_perm(SETTLE, comment):
        raise PermissionDenied
    resolve_comment(comment, by=person(request))
    return redirect(f"{reverse('review', args=[plan.pk])}#{comment.section}")
