"""How long somebody stays signed in: a while without doing anything, and some hours in all, whichever ends first.

Both are settings (`SESSION_IDLE_MINUTES`, `SESSION_HOURS`). What a page holds when they end is kept as for anybody who
was signed out (`localities/kit/kept_text.py`), and a page warns before (static/session.js).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

BEGAN, SEEN = "signed_in_at", "seen_at"
"""In the session, in whole seconds."""

NOTED = 60
"""Seconds between two notes that somebody is there: a session is not written on every request."""


@dataclass(frozen=True)
class Left:
    """Seconds until somebody is signed out, and whether doing something puts that off."""

    seconds: int
    can_stay: bool


def left(session: SessionBase, now: float | None = None) -> Left:
    """How long is left of a session. One from before these limits begins now."""
    now = time.time() if now is None else now
    whole = session.get(BEGAN, now) + settings.SESSION_HOURS * 3600 - now
    idle = session.get(SEEN, now) + settings.SESSION_IDLE_MINUTES * 60 - now
    return Left(int(min(whole, idle)), can_stay=idle < whole)


@receiver(user_logged_in)
def _begin(request: HttpRequest, **_: object) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def end_in_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever was away too long; note that the others are there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if left(request.session).seconds <= 0:
                logout(request)
            elif not (request.method == "GET" and request.path == reverse("session-left")):  # asking is no doing
                _note(request.session)
            request.session_left = _for_a_page(left(request.session))  # type: ignore[attr-defined]  # asked by base.html
        return get_response(request)

    return middleware


def _note(session: SessionBase) -> None:
    now = int(time.time())
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) >= NOTED:
        session[SEEN] = now


def _for_a_page(found: Left) -> int:
    """Seconds after which a page asks how long is left: the same on every page as long as opening one puts it off."""
    return settings.SESSION_IDLE_MINUTES * 60 if found.can_stay else max(found.seconds, 1)
