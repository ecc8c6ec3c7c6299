"""Who guesses passwords is slowed, and whose account it is gets in: from another address, and from a known browser."""

from __future__ import annotations

import time

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from localities.auth.sign_in_limits import ACCOUNTS_KNOWN, COOKIE
from localities.models import User
from tests.cast import PASSWORD
from tests.flat import flat

pytestmark = pytest.mark.postgres

SITE, HOME = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def no_counters(db: None) -> None:
    cache.clear()


@pytest.fixture
def owner(lead: User) -> User:
    lead.set_password(PASSWORD)
    lead.save()
    return lead


def try_password(user: User, password: str, address: str, client: Client | None = None) -> str:
    """Return what the sign-in page says; nothing when it let the person in."""
    client = client or Client()
    fields = {"login": user.email, "password": password}
    page = client.post(reverse("account_login"), fields, REMOTE_ADDR=address)
    return "" if page.status_code == 302 else flat(page)


def guess(user: User, times: int, address: str = SITE, client: Client | None = None) -> None:
    for _ in range(times):
        try_password(user, "wrong", address, client)


def test_five_wrong_passwords_from_elsewhere_do_not_keep_out_the_owner(owner: User) -> None:
    guess(owner, 6)
    assert try_password(owner, PASSWORD, HOME) == ""


def test_from_where_they_came_the_next_has_to_wait_and_is_told_how_long(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.time()
    monkeypatch.setattr(time, "time", lambda: began)
    guess(owner, 5)
    for passed, wait in ((30, "in 5 minutes"), (150, "in 3 minutes"), (275, "in 25 seconds")):
        monkeypatch.setattr(time, "time", lambda passed=passed: began + passed)
        assert f"Too many failed attempts. Try again {wait}" in try_password(owner, PASSWORD, SITE)
    monkeypatch.setattr(time, "time", lambda: began + 301)
    assert try_password(owner, PASSWORD, SITE) == ""


def test_the_wait_keeps_nobody_else_at_the_site_from_signing_in(owner: User, colleague: User) -> None:
    colleague.set_password(PASSWORD)
    colleague.save()
    guess(owner, 12)
    assert try_password(colleague, PASSWORD, SITE) == ""


def test_a_site_has_thirty_wrong_passwords_a_minute(owner: User, cast: dict[str, User]) -> None:
    people = list(cast.values())
    for person in people[:6]:
        guess(person, 5)
    assert "Too many" in try_password(people[6], "wrong", SITE)


def test_a_browser_that_signed_in_before_is_not_kept_out_by_guesses_from_its_own_address(owner: User) -> None:
    known = Client()
    assert try_password(owner, PASSWORD, SITE, known) == ""
    known.post(reverse("account_logout"))
    guess(owner, 12)
    assert "Too many" in try_password(owner, PASSWORD, SITE)
    assert try_password(owner, PASSWORD, SITE, known) == ""


def test_a_known_browser_has_five_tries_of_its_own(owner: User) -> None:
    known = Client()
    try_password(owner, PASSWORD, SITE, known)
    known.post(reverse("account_logout"))
    guess(owner, 5, HOME, known)
    assert "Too many" in try_password(owner, PASSWORD, "203.0.113.9", known)


def test_guesses_from_everywhere_are_slowed_for_all_but_known_browsers(owner: User) -> None:
    known = Client()
    try_password(owner, PASSWORD, HOME, known)
    known.post(reverse("account_logout"))
    for number in range(25):
        guess(owner, 4, f"203.0.113.{number}")
    assert "Too many failed attempts. Try again in 60 minutes" in try_password(owner, "wrong", "203.0.113.200")
    assert try_password(owner, PASSWORD, "203.0.113.201", known) == ""


def test_what_is_refused_for_guesses_from_everywhere_counts_against_no_address(owner: User) -> None:
    for number in range(25):
        guess(owner, 4, f"203.0.113.{number}")
    guess(owner, 6, HOME)
    assert "Try again in 60 minutes" in try_password(owner, PASSWORD, HOME)


def test_a_new_password_set_by_e_mail_ends_the_wait(owner: User) -> None:
    guess(owner, 5, SITE)
    for number in range(24):
        guess(owner, 4, f"203.0.113.{number}")
    client = Client(REMOTE_ADDR=SITE)
    link = [user_pk_to_url_str(owner), default_token_generator.make_token(owner)]
    form = client.get(reverse("account_reset_password_from_key", args=link)).url  # type: ignore[attr-defined]
    new = "another battery staple"
    client.post(form, {"password1": new, "password2": new})
    assert try_password(owner, new, SITE) == ""
    assert try_password(owner, new, HOME) == ""


def test_a_browser_is_known_for_its_own_account_only_and_the_cookie_tells_no_address(
    owner: User, colleague: User
) -> None:
    client = Client()
    try_password(owner, PASSWORD, HOME, client)
    cookie = client.cookies[COOKIE]
    assert owner.email not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
    client.post(reverse("account_logout"))
    guess(colleague, 5, SITE)
    assert "Too many" in try_password(colleague, "wrong", SITE, client)


def test_a_cookie_made_up_or_broken_makes_nobody_known(owner: User) -> None:
    client = Client()
    client.cookies[COOKIE] = "eyJhIjoiYiJ9:made:up"
    guess(owner, 5)
    assert "Too many" in try_password(owner, PASSWORD, SITE, client)


def test_a_shared_computer_knows_the_last_few(cast: dict[str, User]) -> None:
    client = Client()
    people = list(cast.values())[: ACCOUNTS_KNOWN + 1]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
        try_password(person, PASSWORD, HOME, client)
        client.post(reverse("account_logout"))
    guess(people[0], 5)
    guess(people[1], 5)
    assert "Too many" in try_password(people[0], PASSWORD, SITE, client)
    assert try_password(people[1], PASSWORD, SITE, client) == ""


def test_the_right_password_costs_no_try(owner: User) -> None:
    guess(owner, 4)
    for _ in range(3):
        assert try_password(owner, PASSWORD, SITE) == ""
