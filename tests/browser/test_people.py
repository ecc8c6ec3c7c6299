"""Invited, accepted, a passkey set up, and signed in with it: in a browser, under the content security policy."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from localities.models import User
from tests.cast import PASSWORD, World

Sign = Callable[[Page, User], None]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_from_invitation_to_passkey(
    page: Page,
    phone: Page,
    lead: User,
    world: World,
    enter: Sign,
    axe: Callable[[Page], None],
    settings: Settings,
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    enter(page, lead)
    page.goto(reverse("person-invite", args=["canvey-island"]))
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("link", name="Choose a role").click()
    assert page.evaluate("document.activeElement.name") == "role"
    axe(page)
    page.get_by_label("Name", exact=True).fill("New Person")
    page.get_by_label("E-mail address").fill("new@example.com")
    page.get_by_label("Locality lead").check()
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("An invitation is on its way to new@example.com").wait_for()
    axe(page)

    [link] = re.findall(r"(/invitations/\S+)", mail.outbox[0].body)
    phone.goto(link)
    axe(phone)
    phone.get_by_label("Choose a password").fill(PASSWORD)
    phone.get_by_role("button", name="Accept the invitation").click()
    phone.get_by_text("You are now Locality lead, Canvey Island").wait_for()

    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    phone.goto(reverse("your-account"))
    axe(phone)
    phone.get_by_role("link", name="Change the second step").click()
    axe(phone)
    phone.get_by_role("button", name="Set up a passkey").click()
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Continue").click()
    axe(phone)
    phone.get_by_role("button", name="Set up the passkey").click()
    phone.get_by_text("10 of 10 are left").wait_for()
    axe(phone)

    phone.get_by_role("button", name="Sign out").click()
    phone.goto(reverse("account_login"))
    phone.get_by_label("E-mail address").fill("new@example.com")
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("heading", name="Second step").wait_for()
    axe(phone)
    phone.get_by_role("button", name="Use a passkey").click()
    phone.get_by_role("heading", name="Canvey Island").wait_for()
