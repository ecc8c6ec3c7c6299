"""The screen of the room, and what moves it. Whatever moves it is a post; every screen then follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST

from assessment.models import Diagnostic, DomainAnswer
from assessment.pages.domain import notice_of
from assessment.services.answers import save_answer
from assessment.views.domains import find_domain
from assessment.workshop.forms.agree import RoomAnswerForm, TopicForm
from assessment.workshop.forms.workshops import CountForm
from assessment.workshop.models import Topic, Workshop
from assessment.workshop.pages.room import RoomPage, build_room_page, screen_key
from assessment.workshop.queries.room import open_workshop
from assessment.workshop.services import screen
from assessment.workshop.services.workshops import save_topic
from assessment.workshop.views.common import RUN, SEEN, context_of, the_open_one, topic_of
from localities.kit.access import for_object, person, posted
from localities.kit.refused import Refused
from localities.kit.revisions.saving import save_forms, saving

Moment = Workshop.Moment
MOVED = {"position", "target"}


def _context(page: RoomPage, **more: Any) -> dict[str, Any]:
    key = screen_key(page.workshop)
    context = context_of(page.diagnostic, page.workshop, page=page, domain=page.domain, screen=key, **more)
    return {**context, "etag": _etag(page, key, "")}


def _etag(page: RoomPage, key: str, newer: str) -> str:
    """What a screen is asked by whether it is still right: counts, never where a hand is."""
    return f"{key}-{page.room.up}-{page.room.joined}-{page.room.expected}-{page.time_words}-{newer}"


@for_object(Diagnostic, read=RUN, seen=SEEN)
def room(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """What is on the screen now: talk, show hands or look; agreeing has an address of its own for each domain."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return redirect("workshops", pk=diagnostic.pk)
    page = build_room_page(workshop, workshop.topic, workshop.moment, now=timezone.now())
    if page is None:
        return redirect("workshop-agenda", pk=diagnostic.pk)
    if page.moment == Moment.AGREE:
        return redirect("workshop-agree", pk=diagnostic.pk, code=page.domain.code)
    return render(request, f"workshop/{page.moment}.html", _context(page))


@for_object(Diagnostic, read=RUN, seen=SEEN)
def now(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """What a screen that is open asks every two seconds: 304 as long as nothing changed, else the parts that did."""
    workshop = open_workshop(diagnostic)
    if workshop is None:
        return HttpResponse(headers={"X-Screen": "closed"})
    key, topic = screen_key(workshop), topic_of(workshop, request.GET.get("domain", "")) or workshop.topic
    page = build_room_page(workshop, topic, workshop.moment, now=timezone.now())
    if page is None:
        return HttpResponse(headers={"X-Screen": key})
    newer = _newer(request, page) if request.GET.get("answer") else None
    etag = quote_etag(_etag(page, key, str(newer.revision) if newer else ""))
    unchanged = get_conditional_response(request, etag=etag)
    others = newer if newer and newer.saved_by_id != person(request).pk else None
    response = unchanged or render(request, "workshop/now.html", _context(page, newer=others))
    response.headers["ETag"], response.headers["X-Screen"] = etag, key
    response.headers["X-Newer"] = "yes" if newer else ""
    return response


def _newer(request: HttpRequest, page: RoomPage) -> DomainAnswer | Topic | None:
    """The answer, or what was said beside it, where somebody saved it after the page that asks showed it."""
    answer = page.diagnostic.answers.select_related("saved_by").get(domain=page.domain)
    for row, seen in ((answer, "answer"), (page.topic, "topic")):
        shown = request.GET.get(seen, "")
        if shown.isdecimal() and int(shown[:9]) < row.revision:
            return row
    return None


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
@require_POST
def go(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Put a moment of a domain on the screen."""
    moment = request.POST.get("moment", "")
    if moment not in Moment.values:
        raise Refused("Choose what to show from the buttons of the page.")
    screen.show(the_open_one(diagnostic), request.POST.get("domain", ""), moment, by=person(request))
    return redirect("workshop", pk=diagnostic.pk)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
@require_POST
def again(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Empty the hands of a domain and let them be raised again."""
    screen.raise_again(the_open_one(diagnostic), request.POST.get("domain", ""), by=person(request))
    return redirect("workshop", pk=diagnostic.pk)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
@require_POST
def names(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Show whose hands are where, or hide it again."""
    screen.show_names(the_open_one(diagnostic), shown=request.POST.get("shown") == "yes", by=person(request))
    return redirect("workshop", pk=diagnostic.pk)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def count(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Count hands in the room, in place of phones."""
    workshop = open_workshop(diagnostic)
    page = build_room_page(workshop, workshop.topic, Moment.HANDS, now=timezone.now()) if workshop else None
    if page is None:
        if request.method == "POST":
            the_open_one(diagnostic)
            raise Refused("Nothing is on the screen. Choose a domain on the agenda first.")
        return redirect("workshop", pk=diagnostic.pk)
    form = CountForm(posted(request), guide=diagnostic.whole_guide, counted=page.topic.counted)
    if form.carries_out(lambda: screen.count_hands(page.workshop, page.domain.code, form.counts, by=person(request))):
        return redirect("workshop", pk=diagnostic.pk)
    return render(request, "workshop/count.html", _context(page, form=form), status=422 if form.errors else 200)


@for_object(Diagnostic, read=RUN, write=RUN, seen=SEEN)
def agree(request: HttpRequest, diagnostic: Diagnostic, *, code: str) -> HttpResponse:
    """What the room agrees on a domain. Saves by itself; both buttons save and move the screen."""
    found = find_domain(diagnostic, code)
    workshop = open_workshop(diagnostic)
    topic = topic_of(workshop, code) if workshop else None
    if workshop is None or topic is None or topic.revealed_at is None:
        if request.method == "POST":
            the_open_one(diagnostic)
            raise Refused("This domain is not being talked about now. Choose it on the agenda first.")
        return redirect("workshop", pk=diagnostic.pk)
    answer = diagnostic.answers.get(domain=found)
    priorities = diagnostic.answers.filter(priority=True).count()
    form = RoomAnswerForm(posted(request), instance=answer, domain=found, priorities=priorities)
    beside = TopicForm(posted(request), instance=topic, prefix="topic")
    page = build_room_page(workshop, topic, Moment.AGREE, now=timezone.now())
    assert page  # noqa: S101  tells the type checker that the topic is one of the workshop's
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_answer, form), saving(request, save_topic, beside)],
            go_to=reverse("workshop", args=[diagnostic.pk]),
            fragments=["workshop/below_today.html"],
            autosave_context=lambda: {"notice": notice_of(form.shown, [])} if form.moved & MOVED else {},
            title=found.title,
            locality=diagnostic.locality,
        )
        if response and response.status_code == 302:
            return _move(request, page, response)
        if response:
            return response
    context = _context(page, form=form, beside=beside, forms=[form, beside], notice=notice_of(form.shown, []))
    return render(request, "workshop/agree.html", context, status=422 if form.is_bound else 200)


def _move(request: HttpRequest, page: RoomPage, response: HttpResponse) -> HttpResponse:
    """Go on once all is saved: to the next domain, back one moment, or to the agenda after the last."""
    step = page.back if request.POST.get("go") == "previous" else page.onward
    if request.POST.get("go") == "stay":
        return redirect("workshop-agree", pk=page.diagnostic.pk, code=page.domain.code)
    if step is None:
        return redirect("workshop-agenda", pk=page.diagnostic.pk)
    screen.show(page.workshop, step.code, step.moment, by=person(request))
    return response
