"""What a domain's page has to help people answer, on the newest guide: prompts, meanings, cases, words explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessment.services.diagnostics import start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(lead)


@pytest.fixture
def newest(world: World, lead: User) -> str:
    guide, _ = load_guide(NEWEST_GUIDE_FILE)
    started = start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)
    return reverse("domain", args=[started.pk, "develop-the-team"])


def test_prompts_stand_open_before_the_question_and_name_their_strand(browser: Client, newest: str) -> None:
    page = flat(browser.get(newest))
    assert '<details class="nhsuk-details app-prompts" open>' in page
    assert page.index("How do you measure demand") < page.index("Where is the locality today?")
    safe = page.index("How do you know that new roles are safe, and who checks?")
    assert 0 < page.index('<span class="app-strand">Quality and safety</span>') - safe < 100


def test_what_each_position_means_stands_where_people_choose(browser: Client, newest: str) -> None:
    page = flat(browser.get(newest))
    meaning = "<dt>2. Between less advanced and developing</dt>"
    assert "The locality has clearly moved on from" in page
    assert page.index("Where is the locality today?") < page.index(meaning) < page.index("in two years?")


def test_cases_words_comparators_and_the_guide_are_at_hand(browser: Client, newest: str) -> None:
    page = flat(browser.get(newest))
    assert "A nurse practitioner and a pharmacist shared by several practices" in page
    assert "Discharge to assess in a care home" not in page  # it teaches other domains
    assert "<dt>GP: General practitioner</dt>" in page
    assert "England: appointments with a GP, 54% (NHS Digital appointment data" in page
    assert f"{reverse('guide')}#develop-the-team" in page
    assert f"{reverse('guide')}#glossary" in page


def test_a_description_is_the_target_of_its_radio(browser: Client, newest: str) -> None:
    """The radio and its description share an item, which the stylesheet makes one target: no second label."""
    page = flat(browser.get(newest))
    item = page[page.index('id="position"') - 200 :]
    assert item.index('id="position-item-hint"') < item.index('value="2"')
    assert 'aria-describedby="position-item-hint"' in item[: item.index('value="2"')]
