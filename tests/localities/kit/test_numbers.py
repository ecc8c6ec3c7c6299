"""Numbers as people type them: read where they are clear, refused in words where not; the unusual is asked about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from localities.kit.bounds import Bounds
from localities.kit.nhsuk.fields import FractionField, NumberField, WholeNumberField
from localities.kit.nhsuk.forms import NHSForm
from localities.models import Practice, User
from tests.cast import World
from tests.flat import flat

AUTOSAVE = {"HX-Request": "true"}
EDIT = "/localities/canvey-island/practices/F81001/"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,000", "1000"),
        ("1 234 567.5", "1234567.5"),
        ("1\u00a0000", "1000"),
        ("£250,000", "250000"),
        ("45%", "45"),
        ("45 %", "45"),
        ("-12.5", "-12.5"),
        ("\u221212.5", "-12.5"),
        (" +7 ", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    assert NumberField().clean(typed) == Decimal(number)


NONSENSE = [
    "1e9",
    "1E3",
    "NaN",
    "Infinity",
    "-inf",
    "1_000",
    "1,5",
    "12,50",
    "1,0000",
    "٣",
    "１２",
    "½",
    "0x10",
    "1.2.3",
]


@pytest.mark.parametrize("typed", [*NONSENSE, "-", ".", "£", "%", "about 5", "5k", "--5", "9" * 5000, "1e999999999"])
@pytest.mark.parametrize("field", [NumberField, FractionField, WholeNumberField])
def test_what_is_not_clearly_a_number_is_refused(field: type[forms.Field], typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field().clean(typed)
    assert [error.code for error in refused.value.error_list] == ["invalid"]


def test_a_whole_number_has_no_fraction() -> None:
    assert WholeNumberField().clean("6,250.0") == 6250
    with pytest.raises(forms.ValidationError):
        WholeNumberField().clean("6,250.5")


class Asked(NHSForm, forms.Form):
    cost = NumberField(required=False, bounds=Bounds(0, 1_000_000, (10, 250_000), "Enter pounds."))


@pytest.mark.parametrize(
    ("typed", "errors", "question"),
    [
        ("-1", ["Cost must be 0 or more"], ""),
        ("1000001", ["Cost must be 1,000,000 or less"], ""),
        ("250,000.01", [], "Is 250,000.01 right? Enter pounds."),
        ("9", [], "Is 9 right? Enter pounds."),
        ("10", [], ""),
        ("250000", [], ""),
        ("", [], ""),
        ("dear", ["Enter a number, for example 45 or 45.5"], ""),
    ],
)
def test_the_impossible_is_refused_and_the_unusual_asked_about(typed: str, errors: list[str], question: str) -> None:
    form = Asked({"cost": typed})
    assert form.errors.get("cost", []) == errors
    assert form.question("cost") == question
    assert form.questions == ({"cost": question} if question else {})


def figures(**typed: str) -> dict[str, str]:
    counted = {"list_size_as_of_day": "1", "list_size_as_of_month": "7", "list_size_as_of_year": "2018"}
    return {"revision": "0", "name": "Practice F81001", **counted, **typed}


@pytest.fixture
def browser(world: World, lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"list_size": "0"}, "Registered patients must be 1 or more"),
        ({"list_size": "-5"}, "Registered patients must be 1 or more"),
        ({"list_size": "100,001"}, "Registered patients must be 100,000 or fewer"),
        ({"list_size": "1e4"}, "Registered patients must be a whole number"),
        ({"gp_fte": "501"}, "GPs must be 500 or fewer"),
        ({"gp_fte": "NaN"}, "GPs must be a number"),
    ],
)
def test_impossible_figures_of_a_practice_are_refused_once(typed: dict[str, str], words: str, browser: Client) -> None:
    page = browser.post(EDIT, figures(**typed))
    assert page.status_code == 422
    text = flat(page)
    assert text.count(words) == 2  # in the summary and at the field
    assert f'value="{next(iter(typed.values()))}"' in text


def test_an_unusual_list_is_saved_and_asked_about_on_the_next_page(browser: Client) -> None:
    page = browser.post(EDIT, figures(list_size="45,000"), follow=True)
    assert "Registered patients: Is 45,000 right? Practices have 500 to 40,000 patients as a rule." in flat(page)
    assert Practice.objects.get(ods_code="F81001").list_size == 45_000
    assert "Is 45,000 right?" in flat(browser.get(EDIT))
    assert "as a rule" not in flat(browser.post(EDIT, figures(list_size="5,000", revision="1"), follow=True))


def test_a_new_practice_is_asked_about_too(
    browser: Client, officer: User, client_for: Callable[[User], Client]
) -> None:
    typed = figures(ods_code="F81077", list_size="45,000")
    page = client_for(officer).post(reverse("practice-add", args=["canvey-island"]), typed, follow=True)
    assert "Is 45,000 right?" in flat(page)


def test_saving_by_itself_asks_beside_the_field(browser: Client) -> None:
    answer = browser.post(EDIT, figures(list_size="45,000", gp_fte="60"), headers=AUTOSAVE)
    assert answer.status_code == 200
    assert 'id="list_size-question" role="status" hx-swap-oob="true">Is 45,000 right?' in flat(answer)
    assert 'id="gp_fte-question" role="status" hx-swap-oob="true">Is 60 right?' in flat(answer)
    assert 'id="nurse_fte-question" role="status" hx-swap-oob="true"></div>' in flat(answer)


@pytest.mark.parametrize("revision", ["9" * 40, "9" * 5000, "x", "-1", "", "1e3"])
def test_a_forged_revision_saves_nothing_and_says_so(revision: str, browser: Client) -> None:
    typed = figures(list_size="5,000", revision=revision)
    assert browser.post(EDIT, typed).status_code in (409, 422)
    answer = browser.post(EDIT, typed, headers=AUTOSAVE)
    assert answer.status_code == 422
    assert "The rest is saved" not in flat(answer) or "Someone else changed" in flat(answer)
    assert Practice.objects.get(ods_code="F81001").list_size != 5000
