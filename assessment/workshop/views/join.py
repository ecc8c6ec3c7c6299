"""Phones in the room, without an account: the code, which practice, and its hand for what is on the screen.

Looking writes nothing. A phone is known by a cookie that is for these addresses alone.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST

from assessment.workshop.forms.phones import WRONG_CODE, CodeForm, HandForm, PracticeForm
from assessment.workshop.models import Phone, Workshop
from assessment.workshop.pages.phone import PhonePage, build_phone_page
from assessment.workshop.queries.joining import phone_of, workshop_of_code, workshop_of_link
from assessment.workshop.services import phones
from assessment.workshop.services.codes import JOINS_FOR
from localities.kit.access import posted
from localities.kit.pages.phrases import day

COOKIE = "workshop-phone"
WRONG_CODES = "workshop_code"
TOO_MANY = "Too many wrong codes came from here. Wait a minute, or use the QR code on the screen"


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """Type the code on the screen. Wrong ones are counted by where they come from; the right one costs nothing."""
    form = CodeForm(posted(request))
    if form.is_valid():
        counted = ratelimit.consume(request, app="allauth.account", action=WRONG_CODES)
        workshop = workshop_of_code(form.cleaned_data["code"]) if counted else None
        if workshop and counted:
            counted.rollback()
            return redirect("join-link", token=workshop.join_token)
        form.add_error("code", WRONG_CODE if counted else TOO_MANY)
    return render(request, "workshop/join_code.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
def room(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a practice, then follow the screen of the room."""
    workshop = workshop_of_link(token)
    if workshop is None:
        return _closed(request)
    phone = _phone(request, workshop)
    if phone is None or request.method == "POST" or "practice" in request.GET:
        return _choose_practice(request, workshop, phone, token)
    page = build_phone_page(workshop, phone, changing="change" in request.GET)
    return _shown(request, page, token)


def _choose_practice(request: HttpRequest, workshop: Workshop, phone: Phone | None, token: str) -> HttpResponse:
    rows = list(workshop.attendance.select_related("practice"))
    others = workshop.phones.exclude(pk=phone.pk) if phone else workshop.phones
    joined = set(others.order_by().values_list("practice_id", flat=True))
    caption = f"{workshop.locality.name}, workshop of {day(workshop.held_on)}"
    form = PracticeForm(posted(request), attendance=rows, joined=joined, caption=caption)
    if form.carries_out(lambda: phones.join(workshop, form.cleaned_data["practice"], phone=phone)):
        response = redirect("join-link", token=token)
        if form.outcome:
            _remember(response, form.outcome)
        return response
    context = _context(workshop, form=form)
    return render(request, "workshop/join_practice.html", context, status=422 if form.errors else 200)


def _remember(response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=JOINS_FOR,
        path=reverse("join"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@login_not_required
@require_POST
def hand(request: HttpRequest, token: str) -> HttpResponse:
    """Raise the practice's hand, or move it."""
    workshop = workshop_of_link(token)
    if workshop is None:
        return _closed(request)
    phone = _phone(request, workshop)
    if phone is None:
        return redirect("join-link", token=token)
    page = build_phone_page(workshop, phone, changing=True)
    if page.topic is None or page.domain is None:
        return redirect("join-link", token=token)
    form = HandForm(posted(request), topic=page.topic, domain=page.domain, position=page.position)
    if form.carries_out(lambda: _raise(phone, form.cleaned_data)):
        return redirect("join-link", token=token)
    if form.was_refused:  # the screen is another by now: it is shown, with why the hand was not raised
        page = build_phone_page(workshop_of_link(token) or workshop, phone, changing=False)
        return _shown(request, page, token, refused=" ".join(map(str, form.non_field_errors())), status=409)
    return _shown(request, page, token, form=form, status=422)


def _raise(phone: Phone, sent: dict[str, Any]) -> object:
    return phones.raise_hand(phone, sent["hand"], domain=sent["domain"], hands_round=sent["hands_round"])


@login_not_required
def now(request: HttpRequest, token: str) -> HttpResponse:
    """What a phone asks every three seconds: 304 as long as nothing changed, else what it is to show."""
    workshop = workshop_of_link(token)
    if workshop is None:
        return HttpResponse(status=404)
    phone = _phone(request, workshop)
    if phone is None:
        return HttpResponse(status=404)
    page = build_phone_page(workshop, phone, changing="change" in request.GET)
    etag = quote_etag(page.key)
    response = get_conditional_response(request, etag=etag) or _shown(request, page, token, whole=False)
    response.headers["ETag"] = etag
    return response


def _phone(request: HttpRequest, workshop: Workshop) -> Phone | None:
    secret = request.COOKIES.get(COOKIE, "")
    return phone_of(workshop, phones.secret_sum(secret)) if secret else None


def _shown(
    request: HttpRequest,
    page: PhonePage,
    token: str,
    *,
    form: HandForm | None = None,
    refused: str = "",
    status: int = 200,
    whole: bool = True,
) -> HttpResponse:
    if form is None and page.stands == "raise" and page.topic and page.domain:
        form = HandForm(topic=page.topic, domain=page.domain, position=page.position)
    context = _context(page.workshop, page=page, form=form, refused=refused, token=token)
    return render(request, f"workshop/{'phone' if whole else 'phone_part'}.html", context, status=status)


def _context(workshop: Workshop, **more: Any) -> dict[str, Any]:
    return {"workshop": workshop, "system_name": workshop.locality.commissioner.system.name, **more}


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "workshop/join_closed.html", {"why": phones.CLOSED}, status=404)
