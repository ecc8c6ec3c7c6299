"""What each field is compared with: the revision its person started from, until it is saved or decided."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, DomainAnswer
from assessment.models.diagnostic import EVIDENCE_LENGTH
from assessment.services.answers import save_answer
from localities.models import User
from tests.flat import flat
from tests.page_forms import forms_of

AUTOSAVE = {"HX-Request": "true"}
DOMAIN = "develop-the-team"
SOMEONE = "Someone else changed ‘What we agreed’"


@pytest.fixture
def answer(diagnostic: Diagnostic) -> DomainAnswer:
    return diagnostic.answers.get(domain__code=DOMAIN)


@pytest.fixture
def url(diagnostic: Diagnostic) -> str:
    return reverse("domain", args=[diagnostic.pk, DOMAIN])


@pytest.fixture
def browser(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def page(answer: DomainAnswer, officer: User) -> dict[str, str]:
    """What the lead's page holds while the officer saves the same question."""
    save_answer(answer, {"agreement": "Theirs"}, base_revision=0, by=officer)
    return {"revision": "0", "agreement": "Mine", "evidence": "First"}


def stored(answer: DomainAnswer) -> tuple[str, str]:
    answer.refresh_from_db()
    return answer.agreement, answer.evidence


def revisions(text: str, url: str) -> dict[str, str]:
    """The revisions that a page, or an answer to an autosave, gives its form."""
    if "<form" not in text:
        text = f'<form method="post">{text}</form>'
    sent = [pair for form in forms_of(text, url) for pair in form.sent()]
    return {name: value for name, value in sent if "revision" in name}


def autosave(browser: Client, url: str, page: dict[str, str]) -> tuple[dict[str, str], str]:
    """Send what the page holds, and return the revisions that it holds then, and what it is told."""
    text = flat(browser.post(url, page, headers=AUTOSAVE))
    return revisions(text, url), text


def test_while_a_conflict_is_open_ones_own_save_of_another_field_is_no_conflict(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer
) -> None:
    held, told = autosave(browser, url, page)
    assert held == {"revision": "2", "base_revision_agreement": "0"}
    for evidence, revision in (("Second", "3"), ("Third", "4")):
        held, told = autosave(browser, url, page | held | {"evidence": evidence})
        assert held == {"revision": revision, "base_revision_agreement": "0"}
        assert (told.count("Someone else"), SOMEONE in told) == (1, True)
        assert stored(answer) == ("Theirs", evidence)


def test_a_conflict_that_is_open_is_asked_about_when_the_button_is_pressed(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer
) -> None:
    held, _ = autosave(browser, url, page)
    held, _ = autosave(browser, url, page | held | {"evidence": "Second"})
    asked = browser.post(url, page | held | {"evidence": "Third"})
    assert asked.status_code == 409
    assert revisions(flat(asked), url) == {"revision": "4"}
    decided = {"revision": "4", "asked": "agreement", "agreement": "Mine", "choice-agreement": "mine"}
    assert browser.post(url, decided).status_code == 302
    assert stored(answer) == ("Mine", "Third")


def test_a_conflict_is_over_when_both_say_the_same(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer
) -> None:
    held, _ = autosave(browser, url, page)
    held, told = autosave(browser, url, page | held | {"agreement": "Theirs"})
    assert (held, "Not saved" in told) == ({"revision": "2"}, False)
    held, _ = autosave(browser, url, page | held | {"agreement": "Mine after all"})
    assert stored(answer) == ("Mine after all", "First")


@pytest.mark.parametrize("headers", [{}, AUTOSAVE], ids=["button", "autosave"])
def test_a_field_that_is_mended_later_does_not_overwrite_what_somebody_saved_meanwhile(
    browser: Client, url: str, answer: DomainAnswer, officer: User, headers: dict[str, str]
) -> None:
    save_answer(answer, {"evidence": "Theirs"}, base_revision=0, by=officer)
    wrong = {"revision": "0", "agreement": "Mine", "evidence": "x" * (EVIDENCE_LENGTH + 1)}
    response = browser.post(url, wrong, headers=headers)
    assert response.status_code == 422
    held = revisions(flat(response), url)
    assert held == {"revision": "2", "base_revision_evidence": "0"}
    browser.post(url, wrong | held | {"evidence": "Mine"}, headers=headers)
    assert stored(answer) == ("Mine", "Theirs")


def test_the_page_that_asks_carries_what_an_invalid_field_started_from(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer, officer: User
) -> None:
    answer.refresh_from_db()
    save_answer(answer, {"evidence": "Theirs"}, base_revision=1, by=officer)
    asked = browser.post(url, page | {"evidence": "x" * (EVIDENCE_LENGTH + 1)})
    assert revisions(flat(asked), url) == {"revision": "2", "base_revision_evidence": "0"}


@pytest.mark.parametrize("forged", ["", "x", "-1", "99", "9" * 40, "٣"])
def test_a_forged_start_of_a_field_overwrites_nothing(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer, forged: str
) -> None:
    response = browser.post(url, page | {"revision": "1", "base_revision_agreement": forged})
    assert response.status_code == 409
    assert stored(answer) == ("Theirs", "First")


def test_ones_own_other_window_is_not_called_somebody_else(
    browser: Client, url: str, answer: DomainAnswer, lead: User
) -> None:
    save_answer(answer, {"agreement": "In the first window"}, base_revision=0, by=lead)
    page = {"revision": "0", "agreement": "In the second"}
    _, told = autosave(browser, url, page)
    assert "You changed ‘What we agreed’ in another window at the same time" in told
    asked = flat(browser.post(url, page))
    assert "You saved this in another window while you were writing" in asked
    assert "by you, in another window" in asked
    assert "Someone else" not in told + asked


def test_with_both_ones_own_and_somebody_elses_each_is_called_by_its_name(
    browser: Client, url: str, page: dict[str, str], answer: DomainAnswer, lead: User
) -> None:
    answer.refresh_from_db()
    save_answer(answer, {"evidence": "In the first window"}, base_revision=1, by=lead)
    _, told = autosave(browser, url, page)
    assert SOMEONE in told
    assert "You changed ‘Evidence’ in another window at the same time" in told
    asked = flat(browser.post(url, page))
    assert "Someone else saved this while you were writing" in asked
    assert "by CCG officer" in asked
    assert "by you, in another window" in asked
