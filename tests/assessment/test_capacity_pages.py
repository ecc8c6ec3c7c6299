"""Demand and capacity in the diagnostic: the page, what it saves, what it refuses and where its figures show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.files.guide_yaml import GuideFileError, parse_guide
from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic
from assessment.pages.capacity_chart import gap_chart
from assessment.queries.capacity_today import GROUPS, capacity_of, capacity_today
from assessment.rules.capacity_inputs import Assumptions
from assessment.services.answers import save_indicator_value
from assessment.services.capacity import save_assumption, save_capacity, take_practice_figures
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Practice, User
from tests.cast import TODAY, World, make_practice
from tests.conftest import SMALL_GUIDE_FILE
from tests.flat import flat

AUTOSAVE = {"HX-Request": "true"}
EXAMPLE = {
    "figures-patients": "45,000",
    "figures-gp_fte": "20",
    "figures-nurse_fte": "9",
    "figures-other_clinical_fte": "0",
    "figures-figures_why": "Count",
}


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


@pytest.fixture
def url(diagnostic: Diagnostic) -> str:
    return reverse("capacity", args=[diagnostic.pk])


def _form(diagnostic: Diagnostic, **typed: object) -> dict[str, object]:
    """What the page sends: every field as it stands, but for what was typed."""
    row = capacity_of(diagnostic)
    sent: dict[str, object] = {"figures-revision": row.revision}
    for name in ("patients", "gp_fte", "nurse_fte", "other_clinical_fte", "figures_why", "base_year", "target_year"):
        value = getattr(row, name)
        sent[f"figures-{name}"] = "" if value is None else value
    for one in row.assumptions.all():
        sent |= {f"{one.code}-revision": one.revision, f"{one.code}-value": one.value or "", f"{one.code}-why": one.why}
    return sent | typed


def _assumption(diagnostic: Diagnostic, code: str) -> CapacityAssumption:
    return CapacityAssumption.objects.get(baseline__diagnostic=diagnostic, code=code)


def _page(browser: Client, url: str) -> str:
    return flat(browser.get(url))


# From the practices -------------------------------------------------------------------------------------------------


def test_a_diagnostic_starts_from_its_practices_figures(diagnostic: Diagnostic) -> None:
    row = CapacityBaseline.objects.get(diagnostic=diagnostic)
    assert (row.patients, row.gp_fte, row.nurse_fte) == (30_006, Decimal(9), Decimal("4.5"))
    assert row.other_clinical_fte == 0
    assert (row.base_year, row.target_year) == (2018, 2021)
    assert row.practices[0] == {
        "ods_code": "F81001",
        "name": "Practice F81001",
        "patients": 10_001,
        "as_of": "2018-07-01",
        "gp_fte": "3.00",
        "nurse_fte": "1.50",
        "other_clinical_fte": "0.00",
    }
    assert row.assumptions.count() == 13
    assert not row.assumptions.filter(value__isnull=False).exists()


def test_the_financial_year_starts_in_april(guide, world: World, lead: User) -> None:
    diagnostic = start_diagnostic(world.canvey, by=lead, title="March", started_on=date(2019, 3, 31))
    assert capacity_of(diagnostic).base_year == 2018


def test_a_missing_assumption_is_the_usual_value_until_somebody_saves_another(
    diagnostic: Diagnostic, browser: Client, url: str
) -> None:
    CapacityAssumption.objects.exclude(code="growth").delete()
    assert "2,941" in _page(browser, url)
    assert CapacityAssumption.objects.count() == 1
    browser.post(url, {"demand_rate-revision": 0, "demand_rate-value": 100, "demand_rate-why": "A count"})
    assert CapacityAssumption.objects.get(code="demand_rate").why == "A count"
    assert "3,001" in _page(browser, url)


def test_a_missing_baseline_has_no_figures_until_somebody_saves_them(
    diagnostic: Diagnostic, browser: Client, url: str
) -> None:
    CapacityBaseline.objects.all().delete()
    assert "2,941" not in _page(browser, url)
    assert not CapacityBaseline.objects.exists()
    browser.post(url, {"growth-revision": 0, "growth-value": 2, "growth-why": "The census"})
    browser.post(url, {"figures-revision": 0, "figures-patients": 30_006, "figures-figures_why": "The census"})
    assert "2,941" in _page(browser, url)
    row = capacity_of(diagnostic)
    assert (row.patients, row.base_year, row.target_year) == (30_006, 2018, 2021)
    assert row.assumptions.get().value == 2


def test_the_practices_figures_can_be_taken_where_there_were_none(
    diagnostic: Diagnostic, browser: Client, url: str
) -> None:
    CapacityBaseline.objects.all().delete()
    assert browser.post(reverse("capacity-take", args=[diagnostic.pk])).url == url
    assert capacity_of(diagnostic).patients == 30_006


def test_what_practices_report_later_changes_nothing_until_it_is_taken(
    diagnostic: Diagnostic, browser: Client, url: str, lead: User
) -> None:
    assert "Take the practices’ figures of today" not in _page(browser, url)
    Practice.objects.filter(ods_code="F81001").update(list_size=12_001, gp_fte=None)
    page = _page(browser, url)
    assert "The practices’ figures have changed since." in page
    assert 'value="30006"' in page
    save_capacity(capacity_of(diagnostic), {"patients": 31_000, "figures_why": "Census"}, base_revision=0, by=lead)
    assert browser.post(reverse("capacity-take", args=[diagnostic.pk])).url == url
    row = capacity_of(diagnostic)
    assert (row.patients, row.gp_fte, row.figures_why, row.revision) == (32_006, Decimal(6), "", 2)
    assert row.history.get(revision=1).figures_why == "Census"
    page = _page(browser, url)
    assert "Practice F81001: GPs not known, so not in the sums." in page
    assert "Take the practices’ figures of today" not in page


def test_every_figure_is_traced_to_its_practice(browser: Client, url: str) -> None:
    page = _page(browser, url)
    for words in ("Practice F81003", "10,003", "counted on 1 July 2018", "30,006"):
        assert words in page


# The example --------------------------------------------------------------------------------------------------------


def test_the_locality_of_45_000_patients(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    response = browser.post(url, _form(diagnostic, **EXAMPLE, go="next"))
    assert response.url == reverse("check-answers", args=[diagnostic.pk])
    page = _page(browser, url)
    for words in ("4,410", "3,513", "898", "gap of 20.4%", "79.6%", "gap 2,810", "gap 2,353", "gap 1,306", "530"):
        assert words in page
    for tenths in ("3,512.5", "897.5", "529.5"):
        assert tenths not in page
    assert "Today, 2018/19: 4,410 needed, 3,513 on offer, gap 898." in page  # the chart in words
    assert "4,410 appointments a week needed, 3,513 available" in _page(
        browser, reverse("diagnostic", args=[diagnostic.pk])
    )


def test_other_clinicians_count_as_nurses_do(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    """One more who sees patients offers 112.5 appointments a week, today as in a plan."""
    browser.post(url, _form(diagnostic, **EXAMPLE | {"figures-other_clinical_fte": "1"}))
    page = _page(browser, url)
    assert "3,625</span> available a week" in page
    assert "other clinicians 113" in page


def test_results_follow_as_people_type(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    page = flat(browser.post(url, _form(diagnostic, **EXAMPLE), headers=AUTOSAVE))
    assert 'id="capacity-results" aria-labelledby="results" hx-swap-oob="true"' in page
    assert "3,513" in page
    assert "Saved " in page
    assert 'id="figures-revision" value="1"' in page


def test_going_back_leads_to_the_last_level(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    response = browser.post(url, _form(diagnostic, go="previous"))
    assert response.url == reverse("level", args=[diagnostic.pk, 4])


# Assumptions --------------------------------------------------------------------------------------------------------


def test_every_assumption_is_in_one_group() -> None:
    grouped = [code for _, codes in GROUPS for code in codes]
    assert sorted(grouped) == sorted(field.name for field in fields(Assumptions))


def test_a_changed_assumption_says_from_what_and_why(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    typed = {"demand_rate-value": "100", "demand_rate-why": "our audit found more"}
    assert browser.post(url, _form(diagnostic, **EXAMPLE, **typed)).status_code == 302
    assert "4,500" in _page(browser, url)
    assert "What this assumes (1 changed)" in _page(browser, url)
    check = _page(browser, reverse("check-answers", args=[diagnostic.pk]))
    assert (
        "Appointments needed: 100 per 1,000 patients a week, changed from 98 per 1,000 patients a week because" in check
    )


def test_without_its_reason_a_change_is_shown_and_not_saved(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    response = browser.post(url, _form(diagnostic, **EXAMPLE, **{"demand_rate-value": "100"}))
    page = flat(response)
    assert response.status_code == 422
    assert "Appointments needed: say why it is 100 and not 98" in page
    assert 'name="demand_rate-value" type="text" value="100"' in page
    assert "4,500" in page
    assert _assumption(diagnostic, "demand_rate").value is None
    assert capacity_of(diagnostic).patients == 45_000


def test_a_reason_that_is_too_long_keeps_the_change_waiting(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    response = browser.post(url, _form(diagnostic, **{"growth-value": "4", "growth-why": "x" * 301}))
    assert response.status_code == 422
    assert "Shorten the reason to 300 characters or fewer" in flat(response)
    assert _assumption(diagnostic, "growth").value is None


def test_the_usual_value_and_none_at_all_are_the_same(diagnostic: Diagnostic, browser: Client, url: str, lead) -> None:
    assert browser.post(url, _form(diagnostic, **{"demand_rate-value": "98"})).status_code == 302
    assert _assumption(diagnostic, "demand_rate").value is None
    save_assumption(
        _assumption(diagnostic, "demand_rate"), {"value": Decimal(90), "why": "Audit"}, base_revision=0, by=lead
    )
    assert browser.post(url, _form(diagnostic, **{"demand_rate-value": ""})).status_code == 302
    assert (_assumption(diagnostic, "demand_rate").value, _assumption(diagnostic, "demand_rate").why) == (None, "Audit")


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("demand_rate", "-1", "Appointments needed: enter a number from 0 to 1,000"),
        ("demand_rate", "many", "Appointments needed: enter a number from 0 to 1,000"),
        ("demand_rate", "1e400", "Appointments needed: enter a number from 0 to 1,000"),
        ("appointment_minutes", "0", "enter a number from 1 to 480"),
        ("gp_loss", "101", "enter a number from 0 to 100"),
        ("unmet_nothing", "90", "these four shares come to more than 100%"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused_and_kept_on_the_page(
    diagnostic: Diagnostic, browser: Client, url: str, code: str, value: str, words: str
) -> None:
    typed = {f"{code}-value": value, f"{code}-why": "Our reason"}
    response = browser.post(url, _form(diagnostic, **EXAMPLE, **typed))
    page = flat(response)
    assert response.status_code == 422
    assert words in page
    assert f'value="{value}"' in page
    assert _assumption(diagnostic, code).value is None
    assert capacity_of(diagnostic).patients == 45_000


def test_what_hides_in_a_number_lets_nothing_through(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    typed = {"demand_rate-value": "50\u200b00", "demand_rate-why": "Our reason"}
    response = browser.post(url, _form(diagnostic, **EXAMPLE, **typed))
    assert response.status_code == 422
    assert "Appointments needed: enter a number from 0 to 1,000" in flat(response)
    assert _assumption(diagnostic, "demand_rate").value is None


def test_shares_that_fit_together_only_as_a_whole_are_saved(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    first = {
        "unmet_nothing-value": "10",
        "unmet_ae-value": "70",
        "unmet_nothing-why": "Survey",
        "unmet_ae-why": "Survey",
    }
    assert browser.post(url, _form(diagnostic, **first)).status_code == 302
    assert (
        browser.post(url, _form(diagnostic, **{"unmet_nothing-value": "60", "unmet_ae-value": "20"})).status_code == 302
    )
    assert _assumption(diagnostic, "unmet_nothing").value == 60


def test_an_unusual_value_is_asked_about(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    typed = {"demand_rate-value": "200", "demand_rate-why": "Audit"}
    assert browser.post(url, _form(diagnostic, **typed)).status_code == 302
    assert "200 is outside the usual 70 to 140" in _page(browser, url)


# Figures that are missing, absurd or impossible ---------------------------------------------------------------------


def test_zero_practices(guide, world: World, lead: User, browser: Client) -> None:
    world.canvey.practices.all().delete()
    diagnostic = start_diagnostic(world.canvey, by=lead, title="None", started_on=TODAY)
    page = _page(browser, reverse("capacity", args=[diagnostic.pk]))
    assert "The locality had no practices when this was started." in page
    assert "Enter the list size: demand cannot be worked out without it." in page
    agree = _page(browser, reverse("agree", args=[diagnostic.pk]))
    assert "Not filled in: registered patients, GPs, nurses" in agree
    assert browser.post(reverse("agree", args=[diagnostic.pk])).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"figures-gp_fte": "0"}, "1,013"),
        ({"figures-patients": "0"}, "with no patients there is no demand to meet"),
        ({"figures-gp_fte": "60"}, "surplus of 93%"),
        ({"figures-gp_fte": "226"}, "more than one for every 200"),
        ({"figures-patients": ""}, "Enter the list size"),
    ],
)
def test_unusual_figures_are_saved(diagnostic: Diagnostic, browser: Client, url: str, typed: dict, words: str) -> None:
    assert browser.post(url, _form(diagnostic, **EXAMPLE | typed)).status_code == 302
    assert words in _page(browser, url)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"figures-gp_fte": "-1"}, "GPs must be 0 or more"),
        ({"figures-nurse_fte": "nine"}, "Nurses must be a number, such as 20.5"),
        ({"figures-nurse_fte": "1234567"}, "Nurses must be fewer than 100,000"),
        ({"figures-patients": "-5"}, "Registered patients must be 0 or more"),
        ({"figures-patients": "99999999999"}, "Registered patients must be 10,000,000 or fewer"),
        ({"figures-patients": "4.5"}, "Registered patients must be a whole number, such as 45,000"),
        ({"figures-target_year": "2017"}, "Target year: choose from 2018"),
        ({"figures-base_year": "1066"}, "Choose a year from 2013/14 to 2023/24"),
        ({"figures-figures_why": ""}, "Say why these figures differ from the practices’"),
        ({"figures-figures_why": "x" * 301}, "Shorten the reason to 300 characters or fewer"),
    ],
)
def test_impossible_figures_come_back_and_the_others_are_saved(
    diagnostic: Diagnostic, browser: Client, url: str, typed: dict, words: str
) -> None:
    response = browser.post(url, _form(diagnostic, **EXAMPLE | {"growth-value": "4", "growth-why": "Homes"} | typed))
    page = flat(response)
    assert response.status_code == 422
    assert words in page
    assert "Error: Demand and capacity" in page
    assert _assumption(diagnostic, "growth").value == 4
    row = capacity_of(diagnostic)
    assert (row.base_year, row.target_year) == (2018, 2021)


def test_two_years_that_do_not_fit_are_told_and_not_counted(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    CapacityBaseline.objects.update(base_year=2022)  # as when two people change one year each
    page = _page(browser, url)
    assert "Target year: choose from 2022" in page
    assert "Target year" in _page(browser, reverse("agree", args=[diagnostic.pk]))


# Two people, and locked ---------------------------------------------------------------------------------------------


def test_a_figure_both_changed_is_asked_about(
    diagnostic: Diagnostic, browser: Client, url: str, colleague: User
) -> None:
    mine = _form(diagnostic, **EXAMPLE)
    save_capacity(capacity_of(diagnostic), {"patients": 44_000, "nurse_fte": 9}, base_revision=0, by=colleague)
    response = browser.post(url, mine)
    page = flat(response)
    assert response.status_code == 409
    assert "Choose what to keep" in page
    assert "44,000" in page
    assert capacity_of(diagnostic).gp_fte == 20
    asked = {
        "figures-revision": capacity_of(diagnostic).revision,
        "figures-patients": "45,000",
        "asked": "figures-patients",
        "choice-figures-patients": "mine",
    }
    assert browser.post(url, asked).status_code == 302
    assert capacity_of(diagnostic).patients == 45_000


def test_an_agreed_diagnostic_is_locked(agreed_diagnostic: Diagnostic, browser: Client, lead: User) -> None:
    row = capacity_of(agreed_diagnostic)
    for step in (
        lambda: save_capacity(row, {"patients": 1}, base_revision=0, by=lead),
        lambda: save_assumption(row.assumptions.first(), {"value": 1, "why": "x"}, base_revision=0, by=lead),
        lambda: take_practice_figures(agreed_diagnostic, by=lead),
    ):
        with pytest.raises(Refused, match="has been agreed"):
            step()
    url = reverse("capacity", args=[agreed_diagnostic.pk])
    page = _page(browser, url)
    assert "30,006" in page
    assert "<input" not in page.split("<main")[1].split("</main>")[0]
    response = browser.post(url, _form(agreed_diagnostic, **EXAMPLE))
    assert response.status_code == 409
    assert "45,000" in flat(response)
    taken = browser.post(reverse("capacity-take", args=[agreed_diagnostic.pk]))
    assert taken.status_code == 409
    assert "This diagnostic has been agreed." in flat(taken)


# The model's figure as an indicator's number ------------------------------------------------------------------------


def test_the_models_estimate_stands_in_until_there_is_a_count(
    diagnostic: Diagnostic, browser: Client, url: str, lead: User
) -> None:
    browser.post(url, _form(diagnostic, **EXAMPLE))
    domain = reverse("domain", args=[diagnostic.pk, "develop-the-team"])
    page = _page(browser, domain)
    assert "<strong>20.4%</strong> Gap to meeting appropriate demand" in page
    assert "model estimate" in page
    assert "20.4%, the model’s estimate" in page
    saved = flat(browser.post(domain, {"revision": 0, "position": 4}, headers=AUTOSAVE))
    assert "Gap to meeting appropriate demand (20.4%, model estimate) suggests 1 and you chose 4" in saved
    numbers = reverse("numbers", args=[diagnostic.pk, "develop-the-team"])
    assert "Model estimate: <strong>20.4%</strong>" in _page(browser, numbers)
    stored = diagnostic.indicator_values.get(indicator__code="demand-gap")
    count = {"value": Decimal(12), "as_of": TODAY, "source": "Count"}
    save_indicator_value(stored, count, base_revision=0, by=lead)
    assert "model estimate" not in _page(browser, domain)
    assert "<strong>12%</strong>" in _page(browser, domain)


def test_without_figures_there_is_no_estimate(diagnostic: Diagnostic, browser: Client, url: str) -> None:
    browser.post(url, _form(diagnostic, **{"figures-patients": ""}))
    assert "model estimate" not in _page(browser, reverse("domain", args=[diagnostic.pk, "develop-the-team"]))


def test_a_guide_names_only_figures_that_the_model_has() -> None:
    text = SMALL_GUIDE_FILE.read_text()
    assert "computed_from: null" in text
    with pytest.raises(GuideFileError, match=r"should be a figure of the capacity model \(gap_share\) or null"):
        parse_guide(text.replace("computed_from: null", "computed_from: moon-phase", 1).encode())


# Around it ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("practices", [0, 3])
def test_queries_do_not_grow_with_the_practices(
    guide, world: World, lead: User, browser: Client, practices: int, django_assert_num_queries
) -> None:
    for number in range(practices):
        make_practice(world.canvey, f"F8200{number}")
    diagnostic = start_diagnostic(world.canvey, by=lead, title="Queries", started_on=TODAY)
    url = reverse("capacity", args=[diagnostic.pk])
    browser.get(url)
    with django_assert_num_queries(5):
        browser.get(url)
    with django_assert_num_queries(1):
        capacity_today(diagnostic)


def test_a_chart_of_nothing_is_no_chart() -> None:
    assert gap_chart([]) == ""


@pytest.mark.parametrize(
    "typed",
    [
        {"demand_rate-value": "5000", "unmet_ae-value": "95"},
        {"unmet_nothing-value": "150", "unmet_ae-value": "95"},
        {
            "demand_rate-value": "5000",
            "unmet_nothing-value": "-3",
            "unmet_ae-value": "60",
            "unmet_pharmacist-value": "60",
        },
    ],
)
def test_values_wrong_by_themselves_and_others_wrong_together_are_all_told(
    typed: dict[str, str], browser: Client, url: str, diagnostic: Diagnostic
) -> None:
    reasons = {name.replace("-value", "-why"): "Our own count" for name in typed}
    page = browser.post(url, _form(diagnostic, **typed, **reasons, **{"growth-value": "4", "growth-why": "Ageing"}))
    assert page.status_code == 422
    text = flat(page)
    assert "enter a number from 0 to" in text
    assert "these four shares come to more than 100%" in text
    for value in typed.values():
        assert f'value="{value}"' in text
    changed = CapacityAssumption.objects.filter(value__isnull=False)
    assert {one.code: one.value for one in changed} == {"growth": 4}


# Checked by somebody --------------------------------------------------------------------------------------------------

TO_CHECK = "From the practices’ figures: to check"


def _status(browser, diagnostic) -> str:
    page = flat(browser.get(reverse("diagnostic", args=[diagnostic.pk])))
    return page.split('id="capacity-status">')[1].split("</div>")[0].strip()


def test_figures_that_nobody_looked_at_are_to_check(browser, diagnostic, url):
    assert TO_CHECK in _status(browser, diagnostic)
    browser.get(url)
    assert TO_CHECK in _status(browser, diagnostic), "reading the page checks nothing"
    for name in ("check-answers", "agree"):
        page = flat(browser.get(reverse(name, args=[diagnostic.pk])))
        assert TO_CHECK in page or "which nobody has checked yet" in page
    assert "Nobody has checked these figures yet" in flat(browser.get(url))


def test_who_says_that_they_are_right_and_when_is_kept(browser, diagnostic, url, lead):
    confirm = reverse("capacity-confirm", args=[diagnostic.pk])
    assert f'action="{confirm}"' in flat(browser.get(url))
    page = flat(browser.post(confirm, follow=True))
    assert f"Checked on {timezone.localdate():%-d %B %Y} by {lead}" in page
    assert _status(browser, diagnostic) == "Completed"
    assert browser.post(confirm).status_code == 302
    assert AuditEvent.objects.filter(what="Found demand and capacity right", who=lead.name).count() == 1


def test_who_saves_figures_has_checked_them(browser, diagnostic, url):
    browser.post(url, _form(diagnostic, go="next"))
    assert _status(browser, diagnostic) == "Completed"


def test_who_changes_an_assumption_has_checked_them(diagnostic, lead):
    assumption = diagnostic.capacity.assumptions.first()
    save_assumption(assumption, {"value": Decimal(99), "why": "Counted"}, base_revision=0, by=lead)
    diagnostic.capacity.refresh_from_db()
    assert diagnostic.capacity.checked_by == lead


def test_who_takes_the_practices_figures_has_checked_them(browser, diagnostic):
    browser.post(reverse("capacity-take", args=[diagnostic.pk]))
    assert _status(browser, diagnostic) == "Completed"


def test_an_agreed_diagnostic_is_not_checked_later(browser, diagnostic, lead, url):
    agree_diagnostic(diagnostic, by=lead)
    page = flat(browser.post(reverse("capacity-confirm", args=[diagnostic.pk]), follow=True))
    assert "This diagnostic has been agreed" in page
    diagnostic.capacity.refresh_from_db()
    assert diagnostic.capacity.checked_at is None
    assert "These figures are right" not in flat(browser.get(url))
