"""Nobody of a locality that applies in a wave has a part in judging it, whatever else they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.selection.document.build import build_record
from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, PanelScore, Wave
from assessment.selection.pages.moderation_export import export_scores
from assessment.selection.queries.score_sheet import build_sheets
from assessment.selection.services import notices
from assessment.selection.services.decisions import confirm_decision, propose_decision
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.members import may_serve, name_member
from assessment.selection.services.panel import save_agreed_score, send_scores
from devplans.overview.pages.panel_work import panel_places
from localities.kit.models import OutgoingEmail
from localities.kit.refused import Refused
from localities.models import Locality, Practice, Role, User
from tests.assessment.selection.decided import decision_on, version
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    put_on_panel,
    set_state,
)
from tests.cast import World, make_user
from tests.flat import flat

As = Callable[[User], Client]
State = Wave.State


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def tie(user: User, locality: Locality, kind: str = "lead") -> User:
    """Give somebody a role in a locality, or in a practice of it."""
    if kind == "lead":
        Role.objects.create(user=user, kind=Role.Kind.LOCALITY_LEAD, locality=locality)
    else:
        practice = Practice.objects.filter(locality=locality).first()
        Role.objects.create(user=user, kind=Role.Kind.PRACTICE_REPRESENTATIVE, practice=practice)
    return again(user)


@pytest.fixture
def rayleighs(wave: Wave, world: World, lead: User) -> Application:
    return make_application(wave, world.rayleigh, by=lead)


@pytest.fixture
def scored(wave: Wave, application: Application, rayleighs: Application, member: PanelMember) -> Application:
    """Canvey Island's application, which the panel member scored and sent; Rayleigh applies too."""
    declare(member, application)
    give_scores(member, application)
    set_state(wave, State.SCORING)
    return Application.objects.get(pk=application.pk)


@pytest.mark.parametrize("kind", ["lead", "practice"])
def test_nobody_of_a_locality_that_can_apply_is_named(
    wave: Wave, world: World, panel_member: User, officer: User, client_for: As, kind: str
) -> None:
    assert panel_member in may_serve(wave)
    tie(panel_member, world.canvey, kind)
    assert panel_member not in may_serve(wave)
    with pytest.raises(Refused, match="belongs to a locality that can apply here"):
        name_member(wave, panel_member, by=officer)
    address = reverse("wave-panel", args=[wave.pk])
    page = flat(client_for(officer).get(address))
    assert "because they belong to a locality that can apply here: Panel member." in page
    assert client_for(officer).post(address, {"people": [panel_member.pk]}).status_code == 422
    assert not wave.panel.exists()


def test_somebody_of_another_commissioner_s_locality_may_be_named(
    wave: Wave, world: World, panel_member: User, officer: User
) -> None:
    theirs = Locality.objects.filter(commissioner=world.neighbour).first()
    assert theirs is not None
    tie(panel_member, theirs)
    assert name_member(wave, panel_member, by=officer)


@pytest.mark.parametrize("kind", ["lead", "practice"])
def test_who_is_on_the_panel_when_their_locality_applies_is_out_of_the_whole_wave(
    scored: Application, panel_member: User, world: World, client_for: As, kind: str
) -> None:
    client = client_for(panel_member)
    score = reverse("score", args=[scored.pk])
    assert client.get(score).status_code == 200
    user = tie(panel_member, world.rayleigh, kind)
    assert not user.has_perm("selection.score", scored)
    assert not user.has_perm("selection.view_application", scored)
    for address in (score, reverse("interest", args=[scored.pk]), scored.get_absolute_url()):
        response = client.get(address)
        assert response.status_code == 404, address
        assert client.post(address, {}).status_code == 404
    with pytest.raises(Refused, match="take no part in judging it"):
        declare_interest(scored, by=user, has_conflict=False)
    with pytest.raises(Refused, match="take no part in judging it"):
        send_scores(scored, by=user)


def test_they_are_told_on_their_pages(scored: Application, panel_member: User, world: World, client_for: As) -> None:
    user = tie(panel_member, world.rayleigh)
    page = flat(client_for(user).get(scored.wave.get_absolute_url()))
    assert "You belong to Rayleigh, which has applied in this wave" in page
    assert "Canvey Island" not in page
    assert "Scoring" not in page  # the stage is the panel's own business
    (place,) = panel_places(user)
    assert place.task.status == "No part"
    assert "You belong to Rayleigh" in place.task.hint


def test_the_ccg_sees_who_is_out_and_why(
    scored: Application, panel_member: User, world: World, officer: User, client_for: As
) -> None:
    tie(panel_member, world.rayleigh)
    said = "Takes no part: belongs to Rayleigh, which has applied. Scores given before are set aside"
    client = client_for(officer)
    for address in (scored.wave.get_absolute_url(), reverse("wave-panel", args=[scored.wave_id])):
        assert said in flat(client.get(address))


def test_a_member_whose_locality_has_not_applied_is_marked_whether_it_writes_a_draft_or_not(
    wave: Wave, member: PanelMember, panel_member: User, world: World, lead: User, officer: User, client_for: As
) -> None:
    tie(panel_member, world.rayleigh)
    address, said = reverse("wave-panel", args=[wave.pk]), "Belongs to Rayleigh. If it applies, they take no part"
    before = flat(client_for(officer).get(address))
    assert said in before
    make_application(wave, world.rayleigh, by=lead, submitted=False)
    after = flat(client_for(officer).get(address))
    assert said in after
    assert "Takes no part" not in after


def test_earlier_scores_are_set_aside_and_kept(
    scored: Application, panel_member: User, world: World, officer: User
) -> None:
    wave = begin_moderation(scored.wave)
    assert all(one.given for one in build_sheets(wave, [scored])[0].criteria)
    tie(panel_member, world.rayleigh)
    (sheet,) = build_sheets(wave, [scored])
    assert not any(one.given for one in sheet.criteria)
    assert sheet.scored_by == ()
    assert "Panel member" not in export_scores(wave, "csv", today=timezone.localdate()).decode()
    assert PanelScore.objects.filter(score=3).count() == 4
    record = build_record(wave, today=timezone.localdate())
    assert [one.applicant for one in record.panel] == ["Rayleigh"]
    scores = [score for part in record.applications for one in part.criteria for score in one.scores]
    assert {score.struck for score in scores} == {"belongs to Rayleigh, which applied"}


def test_a_withdrawal_for_good_does_not_bring_them_back(
    scored: Application, rayleighs: Application, panel_member: User, world: World
) -> None:
    user = tie(panel_member, world.rayleigh)
    Application.objects.filter(pk=rayleighs.pk).update(state="withdrawn")
    assert not user.has_perm("selection.score", scored)


def test_a_draft_takes_nobody_out(wave: Wave, application: Application, member: PanelMember, world: World) -> None:
    declare(member, application)
    set_state(wave, State.SCORING)
    make_application(wave, world.rayleigh, by=member.user, submitted=False)
    scored = Application.objects.get(pk=application.pk)
    assert tie(member.user, world.rayleigh).has_perm("selection.score", scored)


@pytest.mark.parametrize("who", ["officer", "approver"])
def test_people_of_the_ccg_with_a_role_in_an_applicant_agree_and_decide_nothing(
    scored: Application, cast: dict[str, User], world: World, client_for: As, who: str
) -> None:
    begin_moderation(scored.wave)
    decision = decision_on(scored)
    user = tie(cast[who], world.rayleigh)
    agreed = AgreedScore.objects.filter(application=scored).first()
    assert agreed is not None
    with pytest.raises(Refused, match="no part in judging"):
        save_agreed_score(agreed, {"score": 4}, base_revision=0, by=user)
    with pytest.raises(Refused, match="Only the CCG"):
        propose_decision(decision, by=user, expected_version=version(decision))
    others = cast["approver" if who == "officer" else "officer"]
    propose_decision(decision, by=others, expected_version=version(decision))
    with pytest.raises(Refused, match="Only an approver of the CCG"):
        confirm_decision(Decision.objects.get(pk=decision.pk), by=user, expected_version=version(decision))
    client = client_for(user)
    for name in ("moderate", "decision", "application"):
        assert client.get(reverse(name, args=[scored.pk])).status_code == 404
    assert "You belong to Rayleigh, which has applied in this wave" in flat(client.get(scored.wave.get_absolute_url()))
    moderation = flat(client.get(reverse("moderation", args=[scored.wave_id])))
    assert "2 applications are not shown to you" in moderation
    assert client.get(reverse("wave-record", args=[scored.wave_id])).status_code == 404


def test_the_locality_is_told_whom_the_panel_loses(
    wave: Wave, draft_application: Application, member: PanelMember, lead: User, world: World, client_for: As
) -> None:
    address = draft_application.get_absolute_url()
    assert "to the panel of this wave" not in flat(client_for(lead).get(address))
    tie(member.user, world.canvey, "practice")
    said = "Panel member belongs to Canvey Island and to the panel of this wave."
    assert said in flat(client_for(lead).get(address))
    assert said in flat(client_for(lead).get(f"{address}submit/"))
    notices.submitted(draft_application, by=lead)
    assert said in OutgoingEmail.objects.filter(to_address="officer@example.com").get().text
    assert said not in OutgoingEmail.objects.filter(to_address="lead@example.com").get().text


def test_somebody_elses_colleague_is_not_named(
    wave: Wave, draft_application: Application, member: PanelMember, lead: User, world: World, client_for: As
) -> None:
    tie(member.user, world.rayleigh)
    put_on_panel(wave, make_user("free@example.com", "Free"))
    assert "to the panel of this wave" not in flat(client_for(lead).get(draft_application.get_absolute_url()))
