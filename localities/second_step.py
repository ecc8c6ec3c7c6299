"""Where MFA_REQUIRED is set, CCG approvers work only once they have set up signing in with a second step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from localities.models import Role, User

NEEDED = (
    "You approve plans, so a password alone is not enough here. "
    "Set up an authenticator app or a passkey, then go on with your work."
)


def lacks_second_step(user: User) -> bool:
    """Tell whether this person has to set up a second step before going on."""
    return settings.MFA_REQUIRED and _is_approver(user) and not is_mfa_enabled(user)


def _is_approver(user: User) -> bool:
    return any(kind == Role.Kind.COMMISSIONER_APPROVER for kind, _ in user.scopes.roles)


def second_step_for_approvers(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Lead an approver without a second step from every guarded page, and /admin/, to where it is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        is_ours = hasattr(view, "permissions") or request.path.startswith("/admin/")
        if settings.MFA_REQUIRED and is_ours and request.user.is_authenticated and lacks_second_step(request.user):
            messages.warning(request, NEEDED)
            return redirect("mfa_index")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
