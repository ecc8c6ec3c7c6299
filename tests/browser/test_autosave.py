"""Autosave on the real domain page: what is typed is saved within a second, and never lost without a word."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from assessment.models import Diagnostic, DomainAnswer
from assessment.models.diagnostic import EVIDENCE_LENGTH
from assessment.services.answers import save_answer, save_feature_answer
from localities.models import User
from tests.browser.steps import TODAY, agreement, choose, evidence, press, status
from tests.cast import PASSWORD

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


@pytest.fixture
def asked(domain_page: Page) -> list[str]:
    """What the browser asked before the page was left."""
    dialogs: list[str] = []
    domain_page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    return dialogs


@pytest.fixture
def sign_out(domain_page: Page) -> Callable[[], None]:
    """Return a function that ends the session, as signing out in another tab does."""

    def sign_out() -> None:
        session = Session.objects.get(
            session_key=next(
                cookie["value"] for cookie in domain_page.context.cookies() if cookie["name"] == "sessionid"
            )
        )
        session.delete()

    return sign_out


def fill_sign_in(page: Page, user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")


def press_slowly(page: Page, name: str) -> None:
    """Press a button as a hand does: the mouse is down for a while, and what it does to the page happens meanwhile."""
    box = page.get_by_role("button", name=name).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()


def type_without_pause(page: Page, text: str) -> None:
    """Type and do not wait for the page to save by itself."""
    agreement(page).focus()
    page.keyboard.press("End")
    page.keyboard.type(text)


def until_saved(answer: DomainAnswer, text: str) -> None:
    """Wait for a save that no page waits for."""
    for _ in range(1200):
        answer.refresh_from_db()
        if answer.agreement == text:
            return
        time.sleep(0.05)
    assert answer.agreement == text


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


def test_signed_out_in_another_tab_leads_to_signing_in_and_then_saves_by_itself(
    domain_page: Page, answer: DomainAnswer, lead: User, sign_out: Callable[[], None], axe: Callable[[Page], None]
) -> None:
    sign_out()
    agreement(domain_page).fill("Weekly huddles")
    pause(domain_page)
    expect(domain_page.get_by_role("alert")).to_contain_text("You are signed out.")
    link = domain_page.get_by_role("link", name="Sign in again (opens in a new tab)")
    link.hover()
    domain_page.mouse.down()  # leaves the text, which is tried again
    domain_page.wait_for_timeout(500)
    with domain_page.context.expect_page() as opened:
        domain_page.mouse.up()
    fill_sign_in(opened.value, lead)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("You are signed in")
    opened.value.close()
    domain_page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # both tabs count as seen here
    expect(status(domain_page)).to_have_text(SAVED)
    expect(domain_page.get_by_role("alert")).to_have_count(0)
    answer.refresh_from_db()
    assert (answer.agreement, answer.saved_by) == ("Weekly huddles", lead)


def test_somebody_else_who_signs_in_meanwhile_does_not_save_what_was_typed(
    domain_page: Page, answer: DomainAnswer, lead: User, colleague: User, sign_out: Callable[[], None]
) -> None:
    other_tab = domain_page.context.new_page()
    for user, says in ((colleague, "Somebody else is signed in in this browser now"), (lead, "")):
        sign_out()
        other_tab.goto(reverse("account_login"))
        fill_sign_in(other_tab, user)
        other_tab.wait_for_url(lambda url: reverse("account_login") not in url)
        agreement(domain_page).fill(f"Weekly huddles, while {user} is signed in")
        pause(domain_page)
        if says:
            expect(domain_page.get_by_role("alert")).to_contain_text(says)
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert (answer.saved_by, answer.revision) == (lead, 1)


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


def test_signing_out_while_a_save_is_under_way_waits_for_what_was_typed_since_too(
    domain_page: Page, answer: DomainAnswer, address: str
) -> None:
    held: list[Route] = []
    domain_page.route(f"**{address}", lambda route: held.append(route), times=1)
    type_without_pause(domain_page, "Weekly")
    with domain_page.expect_request(f"**{address}"):
        pause(domain_page)
    type_without_pause(domain_page, " huddles")
    domain_page.get_by_role("button", name="Sign out").focus()
    domain_page.keyboard.press("Enter")
    held[0].continue_()
    expect(domain_page.get_by_role("heading", level=1)).to_have_text("Sign in")
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles"


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


@pytest.mark.parametrize("more", ["", " and July"])
def test_the_first_click_on_compare_counts(domain_page: Page, answer: DomainAnswer, colleague: User, more: str) -> None:
    saved_by_colleague(answer, colleague, agreement="A pooled rota from June")
    type_without_pause(domain_page, "A pooled rota from September")
    pause(domain_page)
    expect(status(domain_page)).to_contain_text("Someone else changed")
    type_without_pause(domain_page, more)
    press_slowly(domain_page, "Compare the two")
    expect(domain_page.get_by_role("heading", level=1)).to_contain_text("Someone else saved this")
    expect(domain_page.get_by_text(f"A pooled rota from September{more}").first).to_be_visible()


def test_a_click_begun_on_compare_and_ended_elsewhere_saves_and_says_so(
    domain_page: Page, answer: DomainAnswer, colleague: User
) -> None:
    saved_by_colleague(answer, colleague, agreement="A pooled rota from June")
    type_without_pause(domain_page, "A pooled rota from September")
    pause(domain_page)
    box = domain_page.get_by_role("button", name="Compare the two").bounding_box()
    assert box
    domain_page.keyboard.press("Control+a")
    domain_page.keyboard.insert_text("A pooled rota from June")
    domain_page.mouse.move(box["x"] + 5, box["y"] + 5)
    with domain_page.expect_response(lambda response: response.request.method == "POST"):
        domain_page.mouse.down()
    domain_page.wait_for_timeout(300)
    expect(status(domain_page)).to_contain_text("Someone else changed")
    domain_page.mouse.move(5, 5)
    domain_page.mouse.up()
    domain_page.clock.run_for(1)
    expect(status(domain_page)).to_have_text(SAVED)


def test_what_was_typed_in_the_last_moment_is_there_after_loading_the_page_again(
    domain_page: Page, answer: DomainAnswer, asked: list[str]
) -> None:
    type_without_pause(domain_page, "Weekly huddles")
    domain_page.reload()
    until_saved(answer, "Weekly huddles")
    domain_page.clock.resume()
    expect(agreement(domain_page)).to_have_value("Weekly huddles")
    type_without_pause(domain_page, " on Mondays")
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert (answer.agreement, answer.revision, asked) == ("Weekly huddles on Mondays", 2, [])


def test_a_page_that_overtakes_what_leaving_it_sent_is_loaded_once_more(
    domain_page: Page, answer: DomainAnswer, address: str, lead: User
) -> None:
    type_without_pause(domain_page, "Weekly huddles")
    mark = "[location.href, JSON.stringify([['revision', ['0']]])]"
    domain_page.evaluate(f"sessionStorage.setItem('sent-on-leaving', JSON.stringify({mark}))")
    posts = lambda route: route.abort() if route.request.method == "POST" else route.continue_()  # noqa: E731
    domain_page.route(f"**{address}", posts)
    domain_page.reload()
    domain_page.unroute(f"**{address}")
    save_answer(answer, {"agreement": "Weekly huddles"}, base_revision=0, by=lead)
    expect(agreement(domain_page)).to_have_value("")
    domain_page.clock.run_for(600)
    expect(agreement(domain_page)).to_have_value("Weekly huddles")


@pytest.mark.parametrize("way", ["link", "back", "close"])
def test_what_was_typed_in_the_last_moment_is_saved_however_the_page_is_left(
    domain_page: Page, answer: DomainAnswer, asked: list[str], address: str, way: str
) -> None:
    domain_page.goto(reverse("home"))
    domain_page.goto(address)
    type_without_pause(domain_page, "Weekly huddles")
    if way == "link":
        domain_page.evaluate("location.href = '/help/'")
    elif way == "back":
        domain_page.go_back()
    else:
        domain_page.close(run_before_unload=True)
    until_saved(answer, "Weekly huddles")
    assert (answer.revision, asked) == (1, [])
    if way != "close":
        domain_page.goto(address)
        domain_page.clock.resume()
        type_without_pause(domain_page, " on Mondays")
        expect(status(domain_page)).to_have_text(SAVED)
        answer.refresh_from_db()
        assert answer.agreement == "Weekly huddles on Mondays"


def test_going_back_to_the_page_goes_on_from_what_leaving_it_saved(
    domain_page: Page, answer: DomainAnswer, address: str
) -> None:
    type_without_pause(domain_page, "Weekly huddles")
    domain_page.goto(reverse("help"))
    until_saved(answer, "Weekly huddles")
    domain_page.go_back()
    domain_page.clock.resume()
    expect(agreement(domain_page)).to_have_value("Weekly huddles")
    type_without_pause(domain_page, " on Mondays")
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles on Mondays"


def test_signing_out_waits_for_what_was_typed(domain_page: Page, answer: DomainAnswer, asked: list[str]) -> None:
    type_without_pause(domain_page, "Weekly huddles")
    domain_page.get_by_role("button", name="Sign out").focus()
    domain_page.keyboard.press("Enter")
    expect(domain_page.get_by_role("heading", level=1)).to_have_text("Sign in")
    answer.refresh_from_db()
    assert (answer.agreement, asked) == ("Weekly huddles", [])


@pytest.mark.parametrize("length", [EVIDENCE_LENGTH + 1, 70_000])
def test_what_cannot_be_sent_on_leaving_is_asked_about(domain_page: Page, asked: list[str], length: int) -> None:
    evidence(domain_page).focus()
    domain_page.keyboard.insert_text("x" * length)
    domain_page.reload()
    assert asked == ["beforeunload"]


def test_leaving_while_a_save_is_under_way_sends_it_whole_and_once(
    domain_page: Page, answer: DomainAnswer, address: str, asked: list[str]
) -> None:
    domain_page.route(f"**{address}", lambda route: None, times=1)  # never answered
    type_without_pause(domain_page, "Weekly huddles")
    with domain_page.expect_request(f"**{address}"):
        pause(domain_page)
    domain_page.goto(reverse("help"))
    until_saved(answer, "Weekly huddles")
    assert (answer.revision, asked) == (1, [])


def test_leaving_with_more_typed_while_a_save_is_under_way_is_asked_about(
    domain_page: Page, address: str, asked: list[str]
) -> None:
    domain_page.route(f"**{address}", lambda route: None, times=1)
    type_without_pause(domain_page, "Weekly")
    with domain_page.expect_request(f"**{address}"):
        pause(domain_page)
    type_without_pause(domain_page, " huddles")
    domain_page.goto(reverse("help"))
    assert asked == ["beforeunload"]


def test_putting_the_tab_away_saves_at_once(domain_page: Page, answer: DomainAnswer) -> None:
    type_without_pause(domain_page, "Weekly huddles")
    domain_page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(status(domain_page)).to_have_text(SAVED)
    answer.refresh_from_db()
    assert answer.agreement == "Weekly huddles"
