"""Planning a wave, and what changes on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import (
    CHANGE,
    OPEN,
    PUT_OFF,
)
from assessment.selection.services.waves import (
    WAVE,
    change_places,
    make_transition,
    plan_wave,
    put_off,
    save_wave,
)
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.rounds import (
    set_state,
    wave_events,
)
from tests.cast import World

State = Wave.State
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


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
    assert wave_events() == ["Planned the wave"]


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
    assert wave_events() == []


def test_two_people_do_not_put_it_off_past_each_other(wave: Wave, officer: User, approver: User) -> None:
    seen = WAVE.version(Wave.objects.get(), PUT_OFF)
    put_off(wave, wave.closes_at + timedelta(days=1), by=officer, why="Snow", expected_version=seen)
    with pytest.raises(Refused, match="Somebody else"):
        put_off(wave, wave.closes_at + timedelta(days=2), by=approver, why="Ice", expected_version=seen)


def test_places_change_with_a_reason_until_all_is_decided(wave: Wave, officer: User) -> None:
    for state in State:
        set_state(wave, state)
        if state in (State.DECIDED, State.PUBLISHED, State.ENDED):
            with pytest.raises(Refused):
                change_places(wave, 7, by=officer, why="More money")
        else:
            change_places(wave, 7, by=officer, why="More money")
    with pytest.raises(Refused, match="Say why"):
        change_places(wave, 8, by=officer, why="")
    assert "Changed the places from 2 to 7" in wave_events()
