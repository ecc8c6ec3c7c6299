"""The domain page: what it shows, how it saves, and what it does with bad input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.services.answers import save_answer, save_indicator_value, save_practice_view
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.models import User
from tests.cast import TODAY, World, make_representative
from tests.conftest import SMALL_GUIDE_FILE, use
from tests.flat import flat

AUTOSAVE = {"HX-Request": "true"}


@pytest.fixture
def url(diagnostic: Diagnostic) -> str:
    return reverse("domain", args=[diagnostic.pk, "develop-the-team"])


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


def _answer(diagnostic: Diagnostic):
    return diagnostic.answers.get(domain__code="develop-the-team")


def test_it_shows_what_the_guide_says(browser: Client, url: str) -> None:
    page = flat(browser.get(url))
    for words in (
        "Develop the team",
        "domain 1 of 11. A high impact action",
        "GPs carry out more than 70% of appointments and home visits.",
        "Staff other than GPs deliver more than 40% of appointments and home visits.",
        "How do you measure demand",
        "Level 2 needs 3 or more, Level 3 needs 4 or more.",
        "Save and next: New consultation types",
        "Previous: overview",
        "No practice has given its view yet",
    ):
        assert words in page


def test_saving_by_button_goes_on_to_the_next_domain(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    form = {"revision": 0, "position": 2, "target": 4, "agreement": "Seven practices", "evidence": "", "go": "next"}
    response = browser.post(url, form | {"priority": "on"})
    assert response.url == reverse("domain", args=[diagnostic.pk, "new-consultation-types"])
    answer = _answer(diagnostic)
    assert (answer.position, answer.target, answer.agreement, answer.priority) == (2, 4, "Seven practices", True)


def test_going_back_saves_too(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 0, "position": 3, "go": "previous"})
    assert response.url == reverse("diagnostic", args=[diagnostic.pk])
    assert _answer(diagnostic).position == 3


def test_the_last_domain_leads_to_the_first_level(browser: Client, diagnostic: Diagnostic) -> None:
    url = reverse("domain", args=[diagnostic.pk, "primary-care-acute-interface"])
    assert browser.post(url, {"revision": 0}).url == reverse("level", args=[diagnostic.pk, 1])


def test_autosave_says_when_and_brings_the_new_revision(browser: Client, url: str) -> None:
    response = browser.post(url, {"revision": 0, "position": 2}, headers=AUTOSAVE)
    page = flat(response)
    assert response.status_code == 200
    assert "Saved " in page
    assert '<span id="revisions" hidden hx-swap-oob="true">' in page
    assert 'name="revision" id="revision" value="1"' in page


def test_a_text_over_its_limit_is_kept_and_the_rest_saved(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    long = "x" * 2001
    response = browser.post(url, {"revision": 0, "position": 4, "agreement": long, "go": "next"})
    page = flat(response)
    assert response.status_code == 422
    assert "Shorten ‘What we agreed’ to 2,000 characters or fewer" in page
    assert long in page
    assert "Error: Develop the team" in page
    assert 'name="revision" id="revision" value="1"' in page
    assert (_answer(diagnostic).position, _answer(diagnostic).agreement) == (4, "")


def test_autosave_says_loudly_what_it_could_not_save(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 0, "evidence": "y" * 1001, "target": 3}, headers=AUTOSAVE)
    assert response.status_code == 422
    assert "Not saved. Shorten ‘Evidence’ to 1,000 characters or fewer. The rest is saved." in flat(response)
    assert _answer(diagnostic).target == 3


@pytest.mark.parametrize("position", ["0", "6", "two", "-1", "2.5"])
def test_a_position_outside_the_scale_is_refused(
    browser: Client, diagnostic: Diagnostic, url: str, position: str
) -> None:
    response = browser.post(url, {"revision": 0, "position": position, "agreement": "Kept"})
    assert response.status_code == 422
    assert "Choose where the locality is today, from 1 to 5" in flat(response)
    assert (_answer(diagnostic).position, _answer(diagnostic).agreement) == (None, "Kept")


def test_leaving_a_field_out_of_a_request_does_not_erase_it(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    browser.post(url, {"revision": 0, "position": 2, "agreement": "Ours"})
    browser.post(url, {"revision": 1, "target": 3})
    answer = _answer(diagnostic)
    assert (answer.position, answer.target, answer.agreement) == (2, 3, "Ours")


def test_a_domain_of_another_guide_does_not_exist(browser: Client, diagnostic: Diagnostic) -> None:
    other, _ = load_guide(SMALL_GUIDE_FILE)
    code = other.domains.first().code
    assert browser.get(reverse("domain", args=[diagnostic.pk, code])).status_code == 404
    assert browser.post(reverse("domain", args=[diagnostic.pk, code]), {"revision": 0}).status_code == 404


def test_an_agreed_answer_is_refused_and_what_was_typed_is_shown(
    browser: Client, agreed_diagnostic: Diagnostic
) -> None:
    url = reverse("domain", args=[agreed_diagnostic.pk, "develop-the-team"])
    response = browser.post(url, {"revision": 1, "position": 5, "agreement": "Typed too late"})
    page = flat(response)
    assert response.status_code == 409
    assert "This diagnostic has been agreed. Reopen it to change an answer." in page
    assert "Typed too late" in page
    autosave = browser.post(url, {"revision": 1, "position": 5}, headers=AUTOSAVE)
    assert autosave.status_code == 422
    assert "Reopen it" in flat(autosave)
    assert _answer(agreed_diagnostic).position == 2


def test_an_agreed_domain_is_read_without_inputs(browser: Client, agreed_diagnostic: Diagnostic) -> None:
    page = flat(browser.get(reverse("domain", args=[agreed_diagnostic.pk, "develop-the-team"])))
    assert 'name="position"' not in page
    assert "Agreed on" in page
    assert "Develop the team: today 2, target 3" in page


# Two people at once --------------------------------------------------------------------------------------------------


@pytest.fixture
def saved_by_officer(diagnostic: Diagnostic, officer: User) -> None:
    save_answer(
        _answer(diagnostic), {"agreement": "A shared physiotherapist starts", "target": 4}, base_revision=0, by=officer
    )


@pytest.mark.usefixtures("saved_by_officer")
def test_what_only_the_other_changed_comes_into_the_page(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 0, "position": 2, "agreement": "", "evidence": "Count"}, headers=AUTOSAVE)
    page = flat(response)
    assert response.status_code == 200
    assert 'id="group_agreement" hx-swap-oob="true"' in page
    assert "A shared physiotherapist starts" in page
    answer = _answer(diagnostic)
    assert (answer.position, answer.evidence) == (2, "Count")
    assert answer.agreement == "A shared physiotherapist starts"


@pytest.mark.usefixtures("saved_by_officer")
def test_a_field_both_changed_is_asked_about(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 0, "agreement": "Most people still see a GP", "position": 2})
    page = flat(response)
    assert response.status_code == 409
    assert "Someone else saved this while you were writing" in page
    assert "by CCG officer" in page
    assert "Most people still see a GP" in page
    assert "A shared physiotherapist starts" in page
    assert _answer(diagnostic).agreement == "A shared physiotherapist starts"
    assert _answer(diagnostic).position == 2


@pytest.mark.usefixtures("saved_by_officer")
@pytest.mark.parametrize(
    ("choice", "kept"),
    [("mine", "Mine"), ("theirs", "A shared physiotherapist starts"), ("both", "Mine\nand theirs")],
)
def test_the_choice_on_the_conflict_page_is_kept(
    browser: Client, diagnostic: Diagnostic, url: str, choice: str, kept: str
) -> None:
    form = {"revision": 1, "asked": "agreement", "agreement": "Mine", "both-agreement": "Mine\r\nand theirs"}
    response = browser.post(url, form | {"choice-agreement": choice})
    assert response.status_code == 302
    assert _answer(diagnostic).agreement == kept


@pytest.mark.usefixtures("saved_by_officer")
def test_without_a_choice_the_conflict_page_comes_back(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 1, "asked": "agreement", "agreement": "Mine"})
    assert response.status_code == 409
    assert "Choose which version of ‘What we agreed’ to keep" in flat(response)
    assert _answer(diagnostic).agreement == "A shared physiotherapist starts"


@pytest.mark.usefixtures("saved_by_officer")
def test_autosave_offers_to_compare_and_goes_on_from_the_new_revision(browser: Client, url: str) -> None:
    response = browser.post(url, {"revision": 0, "agreement": "Mine", "position": 2}, headers=AUTOSAVE)
    page = flat(response)
    assert response.status_code == 422
    assert "Compare the two" in page
    assert 'name="revision" id="revision" value="2"' in page
    assert 'name="base_revision_agreement" value="0"' in page


@pytest.mark.parametrize("revision", ["", "x", "-1", "99"])
@pytest.mark.usefixtures("saved_by_officer")
def test_a_forged_revision_overwrites_nothing(browser: Client, diagnostic: Diagnostic, url: str, revision: str) -> None:
    response = browser.post(url, {"revision": revision, "agreement": "Mine"})
    assert response.status_code in (409, 422)
    assert _answer(diagnostic).agreement == "A shared physiotherapist starts"


@pytest.mark.parametrize("revision", ["", "x", "-1"])
def test_nothing_is_said_to_be_saved_when_nothing_is(browser: Client, url: str, revision: str) -> None:
    told = "The page no longer knows what it showed. Copy what you typed, then load the page again"
    response = browser.post(url, {"revision": revision, "agreement": "Mine"}, headers=AUTOSAVE)
    assert response.status_code == 422
    assert f"Not saved. {told}." in flat(response)
    assert "The rest is saved" not in flat(response)
    page = browser.post(url, {"revision": revision, "agreement": "Mine"})
    assert page.status_code == 422
    assert told in flat(page)
    assert "Mine" in flat(page)


def test_two_changes_that_do_not_fit_together_are_told_without_a_lie(
    browser: Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("assessment.views.domains.save_answer", refuse)
    page = flat(browser.post(url, {"revision": 0, "agreement": "Mine"}, headers=AUTOSAVE))
    assert "do not fit. Load the page again." in page
    assert "again.." not in page
    assert "The rest is saved" not in page


# What stands beside the choice ---------------------------------------------------------------------------------------


def _enter(diagnostic: Diagnostic, code: str, value: str, by: User) -> None:
    stored = diagnostic.indicator_values.get(indicator__code=code)
    values = {"value": Decimal(value), "as_of": date(2018, 6, 30), "source": "Appointment books"}
    save_indicator_value(stored, values, base_revision=stored.revision, by=by)


def test_numbers_suggest_and_a_difference_of_two_is_pointed_out(
    browser: Client, diagnostic: Diagnostic, url: str, lead: User
) -> None:
    _enter(diagnostic, "gp-share", "72", lead)
    _enter(diagnostic, "demand-gap", "10", lead)
    page = flat(browser.post(url, {"revision": 0, "position": 3}, headers=AUTOSAVE))
    assert "Share of appointments and home visits delivered by GPs (72%) suggests 1 and you chose 3" in page
    assert "Gap to meeting appropriate demand (10%)" not in page
    shown = flat(browser.get(url))
    assert "<strong>72%</strong> Share of appointments" in shown
    assert _answer(diagnostic).position == 3


def test_a_target_below_today_is_a_warning(browser: Client, diagnostic: Diagnostic, url: str) -> None:
    response = browser.post(url, {"revision": 0, "position": 4, "target": 2}, headers=AUTOSAVE)
    assert response.status_code == 200
    assert "In two years is below today" in flat(response)
    assert _answer(diagnostic).target == 2


def test_what_is_pointed_out_comes_anew_where_it_may_have_changed(
    browser: Client, diagnostic: Diagnostic, url: str, officer: User
) -> None:
    def answer(revision: int, **values: object) -> str:
        return flat(browser.post(url, {"revision": revision, **values}, headers=AUTOSAVE))

    assert 'id="notice"' not in answer(0, agreement="We agreed")
    assert 'id="notice"' in answer(1, position=3)
    assert "is below today" in answer(2, target=2)
    save_answer(_answer(diagnostic), {"position": 1}, base_revision=3, by=officer)
    told = answer(3, evidence="Minutes")  # the page takes the officer's choice, and what it is about goes with it
    assert 'id="notice"' in told
    assert "is below today" not in told


def test_the_practices_spread_is_drawn(browser: Client, diagnostic: Diagnostic, world: World, url: str) -> None:
    domain = _answer(diagnostic).domain
    for practice, position in zip(world.practices, (1, 1, 4), strict=True):
        by = make_representative(practice)
        save_practice_view(diagnostic, domain, practice, {"position": position}, base_revision=0, by=by)
    assert "3 practices gave their view: 2 at position 1, 1 at position 4" in flat(browser.get(url))


def test_the_number_of_queries_does_not_grow_with_what_is_entered(
    browser: Client, diagnostic: Diagnostic, world: World, url: str, lead: User, django_assert_num_queries
) -> None:
    browser.get(url)
    with django_assert_num_queries(9):  # one for the model, whose estimate stands in for a number
        browser.get(url)
    domain = _answer(diagnostic).domain
    for code in ("gp-share", "demand-gap", "gp-appointments-week"):
        _enter(diagnostic, code, "50", lead)
    for practice in world.practices:
        by = make_representative(practice)
        save_practice_view(diagnostic, domain, practice, {"position": 3}, base_revision=0, by=by)
    with django_assert_num_queries(8):
        browser.get(url)


def test_a_guide_of_another_field_works_the_same(world: World, lead: User, browser: Client) -> None:
    guide = use(load_guide(Path(SMALL_GUIDE_FILE))[0], world.system)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="Trial", started_on=TODAY, guide=guide)
    for domain in diagnostic.whole_guide.ordered_domains:
        page = browser.get(reverse("domain", args=[diagnostic.pk, domain.code]))
        assert domain.title in flat(page)
        form = {"revision": 0, "position": 4, "target": 5}
        assert browser.post(reverse("domain", args=[diagnostic.pk, domain.code]), form).status_code == 302
    agree_diagnostic(diagnostic, by=lead)
    assert browser.get(reverse("result", args=[diagnostic.pk])).status_code == 200
