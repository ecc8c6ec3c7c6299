"""Applying for a wave: beginning, writing, submitting and withdrawing an application, and reading it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessment.selection.forms.applications import AnswerForm, SubmitForm, WithdrawForm
from assessment.selection.models import Application, Wave
from assessment.selection.models import application_transitions as transitions
from assessment.selection.pages.application import evidence_now, evidence_of, read_criteria
from assessment.selection.pages.outcome import outcome_of
from assessment.selection.permissions import is_applicant
from assessment.selection.queries.panel import on_the_panel
from assessment.selection.queries.statements import answers_of, has_changed
from assessment.selection.services import applications
from assessment.selection.services.applications import APPLICATION, withdrawing
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import save_forms, saving
from localities.models import Locality, Role

READ, WRITE = "selection.view_application", "selection.change_application"
APPLY, SUBMIT, WITHDRAW = "selection.apply", "selection.submit_application", "selection.withdraw_application"


def page(
    request: HttpRequest, template: str, application: Application, *, up: bool = True, **context: Any
) -> HttpResponse:
    """Show a page on an application; status 422 when its form is sent back. `up`: it is one below the application's.

    Only its own people get the locality's menu: others may not open what it leads to.
    """
    wave, locality = application.wave, application.locality
    crumbs = [(str(wave), wave.get_absolute_url())]
    if up:
        crumbs.append((f"Application of {locality}", application.get_absolute_url()))
    if is_applicant(request.user, application):
        crumbs.insert(0, (locality.name, locality.get_absolute_url()))
        context |= {"locality": locality, "nav": "home"}
    context |= {
        "application": application,
        "wave": wave,
        "system_name": wave.commissioner.system.name,
        "crumbs": crumbs,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"selection/{template}", context, status=status)


@for_object(Locality, read=APPLY, write=APPLY, key="slug")
@require_POST
def apply(request: HttpRequest, locality: Locality, *, wave_pk: int) -> HttpResponse:
    """Begin the locality's application, or go on with it."""
    wave = get_object_or_404(Wave.objects.visible_to(person(request)), pk=wave_pk)
    return redirect(applications.start_application(locality, wave, by=person(request)))


@for_object(Application, read=READ, write=WRITE)
def application(request: HttpRequest, application: Application) -> HttpResponse:
    """Write the application while it is a draft; read it after that, or change what was submitted (`?change`)."""
    is_draft = application.state == Application.State.DRAFT
    may_write = not APPLICATION.refusal(application, transitions.WRITE, by=request.user)
    if request.method == "POST" or (may_write and (is_draft or "change" in request.GET)):
        return _write(request, application)
    own = is_applicant(request.user, application)
    known = evidence_of(application)
    may_withdraw = not APPLICATION.refusal(application, transitions.WITHDRAW, by=request.user)
    return page(
        request,
        "application.html",
        application,
        up=False,
        criteria=read_criteria(application, known),
        known=known,
        outcome=outcome_of(application) if own else None,
        closed=applications.why_not_taken(application.wave, timezone.now()) if is_draft else "",
        may_withdraw=may_withdraw,
        may_write=may_write,
        changed=own and has_changed(application),
    )


def _write(request: HttpRequest, application: Application) -> HttpResponse:
    wave, answers = application.wave, answers_of(application)
    forms = [
        AnswerForm(
            posted(request),
            instance=answers[criterion.pk],
            prefix=criterion.code,
            criterion=criterion,
            word_limit=wave.word_limit,
        )
        for criterion in wave.whole_guide.ordered_criteria
    ]
    if request.method == "POST":
        goes_on = request.POST.get("go", "next") == "next"
        stays = "" if goes_on or application.submitted is None else "?change"
        response = save_forms(
            request,
            [saving(request, applications.save_answer, form) for form in forms],
            go_to=reverse("application-submit" if goes_on else "application", args=[application.pk]) + stays,
            title=f"Application for {wave}",
            locality=application.locality,
            nav="home",
        )
        if response:
            return response
    known = evidence_now(application)
    rows = list(zip(read_criteria(application, known, answers), forms, strict=True))
    context: dict[str, Any] = {"rows": rows, "forms": forms, "known": known, "colleagues": on_the_panel(application)}
    return page(request, "application_write.html", application, up=False, **context)


@for_object(Application, read=SUBMIT, write=SUBMIT)
def submit(request: HttpRequest, application: Application) -> HttpResponse:
    """What is missing, or the signature that hands the application in."""
    by = person(request)
    form = SubmitForm(posted(request), initial={"name": by.name, "role": Role.Kind.LOCALITY_LEAD.label})
    if form.carries_out(lambda: applications.submit_application(application, by=by, **form.cleaned_data)):
        told = f"The {application.wave.commissioner.word} has been told."
        messages.success(request, f"The application is submitted. {told}")
        return redirect(application)
    refusal = APPLICATION.refusal(application, transitions.SUBMIT, by=by)
    refusal = refusal or applications.nothing_new(application)
    missing = [] if refusal else applications.missing_from(application)
    context: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "missing": missing,
        "colleagues": on_the_panel(application),
    }
    return page(request, "application_submit.html", application, **context)


@for_object(Application, read=WITHDRAW, write=WITHDRAW)
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask before an application is withdrawn: to be changed, or after the wave has closed for good."""
    transition = withdrawing(application)
    for_good = transition is transitions.WITHDRAW
    form = WithdrawForm(posted(request), initial={"expected_version": transition.target})
    if form.is_bound and form.is_valid():
        applications.withdraw_application(application, by=person(request), **form.cleaned_data)
        done = "is withdrawn" if for_good else "is withdrawn, and a draft again. Submit it to take part after all"
        messages.success(request, f"The application {done}.")
        return redirect(application)
    refusal = APPLICATION.refusal(application, transitions.WITHDRAW, by=person(request))
    return page(request, "application_withdraw.html", application, form=form, refusal=refusal, for_good=for_good)
