"""Who gets an e-mail in a round, and what stands in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import CLOSE, OPEN, START_SCORING
from assessment.selection.services import notices
from assessment.selection.services.decisions import propose_decision, return_decision
from assessment.selection.services.members import name_member, remove_member
from assessment.selection.services.waves import make_transition, put_off
from localities.kit.mail.outbox import Topic
from localities.kit.models import EmailChoice, OutgoingEmail
from localities.models import Role, User
from tests.assessment.selection.decided import decision_on, version
from tests.assessment.selection.rounds import begin_moderation, make_application, put_on_panel, set_state
from tests.cast import World, make_user


def written() -> dict[str, str]:
    """By address, the subject of what was written to it."""
    return dict(OutgoingEmail.objects.values_list("to_address", "subject"))


def test_opening_tells_the_leads_of_the_ccg_s_localities(wave: Wave, officer: User) -> None:
    make_transition(set_state(wave, Wave.State.PLANNED), OPEN, by=officer)
    assert written() == dict.fromkeys(["lead@example.com", "colleague@example.com"], "Wave 1: localities can apply")
    email = OutgoingEmail.objects.first()
    assert email is not None
    assert email.topic == Topic.WAVES
    for text in (email.text, email.html):
        assert wave.get_absolute_url() in text
        assert "NHS Castle Point and Rochford CCG" in text


def test_who_does_not_want_e_mails_on_waves_gets_none(wave: Wave, officer: User, lead: User) -> None:
    EmailChoice.objects.create(user=lead, topic=Topic.WAVES)
    make_transition(set_state(wave, Wave.State.PLANNED), OPEN, by=officer)
    assert set(written()) == {"colleague@example.com"}


def test_putting_off_tells_those_who_write_each_time(
    wave: Wave, draft_application: Application, world: World, officer: User, lead: User
) -> None:
    neighbour = make_user("other@example.com", "Lead", {"kind": Role.Kind.LOCALITY_LEAD, "locality": world.rayleigh})
    put_off(wave, wave.closes_at + timedelta(days=1), by=officer, why="Snow <b>")
    assert set(written()) == {"lead@example.com", "colleague@example.com"}
    text = OutgoingEmail.objects.filter(to=lead).get()
    assert "Snow <b>" in text.text
    assert "Snow &lt;b&gt;" in text.html
    application = make_application(wave, world.rayleigh, by=neighbour)
    put_off(wave, wave.closes_at + timedelta(days=2), by=officer, why="More snow")
    assert OutgoingEmail.objects.filter(to=lead).count() == 2
    assert OutgoingEmail.objects.filter(to=neighbour).count() == 1
    Application.objects.filter(pk=application.pk).update(state=Application.State.WITHDRAWN)
    put_off(wave, wave.closes_at + timedelta(days=3), by=officer, why="Still snow")
    assert OutgoingEmail.objects.filter(to=neighbour).count() == 1


def test_who_is_named_to_the_panel_hears_of_it_each_time(wave: Wave, panel_member: User, officer: User) -> None:
    member = name_member(wave, panel_member, by=officer)
    assert written() == {"panel@example.com": "Wave 1: you are on the panel"}
    remove_member(member, by=officer, why="Ill")
    name_member(wave, panel_member, by=officer)
    assert OutgoingEmail.objects.count() == 2


def test_the_panel_is_asked_to_score_and_nobody_who_left_it(
    wave: Wave, application: Application, member: PanelMember, officer: User, world: World
) -> None:
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    for number in range(2):
        put_on_panel(wave, make_user(f"p{number}@example.com", f"P{number}", role))
    PanelMember.objects.filter(user__email="p1@example.com").update(left_at=timezone.now())
    make_transition(set_state(wave, Wave.State.CLOSED), START_SCORING, by=officer)
    assert written() == dict.fromkeys(["panel@example.com", "p0@example.com"], "Wave 1: please score the applications")


def test_the_ccg_hears_of_applications_each_time(application: Application, lead: User) -> None:
    notices.submitted(application, by=lead)
    ccg = OutgoingEmail.objects.filter(to_address__in=["officer@example.com", "approver@example.com"])
    assert [one.subject for one in ccg] == ["Wave 1: Canvey Island has submitted its application"] * 2
    notices.withdrawn(application, by=lead)
    notices.submitted(application, by=lead)
    assert ccg.all().count() == 6
    for email in ccg.all():  # a draft is not theirs to open
        assert application.wave.get_absolute_url() in email.text
        assert application.get_absolute_url() not in email.text


def test_an_outcome_goes_to_the_leads_of_its_locality_once(application: Application, world: World) -> None:
    make_user("other@example.com", "Lead", {"kind": Role.Kind.LOCALITY_LEAD, "locality": world.rayleigh})
    decision = Decision.objects.create(
        application=application,
        outcome="conditions",
        conditions="Name a lead by May",
        feedback="A strong application",
        reasons="The panel’s reasons",
    )
    notices.decided(application, decision)
    notices.decided(application, decision)
    assert written() == dict.fromkeys(
        ["lead@example.com", "colleague@example.com"], "Wave 1: the outcome for Canvey Island"
    )
    assert OutgoingEmail.objects.count() == 2
    for email in OutgoingEmail.objects.all():
        for text in (email.text, email.html):
            for shown in ("Selected with conditions", "Name a lead by May", "A strong application"):
                assert shown in text
            assert application.get_absolute_url() in text
            assert "reasons" not in text.lower()


@pytest.mark.parametrize("outcome", ["selected", "not_yet"])
def test_conditions_left_over_from_another_outcome_are_not_told(outcome: str, application: Application) -> None:
    decision = Decision.objects.create(
        application=application, outcome=outcome, conditions="Name a lead by May", feedback="Well done"
    )
    notices.decided(application, decision)
    assert not OutgoingEmail.objects.filter(text__contains="Name a lead").exists()
    assert not OutgoingEmail.objects.filter(html__contains="Name a lead").exists()


def test_the_leads_get_a_receipt_also_who_submitted(application: Application, lead: User, colleague: User) -> None:
    notices.submitted(application, by=lead)
    receipts = OutgoingEmail.objects.filter(subject="Wave 1: the application of Canvey Island is submitted")
    assert {one.to_address for one in receipts} == {"lead@example.com", "colleague@example.com"}
    assert application.get_absolute_url() in receipts[0].text


def test_a_member_who_is_named_late_is_not_told_that_localities_can_apply(
    wave: Wave, panel_member: User, officer: User
) -> None:
    name_member(set_state(wave, Wave.State.CLOSED), panel_member, by=officer)
    text = OutgoingEmail.objects.get().text
    assert "can apply until" not in text
    assert "closed to applications on" in text


def test_closing_asks_the_panel_to_declare(
    wave: Wave, application: Application, member: PanelMember, officer: User
) -> None:
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    make_transition(wave, CLOSE, by=officer)
    assert written() == {"panel@example.com": "Wave 1: please declare your interests"}


def test_nobody_is_asked_where_there_is_nothing_to_judge(wave: Wave, member: PanelMember, officer: User) -> None:
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    make_transition(make_transition(wave, CLOSE, by=officer), START_SCORING, by=officer)
    assert written() == {}


def test_approvers_hear_once_a_day_that_decisions_wait_and_proposers_of_each_return(
    wave: Wave, application: Application, world: World, lead: User, officer: User, approver: User
) -> None:
    other = make_application(wave, world.rayleigh, by=lead)
    begin_moderation(wave)
    for one in (application, other):
        decision = decision_on(one)
        propose_decision(decision, by=officer, expected_version=version(decision))
    assert written() == {"approver@example.com": "Wave 1: decisions wait for you"}
    assert reverse("moderation", args=[wave.pk]) in OutgoingEmail.objects.get().text
    return_decision(decision, by=approver, expected_version=version(decision), why="SECRETWHY")
    last = OutgoingEmail.objects.get(to=officer)
    assert last.subject == "Wave 1: a decision that you proposed is returned"
    assert reverse("decision", args=[other.pk]) in last.text
    assert "SECRETWHY" not in last.text
