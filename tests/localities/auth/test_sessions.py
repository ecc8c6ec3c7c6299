"""How long somebody stays signed in, where they are signed in, and what is kept of signing in."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from localities.auth.session_limits import BEGAN, SEEN
from localities.kit.models import AuditEvent
from localities.models import User
from localities.rules.browsers import browser_in_words
from localities.services.invitations import take_away
from tests.cast import PASSWORD
from tests.flat import flat

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"


def sign_in(user: User, browser: str = EDGE) -> Client:
    user.set_password(PASSWORD)
    user.save()
    client = Client(headers={"user-agent": browser})
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def put_back(client: Client, **seconds: int) -> None:
    """Move the begin of a session, or when somebody was last seen in it, back by so many seconds."""
    session = client.session
    for name, back in seconds.items():
        session[{"began": BEGAN, "seen": SEEN}[name]] = int(time.time()) - back
    session.save()


def is_in(client: Client) -> bool:
    return client.get(reverse("your-account")).status_code == 200


def test_who_does_nothing_for_half_an_hour_is_signed_out(lead: User) -> None:
    client = sign_in(lead)
    put_back(client, seen=29 * 60)
    assert is_in(client)
    put_back(client, seen=30 * 60)
    assert not is_in(client)


def test_who_works_on_is_signed_out_after_twelve_hours(lead: User) -> None:
    client = sign_in(lead)
    put_back(client, began=12 * 3600 - 60)
    assert is_in(client)
    put_back(client, began=12 * 3600)
    assert not is_in(client)


def test_the_limits_are_settings(lead: User, settings: pytest.FixtureRequest) -> None:
    settings.SESSION_IDLE_MINUTES = 5
    client = sign_in(lead)
    put_back(client, seen=6 * 60)
    assert not is_in(client)


def test_a_session_from_before_the_limits_begins_when_it_is_used(lead: User) -> None:
    client = sign_in(lead)
    session = client.session
    del session[BEGAN], session[SEEN]
    session.save()
    assert is_in(client)
    assert client.session[BEGAN] == pytest.approx(time.time(), abs=60)


def test_using_a_page_puts_it_off_and_asking_how_long_is_left_does_not(lead: User) -> None:
    client, ask = sign_in(lead), reverse("session-left")
    put_back(client, seen=20 * 60)
    left = client.get(ask).json()
    assert left["seconds"] == pytest.approx(600, abs=30)
    assert "Stay signed in" in left["dialog"]
    assert client.get(ask).json()["seconds"] < 700
    assert client.post(ask).json()["seconds"] == pytest.approx(1800, abs=30)
    put_back(client, seen=20 * 60)
    page = client.get(reverse("your-account"))
    assert 'data-left="1800"' in flat(page)
    put_back(client, began=12 * 3600 - 300)
    left = client.get(ask).json()
    assert left["seconds"] == pytest.approx(300, abs=30)
    assert "Stay signed in" not in left["dialog"]
    assert "you have to sign in anew" in flat(left["dialog"])
    assert client.get(reverse("your-account")).wsgi_request.session_left == pytest.approx(300, abs=30)


def test_a_session_is_not_written_on_every_request(lead: User) -> None:
    client = sign_in(lead)
    before = client.session[SEEN]
    put_back(client, seen=59)
    noted = client.session[SEEN]
    is_in(client)
    assert client.session[SEEN] == noted != before


def test_what_was_typed_after_the_end_is_kept(lead: User) -> None:
    client = sign_in(lead)
    put_back(client, seen=31 * 60)
    sent = client.post(reverse("email-choices"), {"topics": ["invitations"]})
    assert sent.status_code == 401
    assert "You have been signed out" in flat(sent)


def test_where_somebody_is_signed_in_and_signing_out_there(lead: User, officer: User) -> None:
    here, there, other = sign_in(lead), sign_in(lead, IPHONE), sign_in(officer)
    here = sign_in(lead)  # a new password ended those before
    there = Client(headers={"user-agent": IPHONE})
    there.post(reverse("account_login"), {"login": lead.email, "password": PASSWORD})
    page = flat(here.get(reverse("your-sessions")))
    assert "Edge on Windows" in page
    assert "Safari on an iPhone" in page
    assert page.count("this browser") == 1
    answer = here.post(reverse("your-sessions"), follow=True)
    assert "signed out of" in flat(answer)
    assert is_in(here)
    assert not is_in(there)
    assert is_in(other)
    assert "You are signed in nowhere else" in flat(here.get(reverse("your-sessions")))


def test_a_role_taken_away_ends_every_session(lead: User, officer: User, client_for: Callable[[User], Client]) -> None:
    client = sign_in(lead)
    take_away(lead.roles.get(), by=officer)
    assert not is_in(client)


def test_signing_in_and_failing_to_are_on_the_record(lead: User) -> None:
    sign_in(lead)
    Client().post(reverse("account_login"), {"login": lead.email, "password": "wrong"})
    Client().post(reverse("account_login"), {"login": "my secret typed here", "password": "x"})
    Client().post(reverse("account_login"), {"login": "nobody@example.com", "password": "x"})
    kept = AuditEvent.objects.filter(what__icontains="sign in").order_by("pk")
    assert [(one.what, one.who_id) for one in AuditEvent.objects.filter(what="Signed in")] == [("Signed in", lead.pk)]
    assert [one.who_id for one in kept] == [lead.pk, None]
    assert all(one.why == "From 127.0.0.1" for one in kept)
    assert not any("nobody@" in f"{vars(one)}" or "secret" in f"{vars(one)}" for one in kept)


def test_the_page_to_sign_in_offers_a_passkey(db: None) -> None:
    page = flat(Client().get(reverse("account_login")))
    assert "Sign in with a passkey" in page
    options = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "challenge" in options.json()["request_options"]["publicKey"]
    wrong = Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"}, follow=True)
    assert wrong.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in wrong.cookies or not wrong.wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.0", "A browser that we do not know"),
        ("", "A browser that we do not know"),
    ],
)
def test_browsers_in_words(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words
