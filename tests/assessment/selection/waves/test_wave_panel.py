"""The panel of a wave: who is named to it, who leaves it, and who was there."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import PanelMember, Wave
from assessment.selection.models.wave_transitions import (
    SAVE_ATTENDANCE,
)
from assessment.selection.services.members import name_member, name_members, remove_member
from assessment.selection.services.waves import WAVE, save_attendance
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.rounds import (
    make_wave,
    put_on_panel,
    set_state,
    wave_events,
)
from tests.cast import World

State = Wave.State
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


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
    assert wave_events() == ["Named to the panel: Panel member"]


def test_several_are_named_together_or_nobody_is(wave: Wave, panel_member: User, lead: User, officer: User) -> None:
    with pytest.raises(Refused):
        name_members(wave, [panel_member, lead], by=officer)
    assert not wave.panel.exists()
    assert wave_events() == []


@pytest.mark.parametrize("state", State)
def test_the_panel_grows_until_moderation_and_shrinks_until_all_is_decided(
    state: str, wave: Wave, member: PanelMember, second: User, officer: User
) -> None:
    set_state(wave, state)
    if state in (State.MODERATION, State.DECIDED, State.PUBLISHED, State.ENDED):
        with pytest.raises(Refused):
            name_member(wave, second, by=officer)
    else:
        name_member(wave, second, by=officer)
    if state in (State.DECIDED, State.PUBLISHED, State.ENDED):
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
