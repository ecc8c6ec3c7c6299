"""A locality that withdraws in the middle of a round: what was decided on it is void, and the round goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.selection.document.record import from_json
from assessment.selection.models import Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import CLOSE, DECIDE, MODERATE, START_SCORING
from assessment.selection.pages.outcome import outcome_of
from assessment.selection.services.applications import withdraw_application
from assessment.selection.services.publishing import publish_wave
from assessment.selection.services.waves import make_transition, what_is_missing
from devplans.overview.pages.locality import build_locality_home
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.models import User
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    set_state,
)
from tests.cast import World
from tests.flat import flat

As = Callable[[User], Client]


@pytest.fixture
def withdrawn(wave: Wave, application: Application, member: PanelMember, cast: dict[str, User]) -> Application:
    """Scored, with a confirmed decision that selects it, and then withdrawn by its lead."""
    declare(member, application)
    give_scores(member, application)
    begin_moderation(wave)
    confirmed(decision_on(application), by=cast["officer"], and_by=cast["approver"])
    withdraw_application(application, by=cast["lead"], expected_version="withdrawn")
    return Application.objects.get(pk=application.pk)


def finish(wave: Wave, by: User) -> None:
    Wave.objects.update(met_on=timezone.localdate())
    wave.panel.update(attended=True)
    publish_wave(make_transition(Wave.objects.get(pk=wave.pk), DECIDE, by=by), by=by)


@pytest.mark.parametrize("state", ["draft", "proposed", "confirmed"])
def test_whatever_was_decided_is_void(
    wave: Wave, application: Application, officer: User, approver: User, lead: User, state: str
) -> None:
    begin_moderation(wave)
    decision = decision_on(application)
    if state != "draft":
        confirmed(decision, by=officer, and_by=approver)
        people = {} if state == "confirmed" else {"confirmed_by": None, "confirmed_at": None}
        Decision.objects.update(state=state, **people)
    withdraw_application(application, by=lead, expected_version="withdrawn")
    assert Decision.objects.get().state == "void"
    event = AuditEvent.objects.get(on_type="selection.decision")
    assert (event.moved_from, event.moved_to, event.locality_id) == (state, "void", None)


@pytest.mark.parametrize("who", ["lead", "practice_rep"])
def test_its_people_are_never_told_an_outcome(
    withdrawn: Application, cast: dict[str, User], client_for: As, who: str
) -> None:
    finish(withdrawn.wave, cast["officer"])
    withdrawn = Application.objects.select_related("wave").get(pk=withdrawn.pk)
    assert outcome_of(withdrawn) is None
    groups = build_locality_home(withdrawn.locality, user=User.objects.get(pk=cast[who].pk)).groups[4:]
    assert [(one.name, one.status) for group in groups for one in group.tasks] == [("Application", "Withdrawn")]
    client = client_for(cast[who])
    for address in ("/localities/canvey-island/", withdrawn.get_absolute_url(), withdrawn.wave.get_absolute_url()):
        page = flat(client.get(address))
        assert "Selected" not in page
        assert "A clear application" not in page
    assert not OutgoingEmail.objects.filter(subject__contains="outcome").exists()


@pytest.mark.parametrize("state", ["draft", "proposed", "void"])
def test_only_what_was_confirmed_is_an_outcome(
    wave: Wave, application: Application, officer: User, approver: User, state: str
) -> None:
    begin_moderation(wave)
    confirmed(decision_on(application), by=officer, and_by=approver)
    set_state(wave, Wave.State.PUBLISHED)
    assert Decision.objects.told().count() == 1
    proposal, confirmation = ("proposed_by", "proposed_at"), ("confirmed_by", "confirmed_at")
    gone = {"draft": (*proposal, *confirmation), "proposed": confirmation, "void": ()}[state]
    Decision.objects.update(state=state, **dict.fromkeys(gone))
    assert not Decision.objects.told().exists()


def test_what_is_withdrawn_has_no_outcome_whatever_stands_in_its_decision(
    wave: Wave, application: Application, officer: User, approver: User
) -> None:
    begin_moderation(wave)
    confirmed(decision_on(application), by=officer, and_by=approver)
    set_state(wave, Wave.State.PUBLISHED)
    Application.objects.update(state="withdrawn")
    assert not Decision.objects.told().exists()


def test_it_takes_no_place_and_the_round_is_finished(
    withdrawn: Application, world: World, officer: User, approver: User, lead: User
) -> None:
    other = make_application(withdrawn.wave, world.rayleigh, by=lead)
    begin_moderation(withdrawn.wave)
    confirmed(decision_on(other), by=officer, and_by=approver)
    Wave.objects.update(places=1)
    declare(withdrawn.wave.panel.get(), other)
    finish(withdrawn.wave, officer)
    assert Decision.objects.told().get().application == other


def test_the_ccg_sees_it_as_void_and_why(withdrawn: Application, cast: dict[str, User], client_for: As) -> None:
    for who, pages in (("officer", ["decision"]), ("approver", ["decision", "moderate", "decision-confirm"])):
        client = client_for(cast[who])
        assert "Void: the locality withdrew" in flat(client.get(withdrawn.wave.get_absolute_url()))
        for name in pages:
            page = flat(client.get(reverse(name, args=[withdrawn.pk])))
            assert "The decision on it (selected, confirmed) is void" in page


def test_the_record_says_how_far_it_had_come(withdrawn: Application, officer: User) -> None:
    finish(withdrawn.wave, officer)
    (row,) = from_json(Wave.objects.get().record.content).withdrawn
    assert (row.locality, row.decision) == ("Canvey Island", "Selected, confirmed")
    assert row.scored_by == ("Panel member",)
    assert row.withdrawn_at is not None


@pytest.mark.parametrize("withdraws", [True, False])
def test_a_round_without_applications_comes_to_its_end(
    wave: Wave, world: World, lead: User, officer: User, withdraws: bool
) -> None:
    application = make_application(wave, world.canvey, by=lead, submitted=withdraws)
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    wave = make_transition(wave, CLOSE, by=officer)
    if withdraws:
        withdraw_application(application, by=lead, expected_version="withdrawn")
    for transition in (START_SCORING, MODERATE, DECIDE):
        assert what_is_missing(wave, transition, timezone.now()) == []
        wave = make_transition(wave, transition, by=officer)
    publish_wave(wave, by=officer)
    assert Wave.objects.get().state == Wave.State.PUBLISHED


def test_an_application_whose_only_scorer_is_out_in_moderation_does_not_stop_the_round(
    wave: Wave, application: Application, member: PanelMember, officer: User, approver: User
) -> None:
    declare(member, application)
    begin_moderation(wave)
    confirmed(decision_on(application), by=officer, and_by=approver)
    PanelMember.objects.update(left_at=timezone.now())
    finish(wave, officer)


def test_withdrawing_too_late_is_refused_in_words_that_tell_no_stage(
    wave: Wave, application: Application, lead: User, client_for: As
) -> None:
    begin_moderation(wave)
    set_state(wave, Wave.State.DECIDED)
    page = flat(client_for(lead).get(reverse("application-withdraw", args=[application.pk])))
    assert "can no longer be withdrawn" in page
    assert "decided" not in page


def test_another_wave_s_withdrawal_changes_nothing_here(
    wave: Wave, application: Application, world: World, guide, lead: User, officer: User, approver: User
) -> None:
    begin_moderation(wave)
    confirmed(decision_on(application), by=officer, and_by=approver)
    other = make_application(make_wave(world.commissioner, guide, title="Wave 2"), world.canvey, by=lead)
    set_state(other.wave, Wave.State.CLOSED)
    withdraw_application(Application.objects.get(pk=other.pk), by=lead, expected_version="withdrawn")
    assert Decision.objects.get(application=application).state == "confirmed"
