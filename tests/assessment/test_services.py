"""Starting, answering, agreeing and reopening a diagnostic."""

from datetime import date

import pytest

from assessment.models import Diagnostic, Guide
from assessment.services.answers import save_answer, save_feature_answer, save_practice_view
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic, start_diagnostic
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.cast import World

pytestmark = pytest.mark.postgres


def test_a_new_diagnostic_has_an_empty_answer_for_everything_the_guide_asks(diagnostic: Diagnostic) -> None:
    assert diagnostic.answers.count() == 24
    assert diagnostic.feature_answers.count() == 25
    assert diagnostic.indicator_values.count() == 20
    assert not diagnostic.answers.filter(position__isnull=False).exists()
    assert AuditEvent.objects.get(on_type="assessment.diagnostic", on_id=diagnostic.pk).moved_to == "open"


def test_a_locality_has_one_open_diagnostic_at_a_time(diagnostic: Diagnostic, world: World, lead: User) -> None:
    with pytest.raises(Refused, match="Agree that one first"):
        start_diagnostic(world.canvey, by=lead, title="Second", started_on=date(2018, 10, 1))
    assert Diagnostic.objects.count() == 1


def test_without_a_guide_nothing_starts(world: World, lead: User) -> None:
    Guide.objects.all().delete()
    with pytest.raises(Refused, match="no guide"):
        start_diagnostic(world.canvey, by=lead, title="First", started_on=date(2018, 10, 1))


def test_every_save_keeps_who_and_what_it_was_before(diagnostic: Diagnostic, lead: User, colleague: User) -> None:
    answer = diagnostic.answers.first()
    save_answer(answer, {"position": 2}, base_revision=0, by=lead)
    save_answer(answer, {"position": 3}, base_revision=1, by=colleague)
    kept = list(answer.history.order_by("revision").values_list("position", "history_user__email", "revision"))
    assert kept == [(2, lead.email, 1), (3, colleague.email, 2)]


def test_a_save_that_changes_nothing_makes_no_revision(diagnostic: Diagnostic, lead: User) -> None:
    answer = diagnostic.answers.first()
    save_answer(answer, {"position": 2}, base_revision=0, by=lead)
    result = save_answer(answer, {"position": 2}, base_revision=1, by=lead)
    assert (result.row.revision, result.changed) == (1, ())


def test_an_agreed_diagnostic_takes_no_answer_of_any_kind(
    agreed_diagnostic: Diagnostic, world: World, lead: User, practice_rep: User
) -> None:
    answer = agreed_diagnostic.answers.select_related("domain").first()
    feature = agreed_diagnostic.feature_answers.first()
    with pytest.raises(Refused, match="Reopen it"):
        save_answer(answer, {"position": 5}, base_revision=answer.revision, by=lead)
    with pytest.raises(Refused, match="Reopen it"):
        save_feature_answer(feature, {"state": "in_place"}, base_revision=feature.revision, by=lead)
    with pytest.raises(Refused, match="Reopen it"):
        save_practice_view(
            agreed_diagnostic, answer.domain, world.practices[0], {"position": 1}, base_revision=0, by=practice_rep
        )
    answer.refresh_from_db()
    assert answer.position == 2
    assert not agreed_diagnostic.practice_views.exists()


def test_a_diagnostic_can_be_agreed_with_gaps(diagnostic: Diagnostic, lead: User) -> None:
    agreed = agree_diagnostic(diagnostic, by=lead)
    assert (agreed.state, agreed.agreed_by) == ("agreed", lead)
    assert agreed.agreed_at is not None


def test_a_target_below_today_is_mended_before_agreeing(diagnostic: Diagnostic, lead: User) -> None:
    answer = diagnostic.answers.select_related("domain").first()
    save_answer(answer, {"position": 4, "target": 3}, base_revision=0, by=lead)
    with pytest.raises(Refused, match=answer.domain.title):
        agree_diagnostic(diagnostic, by=lead)
    diagnostic.refresh_from_db()
    assert diagnostic.state == "open"


def test_agreeing_twice_is_refused_in_words(agreed_diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="agreed already"):
        agree_diagnostic(agreed_diagnostic, by=lead)
    assert AuditEvent.objects.filter(what="Agreed the diagnostic").count() == 1


def test_reopening_needs_a_reason_and_keeps_it(agreed_diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="Say why"):
        reopen_diagnostic(agreed_diagnostic, why="  ", by=lead)
    reopened = reopen_diagnostic(agreed_diagnostic, why="Two practices joined", by=lead)
    assert reopened.is_editable
    assert reopened.agreed_at is None
    event = AuditEvent.objects.filter(on_id=reopened.pk).first()
    assert (event.moved_from, event.moved_to, event.why) == ("agreed", "reopened", "Two practices joined")


def test_only_the_newest_diagnostic_can_be_reopened(agreed_diagnostic: Diagnostic, world: World, lead: User) -> None:
    newer = start_diagnostic(world.canvey, by=lead, title="March 2019", started_on=date(2019, 3, 1))
    agree_diagnostic(newer, by=lead)
    with pytest.raises(Refused, match="newest"):
        reopen_diagnostic(agreed_diagnostic, why="To correct it", by=lead)
    assert reopen_diagnostic(newer, why="To correct it", by=lead).is_editable


def test_an_open_diagnostic_cannot_be_reopened(diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="open already"):
        reopen_diagnostic(diagnostic, why="To correct it", by=lead)
