"""What waits in selection waves: on the pages of approvers, officers and the people of a locality."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.selection.models import Application, Decision, Wave
from assessment.selection.services.decisions import confirm_decision, propose_decision, return_decision
from devplans.overview.pages.locality import build_locality_home
from devplans.overview.pages.wave_tasks import applying_tasks
from devplans.overview.pages.wave_waiting import waiting_in_waves
from localities.models import Role, User
from tests.assessment.selection.decided import confirmed, decision_on, version
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
    set_state,
)
from tests.cast import make_user
from tests.flat import flat

State = Wave.State


@pytest.fixture
def wave(guide, world) -> Wave:
    return make_wave(world.commissioner, guide)


@pytest.fixture
def applications(wave, world, lead) -> list[Application]:
    return [make_application(wave, one, by=lead) for one in (world.canvey, world.rayleigh)]


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def waits(user: User) -> list[str]:
    return [task.status for task in waiting_in_waves(again(user))]


def test_the_approver_is_told_of_what_others_proposed(wave, applications, officer, approver, world):
    begin_moderation(wave)
    first, second = [decision_on(one) for one in applications]
    propose_decision(first, by=officer, expected_version=version(first))
    assert waits(approver) == ["1 decision waits for you"]
    assert waits(officer) == []
    propose_decision(second, by=approver, expected_version=version(second))
    assert waits(approver) == ["1 decision waits for you"]
    other = make_user("o@example.com", "O", {"kind": "commissioner_approver", "commissioner": world.commissioner})
    assert waits(other) == ["2 decisions wait for you"]
    confirm_decision(Decision.objects.get(pk=first.pk), by=approver, expected_version=version(first))
    assert waits(approver) == []
    return_decision(Decision.objects.get(pk=second.pk), by=officer, expected_version=version(second), why="Say more")
    assert waits(officer) == waits(approver) == ["1 decision returned"]
    propose_decision(Decision.objects.get(pk=second.pk), by=approver, expected_version=version(second))
    assert waits(officer) == []


def test_nobody_is_told_of_what_is_not_theirs_to_decide(wave, applications, officer, approver, world):
    begin_moderation(wave)
    for one in applications:
        decision = decision_on(one)
        propose_decision(decision, by=officer, expected_version=version(decision))
    member = put_on_panel(wave, approver)
    declare(member, applications[0], conflict=True)
    assert waits(approver) == ["1 decision waits for you"]
    Role.objects.create(user=approver, kind=Role.Kind.LOCALITY_LEAD, locality=world.rayleigh)
    assert waits(approver) == []
    Role.objects.filter(user=approver, kind=Role.Kind.LOCALITY_LEAD).delete()
    Application.objects.filter(pk=applications[1].pk).update(state="withdrawn")
    Decision.objects.filter(application=applications[1]).update(state="void")
    assert waits(approver) == []


def test_the_officer_sees_what_the_panel_still_has_to_do(wave, applications, officer, panel_member, outsider):
    member = put_on_panel(wave, panel_member)
    assert waits(officer) == []
    set_state(wave, State.CLOSED)
    assert waits(officer) == ["2 declarations outstanding"]
    assert waits(outsider) == waits(panel_member) == []
    declare(member, applications[0])
    declare(member, applications[1], conflict=True)
    assert waits(officer) == []
    set_state(wave, State.SCORING)
    assert waits(officer) == ["Scores of 1 application outstanding"]
    give_scores(member, applications[0])
    assert waits(officer) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_two_queries_and_one_where_nothing_is_judged(
    guide, world, lead, officer, approver, panel_member, number, django_assert_num_queries
):
    for at in range(number):
        wave = make_wave(world.commissioner, guide, title=f"Wave {at}")
        application = make_application(wave, world.canvey, by=lead)
        put_on_panel(wave, panel_member)
        begin_moderation(wave)
        decision = decision_on(application)
        propose_decision(decision, by=officer, expected_version=version(decision))
    user = again(approver)
    assert user.scopes
    with django_assert_num_queries(2):
        assert len(waiting_in_waves(user)) == number
    Wave.objects.update(state=Wave.State.PUBLISHED)
    with django_assert_num_queries(1):
        assert waiting_in_waves(user) == ()


def test_it_stands_on_the_home_and_on_the_ccg_s_page(client_for, wave, applications, officer, approver, world):
    begin_moderation(wave)
    decision = decision_on(applications[0])
    propose_decision(decision, by=officer, expected_version=version(decision))
    assert "1 decision waits for you" in flat(client_for(approver).get("/commissioners/99F/"))
    approver.roles.create(kind="commissioner_officer", commissioner=world.neighbour)
    assert "1 decision waits for you" in flat(client_for(approver).get("/"))
    assert "1 decision waits for you" not in flat(client_for(approver).get("/commissioners/07G/"))


# The people of a locality


def titles(locality, user):
    return [one.title for one in build_locality_home(locality, user=again(user)).groups[4:]]


def lines(user: User) -> list[tuple[str, str]]:
    user = again(user)
    return [(one.name, one.status) for one in applying_tasks(user, user.scopes.localities)]


def test_everything_in_play_stays_on_the_home_when_a_newer_wave_opens(wave, world, lead, officer, guide):
    make_application(wave, world.canvey, by=lead, submitted=False)
    at = timezone.now()
    second = make_wave(world.commissioner, guide, title="Wave 2", opens_at=at - timedelta(hours=3))
    submitted = make_application(second, world.canvey, by=lead)
    set_state(second, State.SCORING)
    make_wave(world.commissioner, guide, State.CLOSED, title="Wave 3", opens_at=at - timedelta(hours=3))
    make_wave(world.commissioner, guide, title="Wave 4", opens_at=at - timedelta(hours=2))
    make_wave(world.commissioner, guide, title="Wave 5", opens_at=at - timedelta(hours=1))
    shown = [f"5. {one}" for one in ("Wave 5", "Wave 4", "Wave 2", "Wave 1")]
    assert titles(world.canvey, lead) == shown
    assert lines(lead) == [
        ("Application of Canvey Island: Wave 2", "Submitted"),
        ("Application of Canvey Island: Wave 1", "Draft"),
        ("Apply for Canvey Island: Wave 4", "Not applied"),
        ("Apply for Canvey Island: Wave 5", "Not applied"),
    ]
    # the CCG sees the same whether the draft is there or not
    before = titles(world.canvey, officer)
    Application.objects.exclude(pk=submitted.pk).delete()
    assert titles(world.canvey, officer) == before


def test_a_draft_of_a_wave_that_closed_without_it_is_left_to_the_wave(wave, world, lead, guide):
    make_application(wave, world.canvey, by=lead, submitted=False)
    set_state(wave, State.SCORING)
    make_wave(world.commissioner, guide, title="Wave 2", opens_at=timezone.now() - timedelta(hours=1))
    assert titles(world.canvey, lead) == ["5. Wave 2"]


def test_outcomes_stay_also_when_they_are_not_yet(wave, world, lead, officer, approver, guide):
    application = make_application(wave, world.canvey, by=lead)
    begin_moderation(wave)
    confirmed(decision_on(application, outcome="not_yet"), by=officer, and_by=approver)
    set_state(wave, State.PUBLISHED)
    make_wave(world.commissioner, guide, title="Wave 2", opens_at=timezone.now() - timedelta(hours=1))
    assert titles(world.canvey, lead) == ["5. Wave 2", "5. Wave 1"]
    assert lines(lead)[0] == ("Outcome of Canvey Island: Wave 1", "Not yet")
    assert titles(world.canvey, officer) == ["5. Wave 2"]


def test_who_leads_two_localities_is_asked_to_apply_for_the_other(wave, world, lead):
    Role.objects.create(user=lead, kind=Role.Kind.LOCALITY_LEAD, locality=world.rayleigh)
    make_application(wave, world.canvey, by=lead)
    assert lines(lead) == [
        ("Application of Canvey Island: Wave 1", "Submitted"),
        ("Apply for Rayleigh: Wave 1", "Not applied"),
    ]


def test_the_person_s_own_page_shows_them(client_for, wave, world, practice_rep, lead):
    make_application(wave, world.canvey, by=lead, submitted=False)
    assert "Application of Canvey Island: Wave 1" in flat(client_for(practice_rep).get("/"))


# What the clock says


def test_after_the_clock_has_closed_a_wave_nobody_reads_that_it_is_open(client_for, wave, officer, lead, panel_member):
    put_on_panel(wave, panel_member)
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    for who, address in (
        (officer, wave.get_absolute_url()),
        (lead, wave.get_absolute_url()),
        (officer, "/commissioners/99F/waves/"),
        (officer, "/commissioners/99F/"),
    ):
        page = flat(client_for(who).get(address))
        assert "closed" in page.lower(), address
        assert ">Open<" not in page.replace("\n", "").replace(" ", ""), address
        assert "(open)" not in page
    page = flat(client_for(panel_member).get(wave.get_absolute_url()))
    assert "can apply until" not in page
    assert "Applying closed on" in page
