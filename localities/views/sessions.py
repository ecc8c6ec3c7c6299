"""Being signed in: where else, ending that, and how long it lasts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from localities.auth.session_limits import left
from localities.kit.access import for_anyone_signed_in, person
from localities.pages.sessions import own_sessions
from localities.services.sessions import end_sessions


@for_anyone_signed_in
def your_sessions(request: HttpRequest) -> HttpResponse:
    """Where somebody is signed in, and signing out everywhere else."""
    user, key = person(request), request.session.session_key
    if request.method == "POST":
        ended = end_sessions(user, but=key or "")
        messages.success(request, f"You are signed out of {ended} other browser{'' if ended == 1 else 's'}.")
        return redirect("your-sessions")
    context = {"sessions": own_sessions(user, key), "crumbs": [("Your account", reverse("your-account"))]}
    return render(request, "account/your_sessions.html", context)


@for_anyone_signed_in
def session_left(request: HttpRequest) -> JsonResponse:
    """How long is left before somebody is signed out, with what says so. Asking (GET) puts nothing off, a POST does."""
    found = left(request.session)
    dialog = render_to_string("account/session_ends.html", {"can_stay": found.can_stay})
    return JsonResponse({"seconds": found.seconds, "dialog": dialog})
