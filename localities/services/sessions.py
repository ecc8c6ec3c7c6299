"""Where somebody is signed in, and ending that."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from localities.models import User


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign a person out everywhere, except in the session with the key `but`; return how many sessions that ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but)
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)
