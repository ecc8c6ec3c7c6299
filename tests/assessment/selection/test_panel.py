"""The panel's services: in which order, by whom, and what a conflict does."""

from __future__ import annotations

import pytest

from assessment.selection.models import AgreedScore, Application, Decision, Interest, PanelScore, Wave
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.panel import (
    save_agreed_score,
    save_score,
    send_scores,
    take_back_scores,
)
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Role
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, put_on_panel, set_state
from tests.cast import make_user

pytestmark = pytest.mark.postgres

State = Wave.State


@pytest.fixture
def scoring(application, member):
    """The application before a panel that scores; the cast's member has not declared yet."""
    set_state(application.wave, State.SCORING)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def declared(scoring, panel_member):
    declare_interest(scoring, by=panel_member, has_conflict=False)
    return scoring


@pytest.fixture
def other(world, wave):
    """Another member of the panel."""
    return put_on_panel(
        wave,
        make_user("other@example.com", "Other member", {"kind": "panel_member", "commissioner": world.commissioner}),
    )


def own_scores(application, user):
    return list(PanelScore.objects.filter(application=application, member__user=user))


def fill(application, user, score=3, comment="Because"):
    for one in own_scores(application, user):
        save_score(one, {"score": score, "comment": comment}, base_revision=one.revision, by=user)


def test_no_conflict_gives_a_score_to_fill_in_on_each_criterion(declared, panel_member, guide):
    assert [(one.criterion.code, one.score) for one in own_scores(declared, panel_member)] == [
        (criterion.code, None) for criterion in guide.ordered_criteria
    ]


def test_a_conflict_gives_none_and_is_said_in_words(scoring, panel_member):
    with pytest.raises(Refused, match="Say what the conflict is"):
        declare_interest(scoring, by=panel_member, has_conflict=True, note=" ")
    interest = declare_interest(scoring, by=panel_member, has_conflict=True, note="My practice")
    assert (interest.has_conflict, own_scores(scoring, panel_member)) == (True, [])


def test_declaring_the_same_twice_changes_and_records_nothing(declared, panel_member):
    before = Interest.objects.get()
    again = declare_interest(declared, by=panel_member, has_conflict=False)
    assert again.declared_at == before.declared_at
    assert AuditEvent.objects.filter(what="Declared an interest").count() == 1


@pytest.mark.parametrize("state", [State.PLANNED, State.OPEN])
def test_nothing_is_declared_before_the_wave_has_closed(application, member, panel_member, state):
    set_state(application.wave, state)
    with pytest.raises(Refused, match="once the wave has closed"):
        declare_interest(application, by=panel_member, has_conflict=False)


def test_who_belongs_to_an_applicant_declares_nothing(scoring, wave, lead, world):
    Role.objects.create(user=lead, kind=Role.Kind.PANEL_MEMBER, commissioner=world.commissioner)
    put_on_panel(wave, lead)
    for has_conflict in (False, True):
        with pytest.raises(Refused, match="take no part in judging it"):
            declare_interest(scoring, by=lead, has_conflict=has_conflict, note="I lead it")


def test_nobody_judges_what_is_withdrawn(declared, panel_member):
    Application.objects.filter(pk=declared.pk).update(state=Application.State.WITHDRAWN)
    with pytest.raises(Refused, match="taken it back"):
        fill(declared, panel_member)


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.MODERATION, State.PUBLISHED])
def test_scores_are_saved_and_sent_only_while_the_panel_scores(declared, panel_member, state):
    set_state(declared.wave, state)
    for step in (fill, lambda *args: send_scores(args[0], by=args[1])):
        with pytest.raises(Refused):
            step(declared, panel_member)
    assert {one.score for one in own_scores(declared, panel_member)} == {None}


def test_nobody_saves_another_members_score(declared, panel_member, other):
    declare(other, declared)
    theirs = own_scores(declared, other.user)[0]
    with pytest.raises(Refused, match="another panel member"):
        save_score(theirs, {"score": 0}, base_revision=0, by=panel_member)
    theirs.refresh_from_db()
    assert theirs.score is None


def test_who_has_not_declared_scores_nothing(scoring, panel_member, other):
    declare(other, scoring)
    with pytest.raises(Refused, match="Declare your interest"):
        save_score(own_scores(scoring, other.user)[0], {"score": 4}, base_revision=0, by=panel_member)
    with pytest.raises(Refused, match="Declare your interest"):
        send_scores(scoring, by=panel_member)


def test_sending_asks_for_every_score_and_for_reasons_of_low_ones(declared, panel_member):
    first, second, *_ = own_scores(declared, panel_member)
    with pytest.raises(Refused, match=f"Score ‘{first.criterion.title}’"):
        send_scores(declared, by=panel_member)
    fill(declared, panel_member, score=2, comment="")
    save_score(second, {"score": 1}, base_revision=1, by=panel_member)
    with pytest.raises(Refused, match=f"Say why you gave 1 for ‘{second.criterion.title}’"):
        send_scores(declared, by=panel_member)
    save_score(second, {"comment": "Thin"}, base_revision=2, by=panel_member)
    assert send_scores(declared, by=panel_member).sent_at is not None


def test_sent_scores_stay_until_they_are_taken_back(declared, panel_member):
    fill(declared, panel_member)
    send_scores(declared, by=panel_member)
    with pytest.raises(Refused, match="Take them back"):
        fill(declared, panel_member, score=4)
    with pytest.raises(Refused, match="already"):
        send_scores(declared, by=panel_member)
    take_back_scores(declared, by=panel_member)
    with pytest.raises(Refused, match="not sent"):
        take_back_scores(declared, by=panel_member)
    fill(declared, panel_member, score=4)
    assert {one.score for one in own_scores(declared, panel_member)} == {4}


def test_nothing_is_taken_back_once_moderation_has_begun(declared, panel_member):
    fill(declared, panel_member)
    send_scores(declared, by=panel_member)
    set_state(declared.wave, State.MODERATION)
    with pytest.raises(Refused, match="Scoring is over"):
        take_back_scores(declared, by=panel_member)


def test_no_event_tells_the_locality_or_what_was_given(declared, panel_member):
    fill(declared, panel_member, score=1, comment="Not a word of this")
    send_scores(declared, by=panel_member)
    take_back_scores(declared, by=panel_member)
    events = AuditEvent.objects.filter(on_type="selection.application")
    assert [one.what for one in events.order_by("pk")] == ["Declared an interest", "Sent scores", "Took scores back"]
    assert {one.locality_id for one in events} == {None}
    assert not any("Not a word" in one.why or one.why == "1" for one in events)


# Agreed scores


@pytest.fixture
def agreed(declared, panel_member, member):
    give_scores(member, declared)
    begin_moderation(declared.wave)
    return AgreedScore.objects.filter(application=declared).first()


def test_the_ccg_agrees_scores_in_moderation(agreed, officer):
    result = save_agreed_score(agreed, {"score": 3, "note": "All agreed"}, base_revision=0, by=officer)
    assert (result.row.score, result.row.saved_by) == (3, officer)


@pytest.mark.parametrize("state", [State.SCORING, State.DECIDED, State.PUBLISHED])
def test_agreed_scores_are_saved_only_in_moderation(agreed, officer, state):
    set_state(agreed.application.wave, state)
    with pytest.raises(Refused, match="only while"):
        save_agreed_score(agreed, {"score": 3}, base_revision=0, by=officer)


def test_members_and_people_with_a_conflict_agree_no_scores(agreed, panel_member, officer, world):
    with pytest.raises(Refused, match="no part"):
        save_agreed_score(agreed, {"score": 3}, base_revision=0, by=panel_member)
    place = put_on_panel(agreed.application.wave, officer)
    declare(place, agreed.application, conflict=True)
    with pytest.raises(Refused, match="no part"):
        save_agreed_score(agreed, {"score": 3}, base_revision=0, by=officer)


def test_scores_that_a_proposed_decision_rests_on_stay(agreed, officer, approver):
    Decision.objects.update(
        state=Decision.State.PROPOSED,
        outcome=Decision.Outcome.NOT_YET,
        proposed_by=approver,
        proposed_at=agreed.application.submitted_at,
    )
    with pytest.raises(Refused, match="Return it"):
        save_agreed_score(agreed, {"score": 3}, base_revision=0, by=officer)
