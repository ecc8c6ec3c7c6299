"""What somebody typed is offered again when it could not be taken: they were signed out, or signed in anew meanwhile.

Nothing is stored: the answer carries what the post brought, to the browser that sent it and nobody else. It is sent
again by a button that a person presses, with a new token, to the same address, whose view then asks everything as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LIMIT = 200_000  # characters; the longest page of ours has a tenth of that
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
WRITTEN = re.compile(r"\S\s+\S|\S{25}")  # rather than chosen or counted


@dataclass(frozen=True)
class Typed:
    """What a post brought, without its token."""

    fields: list[tuple[str, str]]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What was written, to show: each with the name of its field in words."""
        written = [(name, value) for name, value in self.fields if WRITTEN.search(value)]
        return [(re.sub(r"[-_]+", " ", name).strip().capitalize(), value) for name, value in written]

    @property
    def is_kept(self) -> bool:
        """Tell whether it may go into a page: no passwords, nothing endless, and something in it."""
        has_secret = any("password" in name.lower() for name, _ in self.fields)
        has_text = any(value.strip() for name, value in self.fields if name != "go" and not name.endswith("revision"))
        return has_text and not has_secret and sum(len(value) for _, value in self.fields) <= LIMIT


def _typed(request: HttpRequest, view: Any) -> Typed | None:
    """Return what to offer again; None for nothing, and for addresses that are not ours, such as /admin/."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    typed = Typed(fields)
    return typed if hasattr(view, "may_write") and typed.is_kept else None


def _came_from(request: HttpRequest) -> str:
    """Return the page that a post was sent from: the address that it was sent to may have none."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return urlsplit(referer)._replace(scheme="", netloc="").geturl()
    return reverse("home")


def _signed_out(request: HttpRequest, view: Any) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse("You are signed out.", status=401)
    context = {"typed": _typed(request, view), "came_from": _came_from(request)}
    return render(request, "signed_out.html", context, status=401)


class SignInFirst(LoginRequiredMiddleware):
    """Lead whoever is not signed in to where they sign in; a post gets a page that keeps what it brought.

    A page that saves by itself gets a bare status, and tells whom it was made for: what one person typed is never
    saved in the name of another who signed in meanwhile.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            return _meant_for_another(request)
        if request.method == "POST" and getattr(view, "login_required", True):
            return _signed_out(request, view)
        return super().process_view(request, view, args, kwargs)


def _meant_for_another(request: HttpRequest) -> HttpResponse | None:
    made_for = request.headers.get("X-Made-For", str(request.user.pk))
    return None if made_for == str(request.user.pk) else HttpResponse("Somebody else is signed in now.", status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post with an old token, or with none; keep what it brought only if it came from a page of ours.

    What another site sends must not be put before people with a button that would make it theirs.
    """
    view = request.resolver_match.func if request.resolver_match else None
    if not _is_from_here(request) or not hasattr(view, "may_write"):
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return _signed_out(request, view)
    may_write = view.may_write(request.user, request.resolver_match.kwargs)  # type: ignore[union-attr]
    context = {"typed": _typed(request, view) if may_write else None, "may_write": may_write}
    return render(request, "signed_in_anew.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours
