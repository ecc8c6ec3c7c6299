"""A page says before somebody is signed out, puts it off when they ask for that, and says so when it is over."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from localities.auth.session_limits import SEEN
from localities.models import User


def test_who_is_about_to_be_signed_out_stays_or_is_told(
    page: Page, lead: User, enter: Callable[[Page, User], None], axe: Callable[[Page], None]
) -> None:
    enter(page, lead)
    page.goto(reverse("email-choices"))
    dialog = page.locator("#session")
    expect(dialog).to_be_hidden()

    session = SessionStore(Session.objects.get().session_key)
    session[SEEN] = int(time.time()) - 29 * 60
    session.save()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(dialog).to_contain_text("You will be signed out soon")
    axe(page)
    dialog.get_by_role("button", name="Stay signed in").press("Enter")
    expect(dialog).to_be_hidden()
    assert SessionStore(session.session_key)[SEEN] > time.time() - 600

    Session.objects.all().delete()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(dialog).to_contain_text("You are signed out")
    axe(page)
    dialog.get_by_role("button", name="Go back to the page").press("Enter")
    expect(dialog).to_be_hidden()
