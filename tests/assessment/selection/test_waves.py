"""The services of a wave: every transition in and out of order, by whom, twice; what changes on the way; the panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import (
    CHANGE,
    CLOSE,
    DECIDE,
    MODERATE,
    OPEN,
    PUBLISH,
    PUT_OFF,
    SAVE_ATTENDANCE,
    START_SCORING,
    TRANSITIONS,
    WaveTransition,
)
from assessment.selection.services.waves import (
    WAVE,
    change_places,
    make_transition,
    name_member,
    name_members,
    plan_wave,
    put_off,
    remove_member,
    save_attendance,
    save_wave,
    what_is_missing,
)
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Role, User
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
    set_state,
)
from tests.cast import World, make_user

State = Wave.State
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def second(world: World) -> User:
    """Another person with the role of a panel member."""
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    return make_user("second@example.com", "Second panel member", role)


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


def events() -> list[str]:
    return list(AuditEvent.objects.filter(on_type="selection.wave").values_list("what", flat=True))


# Moves


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
    assert {one.target for one in transitions} == set(State) - {State.PLANNED}


def test_a_wave_whose_time_is_over_is_not_opened(wave: Wave, officer: User) -> None:
    set_state(wave, State.PLANNED)
    Wave.objects.update(closes_at=timezone.now())
    with pytest.raises(Refused, match="Choose a later one"):
        make_transition(wave, OPEN, by=officer)


def test_nobody_closes_a_wave_before_its_time(wave: Wave, officer: User) -> None:
    with pytest.raises(Refused, match="Localities can apply until"):
        make_transition(wave, CLOSE, by=officer)


def test_scoring_needs_two_members(wave: Wave, application: Application, member: PanelMember, officer: User) -> None:
    set_state(wave, State.CLOSED)
    assert texts(wave, START_SCORING) == ["Name at least 2 people for the panel: one is on it"]
    PanelMember.objects.update(left_at=timezone.now())
    assert "nobody is on it" in texts(wave, START_SCORING)[0]
    with pytest.raises(Refused):
        make_transition(wave, START_SCORING, by=officer)


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
    member.interests.filter(application=other).update(has_conflict=True, scores_sent_at=None)
    assert texts(wave, MODERATE) == [
        "Nobody on the panel scores Rayleigh: at least one member must, and two are better"
    ]
    Application.objects.filter(pk=other.pk).update(state=Application.State.WITHDRAWN)
    assert texts(wave, MODERATE) == []


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
    ]


def test_moderation_makes_room_for_what_is_agreed(
    ready: Callable[[WaveTransition], Wave], world: World, lead: User, officer: User
) -> None:
    wave = ready(MODERATE)
    make_application(wave, world.rayleigh, by=lead, submitted=False)
    make_transition(wave, MODERATE, by=officer)
    assert [str(one.application.locality) for one in Decision.objects.all()] == ["Canvey Island"]
    assert AgreedScore.objects.count() == len(wave.whole_guide.ordered_criteria)


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


# Planning


def values(**changed: Any) -> dict[str, Any]:
    now = timezone.now()
    planned = {"title": "Wave 2", "places": 3, "opens_at": now, "closes_at": now + timedelta(days=9), "word_limit": 250}
    return {**planned, "offers": [], **changed}


def test_a_wave_is_planned_by_the_newest_guide(guide: Guide, world: World, officer: User) -> None:
    offer = guide.offers.first()
    assert offer is not None
    wave = plan_wave(world.commissioner, values(offers=[offer.pk]), by=officer)
    assert (wave.state, wave.guide, wave.word_limit, list(wave.offers.all())) == (State.PLANNED, guide, 250, [offer])
    assert events() == ["Planned the wave"]


@pytest.mark.parametrize("who", ["lead", "panel_member", "outsider", "administrator", "system_team"])
def test_only_its_people_plan_a_commissioner_s_waves(
    who: str, guide: Guide, world: World, cast: dict[str, User]
) -> None:
    with pytest.raises(Refused, match="own people"):
        plan_wave(world.commissioner, values(), by=cast[who])
    assert not Wave.objects.exists()


def test_without_a_guide_there_is_nothing_to_plan_by(world: World, officer: User) -> None:
    Guide.objects.all().delete()
    with pytest.raises(Refused, match="no guide yet"):
        plan_wave(world.commissioner, values(), by=officer)


def test_what_is_planned_changes_until_it_opens(guide: Guide, world: World, officer: User) -> None:
    wave = plan_wave(world.commissioner, values(), by=officer)
    save_wave(wave, values(title="Second wave"), by=officer)
    assert Wave.objects.get().title == "Second wave"
    make_transition(wave, OPEN, by=officer)
    with pytest.raises(Refused, match="it is open"):
        save_wave(wave, values(title="Third"), by=officer)
    assert Wave.objects.get().title == "Second wave"


def test_nobody_saves_over_what_somebody_else_saved(guide: Guide, world: World, officer: User, approver: User) -> None:
    wave = plan_wave(world.commissioner, values(), by=officer)
    seen = WAVE.version(Wave.objects.get(), CHANGE)
    save_wave(wave, values(places=5), by=approver, expected_version=seen)
    with pytest.raises(Refused, match="Somebody else changed this"):
        save_wave(wave, values(places=4), by=officer, expected_version=seen)
    save_wave(wave, values(places=4), by=officer, expected_version=WAVE.version(Wave.objects.get(), CHANGE))
    assert Wave.objects.get().places == 4


# What changes on the way


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_putting_off_the_closing_opens_a_closed_wave_again(state: str, wave: Wave, officer: User) -> None:
    wave = set_state(wave, state)
    later = timezone.now() + timedelta(days=3)
    assert put_off(wave, later, by=officer, why="Snow").state == State.OPEN
    event = AuditEvent.objects.get(on_type="selection.wave")
    assert event.what.startswith("Put off closing to ")
    assert event.why == "Snow"
    assert (event.moved_from, event.moved_to) == (("closed", "open") if state == State.CLOSED else ("", ""))
    assert Wave.objects.get().takes_applications(timezone.now())


@pytest.mark.parametrize("state", [one for one in State if one not in (State.OPEN, State.CLOSED)])
def test_closing_is_put_off_before_scoring_only(state: str, wave: Wave, officer: User) -> None:
    wave = set_state(wave, state)
    with pytest.raises(Refused):
        put_off(wave, timezone.now() + timedelta(days=3), by=officer, why="Snow")
    assert Wave.objects.get().closes_at == wave.closes_at


def test_putting_off_goes_forward_with_a_reason(wave: Wave, officer: User, lead: User) -> None:
    later = wave.closes_at + timedelta(days=1)
    for closes, why, by, words in (
        (wave.closes_at, "Snow", officer, "Choose a time in the future"),
        (wave.closes_at - timedelta(hours=1), "Snow", officer, "Choose a time in the future"),
        (later, " ", officer, "Say why"),
        (later, "Snow", lead, "own people"),
    ):
        with pytest.raises(Refused, match=words):
            put_off(wave, closes, by=by, why=why)
    closed = set_state(wave, State.CLOSED)
    with pytest.raises(Refused, match="Choose a time in the future"):
        put_off(closed, timezone.now(), by=officer, why="Snow")
    assert events() == []


def test_two_people_do_not_put_it_off_past_each_other(wave: Wave, officer: User, approver: User) -> None:
    seen = WAVE.version(Wave.objects.get(), PUT_OFF)
    put_off(wave, wave.closes_at + timedelta(days=1), by=officer, why="Snow", expected_version=seen)
    with pytest.raises(Refused, match="Somebody else"):
        put_off(wave, wave.closes_at + timedelta(days=2), by=approver, why="Ice", expected_version=seen)


def test_places_change_with_a_reason_until_all_is_decided(wave: Wave, officer: User) -> None:
    for state in State:
        set_state(wave, state)
        if state in (State.DECIDED, State.PUBLISHED):
            with pytest.raises(Refused):
                change_places(wave, 7, by=officer, why="More money")
        else:
            change_places(wave, 7, by=officer, why="More money")
    with pytest.raises(Refused, match="Say why"):
        change_places(wave, 8, by=officer, why="")
    assert "Changed the places from 2 to 7" in events()


# The panel


def test_the_panel_is_named_among_panel_members_of_the_ccg(
    wave: Wave, panel_member: User, lead: User, officer: User, outsider: User
) -> None:
    member = name_member(wave, panel_member, by=officer)
    assert list(wave.panel.active()) == [member]
    for somebody, by, words in (
        (panel_member, officer, "already"),
        (lead, officer, "Invite them"),
        (outsider, officer, "Invite them"),
        (officer, lead, "own people"),
    ):
        with pytest.raises(Refused, match=words):
            name_member(wave, somebody, by=by)
    assert events() == ["Named to the panel: Panel member"]


def test_several_are_named_together_or_nobody_is(wave: Wave, panel_member: User, lead: User, officer: User) -> None:
    with pytest.raises(Refused):
        name_members(wave, [panel_member, lead], by=officer)
    assert not wave.panel.exists()
    assert events() == []


@pytest.mark.parametrize("state", State)
def test_the_panel_grows_until_moderation_and_shrinks_until_all_is_decided(
    state: str, wave: Wave, member: PanelMember, second: User, officer: User
) -> None:
    set_state(wave, state)
    if state in (State.MODERATION, State.DECIDED, State.PUBLISHED):
        with pytest.raises(Refused):
            name_member(wave, second, by=officer)
    else:
        name_member(wave, second, by=officer)
    if state in (State.DECIDED, State.PUBLISHED):
        with pytest.raises(Refused):
            remove_member(member, by=officer, why="Moved away")
    else:
        remove_member(member, by=officer, why="Moved away")


def test_who_leaves_the_panel_stays_on_the_record_and_can_come_back(
    wave: Wave, member: PanelMember, panel_member: User, officer: User, lead: User
) -> None:
    for by, why in ((lead, "Moved away"), (officer, " ")):
        with pytest.raises(Refused):
            remove_member(member, by=by, why=why)
    remove_member(member, by=officer, why="Moved away")
    with pytest.raises(Refused, match="left the panel already"):
        remove_member(member, by=officer, why="Moved away")
    member.refresh_from_db()
    assert member.left_at is not None
    assert member.left_why == "Moved away"
    assert not PanelMember.objects.serving(panel_member).exists()
    assert name_member(wave, panel_member, by=officer).pk == member.pk
    assert wave.panel.active().get().left_why == ""


def test_who_was_at_the_meeting_is_said_in_moderation(
    wave: Wave, member: PanelMember, second: User, officer: User
) -> None:
    attended = {member.pk: False, put_on_panel(wave, second).pk: True}
    said = {"met_on": timezone.localdate(), "also_present": "A note taker", "attended": attended}
    with pytest.raises(Refused):
        save_attendance(wave, said, by=officer)
    set_state(wave, State.MODERATION)
    with pytest.raises(Refused, match="future"):
        save_attendance(wave, {**said, "met_on": date(2999, 1, 1)}, by=officer)
    with pytest.raises(Refused, match="after the wave had closed"):
        save_attendance(wave, {**said, "met_on": date(2001, 1, 1)}, by=officer)
    with pytest.raises(Refused, match="at least one member"):
        save_attendance(wave, {**said, "attended": dict.fromkeys(attended, False)}, by=officer)
    seen = WAVE.version(Wave.objects.get(), SAVE_ATTENDANCE)
    save_attendance(wave, said, by=officer, expected_version=seen)
    member.refresh_from_db()
    wave.refresh_from_db()
    assert (member.attended, wave.also_present) == (False, "A note taker")
    with pytest.raises(Refused, match="Somebody else"):
        save_attendance(wave, said, by=officer, expected_version=seen)


def test_another_commissioner_s_panel_is_not_touched(
    guide: Guide, world: World, outsider: User, member: PanelMember
) -> None:
    theirs = make_wave(world.neighbour, guide, title="Theirs")
    with pytest.raises(Refused):
        remove_member(member, by=outsider, why="No")
    with pytest.raises(Refused, match="Invite them"):
        name_member(theirs, member.user, by=outsider)


def test_publishing_needs_all_decided(wave: Wave, officer: User) -> None:
    with pytest.raises(Refused, match="it is open"):
        make_transition(wave, PUBLISH, by=officer)
