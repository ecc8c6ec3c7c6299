"""Guessing passwords is slowed, and whose account it is gets in (docs/decisions/0017-who-is-slowed.md).

Wrong passwords count for an account together with where they come from: an address, or a browser that has signed in
to that account before, which carries a signed cookie. Guesses spread over many addresses count once more for the
account as a whole; known browsers are left out of that count.
"""

from __future__ import annotations

import math
import time
from secrets import token_urlsafe

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac

APP = "allauth.account"
FAILED, FAILED_EVERYWHERE = "login_failed", "login_failed_everywhere"
COOKIE = "known-browser"
COOKIE_AGE = 180 * 24 * 3600  # seconds
ACCOUNTS_KNOWN = 5  # that one browser remembers: colleagues share computers


def _mark(email: str) -> str:
    """Return what stands for an account in the cookie, which tells nobody its e-mail address."""
    return salted_hmac(COOKIE, email.lower()).hexdigest()[:16]


def _read(request: HttpRequest) -> dict[str, str]:
    """Return for each account that this browser signed in to the name it then got."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return {}


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let this browser be known as one that signed in to this account."""
    others = {mark: name for mark, name in _read(request).items() if mark != _mark(email)}
    newest = list(others.items())[-(ACCOUNTS_KNOWN - 1) :]
    response.set_cookie(
        COOKIE,
        signing.dumps({**dict(newest), _mark(email): token_urlsafe(9)}, salt=COOKIE),
        max_age=COOKIE_AGE,
        path=reverse("account_login").removesuffix("login/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, email: str) -> str | None:
    """Return the name of this browser, if it signed in to this account before."""
    return _read(request).get(_mark(email))


def origin(request: HttpRequest, email: str) -> str:
    """Return where a password for this account comes from: a known browser, else an address."""
    return known_browser(request, email) or ratelimit.get_ip(request)


def wait_in_words(request: HttpRequest, action: str, key: str) -> str:
    """Say when the next try counts: "in 40 seconds", "in 4 minutes"."""
    seconds = max(_seconds_left(request, action, key, rate) for rate in ratelimit.get_rates(app=APP, action=action))
    if seconds <= 1:
        return "in a moment"
    return f"in {math.ceil(seconds)} seconds" if seconds <= 60 else f"in {math.ceil(seconds / 60)} minutes"


def _seconds_left(request: HttpRequest, action: str, key: str, rate: ratelimit.Rate) -> float:
    name = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
    now = time.time()
    counted = [moment for moment in cache.get(name, []) if moment > now - rate.duration]  # the newest leads
    return counted[-1] + rate.duration - now if len(counted) >= rate.amount else 0.0
