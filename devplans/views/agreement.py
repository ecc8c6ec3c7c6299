"""The agreement: the pages of the transitions that submit a plan, end its review or follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from devplans.document.build.plan import document_of
from devplans.document.decisions import AskedDecision, decisions_of
from devplans.document.in_force import document_in_force
from devplans.document.plan import PlanDocument, from_json
from devplans.forms.agreement import ApproveForm, ReasonForm, SendBackForm, SignForm, SubmitForm
from devplans.models import Plan, plan_transitions
from devplans.pages.before_signing import OpenPoint, open_points
from devplans.pages.unprintable import unprintable_parts
from devplans.queries.readiness import PlanProgress, missing_for_submission, plan_progress
from devplans.services import agreement
from devplans.services.plan_workflow import PLAN, newest_attempt
from devplans.views.shared import page
from localities.kit.access import View, for_object, person, posted
from localities.kit.transition_page import TransitionForm, TransitionPage
from localities.models import User

SUBMIT = TransitionPage(
    plan_transitions.SUBMIT,
    "submit",
    SubmitForm,
    agreement.submit_plan,
    "Sign and submit the plan",
    "Sign and submit",
    (
        "The plan is frozen as it stands now, with your signature.",
        "Nobody can change it while the {word} looks at it. You can withdraw it.",
        "The {word}’s team gets an e-mail. They approve the plan, or send it back and say why.",
    ),
    "The plan is submitted. The {word} has been told.",
    signs="I sign this plan for the locality",
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
    ApproveForm,
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
        attempt = _attempt(plan) if about is APPROVE else None
        form = _form(about, request, plan, attempt)
        if about.carries_out(request, form, plan, word=word):
            return redirect(plan if about in (AMEND, DISCARD) else "review", pk=plan.pk)
        if form.was_refused:
            form.go_on_from(PLAN.version(plan, about.transition))
        context: dict[str, Any] = {"about": about, "form": form, "title": about.title, "up": up(plan)}
        context["effects"] = [effect.format(word=word) for effect in about.effects]
        context["refusal"] = "" if form.is_bound else PLAN.refusal(plan, about.transition, by=by)
        progress = plan_progress(plan) if about is SUBMIT and not context["refusal"] else None
        context["missing"] = missing_for_submission(progress) if progress else ()
        context["asks"] = form.is_bound or not (context["refusal"] or context["missing"])
        if about.signs and context["asks"]:
            context |= _to_sign(plan, attempt or _as_it_is(plan, progress), is_bound=form.is_bound)
        return page(request, "devplans/transition.html", plan, **context)

    return view


@dataclass(frozen=True)
class Attempt:
    """What is to be signed, with the decisions it asks for and what is still open in it."""

    document: PlanDocument
    open: Sequence[OpenPoint]
    decisions: Sequence[AskedDecision] = ()


def _attempt(plan: Plan) -> Attempt | None:
    """The submission that is to be approved."""
    newest = plan.versions.only("content").first()
    if newest is None:
        return None
    document = from_json(newest.content)
    return Attempt(document, open_points(plan, document), decisions_of(plan, document, document_in_force(plan)))


def _as_it_is(plan: Plan, progress: PlanProgress | None) -> Attempt:
    """The plan as it was read to be submitted."""
    document = document_of((progress or plan_progress(plan)).whole, today=timezone.localdate())
    return Attempt(document, open_points(plan, document))


def _form(about: TransitionPage, request: HttpRequest, plan: Plan, attempt: Attempt | None) -> TransitionForm:
    """The form of a transition, with what it asks of this plan. Nobody's words are written for them."""
    options: dict[str, Any] = {"initial": {"expected_version": PLAN.version(plan, about.transition)}}
    if about is SUBMIT:
        options["was_sent_back"] = agreement.was_sent_back(newest_attempt(plan))
    if about is APPROVE:
        options["decisions"] = [one for one in attempt.decisions if not one.stands] if attempt else ()
        options["must_see"] = bool(attempt and attempt.open)
    form = about.form(posted(request), **options)
    if isinstance(form, SignForm):
        form.offer_words(about.signs.format(word=plan.locality.commissioner_word))
    return form


def _to_sign(plan: Plan, attempt: Attempt, *, is_bound: bool) -> dict[str, Any]:
    """What stands above a signature; in its place why there is nothing to sign."""
    unchanged = "" if is_bound else agreement.unchanged(attempt.document)
    if unchanged:
        return {"asks": False, "refusal": unchanged}
    return {
        "newest": newest_attempt(plan),
        "unprintable": unprintable_parts(plan, attempt.document),
        "open": attempt.open,
        "standing": [decision for decision in attempt.decisions if decision.stands],
    }


submit, plan_withdraw, plan_send_back = map(_page_of, (SUBMIT, WITHDRAW, SEND_BACK))
plan_approve, plan_amend, plan_discard, plan_close = map(_page_of, (APPROVE, AMEND, DISCARD, CLOSE))


def up(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The way from the plan to these pages."""
    return (("Review", reverse("review", args=[plan.pk])),)


def offered_to(by: User, plan: Plan) -> list[TransitionPage]:
    """The transitions that this person can make now."""
    return [
        one for one in PAGES if plan.state in one.transition.sources and _may(by, one, plan) and _is_time(one, plan)
    ]


def _may(by: User, about: TransitionPage, plan: Plan) -> bool:
    return bool(by.has_perm(about.transition.permission, plan))


def _is_time(about: TransitionPage, plan: Plan) -> bool:
    """Nobody is offered to close a plan whose period has not ended, or to discard what is no amendment."""
    if about is DISCARD:
        return plan.is_amended
    return about is not CLOSE or timezone.localdate() >= plan.ends_on
