"""The agreement: submitting a plan, reviewing it, and the transitions that end a review or follow it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from devplans.document.build import document_of
from devplans.document.plan import PlanDocument, from_json
from devplans.forms.agreement import CommentForm, ReasonForm, SendBackForm, SignForm
from devplans.models import Comment, Plan, plan_transitions
from devplans.pages.review import Review
from devplans.pages.unprintable import unprintable_parts
from devplans.queries.readiness import PlanProgress, missing_for_submission, plan_progress
from devplans.services import agreement
from devplans.services.comments import COMMENTED, add_comment, resolve_comment
from devplans.services.plan_workflow import PLAN
from devplans.views.shared import READ, page
from localities.kit.access import View, for_object, person, posted
from localities.kit.transition_page import TransitionForm, TransitionPage
from localities.models import Role, User

COMMENT, SETTLE = "devplans.comment_plan", "devplans.settle_comment"


SUBMIT = TransitionPage(
    plan_transitions.SUBMIT,
    "submit",
    SignForm,
    agreement.submit_plan,
    "Sign and submit the plan",
    "Sign and submit",
    (
        "The plan is frozen as it stands now, with your signature.",
        "Nobody can change it while the {word} looks at it. You can withdraw it.",
        "The {word}’s team gets an e-mail. They approve the plan, or send it back and say why.",
    ),
    "The plan is submitted. The {word} has been told.",
    signs="I sign this plan for the locality. Its practices agreed to it on 3 May",
)
WITHDRAW = TransitionPage(
    plan_transitions.WITHDRAW,
    "plan-withdraw",
    TransitionForm,
    agreement.withdraw_submission,
    "Withdraw the submission",
    "Withdraw it",
    ("You can change the plan again, and submit it again.", "What was submitted stays on the list of versions."),
    "The submission is withdrawn. You can change the plan again.",
)
SEND_BACK = TransitionPage(
    plan_transitions.SEND_BACK,
    "plan-send-back",
    SendBackForm,
    agreement.send_back,
    "Send the plan back",
    "Send it back",
    ("The locality changes the plan and submits it again.", "All comments stay.", "The locality leads get an e-mail."),
    "The plan is sent back. The locality has been told.",
)
APPROVE = TransitionPage(
    plan_transitions.APPROVE,
    "plan-approve",
    SignForm,
    agreement.approve_plan,
    "Approve and sign the plan",
    "Approve and sign",
    (
        "You sign for the {word}. This puts the version in force.",
        "Its PDF is made once, with both signatures, and never changes after that.",
        "The locality can start the next version only by amending this one, with a reason.",
    ),
    "The plan is approved, and its version is in force.",
    signs="I approve this plan for the {word}, as decided on 3 May",
)
AMEND = TransitionPage(
    plan_transitions.AMEND,
    "plan-amend",
    ReasonForm,
    agreement.amend_plan,
    "Amend the plan",
    "Start the next version",
    (
        "You get a draft of the next version, with everything that is in the plan now.",
        "The approved version stays in force until the next one is approved.",
    ),
    "The next version is a draft now. The approved one stays in force.",
)
DISCARD = TransitionPage(
    plan_transitions.DISCARD,
    "plan-discard",
    TransitionForm,
    agreement.discard_amendment,
    "Discard the amendment",
    "Discard the amendment",
    (
        "The plan becomes what the version in force says, field by field.",
        "What was reported on it meanwhile stays, as does what was said in comments.",
        "Rows that the amendment added are with what was removed, and can be put back in another amendment.",
    ),
    "The amendment is discarded. The plan is the version in force again.",
    warning=True,
)
CLOSE = TransitionPage(
    plan_transitions.CLOSE,
    "plan-close",
    TransitionForm,
    agreement.close_plan,
    "Close the plan",
    "Close it for good",
    ("At the end of its period a plan is closed. It stays to be read, and nothing in it can be changed again.",),
    "The plan is closed.",
    warning=True,
)
PAGES = (APPROVE, SEND_BACK, WITHDRAW, SUBMIT, AMEND, DISCARD, CLOSE)
"""In the order in which they are offered."""


def _page_of(about: TransitionPage) -> View:
    """Make the view of a transition: says what it does, asks for its words, and does it."""
    permission = about.transition.permission

    @for_object(Plan, read=permission, write=permission)
    def view(request: HttpRequest, plan: Plan) -> HttpResponse:
        by, word = person(request), plan.locality.commissioner_word
        form = about.form(posted(request), initial=_initial(about, plan, by))
        if isinstance(form, SignForm):
            form.offer_words(about.signs.format(word=word))
        if about.carries_out(request, form, plan, word=word):
            return redirect(plan if about is AMEND else "review", pk=plan.pk)
        if form.was_refused:
            form.go_on_from(PLAN.version(plan, about.transition))
        context: dict[str, Any] = {"about": about, "form": form, "title": about.title, "up": _up(plan)}
        context["effects"] = [effect.format(word=word) for effect in about.effects]
        context["refusal"] = "" if form.is_bound else PLAN.refusal(plan, about.transition, by=by)
        progress = plan_progress(plan) if about is SUBMIT and not context["refusal"] else None
        context["missing"] = missing_for_submission(progress) if progress else ()
        context["asks"] = form.is_bound or not (context["refusal"] or context["missing"])
        context["open_comments"] = _open_comments(plan) if about.signs and context["asks"] else ()
        if about.signs and context["asks"]:
            context["unprintable"] = unprintable_parts(plan, _to_sign(plan, progress))
        return page(request, "transition.html", plan, **context)

    return view


def _to_sign(plan: Plan, progress: PlanProgress | None) -> PlanDocument:
    """What the signature is for: the plan as it was read to be submitted, or the submission that is to be approved."""
    newest = None if progress else plan.versions.only("content").first()
    if newest:
        return from_json(newest.content)
    return document_of((progress or plan_progress(plan)).whole, today=timezone.localdate())


def _initial(about: TransitionPage, plan: Plan, by: User) -> dict[str, Any]:
    role = Role.Kind.LOCALITY_LEAD if about is SUBMIT else Role.Kind.COMMISSIONER_APPROVER
    return {"expected_version": PLAN.version(plan, about.transition), "name": by.name, "role": role.label}


def _open_comments(plan: Plan) -> list[tuple[str, list[Comment]]]:
    """The comments that are not settled, by the title of their section in the plan's order."""
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment in plan.comments.filter(resolved_at=None).select_related("author"):
        found[comment.section].append(comment)
    return [(section.title, found[section.code]) for section in COMMENTED if section.code in found]


submit, plan_withdraw, plan_send_back = map(_page_of, (SUBMIT, WITHDRAW, SEND_BACK))
plan_approve, plan_amend, plan_discard, plan_close = map(_page_of, (APPROVE, AMEND, DISCARD, CLOSE))


def _up(plan: Plan) -> tuple[tuple[str, str], ...]:
    return (("Review", reverse("review", args=[plan.pk])),)


@for_object(Plan, read=READ)
def review(request: HttpRequest, plan: Plan) -> HttpResponse:
    return _review(request, plan)


def _review(request: HttpRequest, plan: Plan, form: CommentForm | None = None) -> HttpResponse:
    by = person(request)
    shown = Review(plan, against=request.GET.get("with", ""), all_open="open" in request.GET)
    offered = [
        one for one in PAGES if plan.state in one.transition.sources and _may(by, one, plan) and _is_time(one, plan)
    ]
    context: dict[str, Any] = {
        "review": shown,
        "offered": offered,
        "signed": shown.newest is not None
        and any(sign_off.person_id == by.pk for sign_off in shown.newest.sign_offs.all()),
        "settles_all": by.has_perm("devplans.send_back_plan", plan),
        "can_comment": plan.state != Plan.State.CLOSED and by.has_perm(COMMENT, plan),
        "form": form,
    }
    return page(request, "review.html", plan, **context)


def _may(by: User, about: TransitionPage, plan: Plan) -> bool:
    return bool(by.has_perm(about.transition.permission, plan))


def _is_time(about: TransitionPage, plan: Plan) -> bool:
    """Nobody is offered to close a plan whose period has not ended, or to discard what is no amendment."""
    if about is DISCARD:
        return plan.is_amended
    return about is not CLOSE or timezone.localdate() >= plan.ends_on


@for_object(Plan, read=COMMENT, write=COMMENT)
@require_POST
def comment_add(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.carries_out(lambda: add_comment(plan, by=person(request), **form.cleaned_data)):
        return redirect(f"{reverse('review', args=[plan.pk])}#{form.cleaned_data['section']}")
    return _review(request, plan, form)


@for_object(Plan, read=COMMENT, write=COMMENT)
@require_POST
def comment_resolve(request: HttpRequest, plan: Plan, comment_pk: int) -> HttpResponse:
    comment = get_object_or_404(plan.comments, pk=comment_pk)
    comment.plan = plan
    if not person(request).has_perm(SETTLE, comment):
        raise PermissionDenied
    resolve_comment(comment, by=person(request))
    return redirect(f"{reverse('review', args=[plan.pk])}#{comment.section}")
