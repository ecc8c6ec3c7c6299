"""A decision: writing it, proposing it, and what becomes of a proposal."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessment.selection.forms.decisions import DecisionForm, ReturnForm
from assessment.selection.models import Application, decision_transitions
from assessment.selection.pages.decision import DecisionPage, build_decision_page
from assessment.selection.pages.moderation import moderation_refusal
from assessment.selection.pages.score import crumbs_of
from assessment.selection.services import decisions
from assessment.selection.services.decisions import DECISION
from localities.kit.access import View, for_object, person, posted
from localities.kit.revisions.saving import save_forms, saving
from localities.kit.transition_page import TransitionForm, TransitionPage

DECIDE, CONFIRM = "selection.propose_decision", "selection.confirm_decision"


PROPOSE = TransitionPage(
    decision_transitions.PROPOSE,
    "decision-propose",
    TransitionForm,
    decisions.propose_decision,
    "Propose the decision",
    "Propose it",
    (
        "An approver of the {word} who is somebody else confirms it, or returns it with a reason.",
        "Until then nobody can change the decision or the agreed scores.",
        "The locality is told nothing before the wave is published.",
    ),
    "The decision is proposed. An approver of the {word} confirms it.",
)
CONFIRM_PAGE = TransitionPage(
    decision_transitions.CONFIRM,
    "decision-confirm",
    TransitionForm,
    decisions.confirm_decision,
    "Confirm the decision",
    "Confirm it",
    (
        "The decision stands. Until the wave is decided, an approver of the {word} can still return it with a reason.",
        "The locality is told nothing before the wave is published.",
    ),
    "The decision is confirmed.",
)
RETURN = TransitionPage(
    decision_transitions.RETURN,
    "decision-return",
    ReturnForm,
    decisions.return_decision,
    "Return the decision",
    "Return it",
    ("The decision and the agreed scores can be changed again.", "It is then proposed and confirmed anew."),
    "The decision is returned. It can be changed and proposed again.",
)
PAGES = (CONFIRM_PAGE, RETURN)
"""What can be done with a proposal, in the order in which it is offered."""


def _in_moderation(view: View) -> View:
    """Mark a page of a decision: before moderation and for a withdrawn application it says why there is none."""

    @wraps(view)
    def guarded(request: HttpRequest, application: Application, **kwargs: Any) -> HttpResponse:
        why_not = moderation_refusal(application.wave, application)
        if not why_not:
            return view(request, application, **kwargs)
        context = _context(application, refusal=why_not)
        status = 409 if request.method == "POST" else 200
        return render(request, "selection/moderation_not_open.html", context, status=status)

    return guarded


def _context(application: Application, *up: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What every page of a decision shows around it."""
    wave = application.wave
    crumbs = crumbs_of(application, ("Moderation", reverse("moderation", args=[wave.pk])), *up)
    system_name = wave.commissioner.system.name
    return {"application": application, "wave": wave, "crumbs": crumbs, "system_name": system_name, **more}


@for_object(Application, read=DECIDE, write=DECIDE, seen=DECIDE)
@_in_moderation
def decision(request: HttpRequest, application: Application) -> HttpResponse:
    """Write a decision beside the scores it rests on; read it once it is proposed."""
    by = person(request)
    page = build_decision_page(application)
    form = None if page.locked and request.method != "POST" else _form(request, page)
    title = f"Decision on {application.locality}"
    if request.method == "POST" and form:
        response = save_forms(
            request,
            [saving(request, decisions.save_decision, form)],
            go_to=_go(request, application),
            title=title,
            system_name=application.wave.commissioner.system.name,
        )
        if response:
            return response
    offered = [one for one in PAGES if page.locked and not DECISION.refusal(page.decision, one.transition, by=by)]
    context = _context(application, page=page, form=form, title=title, offered=offered)
    context["counts_places"] = by.has_perm("selection.view_record", application.wave)
    return render(request, "selection/decision.html", context, status=422 if request.method == "POST" else 200)


def _form(request: HttpRequest, page: DecisionPage) -> DecisionForm:
    return DecisionForm(posted(request), instance=page.decision, agreed=page.agreed, offered=page.advice)


def _go(request: HttpRequest, application: Application) -> str:
    if request.POST.get("go") == "previous":
        return reverse("moderation", args=[application.wave_id])
    return reverse("decision" if request.POST.get("go") == "stay" else "decision-propose", args=[application.pk])


def _page_of(about: TransitionPage) -> View:
    """Make the view of a transition: shows what it is about, asks for its words, and does it."""
    permission = about.transition.permission

    @for_object(Application, read=permission, write=permission, seen=DECIDE)
    @_in_moderation
    def view(request: HttpRequest, application: Application) -> HttpResponse:
        page = build_decision_page(application)
        form = about.form(posted(request), initial={"expected_version": page.version})
        if about.carries_out(request, form, page.decision, word=application.wave.commissioner.word):
            return redirect("decision", pk=application.pk)
        return render(
            request, "selection/decision_transition.html", _shown(request, about, page, form), status=_status(form)
        )

    return view


def _shown(request: HttpRequest, about: TransitionPage, page: DecisionPage, form: TransitionForm) -> dict[str, Any]:
    up = (f"Decision on {page.application.locality}", reverse("decision", args=[page.application.pk]))
    context = _context(page.application, up, about=about, page=page, form=form, title=about.title)
    context["caption"] = page.application.locality
    context["counts_places"] = person(request).has_perm("selection.view_record", page.application.wave)
    word = page.application.wave.commissioner.word
    context["effects"] = [effect.format(word=word) for effect in about.effects]
    if not form.is_bound:
        context["refusal"] = DECISION.refusal(page.decision, about.transition, by=person(request))
    if about is PROPOSE and not context.get("refusal"):
        context["missing"] = page.missing
    return context


def _status(form: TransitionForm) -> int:
    return 422 if form.is_bound else 200


decision_propose, decision_confirm, decision_return = map(_page_of, (PROPOSE, CONFIRM_PAGE, RETURN))
