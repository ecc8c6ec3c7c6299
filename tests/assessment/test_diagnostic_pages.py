"""The pages around the domains: start, overview, levels, numbers, practices' views, check, agree, reopen, result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.models import Diagnostic
from assessment.services.answers import save_answer
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from localities.models import User
from tests.cast import World
from tests.flat import flat


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


def _parts(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# Starting ------------------------------------------------------------------------------------------------------------


def test_starting_takes_a_name_and_a_date(guide, world: World, browser: Client) -> None:
    url = reverse("diagnostic-start", args=["canvey-island"])
    assert "Start a diagnostic" in flat(browser.get(url))
    response = browser.post(url, {"title": "Autumn 2018", **_parts("started_on", date(2018, 9, 12))})
    diagnostic = Diagnostic.objects.get()
    assert response.url == reverse("diagnostic", args=[diagnostic.pk])
    assert (diagnostic.title, diagnostic.started_on) == ("Autumn 2018", date(2018, 9, 12))


def test_starting_with_a_date_that_is_none_keeps_what_was_typed(guide, world: World, browser: Client) -> None:
    url = reverse("diagnostic-start", args=["canvey-island"])
    typed = {"title": "Autumn", "started_on_day": "31", "started_on_month": "2", "started_on_year": "2018"}
    response = browser.post(url, typed)
    page = flat(response)
    assert response.status_code == 422
    assert "must be a real date" in page
    assert 'value="31"' in page
    assert not Diagnostic.objects.exists()


def test_a_second_one_is_refused_while_one_is_open(diagnostic: Diagnostic, browser: Client) -> None:
    url = reverse("diagnostic-start", args=["canvey-island"])
    response = browser.post(url, {"title": "Second", **_parts("started_on", date(2018, 10, 1))})
    assert response.status_code == 422
    assert "has a diagnostic open already" in flat(response)


# Overview, check, agree, reopen --------------------------------------------------------------------------------------


def test_the_overview_says_what_is_answered_and_what_comes_next(
    diagnostic: Diagnostic, browser: Client, lead: User
) -> None:
    first, second = diagnostic.answers.all()[:2]
    save_answer(first, {"position": 2, "target": 4}, base_revision=0, by=lead)
    save_answer(second, {"position": 4, "target": 3}, base_revision=0, by=lead)
    page = flat(browser.get(reverse("diagnostic", args=[diagnostic.pk])))
    assert "2 today, 4 in two years" in page
    assert "Target below today" in page
    assert "2 of 24 domains answered" in page
    assert "Next: Support self-care" in page


@pytest.mark.parametrize(("name", "queries"), [("diagnostic", 6), ("check-answers", 6), ("agree", 6), ("result", 7)])
def test_queries_do_not_grow_with_the_answers(
    diagnostic: Diagnostic, browser: Client, lead: User, django_assert_num_queries, name: str, queries: int
) -> None:
    url = reverse(name, args=[diagnostic.pk])
    browser.get(url)
    for rows in (1, 3):
        for answer in diagnostic.answers.all()[:rows]:
            save_answer(answer, {"position": rows}, base_revision=answer.revision, by=lead)
        with django_assert_num_queries(queries):
            browser.get(url)


def test_check_your_answers_shows_all_of_them(answered_diagnostic: Diagnostic, browser: Client) -> None:
    page = flat(browser.get(reverse("check-answers", args=[answered_diagnostic.pk])))
    assert page.count("2 today, 3 in two years") == 24
    assert page.count("In place") == 7
    assert "Go on to agree the diagnostic" in page


def test_agreeing_lists_the_gaps_first(diagnostic: Diagnostic, browser: Client, lead: User) -> None:
    answer = diagnostic.answers.first()
    save_answer(answer, {"position": 2}, base_revision=0, by=lead)
    url = reverse("agree", args=[diagnostic.pk])
    page = flat(browser.get(url))
    assert page.count("Not answered yet") == 23
    assert "2 today, no target yet" in page
    assert "0 of 7 answered" in page
    assert browser.post(url).url == reverse("result", args=[diagnostic.pk])
    diagnostic.refresh_from_db()
    assert diagnostic.state == "agreed"


def test_agreeing_with_a_target_below_today_says_which(diagnostic: Diagnostic, browser: Client, lead: User) -> None:
    answer = diagnostic.answers.first()
    save_answer(answer, {"position": 4, "target": 3}, base_revision=0, by=lead)
    url = reverse("agree", args=[diagnostic.pk])
    response = browser.post(url)
    assert response.status_code == 409
    assert "The target is below today for: Develop the team." in flat(response)
    for page in (flat(response), flat(browser.get(url))):
        assert "4 today, 3 in two years" in page
        assert f'<a href="{reverse("domain", args=[diagnostic.pk, answer.domain.code])}">Develop the team</a>' in page


def test_reopening_asks_for_a_reason(agreed_diagnostic: Diagnostic, browser: Client) -> None:
    url = reverse("reopen", args=[agreed_diagnostic.pk])
    response = browser.post(url, {"why": " "})
    assert response.status_code == 422
    assert "Say why the diagnostic is reopened" in flat(response)
    assert browser.post(url, {"why": "Two practices joined"}).status_code == 302
    agreed_diagnostic.refresh_from_db()
    assert agreed_diagnostic.state == "reopened"


def test_an_older_diagnostic_stays_as_it_was(
    agreed_diagnostic: Diagnostic, world: World, browser: Client, lead: User
) -> None:
    agree_diagnostic(start_diagnostic(world.canvey, by=lead, title="Later", started_on=date(2019, 3, 1)), by=lead)
    response = browser.post(reverse("reopen", args=[agreed_diagnostic.pk]), {"why": "To mend it"})
    assert response.status_code == 422
    assert "Only the newest diagnostic" in flat(response)


# Levels --------------------------------------------------------------------------------------------------------------


def test_a_level_saves_each_feature_with_its_own_revision(
    diagnostic: Diagnostic, browser: Client, officer: User
) -> None:
    url = reverse("level", args=[diagnostic.pk, 2])
    one, other = "l2-sharing-services", "l2-seven-day-access"
    response = browser.post(
        url, {f"{one}-revision": 0, f"{one}-state": "in_place", f"{other}-revision": 0, f"{other}-note": "From May"}
    )
    assert response.status_code == 422  # the other features' revisions were not sent, so nothing is guessed for them
    kept = diagnostic.feature_answers.get(feature__code=one)
    assert (kept.state, kept.revision) == ("in_place", 1)
    assert diagnostic.feature_answers.get(feature__code=other).note == "From May"


def _level_form(diagnostic: Diagnostic, number: int, **values: object) -> dict[str, object]:
    rows = diagnostic.feature_answers.filter(feature__level__number=number).select_related("feature")
    return {f"{row.feature.code}-revision": row.revision for row in rows} | values


def test_a_level_leads_to_the_next_and_the_last_to_demand_and_capacity(diagnostic: Diagnostic, browser: Client) -> None:
    first = browser.post(reverse("level", args=[diagnostic.pk, 1]), _level_form(diagnostic, 1))
    last = browser.post(reverse("level", args=[diagnostic.pk, 4]), _level_form(diagnostic, 4))
    back = browser.post(reverse("level", args=[diagnostic.pk, 1]), _level_form(diagnostic, 1, go="previous"))
    assert first.url == reverse("level", args=[diagnostic.pk, 2])
    assert last.url == reverse("capacity", args=[diagnostic.pk])
    assert back.url == reverse("domain", args=[diagnostic.pk, "primary-care-acute-interface"])


def test_a_state_that_is_none_is_refused(diagnostic: Diagnostic, browser: Client) -> None:
    form = _level_form(diagnostic, 1, **{"l1-recognised-state": "done"})
    response = browser.post(reverse("level", args=[diagnostic.pk, 1]), form)
    assert response.status_code == 422
    assert "Choose how far this is in place" in flat(response)


def test_a_level_the_guide_has_not_does_not_exist(diagnostic: Diagnostic, browser: Client) -> None:
    assert browser.get(reverse("level", args=[diagnostic.pk, 5])).status_code == 404


# Numbers -------------------------------------------------------------------------------------------------------------


def _numbers_form(diagnostic: Diagnostic, **values: object) -> dict[str, object]:
    rows = diagnostic.indicator_values.filter(indicator__domain__code="develop-the-team").select_related("indicator")
    return {f"{row.indicator.code}-revision": row.revision for row in rows} | values


def test_a_number_needs_its_date_and_source(diagnostic: Diagnostic, browser: Client) -> None:
    url = reverse("numbers", args=[diagnostic.pk, "develop-the-team"])
    response = browser.post(url, _numbers_form(diagnostic, **{"gp-share-value": "66"}))
    page = flat(response)
    assert response.status_code == 422
    assert "Enter the date of the figure" in page
    assert "Say where the figure comes from" in page


def test_a_whole_number_with_date_and_source_is_saved(diagnostic: Diagnostic, browser: Client) -> None:
    url = reverse("numbers", args=[diagnostic.pk, "develop-the-team"])
    form = {"gp-share-value": "66.5", "gp-share-source": "Books", **_parts("gp-share-as_of", date(2018, 6, 30))}
    response = browser.post(url, _numbers_form(diagnostic, **form))
    assert response.url == reverse("domain", args=[diagnostic.pk, "develop-the-team"])
    stored = diagnostic.indicator_values.get(indicator__code="gp-share")
    assert (float(stored.value), stored.as_of, stored.source) == (66.5, date(2018, 6, 30), "Books")


def test_a_missing_number_is_no_figure_until_somebody_saves_one(diagnostic: Diagnostic, browser: Client) -> None:
    shown = _numbers_form(diagnostic)
    diagnostic.indicator_values.all().delete()
    url, domain = (reverse(name, args=[diagnostic.pk, "develop-the-team"]) for name in ("numbers", "domain"))
    for address in (url, domain):
        assert browser.get(address).status_code == 200
    assert not diagnostic.indicator_values.exists()
    form = {"gp-share-value": "66.5", "gp-share-source": "Books", **_parts("gp-share-as_of", date(2018, 6, 30))}
    assert browser.post(url, shown | form).url == domain
    stored = diagnostic.indicator_values.get()
    assert (stored.indicator.code, float(stored.value), stored.revision) == ("gp-share", 66.5, 1)


@pytest.mark.parametrize("value", ["abc", "12,5x", "NaN"])
def test_what_is_no_number_is_refused(diagnostic: Diagnostic, browser: Client, value: str) -> None:
    url = reverse("numbers", args=[diagnostic.pk, "develop-the-team"])
    form = {"gp-share-value": value, "gp-share-source": "Books", **_parts("gp-share-as_of", date(2018, 6, 30))}
    response = browser.post(url, _numbers_form(diagnostic, **form))
    assert response.status_code == 422
    assert "Enter a number, such as 12 or 12.5" in flat(response)
    assert f'value="{value}"' in flat(response)


def test_a_figure_of_tomorrow_is_refused(diagnostic: Diagnostic, browser: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"gp-share-value": "66", "gp-share-source": "Books", **_parts("gp-share-as_of", tomorrow)}
    url = reverse("numbers", args=[diagnostic.pk, "develop-the-team"])
    assert "today or in the past" in flat(browser.post(url, _numbers_form(diagnostic, **form)))


def test_a_domain_without_indicators_has_no_numbers_page(diagnostic: Diagnostic, browser: Client) -> None:
    assert browser.get(reverse("numbers", args=[diagnostic.pk, "leadership"])).status_code == 404


# The practices' own views --------------------------------------------------------------------------------------------


def test_a_representative_gives_the_practices_view(
    diagnostic: Diagnostic, practice_rep: User, client_for: Callable[[User], Client]
) -> None:
    browser = client_for(practice_rep)
    overview = flat(browser.get(reverse("practice-views", args=[diagnostic.pk])))
    assert "Practice F81001: your view" in overview
    url = reverse("practice-view", args=[diagnostic.pk, "F81001", "develop-the-team"])
    response = browser.post(url, {"revision": 0, "position": 3, "comment": "We share a pharmacist"})
    assert response.url == reverse("practice-view", args=[diagnostic.pk, "F81001", "new-consultation-types"])
    view = diagnostic.practice_views.get()
    assert (view.position, view.comment, view.saved_by) == (3, "We share a pharmacist", practice_rep)
    assert "1 of 24 domains" in flat(browser.get(reverse("practice-views", args=[diagnostic.pk])))


def test_nobody_gives_another_practices_view(
    diagnostic: Diagnostic, practice_rep: User, lead: User, client_for: Callable[[User], Client]
) -> None:
    others = reverse("practice-view", args=[diagnostic.pk, "F81002", "develop-the-team"])
    own = reverse("practice-view", args=[diagnostic.pk, "F81001", "develop-the-team"])
    assert client_for(practice_rep).post(others, {"revision": 0, "position": 3}).status_code == 403
    assert client_for(lead).post(own, {"revision": 0, "position": 3}).status_code == 403
    assert client_for(lead).get(own).status_code == 200
    assert not diagnostic.practice_views.exists()


def test_a_practice_of_another_locality_has_no_page_here(diagnostic: Diagnostic, browser: Client) -> None:
    assert browser.get(reverse("practice-view", args=[diagnostic.pk, "F81005", "leadership"])).status_code == 404


# The result ----------------------------------------------------------------------------------------------------------


def test_the_result_says_why(agreed_diagnostic: Diagnostic, browser: Client) -> None:
    page = flat(browser.get(reverse("result", args=[agreed_diagnostic.pk])))
    assert "Level 1, working towards Level 2" in page
    assert "What keeps us from Level 2" in page
    assert "At 2. Level 2 needs 3" in page
    assert "Leadership: today 2, target 3" in page
    assert "Mean 25 out of 100" in page
    assert "11 of 11 answered" in page
    assert page.count('class="app-strip"') == 24


def test_the_result_before_agreeing_is_provisional(diagnostic: Diagnostic, browser: Client) -> None:
    page = flat(browser.get(reverse("result", args=[diagnostic.pk])))
    assert "Provisional until the diagnostic is agreed: 0 of 24 domains answered." in page
    assert "out of 100" not in page
