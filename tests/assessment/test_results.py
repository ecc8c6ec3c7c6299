"""The result in plain data: level, reasons in words, areas, last time."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.models import Diagnostic
from assessment.queries.result import build_result
from assessment.services.answers import save_answer, save_feature_answer
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from localities.models import User
from tests.cast import World

pytestmark = pytest.mark.postgres


def test_nothing_answered_is_no_score_and_no_level(diagnostic: Diagnostic) -> None:
    result = build_result(diagnostic)
    assert result.headline == "Working towards Level 1"
    assert (result.answered, result.total) == (0, 24)
    assert all(area.mean is None for area in result.areas)
    assert {blocker.words for blocker in result.blockers} == {
        "Not answered yet",
        "Not answered yet. Level 1 needs 2",
    }


def test_level_one_with_its_reasons(answered_diagnostic: Diagnostic) -> None:
    result = build_result(answered_diagnostic)
    assert result.headline == "Level 1, working towards Level 2"
    assert [step.state for step in result.steps] == ["in place", "working towards", "later", "later"]
    words = {one.title: one.words for one in result.blockers}
    assert words["Governance"] == "At 2. Level 2 needs 3"
    assert words["Practices in the locality are starting to share services."] == "Planned"
    assert {one.title: one.words for one in result.met}["Financial viability"] == "At 2. Level 2 needs 2"


def test_every_area_at_two_scores_twenty_five(answered_diagnostic: Diagnostic) -> None:
    assert [area.mean for area in build_result(answered_diagnostic).areas] == [Decimal(25)] * 4


def test_last_time_is_the_agreed_diagnostic_before_this_one(
    agreed_diagnostic: Diagnostic, world: World, lead: User
) -> None:
    now = start_diagnostic(world.canvey, by=lead, title="March 2019", started_on=date(2019, 3, 1))
    answer = now.answers.get(domain__code="leadership")
    save_answer(answer, {"position": 4}, base_revision=0, by=lead)
    result = build_result(now)
    leadership = next(domain for domain in result.domains if domain.code == "leadership")
    assert result.last_on == agreed_diagnostic.started_on
    assert (leadership.last, leadership.change, leadership.change_in_words) == (2, 2, "Up 2")
    assert build_result(agreed_diagnostic).last_on is None


def test_the_top_level_has_no_next(diagnostic: Diagnostic, lead: User) -> None:
    for answer in diagnostic.answers.all():
        save_answer(answer, {"position": 5, "target": 5}, base_revision=0, by=lead)
    for answer in diagnostic.feature_answers.all():
        save_feature_answer(answer, {"state": "in_place"}, base_revision=0, by=lead)
    result = build_result(agree_diagnostic(diagnostic, by=lead))
    assert (result.headline, result.blockers) == ("Level 4", ())


def test_a_result_takes_three_queries_however_much_is_answered(
    agreed_diagnostic: Diagnostic, django_assert_num_queries
) -> None:
    fresh = Diagnostic.objects.get(pk=agreed_diagnostic.pk)
    _ = fresh.whole_guide
    with django_assert_num_queries(3):
        build_result(fresh)
