"""The numbers of a domain: what is read, asked about and refused, and that a value never stands without its unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, IndicatorValue
from assessment.services.answers import save_answer, save_indicator_value
from devplans.overview.queries.history import history_page
from devplans.overview.queries.history_rows import HistoryFilter
from localities.models import User
from tests.flat import flat

AUTOSAVE = {"HX-Request": "true"}


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


def _stored(diagnostic: Diagnostic, code: str) -> IndicatorValue:
    return diagnostic.indicator_values.select_related("indicator__domain").get(indicator__code=code)


def _post(browser: Client, diagnostic: Diagnostic, code: str, value: str, **more: str):
    stored = _stored(diagnostic, code)
    day = {"as_of_day": "30", "as_of_month": "6", "as_of_year": "2018"}
    on_the_page = diagnostic.indicator_values.filter(indicator__domain=stored.indicator.domain)
    revisions = {f"{one.indicator.code}-revision": str(one.revision) for one in on_the_page.select_related("indicator")}
    sent = {"value": value, "source": "Appointment books", **day} | more
    url = reverse("numbers", args=[diagnostic.pk, stored.indicator.domain.code])
    return browser.post(url, revisions | {f"{code}-{name}": text for name, text in sent.items()}, follow=True)


def _enter(diagnostic: Diagnostic, code: str, value: str, by: User) -> None:
    stored = _stored(diagnostic, code)
    values = {"value": Decimal(value), "as_of": date(2018, 6, 30), "source": "Appointment books"}
    save_indicator_value(stored, values, base_revision=stored.revision, by=by)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("trained-signposters", "140", "Enter a percentage from 0 to 100"),
        ("trained-signposters", "-5", "Enter a percentage from 0 to 100"),
        ("demand-gap", "-101", "Enter a percentage from -100 to 100"),
        ("gp-appointments-week", "99,999", "Enter a number from 0 to 300"),
        ("gp-appointments-week", "1e30", "Enter a number"),
        ("gp-appointments-week", "12345678901", "Enter a number from 0 to 300"),
        ("gp-share", "NaN", "Enter a number, such as 12 or 12.5"),
        ("gp-share", "many", "Enter a number, such as 12 or 12.5"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_as_typed(
    browser: Client, diagnostic: Diagnostic, code: str, value: str, words: str
) -> None:
    response = _post(browser, diagnostic, code, value)
    page = flat(response)
    assert response.status_code == 422
    assert words in page
    assert f'value="{value}"' in page
    assert _stored(diagnostic, code).value is None


@pytest.mark.parametrize(
    ("code", "value", "kept"),
    [
        ("trained-signposters", "0", "0"),
        ("trained-signposters", "100%", "100"),
        ("demand-gap", "-12.5", "-12.5"),
        ("dna-relative", "\N{MINUS SIGN}10", "-10"),
        ("gp-appointments-week", "121.25", "121.25"),
    ],
)
def test_what_can_be_is_kept(browser: Client, diagnostic: Diagnostic, code: str, value: str, kept: str) -> None:
    assert _post(browser, diagnostic, code, value).status_code == 200
    assert _stored(diagnostic, code).value == Decimal(kept)


def test_a_fraction_of_a_percentage_is_kept_and_asked_about(browser: Client, diagnostic: Diagnostic) -> None:
    question = "Did you mean 45%? 0.45% is less than one in a hundred."
    saved = _post(browser, diagnostic, "trained-signposters", "0.45")
    assert saved.status_code == 200
    assert flat(saved).count(question) == 2  # told once, and it stands beside the number
    assert _stored(diagnostic, "trained-signposters").value == Decimal("0.45")
    again = _post(browser, diagnostic, "trained-signposters", "0.45", source="Training records")
    assert flat(again).count(question) == 1
    mended = _post(browser, diagnostic, "trained-signposters", "45")
    assert question not in flat(mended)
    assert _stored(diagnostic, "trained-signposters").value == 45


def test_what_is_refused_is_not_asked_about_too(browser: Client, diagnostic: Diagnostic) -> None:
    page = flat(_post(browser, diagnostic, "trained-signposters", "-0.5"))
    assert "Enter a percentage from 0 to 100" in page
    assert "Did you mean" not in page


def test_a_number_below_one_that_is_no_percentage_is_not_asked_about(browser: Client, diagnostic: Diagnostic) -> None:
    assert "Did you mean" not in flat(_post(browser, diagnostic, "link-worker-referrals", "0.45"))
    assert _stored(diagnostic, "link-worker-referrals").value == Decimal("0.45")


@pytest.mark.parametrize("mark", ["-99", "*", "ND", "n/a", "-98.0"])
@pytest.mark.parametrize("code", ["trained-signposters", "demand-gap"])
def test_a_mark_for_no_figure_is_no_number_and_is_told(
    browser: Client, diagnostic: Diagnostic, code: str, mark: str, lead: User
) -> None:
    _enter(diagnostic, code, "40", lead)
    response = _post(browser, diagnostic, code, mark)
    assert response.status_code == 200
    assert f"‘{mark}’ stands for no figure, so no number is kept." in flat(response)
    assert _stored(diagnostic, code).value is None


def test_a_number_that_cannot_be_suggests_nothing_and_is_pointed_out(
    browser: Client, diagnostic: Diagnostic, lead: User
) -> None:
    _enter(diagnostic, "trained-signposters", "150", lead)  # as older data may have it
    url = reverse("domain", args=[diagnostic.pk, "active-signposting"])
    page = flat(browser.get(url))
    assert "150% of reception and administrative staff cannot be, so it suggests nothing" in page
    assert "app-at-" not in page
    assert "suggests 5" not in flat(browser.post(url, {"revision": 0, "position": 1}, headers=AUTOSAVE))


# The whole unit, everywhere -------------------------------------------------------------------------------------------


def test_a_number_stands_with_its_unit_and_the_position_with_its_words(
    browser: Client, diagnostic: Diagnostic, lead: User
) -> None:
    _enter(diagnostic, "trained-signposters", "18", lead)
    url = reverse("domain", args=[diagnostic.pk, "active-signposting"])
    saved = flat(browser.post(url, {"revision": 0, "position": 4}, headers=AUTOSAVE))
    assert "(18% of reception and administrative staff) suggests 1 and you chose 4" in saved
    page = flat(browser.get(url))
    assert "<strong>18% of reception and administrative staff</strong>" in page
    assert "1, less advanced" in page
    assert "Here: 18% of reception and administrative staff, 30 June 2018" in page


def test_the_history_and_the_conflict_page_write_the_unit(
    browser: Client, diagnostic: Diagnostic, lead: User, officer: User
) -> None:
    _enter(diagnostic, "trained-signposters", "18", lead)
    _enter(diagnostic, "trained-signposters", "20", officer)
    told = [
        field.after for entry in history_page(diagnostic.locality, HistoryFilter()).entries for field in entry.fields
    ]
    assert "20% of reception and administrative staff" in told
    page = _post(browser, diagnostic, "trained-signposters", "25", revision="1")
    assert page.status_code == 409
    assert "25% of reception and administrative staff" in flat(page)


def test_in_a_conflict_the_notice_speaks_of_what_the_person_chose(
    browser: Client, diagnostic: Diagnostic, lead: User, officer: User
) -> None:
    _enter(diagnostic, "trained-signposters", "18", lead)
    answer = diagnostic.answers.get(domain__code="active-signposting")
    save_answer(answer, {"position": 4, "target": 5}, base_revision=0, by=officer)
    url = reverse("domain", args=[diagnostic.pk, "active-signposting"])
    page = flat(browser.post(url, {"revision": 0, "position": 3}, headers=AUTOSAVE))
    assert "Compare the two" in page
    assert "suggests 1 and you chose 3" in page
    assert "you chose 4" not in page
