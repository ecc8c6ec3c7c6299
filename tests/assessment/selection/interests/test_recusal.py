"""A conflict found late: scores are struck out and kept, and what rests on the person's part returns to draft."""

from __future__ import annotations

import pytest

from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, PanelScore, Wave
from assessment.selection.queries.score_sheet import build_sheets
from assessment.selection.services.decisions import propose_decision
from assessment.selection.services.interests import clear_interest, declare_interest
from assessment.selection.services.members import remove_member
from assessment.selection.services.panel import save_agreed_score
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.decided import confirmed, decision_on, version
from tests.assessment.selection.rounds import make_application, say, set_state
from tests.cast import World

pytestmark = pytest.mark.postgres

State = Wave.State


@pytest.fixture
def decided(moderated: Application, officer: User, approver: User) -> Application:
    """Agreed 3 everywhere, proposed by the officer and confirmed by the approver."""
    confirmed(decision_on(moderated), by=officer, and_by=approver)
    return Application.objects.get(pk=moderated.pk)


def scores(application: Application) -> set[int | None]:
    return set(application.agreed_scores.values_list("score", flat=True))


def test_scores_are_struck_out_and_kept(moderated: Application, member: PanelMember, panel_member: User) -> None:
    declare_interest(moderated, by=panel_member, has_conflict=True, note="Found out in the meeting")
    (sheet,) = build_sheets(moderated.wave, [moderated])
    for one in sheet.criteria:
        assert [score.score for score in one.given] == [1]
        assert [(score.member, score.score, score.struck) for score in one.struck] == [
            (member, 3, "conflict of interest")
        ]
        assert one.words == "All gave 1"
    assert sheet.conflicts == (member,)
    assert set(PanelScore.objects.filter(member=member).values_list("score", flat=True)) == {3}


def test_agreed_scores_and_the_decision_return_to_draft_with_the_reason(
    decided: Application, panel_member: User
) -> None:
    before = version(decided.decision)
    declare_interest(decided, by=panel_member, has_conflict=True, note="Planted words")
    for one in AgreedScore.objects.all():
        assert (one.score, one.returned_score, one.saved_by) == (None, 3, panel_member)
        assert "Panel member declared a conflict of interest" in one.returned_why
    decision = Decision.objects.get()
    assert (decision.state, decision.proposed_by, decision.confirmed_by) == ("draft", None, None)
    assert decision.outcome  # what was written stays, to be decided anew
    assert version(decision) > before
    event = AuditEvent.objects.get(on_type="selection.decision", moved_to="draft")
    assert "Panel member declared a conflict of interest" in event.why
    assert "Planted" not in event.why


def test_what_returned_is_agreed_anew_before_it_is_proposed(
    decided: Application, panel_member: User, officer: User
) -> None:
    declare_interest(decided, by=panel_member, has_conflict=True, note="Mine")
    with pytest.raises(Refused, match="Agree a score"):
        propose_decision(Decision.objects.get(), by=officer, expected_version=version(Decision.objects.get()))
    for one in AgreedScore.objects.all():
        save_agreed_score(one, {"score": 2, "note": "Anew"}, base_revision=one.revision, by=officer)
    propose_decision(Decision.objects.get(), by=officer, expected_version=version(Decision.objects.get()))
    assert set(AgreedScore.objects.values_list("score", "returned_score")) == {(2, 3)}


@pytest.mark.parametrize("who", ["officer", "approver"])
def test_the_same_where_somebody_of_the_ccg_decided(decided: Application, cast: dict[str, User], who: str) -> None:
    declare_interest(decided, by=cast[who], has_conflict=True, note="Married to a partner")
    assert (Decision.objects.get().state, scores(decided)) == ("draft", {None})


def test_who_had_no_part_in_it_returns_nothing(decided: Application, second_officer: User) -> None:
    declare_interest(decided, by=second_officer, has_conflict=True, note="A cousin")
    assert (Decision.objects.get().state, scores(decided)) == ("confirmed", {3})


def test_another_application_stays_as_it_is(decided: Application, world: World, lead: User, panel_member: User) -> None:
    other = make_application(decided.wave, world.rayleigh, by=lead)
    declare_interest(other, by=panel_member, has_conflict=True, note="Mine")
    assert (Decision.objects.get().state, scores(decided)) == ("confirmed", {3})


def test_a_wave_that_was_decided_is_moderated_again(decided: Application, panel_member: User) -> None:
    wave = set_state(decided.wave, State.DECIDED)
    declare_interest(decided, by=panel_member, has_conflict=True, note="Mine")
    wave.refresh_from_db()
    assert wave.state == State.MODERATION
    assert AuditEvent.objects.get(on_type="selection.wave", moved_to="moderation").why


def test_clearing_it_lets_the_scores_count_again_and_returns_what_was_agreed_without(
    moderated: Application, panel_member: User, officer: User
) -> None:
    conflict = declare_interest(moderated, by=panel_member, has_conflict=True, note="Wrong application")
    AgreedScore.objects.update(score=1)
    clear_interest(conflict, by=officer, why="Meant Rayleigh")
    (sheet,) = build_sheets(moderated.wave, [moderated])
    assert [score.score for score in sheet.criteria[0].given] == [3, 1]
    assert set(AgreedScore.objects.values_list("score", "returned_score")) == {(None, 1)}


def test_who_leaves_the_panel_in_moderation_leaves_no_score_that_counts(
    decided: Application, member: PanelMember, officer: User
) -> None:
    remove_member(member, by=officer, why="Is ill")
    (sheet,) = build_sheets(decided.wave, [decided])
    assert [(one.score, one.struck) for one in sheet.criteria[0].struck] == [(3, "left the panel")]
    assert (Decision.objects.get().state, scores(decided)) == ("draft", {None})
    assert "Panel member left the panel" in AgreedScore.objects.all()[0].returned_why
    member.refresh_from_db()
    assert member.part == PanelMember.Part.MEMBER


def test_those_who_judge_it_are_told_once(
    moderated: Application, panel_member: User, officer: User, approver: User, second: User
) -> None:
    say(officer, moderated, conflict=True)
    declare_interest(moderated, by=panel_member, has_conflict=True, note="Planted words")
    declare_interest(moderated, by=panel_member, has_conflict=True, note="Planted words")
    told = OutgoingEmail.objects.filter(subject__contains="a conflict of interest is declared")
    assert sorted(one.to_address for one in told) == [approver.email, second.email]
    assert all("Canvey Island" in one.text and "Planted" not in one.text for one in told)
