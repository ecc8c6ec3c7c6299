"""A level's page on the newest guide: plain words, whose job, what speaks to it, and where answers disagree."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, Guide
from assessment.pages.level import build_level_page
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat

SEVEN_DAYS = "l2-seven-day-access"


@pytest.fixture
def diagnostic(world: World, lead: User) -> Diagnostic:
    guide, _ = load_guide(NEWEST_GUIDE_FILE)
    return start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)


@pytest.fixture
def browser(client_for: Callable[[User], Client], lead: User) -> Client:
    return client_for(lead)


def url(diagnostic: Diagnostic, number: int = 2) -> str:
    return reverse("level", args=[diagnostic.pk, number])


def put_in_place(diagnostic: Diagnostic, *codes: str) -> None:
    diagnostic.feature_answers.filter(feature__code__in=codes).update(state="in_place")


def test_a_feature_says_what_it_means_and_whose_job_it_is(diagnostic: Diagnostic, browser: Client) -> None:
    diagnostic.answers.filter(domain__code="locality-hubs").update(position=4)
    shown = flat(browser.get(url(diagnostic)))
    assert "What is in place, Level 2 of 4" in shown
    assert shown.count("You are here if:") == 11
    assert (shown.count(">Essential<"), shown.count(">Sign<")) == (4, 7)
    assert "The locality’s and the CCG’s" in shown
    assert '<span class="nhsuk-u-visually-hidden">At</span> 4' in shown
    assert "What people notice at Level 2" in shown


def test_it_counts_what_is_needed_and_no_more(diagnostic: Diagnostic, browser: Client) -> None:
    level = diagnostic.whole_guide.ordered_levels[1]
    signs = [feature.code for feature in level.features.all() if not feature.essential]
    put_in_place(diagnostic, *signs, SEVEN_DAYS)
    page = build_level_page(diagnostic, level)
    assert (page.in_place, page.needed) == (5, 8)  # seven signs are there, four of them are needed
    assert (page.domains_met, len(page.rule.positions)) == (0, 24)
    shown = flat(browser.get(url(diagnostic)))
    assert "5 of the 8 features needed</strong> are in place" in shown
    assert "Level 2 needs 4 essential features and 4 of its 7 signs." in shown
    assert "It also looks at 24 domains: 0 are where they need to be." in shown


def test_a_contradiction_stands_beside_its_feature(diagnostic: Diagnostic, browser: Client, lead: User) -> None:
    diagnostic.answers.filter(domain__code="locality-hubs").update(position=1)
    assert "To look at again together." not in flat(browser.get(url(diagnostic)))
    put_in_place(diagnostic, SEVEN_DAYS)
    assert flat(browser.get(url(diagnostic))).count("To look at again together.") == 1
    agree_diagnostic(diagnostic, by=lead)
    locked = flat(browser.get(url(diagnostic)))
    assert "To look at again together." in locked
    assert "Today: <strong>In place</strong>" in locked
    assert f'id="{SEVEN_DAYS}-state"' in locked  # where the result's links go


def test_an_autosaved_state_brings_count_and_contradictions_along(diagnostic: Diagnostic, browser: Client) -> None:
    diagnostic.answers.filter(domain__code="locality-hubs").update(position=1)
    sent = {f"{SEVEN_DAYS}-revision": 0, f"{SEVEN_DAYS}-state": "in_place"}
    answered = flat(browser.post(url(diagnostic), sent, headers={"HX-Request": "true"}))
    assert "1 of the 8 features needed</strong> are in place" in answered
    assert f'id="{SEVEN_DAYS}-beside" hx-swap-oob="true"' in answered
    assert "To look at again together." in answered
    sent |= {f"{SEVEN_DAYS}-revision": 1, f"{SEVEN_DAYS}-note": "At the hospital"}
    assert "level-count" not in flat(browser.post(url(diagnostic), sent, headers={"HX-Request": "true"}))


def test_a_level_of_an_older_guide_tells_no_signs_from_essential_features(
    guide: Guide, world: World, browser: Client, lead: User
) -> None:
    older = start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)
    shown = flat(browser.get(url(older)))
    assert "Essential" not in shown
    assert "Whose job" not in shown
    assert "0 of the 5 features needed</strong> are in place" in shown


def test_queries_stay_flat(diagnostic: Diagnostic, browser: Client, django_assert_num_queries) -> None:
    browser.get(url(diagnostic))
    for codes in (["l2-shared-estate"], ["l2-shared-estate", SEVEN_DAYS, "l2-variation"]):
        put_in_place(diagnostic, *codes)
        with django_assert_num_queries(6):
            browser.get(url(diagnostic))
