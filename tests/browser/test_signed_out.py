"""A button pressed after the session ended: what was typed is shown, and saved once its writer has signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic
from localities.models import User
from tests.browser.steps import agreement, press
from tests.cast import PASSWORD

DOMAIN = "develop-the-team"


@pytest.mark.parametrize("kind", ["page", "no_js_page"])
def test_what_was_typed_before_signing_in_again_is_saved_by_its_writer(
    request: pytest.FixtureRequest,
    kind: str,
    diagnostic: Diagnostic,
    lead: User,
    enter: Callable[[Page, User], None],
    axe: Callable[[Page], None],
) -> None:
    page: Page = request.getfixturevalue(kind)
    look = axe if kind == "page" else lambda page: None
    address = reverse("domain", args=[diagnostic.pk, DOMAIN])
    enter(page, lead)
    page.goto(address)
    Session.objects.all().delete()
    agreement(page).fill("Weekly huddles")
    agreement(page).press("Tab")
    press(page, "Save and next")
    if kind == "page":  # it saves by itself, and stays where the text is
        expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
        page.locator("form[data-autosave]").evaluate("form => form.submit()")  # as a page without that does
    expect(page.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    expect(page.get_by_label("Agreement")).to_have_value("Weekly huddles")
    look(page)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    tab = opened.value
    lead.set_password(PASSWORD)
    lead.save()
    tab.get_by_label("E-mail address").fill(lead.email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_label("Password", exact=True).press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("You are signed in")
    look(tab)
    tab.close()

    press(page, "Send what I typed")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not sent yet")
    expect(page.get_by_text(f"You are signed in as {lead}")).to_be_visible()
    look(page)
    assert diagnostic.answers.get(domain__code=DOMAIN).agreement == ""
    press(page, "Send it in my name")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Not sent yet")
    assert diagnostic.answers.get(domain__code=DOMAIN).agreement == "Weekly huddles"
