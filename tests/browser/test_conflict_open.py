"""A conflict that is open on the page: what goes on beside it is saved from where the person really is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic, DomainAnswer
from assessment.services.answers import save_answer
from localities.models import User
from tests.browser.steps import agreement, evidence, press, status

DOMAIN = "develop-the-team"
SAVED = re.compile(r"Saved \d{1,2}:\d\d")
SOMEONE = "Someone else changed ‘What we agreed’ at the same time"


@pytest.fixture
def answer(diagnostic: Diagnostic) -> DomainAnswer:
    return diagnostic.answers.get(domain__code=DOMAIN)


@pytest.fixture
def domain_page(page: Page, enter: Callable[[Page, User], None], answer: DomainAnswer, lead: User) -> Page:
    enter(page, lead)
    page.goto(reverse("domain", args=[answer.diagnostic_id, DOMAIN]))
    return page


def type_and_save(page: Page, field: Callable[[Page], object], text: str) -> None:
    with page.expect_response(lambda response: response.request.method == "POST"):
        field(page).fill(text)  # type: ignore[attr-defined]


def test_two_edits_of_another_text_are_both_saved_while_a_conflict_is_open(
    domain_page: Page, answer: DomainAnswer, colleague: User
) -> None:
    save_answer(answer, {"agreement": "Theirs"}, base_revision=0, by=colleague)
    type_and_save(domain_page, agreement, "Mine")
    expect(status(domain_page)).to_contain_text(SOMEONE)
    for text in ("First", "Second", "Third"):
        type_and_save(domain_page, evidence, text)
        expect(status(domain_page)).to_contain_text(SOMEONE)
        expect(status(domain_page)).not_to_contain_text("‘Evidence’")
        answer.refresh_from_db()
        assert (answer.agreement, answer.evidence) == ("Theirs", text)
    expect(agreement(domain_page)).to_have_value("Mine")
    press(domain_page, "Compare the two")
    domain_page.get_by_label("Keep yours").check()
    press(domain_page, "Save and go on")
    expect(domain_page.get_by_role("heading", level=1)).not_to_contain_text("Someone else")
    answer.refresh_from_db()
    assert (answer.agreement, answer.evidence) == ("Mine", "Third")


def test_a_text_in_use_that_somebody_changed_makes_no_conflict_of_ones_own_saves(
    domain_page: Page, answer: DomainAnswer, colleague: User
) -> None:
    save_answer(answer, {"evidence": "Theirs"}, base_revision=0, by=colleague)
    evidence(domain_page).focus()
    for position in ("2", "3", "4"):
        with domain_page.expect_response(lambda response: response.request.method == "POST"):
            # without taking the focus, as a colleague at the same screen might
            domain_page.locator(f"[name=position][value='{position}']").evaluate(
                "radio => { radio.checked = true; radio.dispatchEvent(new Event('change', { bubbles: true })); }"
            )
        expect(status(domain_page)).to_have_text(SAVED)
        expect(evidence(domain_page)).to_have_value("")
    type_and_save(domain_page, evidence, "Mine")
    expect(status(domain_page)).to_contain_text("Someone else changed ‘Evidence’")
    answer.refresh_from_db()
    assert (answer.position, answer.evidence) == (4, "Theirs")


def test_two_windows_of_the_same_person_are_called_theirs(domain_page: Page, answer: DomainAnswer) -> None:
    other = domain_page.context.new_page()
    other.goto(domain_page.url)
    type_and_save(other, agreement, "In the first window")
    expect(status(other)).to_have_text(SAVED)
    type_and_save(domain_page, agreement, "In the second")
    expect(status(domain_page)).to_contain_text("You changed ‘What we agreed’ in another window at the same time")
    press(domain_page, "Compare the two")
    expect(domain_page.get_by_role("heading", level=1)).to_contain_text("You saved this in another window")
    expect(domain_page.get_by_text("by you, in another window").first).to_be_visible()
