"""How a wave ends other than by publishing: deleted, ended without selecting, moderated again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessment.selection.models import Application, PanelMember, Wave
from assessment.selection.services.wave_endings import delete_wave, end_wave, reopen_wave
from devplans.overview.pages.panel_work import running_waves
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import begin_moderation, set_state
from tests.flat import flat

State = Wave.State
UNDER_WAY = [State.OPEN, State.CLOSED, State.SCORING, State.MODERATION, State.DECIDED]


def test_a_planned_wave_is_deleted_and_that_stays_on_the_record(wave: Wave, member: PanelMember, officer: User) -> None:
    delete_wave(set_state(wave, State.PLANNED), by=officer)
    assert not Wave.objects.exists()
    event = AuditEvent.objects.get(what__startswith="Deleted")
    assert (event.what, event.who) == ("Deleted the planned wave Wave 1", "CCG officer")


@pytest.mark.parametrize("state", [*UNDER_WAY, State.PUBLISHED, State.ENDED])
def test_what_people_were_told_of_is_not_deleted(wave: Wave, officer: User, state: str) -> None:
    with pytest.raises(Refused, match="cannot be done"):
        delete_wave(set_state(wave, state), by=officer)
    assert Wave.objects.exists()


@pytest.mark.parametrize("state", UNDER_WAY)
def test_a_wave_under_way_can_end_with_words_to_whom_it_concerns(
    wave: Wave, application: Application, member: PanelMember, officer: User, state: str
) -> None:
    end_wave(set_state(wave, state), by=officer, why="The money <b>went elsewhere</b>.")
    wave.refresh_from_db()
    assert wave.state == State.ENDED
    told = OutgoingEmail.objects.filter(subject="Wave 1 has ended")
    assert set(told.values_list("to_address", flat=True)) == {
        "lead@example.com",
        "colleague@example.com",
        "panel@example.com",
    }
    assert all("The money <b>went" in one.text and "&lt;b&gt;" in one.html for one in told)
    assert not running_waves(wave.commissioner).exists()


@pytest.mark.parametrize("state", [State.PLANNED, State.PUBLISHED, State.ENDED])
def test_what_is_not_under_way_does_not_end(wave: Wave, officer: User, state: str) -> None:
    with pytest.raises(Refused, match="cannot be done"):
        end_wave(set_state(wave, state), by=officer, why="Why")


def test_ending_asks_for_the_reason(wave: Wave, officer: User) -> None:
    with pytest.raises(Refused, match="Say why the wave ends"):
        end_wave(wave, by=officer, why=" ")
    with pytest.raises(Refused, match="Say what has to change"):
        reopen_wave(set_state(wave, State.DECIDED), by=officer, why="")


def test_an_ended_wave_tells_each_of_its_people_so(
    client_for, wave: Wave, application: Application, member: PanelMember, officer: User, lead: User
) -> None:
    end_wave(wave, by=officer, why="Nobody has time.")
    page = flat(client_for(officer).get(wave.get_absolute_url()))
    assert "CCG officer ended this wave" in page
    assert "Nobody has time." in page
    assert "Steps of the wave" not in page
    assert reverse("wave-places", args=[wave.pk]) not in page
    assert "The wave has ended, and no locality is selected" in flat(client_for(lead).get(wave.get_absolute_url()))
    assert "ended without selecting anybody" in flat(client_for(member.user).get(wave.get_absolute_url()))
    assert "Wave ended" in flat(client_for(lead).get("/"))
    assert "nothing to moderate" in flat(client_for(officer).get(reverse("moderation", args=[wave.pk])))
    interest = flat(client_for(member.user).get(reverse("interest", args=[application.pk])))
    assert "The wave has ended, so there is nothing to declare" in interest


def test_decisions_of_an_ended_wave_are_no_outcome(
    client_for, application: Application, officer: User, approver: User, lead: User
) -> None:
    begin_moderation(application.wave)
    confirmed(decision_on(application, outcome="selected"), by=officer, and_by=approver)
    end_wave(application.wave, by=officer, why="Nobody has time.")
    for path in ("/", "/localities/canvey-island/", application.get_absolute_url()):
        assert "Selected" not in flat(client_for(lead).get(path))


def test_what_is_decided_is_moderated_again_until_it_is_published(
    wave: Wave, application: Application, officer: User, approver: User
) -> None:
    begin_moderation(wave)
    decision = confirmed(decision_on(application), by=officer, and_by=approver)
    reopen_wave(set_state(wave, State.DECIDED), by=officer, why="A reason is wrong.")
    wave.refresh_from_db()
    decision.refresh_from_db()
    assert (wave.state, decision.state) == (State.MODERATION, "confirmed")
    event = AuditEvent.objects.get(moved_to=State.MODERATION)
    assert (event.what, event.why) == ("Went back to moderation", "A reason is wrong.")
    with pytest.raises(Refused, match="cannot be done"):
        reopen_wave(set_state(wave, State.PUBLISHED), by=officer, why="Too late")


@pytest.mark.parametrize(
    ("name", "state", "then"),
    [
        ("wave-delete", State.PLANNED, "Wave 1 is deleted."),
        ("wave-reopen", State.DECIDED, "The wave is in moderation again."),
        ("wave-end", State.SCORING, "The wave has ended."),
    ],
)
def test_each_has_its_page(client_for, wave: Wave, officer: User, name: str, state: str, then: str) -> None:
    set_state(wave, state)
    client, url = client_for(officer), reverse(name, args=[wave.pk])
    assert url in flat(client.get(wave.get_absolute_url()))
    assert "<form" in flat(client.get(url))
    if name != "wave-delete":
        assert client.post(url, {"why": ""}).status_code == 422
    assert then in flat(client.post(url, {"why": "Because <i>it is</i>."}, follow=True))


def test_at_the_wrong_moment_the_page_says_so_and_keeps_what_was_typed(client_for, wave: Wave, officer: User) -> None:
    url = reverse("wave-end", args=[wave.pk])
    set_state(wave, State.PUBLISHED)
    client = client_for(officer)
    assert "cannot be done with Wave 1 now: its outcome is published" in flat(client.get(url))
    answer = client.post(url, {"why": "What I typed"})
    assert answer.status_code == 422
    assert "What I typed" in flat(answer)
