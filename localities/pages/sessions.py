"""Where somebody is signed in, as their account's page lists it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from localities.models import User
from localities.rules.browsers import browser_in_words


@dataclass(frozen=True)
class OwnSession:
    """One place where somebody is signed in."""

    browser: str
    address: str
    since: datetime
    is_this: bool


def own_sessions(user: User, key: str | None) -> list[OwnSession]:
    """Where this person is signed in, the newest first. `key` is that of the session that asks. One query."""
    return list(_listed(user, key))


def _listed(user: User, key: str | None) -> Iterator[OwnSession]:
    going = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    for one in UserSession.objects.filter(user=user, session_key__in=going).order_by("-created_at"):
        yield OwnSession(browser_in_words(one.user_agent), one.ip, one.created_at, one.session_key == key)
