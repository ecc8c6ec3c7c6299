"""Where MFA_REQUIRED is set, people above localities work only once they have set up signing in with a second step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from localities.kit.access import READING
from localities.models import Role, User

ASKED_OF = frozenset(
    {
        Role.Kind.ADMINISTRATOR,
        Role.Kind.SYSTEM_TEAM,
        Role.Kind.COMMISSIONER_OFFICER,
        Role.Kind.COMMISSIONER_APPROVER,
        Role.Kind.PANEL_MEMBER,
    }
)
NEEDED = (
    "In your role a password alone is not enough here. "
    "Set up an authenticator app or a passkey, then go on with your work."
)
# What setting up a second step takes, beside its own pages: showing who you are first, with a password.
SETTING_UP = frozenset({"account_reauthenticate", "account_set_password", "account_logout"})


def lacks_second_step(user: User) -> bool:
    """Tell whether this person has to set up a second step before going on."""
    return settings.MFA_REQUIRED and _is_asked(user) and not is_mfa_enabled(user)


def _is_asked(user: User) -> bool:
    return user.sees_everything or any(kind in ASKED_OF for kind, _ in user.scopes.roles)


def _is_open(request: HttpRequest, view: Any) -> bool:
    """Tell whether an address needs no second step: it sets one up, or anybody may read it without signing in."""
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    is_public = not getattr(view, "login_required", True) and request.method in READING
    return is_public or name.startswith("mfa_") or name in SETTING_UP


def second_step_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Lead whoever lacks a second step from every other address to where it is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.MFA_REQUIRED or not request.user.is_authenticated or _is_open(request, view):
            return None
        if lacks_second_step(request.user):
            messages.warning(request, NEEDED)
            return redirect("mfa_index")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
