"""Signing in and failing to, on the record of what was done (the administration's audit events)."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from localities.kit.models import AuditEvent
from localities.models import User

NOBODY = "Somebody without an account"


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: object) -> None:
    """Keep who signed in, and from where."""
    _keep("Signed in", user, request)


@receiver(user_login_failed)
def not_signed_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_: object) -> None:
    """Keep whose account was tried. What was typed for an address is never kept: it may be a password."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    _keep("Failed to sign in", User.objects.filter(email__iexact=typed).first(), request)


def _keep(what: str, user: User | None, request: HttpRequest | None) -> None:
    AuditEvent.objects.create(
        who=str(user) if user else NOBODY,
        who_id=user.pk if user else None,
        what=what,
        on_type=User._meta.label_lower,
        on_id=user.pk if user else None,
        on_name=str(user) if user else NOBODY,
        why=f"From {get_adapter().get_client_ip(request)}" if request else "",
    )
