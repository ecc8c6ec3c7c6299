"""A workshop by hand: a projector, practices on their phones, keys, a colleague beside, and no JavaScript at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessment.models import Diagnostic
from assessment.services.answers import save_answer
from assessment.workshop.models import Hand, Workshop
from localities.models import User
from tests.browser.conftest import PATIENCE
from tests.browser.steps import press, status
from tests.workers import comes_to_be

CODES = ("F81001", "F81002", "F81003")
MOMENT = ".app-moments [aria-current]"
Phones = Callable[[], Page]


@pytest.fixture
def phones(chromium: Browser, live_server: LiveServer) -> Iterator[Phones]:
    """As many phones as are asked for, each a browser of its own."""
    with ExitStack() as open_ones:

        def another() -> Page:
            context = chromium.new_context(base_url=live_server.url, viewport={"width": 375, "height": 812})
            context.set_default_timeout(PATIENCE)
            open_ones.callback(context.close)
            return context.new_page()

        yield another


def opened(page: Page, diagnostic: Diagnostic) -> Workshop:
    """Open a workshop on the page and begin with its first domain."""
    page.goto(reverse("workshops", args=[diagnostic.pk]))
    press(page, "Open a workshop")
    page.get_by_label("Starts at").fill("1pm")
    page.get_by_label("Ends at").fill("3pm")
    page.get_by_label("One session").check()
    press(page, "Open the workshop")
    press(page, "Begin")
    page.wait_for_load_state()
    return Workshop.objects.get()


def joined(phone: Page, code: str, practice: str) -> Page:
    """Join by the short code, for a practice."""
    phone.goto(reverse("join"))
    phone.get_by_label("What is the code on the screen?").fill(code.lower())
    press(phone, "Continue")
    phone.get_by_label(f"Practice {practice}").check()
    press(phone, "Join")
    return phone


def raise_hand(phone: Page, position: int) -> None:
    phone.locator(f"[name=hand][value='{position}']").check()
    press(phone, "Raise our hand")
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Your hand is up at {position}")


def test_a_domain_from_talk_to_agreement(
    page: Page,
    phones: Phones,
    enter: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    diagnostic: Diagnostic,
    lead: User,
    officer: User,
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    enter(page, lead)
    workshop = opened(page, diagnostic)
    first, second = [topic.domain.title for topic in workshop.topics.select_related("domain")][:2]
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)
    axe(page)
    room = [joined(phones(), workshop.join_code or "", code) for code in CODES]
    expect(page.get_by_text("3 of 3 practices have joined")).to_be_visible()

    # hands: phones follow the screen, and the screen counts
    page.keyboard.press("n")
    expect(page.locator(MOMENT)).to_contain_text("Show hands")
    axe(page)
    for phone, position in zip(room, (1, 4, 2), strict=True):
        raise_hand(phone, position)
    axe(room[0])
    expect(page.get_by_text("3 of 3 are up")).to_be_visible()
    room[2].get_by_role("link", name="change your hand").click()
    raise_hand(room[2], 3)

    # look: all at once, without names until the room wants them
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Furthest apart: 1 and 4")).to_be_visible()
    expect(page.get_by_text("F81001")).to_have_count(0)
    axe(page)
    page.keyboard.press("w")
    expect(page.get_by_text("F81001").first).to_be_visible()
    expect(room[0].get_by_role("heading", level=1)).to_have_text("Hands are closed")

    # agree, by keys; what is typed is no key
    page.keyboard.press("n")
    expect(page.locator(MOMENT)).to_contain_text("Agree")
    axe(page)
    page.keyboard.press("2")
    page.keyboard.press("Shift+Digit4")
    page.get_by_label("Why", exact=True).fill("Run 3 pilots next")
    expect(status(page)).to_contain_text("Saved")
    expect(page.locator("[name=position]:checked")).to_have_value("2")
    expect(page.locator("[name=target]:checked")).to_have_value("4")

    # a colleague's change appears on the open page
    asked = diagnostic.answers.filter(domain=workshop.topics.all()[0].domain)
    assert comes_to_be(asked.filter(agreement="Run 3 pilots next").exists)  # "Saved" may be said of the positions
    answer = asked.get()
    save_answer(answer, {"evidence": "Counted"}, base_revision=answer.revision, by=officer)
    expect(page.get_by_text("Changed by CCG officer")).to_be_visible()
    page.get_by_label("Who follows it up").fill("Manager: audit")
    press(page, "Save and next")
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)
    expect(room[1].get_by_role("heading", level=1)).to_contain_text("Talk first")
    topic = workshop.topics.all()[0]
    assert (topic.follow_up, topic.hands.count()) == ("Manager: audit", 3)
    assert diagnostic.answers.get(pk=answer.pk).agreement == "Run 3 pilots next"

    # closing: minutes for all, and no way in for phones
    page.goto(reverse("workshop-close", args=[diagnostic.pk]))
    press(page, "Close and make the minutes")
    expect(page.get_by_text("1 at 1, 1 at 3, 1 at 4")).to_be_visible()
    axe(page)
    expect(room[0].get_by_role("heading", level=1)).to_have_text("Thank you")


def test_keys_are_listed_and_can_be_turned_off(
    page: Page, enter: Callable[[Page, User], None], diagnostic: Diagnostic, lead: User
) -> None:
    enter(page, lead)
    opened(page, diagnostic)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "Turn keys off")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.reload()
    expect(page.locator(MOMENT)).to_contain_text("Talk")
    press(page, "? all keys")
    press(page, "Turn keys on")
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    expect(page.locator(MOMENT)).to_contain_text("Show hands")


def test_without_javascript_every_step_is_a_button(
    no_js_page: Page, enter: Callable[[Page, User], None], diagnostic: Diagnostic, lead: User
) -> None:
    page = no_js_page
    enter(page, lead)
    workshop = opened(page, diagnostic)
    page.get_by_role("button", name="Show hands", exact=True).click()
    joined(page, workshop.join_code or "", CODES[0])
    page.locator("[name=hand][value='2']").check()
    press(page, "Raise our hand")
    press(page, "See what is on the screen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your hand is up at 2")
    page.goto(reverse("workshop", args=[diagnostic.pk]))
    press(page, "Reveal the hands")
    press(page, "Agree a position")
    page.locator("[name=position][value='2']").check()
    page.get_by_label("Why", exact=True).fill("Said without a script")
    press(page, "Save and next")
    expect(page.locator(MOMENT)).to_contain_text(re.compile("Talk"))
    assert diagnostic.answers.filter(position=2, agreement="Said without a script").count() == 1
    assert Hand.objects.get().position == 2
