"""Every transition of a wave, in and out of order, by whom, twice; and what each waits for.

On PostgreSQL too, but for who may and in which state: that is a table in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import (
    CLOSE,
    DECIDE,
    MODERATE,
    OPEN,
    PUBLISH,
    START_SCORING,
    TRANSITIONS,
    WaveTransition,
)
from assessment.selection.services.members import remove_member
from assessment.selection.services.waves import change_places, make_transition, save_attendance, what_is_missing
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    put_on_panel,
    say,
    set_state,
)
from tests.cast import World

State = Wave.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(
    wave: Wave, application: Application, member: PanelMember, second: User, officer: User, approver: User
) -> Callable[[WaveTransition], Wave]:
    """Make the wave ready for a transition: all is done that those before it ask for, and what it asks for itself."""

    def make(transition: WaveTransition) -> Wave:
        target = list(TRANSITIONS.values()).index(transition)
        members = [member, put_on_panel(wave, second)]
        if target >= 3:  # beginning moderation
            for one in members:
                declare(one, application)
                give_scores(one, application)
        if target >= 4:  # deciding
            begin_moderation(wave)
            Decision.objects.update(
                outcome="selected",
                state="confirmed",
                proposed_by=officer,
                proposed_at=timezone.now(),
                confirmed_by=approver,
                confirmed_at=timezone.now(),
            )
            attended = {one.pk: True for one in members}
            save_attendance(
                wave, {"met_on": timezone.localdate(), "also_present": "", "attended": attended}, by=officer
            )
        now = set_state(wave, transition.sources[0])
        if transition is CLOSE:
            Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
        return Wave.objects.get(pk=now.pk)

    return make


def texts(wave: Wave, transition: WaveTransition) -> list[str]:
    return [one.text for one in what_is_missing(wave, transition, timezone.now())]


@pytest.mark.postgres
@pytest.mark.parametrize("transition", TRANSITIONS.values(), ids=lambda transition: transition.code)
def test_each_move_is_made_once_and_goes_on_the_record_without_a_locality(
    transition: WaveTransition, ready: Callable[[WaveTransition], Wave], officer: User
) -> None:
    wave = ready(transition)
    assert texts(wave, transition) == []
    assert make_transition(wave, transition, by=officer).state == transition.target
    event = AuditEvent.objects.get(what=transition.event)
    assert (event.moved_from, event.moved_to, event.locality_id) == (transition.sources[0], transition.target, None)
    with pytest.raises(Refused, match="cannot be done with Wave 1 now"):
        make_transition(wave, transition, by=officer)
    assert AuditEvent.objects.filter(what=transition.event).count() == 1


@pytest.mark.parametrize("transition", TRANSITIONS.values(), ids=lambda transition: transition.code)
@pytest.mark.parametrize("state", State.values)
def test_no_move_is_made_from_another_state(
    transition: WaveTransition, state: str, ready: Callable[[WaveTransition], Wave], officer: User
) -> None:
    wave = ready(transition)
    if state == transition.sources[0]:
        return
    Wave.objects.filter(pk=wave.pk).update(state=state)
    with pytest.raises(Refused):
        make_transition(wave, transition, by=officer)
    assert Wave.objects.get().state == state


@pytest.mark.parametrize("who", ["lead", "practice_rep", "panel_member", "system_team", "administrator", "outsider"])
@pytest.mark.parametrize("transition", TRANSITIONS.values(), ids=lambda transition: transition.code)
def test_only_the_commissioner_s_people_move_a_wave(
    transition: WaveTransition, who: str, cast: dict[str, User], ready: Callable[[WaveTransition], Wave]
) -> None:
    wave = ready(transition)
    with pytest.raises(Refused, match="Only the CCG’s own people"):
        make_transition(wave, transition, by=cast[who])
    assert Wave.objects.get().state == transition.sources[0]


def test_each_state_is_reached_by_a_move_of_the_table() -> None:
    transitions = list(TRANSITIONS.values())
    assert [one.sources for one in transitions] == [(State.PLANNED,), *((one.target,) for one in transitions[:-1])]
    assert {one.target for one in transitions} == set(State) - {State.PLANNED, State.ENDED}


@pytest.mark.postgres
def test_a_wave_whose_time_is_over_is_not_opened(wave: Wave, officer: User) -> None:
    set_state(wave, State.PLANNED)
    Wave.objects.update(closes_at=timezone.now())
    with pytest.raises(Refused, match="Choose a later one"):
        make_transition(wave, OPEN, by=officer)


@pytest.mark.postgres
def test_nobody_closes_a_wave_before_its_time(wave: Wave, officer: User) -> None:
    with pytest.raises(Refused, match="Localities can apply until"):
        make_transition(wave, CLOSE, by=officer)


@pytest.mark.postgres
def test_scoring_needs_two_members(wave: Wave, application: Application, member: PanelMember, officer: User) -> None:
    set_state(wave, State.CLOSED)
    assert texts(wave, START_SCORING) == ["Name at least 2 people for the panel: one is on it"]
    PanelMember.objects.update(left_at=timezone.now())
    assert "nobody is on it" in texts(wave, START_SCORING)[0]
    with pytest.raises(Refused):
        make_transition(wave, START_SCORING, by=officer)


@pytest.mark.postgres
def test_moderation_waits_for_every_declaration_and_every_score(
    wave: Wave, world: World, application: Application, member: PanelMember, second: User, lead: User
) -> None:
    other = make_application(wave, world.rayleigh, by=lead)
    fellow = put_on_panel(wave, second)
    set_state(wave, State.SCORING)
    declare(member, application)
    declare(member, other)
    declare(fellow, application, conflict=True)
    give_scores(member, application)
    assert texts(wave, MODERATE) == [
        "Panel member has not sent their scores of 1 application",
        "Second panel member has not declared their interests in 1 application",
    ]
    give_scores(member, other)
    declare(fellow, other, conflict=True)
    assert texts(wave, MODERATE) == []
    say(member.user, other, conflict=True)
    assert texts(wave, MODERATE) == [
        "Nobody on the panel scores Rayleigh: at least one member must, and two are better",
        "Nobody chairs the panel on Rayleigh: name a deputy without a conflict",
    ]
    Application.objects.filter(pk=other.pk).update(state=Application.State.WITHDRAWN)
    assert texts(wave, MODERATE) == []


@pytest.mark.postgres
def test_what_a_member_who_left_did_counts_no_more(
    wave: Wave, application: Application, member: PanelMember, second: User, officer: User
) -> None:
    put_on_panel(wave, second)
    set_state(wave, State.SCORING)
    declare(member, application)
    give_scores(member, application)
    remove_member(member, by=officer, why="Is ill")
    assert texts(wave, MODERATE) == [
        "Second panel member has not declared their interests in 1 application",
        "Nobody on the panel scores Canvey Island: at least one member must, and two are better",
        "Name the panel’s chair, and a deputy who takes over in a conflict",
    ]


@pytest.mark.postgres
def test_moderation_makes_room_for_what_is_agreed(
    ready: Callable[[WaveTransition], Wave], world: World, lead: User, officer: User
) -> None:
    wave = ready(MODERATE)
    make_application(wave, world.rayleigh, by=lead, submitted=False)
    make_transition(wave, MODERATE, by=officer)
    assert [str(one.application.locality) for one in Decision.objects.all()] == ["Canvey Island"]
    assert AgreedScore.objects.count() == len(wave.whole_guide.ordered_criteria)


@pytest.mark.postgres
def test_deciding_waits_for_decisions_places_and_attendance(
    ready: Callable[[WaveTransition], Wave], world: World
) -> None:
    wave = ready(DECIDE)
    Decision.objects.update(state="draft", proposed_by=None, proposed_at=None, confirmed_by=None, confirmed_at=None)
    PanelMember.objects.filter(user__name="Panel member").update(attended=None)
    Wave.objects.update(places=1)
    assert texts(wave, DECIDE) == [
        "Propose a decision on Canvey Island",
        "Say when the panel met and who was there",
    ]
    PanelMember.objects.filter(attended=None).update(left_at=timezone.now())
    Wave.objects.update(met_on=None)
    assert "Say when the panel met and who was there" in texts(Wave.objects.get(), DECIDE)


@pytest.mark.postgres
def test_no_more_are_selected_than_there_are_places(
    ready: Callable[[WaveTransition], Wave], world: World, lead: User, officer: User, approver: User
) -> None:
    wave = ready(DECIDE)
    other = make_application(wave, world.rayleigh, by=lead)
    declare(wave.panel.first(), other)
    decision = Decision.objects.get()
    decision.pk, decision.application, decision.outcome = None, other, "conditions"
    decision.save()
    change_places(wave, 1, by=officer, why="Less money")
    assert texts(Wave.objects.get(), DECIDE) == [
        "2 localities are selected for 1 place. Change a decision, or the number of places"
    ]
    change_places(wave, 2, by=officer, why="Money was found")
    assert make_transition(wave, DECIDE, by=officer).state == State.DECIDED


@pytest.mark.postgres
def test_publishing_needs_all_decided(wave: Wave, officer: User) -> None:
    with pytest.raises(Refused, match="it is open"):
        make_transition(wave, PUBLISH, by=officer)
