"""Autosave on the real domain page: what is typed is saved within a second, and never lost without a word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from assessment.models import Diagnostic, DomainAnswer
from assessment.models.diagnostic import EVIDENCE_LENGTH
from assessment.services import save_answer, save_feature_answer
from localities.models import User
from tests.browser.steps import TODAY, agreement, choose, evidence, press, status

DOMAIN = "develop-the-team"
SAVED = re.compile(r"Saved \d{1,2}:\d\d")
PAUSE = 1000  # how long after the last key a text must have been sent, in milliseconds


@pytest.fixture
def answer(diagnostic: Diagnostic) -> DomainAnswer:
    return diagnostic.answers.get(domain__code=DOMAIN)


@pytest.fixture
def address(diagnostic: Diagnostic) -> str:
    return reverse("domain", args=[diagnostic.pk, DOMAIN])


@pytest.fixture
def domain_page(page: Page, enter: Callable[[Page, User], None], address: str, lead: User) -> Page:
    """The page of a domain with nothing answered, opened by the lead. Its clock moves only when a test moves it."""
    page.clock.install(time=0)
    enter(page, lead)
    page.goto(address)
    page.clock.pause_at(60_000)
    return page


@pytest.fixture
def sent(domain_page: Page) -> list[str]:
    """The bodies of what the page sent, as they come."""
    bodies: list[str] = []
    domain_page.on("request", lambda request: bodies.append(request.post_data) if request.method == "POST" else None)
    return bodies


def pause(page: Page) -> None:
    """Let the time go by after which what was typed is sent."""
    page.clock.run_for(PAUSE)


def saved_by_colleague(answer: DomainAnswer, colleague: User, **values: object) -> None:
    answer.refresh_from_db()
    save_answer(answer, values, base_revision=answer.revision, by=colleague)


def test_a_choice_is_sent_once_and_at_once(domain_page: Page, sent: list[str], answer: DomainAnswer) -> None:
    choose(domain_page, TODAY, 3)
    expect(status(domain_page)).to_have_text(SAVED)
    pause(domain_page)
    answer.refresh_from_db()
    assert (len(sent), answer.position) == (1, 3)


def test_a_text_is_sent_once_within_a_second_of_the_last_key(
    domain_page: Page, sent: list[str], answer: DomainAnswer
) -> None:
    agreement(domain_page).focus()
    for letter in "Weekly huddles":
        domain_page.keyboard.type(letter)
        domain_page.clock.run_for(100)
    assert not sent
    expect(status(domain_page)).to_have_text("Saving…")
    pause(domain_page)
    expect(status(domain_page)).to_have_text(SAVED)
    expect(agreement(domain_page)).to_be_focused()
    evidence(domain_page).focus()
    pause(domain_page)
    answer.refresh_from_db()
    assert (len(sent), answer.agreement) == (1, "Weekly huddles")


def test_a_text_over_its_limit_says_loudly_that_it_is_not_saved_and_stays(
    domain_page: Page, answer: DomainAnswer
) -> None:
    text = "x" * (EVIDENCE_LENGTH + 1)
    evidence(domain_page).fill(text)
    choose(domain_page, TODAY, 3)
    alert = status(domain_page).get_by_role("alert")
    expect(alert).to_contain_text("Not saved.")
    expect(alert).to_contain_text("The rest is saved.")
    expect(evidence(domain_page)).to_have_value(text)
    answer.refresh_from_db()
    assert (answer.position, answer.evidence) == (3, "")
    evidence(domain_page).fill("Short")
    pause(domain_page)
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert answer.evidence == "Short"


def test_what_a_colleague_saved_appears_in_the_open_page(
    domain_page: Page, answer: DomainAnswer, colleague: User
) -> None:
    saved_by_colleague(answer, colleague, evidence="Rota of June", target=4, priority=True)
    choose(domain_page, TODAY, 2)
    expect(evidence(domain_page)).to_have_value("Rota of June")
    expect(domain_page.locator("[name=target][value='4']")).to_be_checked()
    expect(domain_page.get_by_label("This domain is a priority")).to_be_checked()
    agreement(domain_page).fill("Agreed by both")
    pause(domain_page)
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert (answer.position, answer.evidence, answer.agreement) == (2, "Rota of June", "Agreed by both")


def test_a_text_in_use_is_replaced_only_when_it_is_left(
    domain_page: Page, answer: DomainAnswer, colleague: User
) -> None:
    saved_by_colleague(answer, colleague, evidence="Rota of June")
    agreement(domain_page).fill("Weekly huddles")
    evidence(domain_page).focus()
    expect(status(domain_page)).to_have_text(SAVED)
    expect(evidence(domain_page)).to_have_value("")
    expect(evidence(domain_page)).to_be_focused()
    agreement(domain_page).focus()
    expect(evidence(domain_page)).to_have_value("Rota of June")
    answer.refresh_from_db()
    assert (answer.agreement, answer.evidence) == ("Weekly huddles", "Rota of June")


def test_two_texts_on_the_same_question_are_shown_side_by_side_and_the_choice_is_kept(
    domain_page: Page, answer: DomainAnswer, colleague: User, axe: Callable[[Page], None]
) -> None:
    saved_by_colleague(answer, colleague, agreement="A pooled rota from June")
    agreement(domain_page).fill("A pooled rota from September")
    pause(domain_page)
    expect(status(domain_page)).to_contain_text("Someone else changed ‘What we agreed’ at the same time")
    expect(agreement(domain_page)).to_have_value("A pooled rota from September")
    press(domain_page, "Compare the two")

    expect(domain_page.get_by_role("heading", level=1)).to_contain_text("Someone else saved this")
    expect(domain_page.locator("ins")).to_have_text(["September", "June"])
    domain_page.clock.resume()  # axe waits for timers
    axe(domain_page)
    domain_page.get_by_label("Write one text from both").check()
    domain_page.get_by_label("One text from both", exact=True).fill("A pooled rota from July")
    press(domain_page, "Save and go on")
    expect(domain_page.get_by_role("heading", level=1)).not_to_contain_text("Someone else")
    answer.refresh_from_db()
    assert answer.agreement == "A pooled rota from July"


def test_after_an_error_of_the_server_the_text_stays_and_trying_again_saves_it(
    domain_page: Page, answer: DomainAnswer, address: str
) -> None:
    domain_page.route(f"**{address}", lambda route: route.fulfill(status=500, body="Server error"))
    agreement(domain_page).fill("Weekly huddles")
    pause(domain_page)
    alert = domain_page.get_by_role("alert")
    expect(alert).to_contain_text("Not saved. Your text is still on this page.")
    with domain_page.expect_request_finished():
        press(domain_page, "Save and next")
    expect(alert).to_contain_text("Not saved.")
    expect(agreement(domain_page)).to_have_value("Weekly huddles")
    domain_page.unroute(f"**{address}")
    press(domain_page, "Try again")
    expect(status(domain_page)).to_have_text(SAVED)
    expect(alert).to_have_count(0)
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles"


def test_without_a_connection_the_page_warns_before_it_is_left_and_saves_when_it_is_back(
    domain_page: Page, answer: DomainAnswer
) -> None:
    domain_page.context.set_offline(True)
    agreement(domain_page).click()
    domain_page.keyboard.type("Weekly huddles")
    pause(domain_page)
    expect(domain_page.get_by_role("alert")).to_contain_text("Not saved.")
    asked: list[str] = []
    domain_page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    domain_page.evaluate("location.href = '/'")
    expect(agreement(domain_page)).to_have_value("Weekly huddles")
    assert asked == ["beforeunload"]
    domain_page.context.set_offline(False)
    expect(status(domain_page)).to_have_text(SAVED)
    expect(domain_page.get_by_role("alert")).to_have_count(0)
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles"


def test_signed_out_in_another_tab_says_so_and_signing_in_again_there_is_enough(
    domain_page: Page, answer: DomainAnswer, lead: User, sign_in: Callable[[Page, User], None]
) -> None:
    other_tab = domain_page.context.new_page()
    other_tab.goto(reverse("home"))
    other_tab.get_by_role("button", name="Sign out").click()
    expect(other_tab.get_by_role("heading", level=1)).to_have_text("Sign in")
    agreement(domain_page).fill("Weekly huddles")
    pause(domain_page)
    expect(domain_page.get_by_role("alert")).to_contain_text("You are signed out: sign in again in another tab first.")
    sign_in(other_tab, lead)
    press(domain_page, "Try again")
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles"


def test_a_button_pressed_while_a_save_is_under_way_loses_nothing(
    domain_page: Page, answer: DomainAnswer, address: str
) -> None:
    held: list[Route] = []
    domain_page.route(f"**{address}", lambda route: held.append(route), times=1)
    agreement(domain_page).focus()
    domain_page.keyboard.type("Weekly")
    with domain_page.expect_request(f"**{address}"):
        pause(domain_page)
    domain_page.keyboard.type(" huddles")
    press(domain_page, "Save and next")
    held[0].continue_()
    domain_page.wait_for_url(lambda url: address not in url)
    answer.refresh_from_db()
    assert (answer.agreement, answer.revision) == ("Weekly huddles", 2)


def test_a_page_with_several_rows_saves_and_merges_each_by_itself(
    page: Page, enter: Callable[[Page, User], None], diagnostic: Diagnostic, lead: User, colleague: User
) -> None:
    mine, theirs = diagnostic.feature_answers.filter(feature__level__number=1).select_related("feature")[:2]
    enter(page, lead)
    page.goto(reverse("level", args=[diagnostic.pk, 1]))
    save_feature_answer(theirs, {"state": "planned"}, base_revision=0, by=colleague)
    page.get_by_role("group", name=mine.feature.text).get_by_label("In place", exact=True).check()
    expect(page.get_by_role("group", name=theirs.feature.text).get_by_label("Planned")).to_be_checked()
    page.get_by_role("group", name=theirs.feature.text).get_by_label("Partly in place").check()
    expect(page.locator(f"[name={theirs.feature.code}-revision]")).to_have_value("2")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("in_place", "partly")
