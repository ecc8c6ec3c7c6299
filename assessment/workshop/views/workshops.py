"""A workshop from outside the room: the list, opening, its agenda, who is there, closing, minutes, and the guide."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessment.models import Diagnostic
from assessment.workshop.document.minutes import from_json
from assessment.workshop.document.printing import guide_to_print, to_print
from assessment.workshop.forms.workshops import AttendanceForm, CloseForm, DetailsForm, DomainsForm, OpenForm
from assessment.workshop.models import Minutes, Workshop
from assessment.workshop.pages.agenda import build_agenda
from assessment.workshop.queries.room import open_workshop
from assessment.workshop.services import screen, workshops
from assessment.workshop.services.closing import close_workshop
from assessment.workshop.views.common import READ, RUN, SEEN, context_of, the_open_one
from localities.kit.access import for_object, person, posted
from localities.kit.documents.on_demand import answer_pdf
from localities.kit.revisions.saving import save_forms, saving


@for_object(Diagnostic, read=READ)
def listed(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """The workshops of a diagnostic: the one that is open, and the minutes of the others."""
    rows = list(diagnostic.workshops.all())
    there = next((row for row in rows if row.state == Workshop.State.OPEN), None)
    closed = [row for row in rows if row != there]
    return render(request, "workshop/workshops.html", context_of(diagnostic, there, closed=closed))


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def open_one(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Open a workshop. Where one is open, or none can be, the list says what to do."""
    if request.method != "POST" and (open_workshop(diagnostic) or not diagnostic.is_editable):
        return redirect("workshops", pk=diagnostic.pk)
    form = OpenForm(posted(request), initial={"held_on": timezone.localdate()})
    if form.carries_out(lambda: workshops.open_workshop(diagnostic, by=person(request), **form.cleaned_data)):
        return redirect("workshop-agenda", pk=diagnostic.pk)
    context = context_of(diagnostic, form=form)
    return render(request, "workshop/open.html", context, status=422 if form.errors else 200)


@for_object(Diagnostic, read=RUN, seen=SEEN)
def agenda(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """What is talked about when, how phones join, and who has."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return redirect("workshops", pk=diagnostic.pk)
    page = build_agenda(workshop, now=timezone.now())
    return render(request, "workshop/agenda.html", context_of(diagnostic, workshop, page=page))


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def details(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """When and where it is, who leads it and who came."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return _none_open(request, diagnostic)
    form = DetailsForm(posted(request), instance=workshop)
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, workshops.save_details, form)],
            go_to=reverse("workshop-agenda", args=[diagnostic.pk]),
            title="When, where and who",
            locality=diagnostic.locality,
        )
        if response:
            return response
    context = context_of(diagnostic, workshop, form=form)
    return render(request, "workshop/details.html", context, status=422 if form.is_bound else 200)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def attendance(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Tick which practices are there."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return _none_open(request, diagnostic)
    rows = list(workshop.attendance.select_related("practice"))
    form = AttendanceForm(posted(request), attendance=rows)
    if form.carries_out(lambda: workshops.save_attendance(workshop, **form.noted, by=person(request))):
        return redirect("workshop-agenda", pk=diagnostic.pk)
    context = context_of(diagnostic, workshop, form=form)
    return render(request, "workshop/attendance.html", context, status=422 if form.errors else 200)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def domains(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Choose the domains that are still to be talked about."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return _none_open(request, diagnostic)
    form = DomainsForm(posted(request), guide=diagnostic.whole_guide, topics=list(workshop.topics.all()))
    if form.carries_out(lambda: workshops.choose_domains(workshop, form.cleaned_data["domains"], by=person(request))):
        return redirect("workshop-agenda", pk=diagnostic.pk)
    context = context_of(diagnostic, workshop, form=form)
    return render(request, "workshop/domains.html", context, status=422 if form.errors else 200)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def close(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Close the workshop, and read its minutes."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return _none_open(request, diagnostic)
    form = CloseForm(posted(request))
    if form.carries_out(lambda: close_workshop(workshop, by=person(request))):
        messages.success(request, "The workshop is closed, and these are its minutes.")
        return redirect("minutes", pk=workshop.pk)
    page = build_agenda(workshop, now=timezone.now())
    context = context_of(diagnostic, workshop, form=form, page=page)
    return render(request, "workshop/close.html", context, status=422 if form.errors else 200)


def _none_open(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    if request.method == "POST":
        the_open_one(diagnostic)  # says so
    return redirect("workshops", pk=diagnostic.pk)


# How phones join


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
@require_POST
def joining(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Make a new link and code, or take them back."""
    workshop = the_open_one(diagnostic)
    if request.POST.get("what") == "stop":
        screen.stop_joining(workshop, by=person(request))
        messages.success(request, "Nobody can join by phone any more.")
    else:
        screen.renew_joining(workshop, by=person(request))
        messages.success(request, "There is a new code. Every phone has to join again.")
    return redirect("workshop-agenda", pk=diagnostic.pk)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
@require_POST
def let_go(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Let go the phones of a practice."""
    workshop = the_open_one(diagnostic)
    practice = request.POST.get("practice", "")
    found = get_object_or_404(workshop.attendance.select_related("practice"), practice__ods_code=practice)
    screen.let_go(workshop, practice, by=person(request))
    messages.success(request, f"{found.practice} has no phone here now. Another can join.")
    return redirect("workshop-agenda", pk=diagnostic.pk)


# What is left of it, and the guide


@for_object(Workshop, read=READ)
def minutes(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The minutes of a workshop that is closed."""
    frozen = Minutes.objects.filter(workshop=workshop).first()
    if frozen is None:
        return redirect("workshops", pk=workshop.diagnostic_id)
    context = context_of(workshop.diagnostic, workshop, minutes=from_json(frozen.content), frozen=frozen)
    return render(request, "workshop/minutes.html", context)


@for_object(Workshop, read=READ, write=READ, seen=READ)
def minutes_pdf(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The minutes as a PDF, made of what was frozen and nothing else."""
    frozen = Minutes.objects.filter(workshop=workshop).first()
    if frozen is None:
        return redirect("workshops", pk=workshop.diagnostic_id)
    return answer_pdf(request, to_print(frozen.content), name=f"Minutes, {workshop}.pdf", back=workshop)


@for_object(Diagnostic, read=READ)
def guide(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """How to lead a workshop: two pages to read before one."""
    return render(request, "workshop/guide.html", context_of(diagnostic))


@for_object(Diagnostic, read=READ, write=READ, seen=READ)
def guide_pdf(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """The same in print."""
    return answer_pdf(request, guide_to_print(), name="How to lead a workshop.pdf", back=diagnostic)
