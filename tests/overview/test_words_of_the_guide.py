"""A guide's sentences take the words of the system that reads them, and what is frozen keeps those of its day."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, Guide
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.models import Plan
from devplans.services.plans import add_suggestions, create_plan
from localities.models import System, User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat
from tests.overview.conftest import make_attempt

FEATURE = "The {} has a plan to help its localities grow."


@pytest.fixture
def plan(world: World, lead: User) -> Plan:
    """A plan for Level 1, whose diagnostic has nothing in place."""
    guide, _ = load_guide(NEWEST_GUIDE_FILE)
    diagnostic: Diagnostic = start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)
    diagnostic.answers.update(position=1, target=3)
    diagnostic.feature_answers.update(state="not_started")
    agree_diagnostic(diagnostic, by=lead)
    return create_plan(diagnostic, by=lead, target_level=1, starts_on=TODAY, ends_on=date(2024, 9, 30))


def rename() -> None:
    System.objects.update(commissioner_word="ICB", commissioner_in_full="integrated care board")


def test_what_is_frozen_keeps_its_words(plan: Plan, lead: User, officer: User, client_for: Callable[[User], Client]):
    make_attempt(plan, days_ago=2, state="submitted")
    rename()
    assert FEATURE.format("CCG") in flat(client_for(officer).get(reverse("review", args=[plan.pk])))
    result = flat(client_for(lead).get(reverse("result", args=[plan.diagnostic_id])))
    assert FEATURE.format("ICB") in result
    assert "CCG" not in result


def test_an_action_is_written_in_the_words_of_the_day_it_is_taken(plan: Plan, lead: User):
    rename()
    (action,) = add_suggestions(Plan.objects.get(pk=plan.pk), ["spr-link-worker"], by=lead)
    assert "Agree with the ICB and voluntary sector" in action.detail
    assert action.owner_role == "ICB primary care team"


def test_one_guide_is_read_in_the_words_of_each(world: World, guide: Guide):
    newest, _ = load_guide(NEWEST_GUIDE_FILE)
    before = Guide.objects.whole(newest.pk, world.system.words)
    rename()
    now = Guide.objects.whole(newest.pk, System.objects.get().words)
    texts = [whole.features_by_code["l1-ccg-plan"].text for whole in (before, now)]
    assert texts == [FEATURE.format("CCG"), FEATURE.format("ICB")]
    terms = {term.term: term.expansion for term in now.glossary.all()}
    assert terms["ICB"] == "integrated care board"
    assert "CCG" not in terms


def test_the_guide_is_explained_in_ones_own_words(
    plan: Plan, lead: User, cast: dict[str, User], client_for: Callable[[User], Client]
):
    rename()
    for person in (lead, cast["panel_member"], cast["administrator"]):
        text = flat(client_for(person).get(reverse("guide-version", args=[plan.diagnostic.guide_id])))
        assert "Integrated care board" in text
        assert "CCG" not in text
