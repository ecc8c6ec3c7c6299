"""Deciding on an application: what is refused, who may do it, and that nobody decides on what they did not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, Wave
from assessment.selection.queries.decision_readiness import missing_to_propose
from assessment.selection.queries.score_sheet import build_sheets
from assessment.selection.services.decisions import (
    confirm_decision,
    propose_decision,
    return_decision,
    save_decision,
)
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Role, User
from tests.assessment.selection.decided import WORDS, agree, decision_on, version
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, put_on_panel, say, set_state
from tests.assessment.test_concurrency import at_once

pytestmark = pytest.mark.postgres


@pytest.fixture
def decision(application: Application, member: PanelMember) -> Decision:
    """On Canvey Island, in moderation, with nothing missing."""
    declare(member, application)
    give_scores(member, application)
    begin_moderation(application.wave)
    return decision_on(application)


@pytest.fixture
def proposed(decision: Decision, officer: User) -> Decision:
    propose_decision(decision, by=officer, expected_version=version(decision))
    decision.refresh_from_db()
    return decision


@pytest.fixture
def second_approver(approver: User, world) -> User:
    user = User.objects.create(email="second@example.com", name="Second approver")
    Role.objects.create(user=user, kind=Role.Kind.COMMISSIONER_APPROVER, commissioner=world.commissioner)
    return user


def test_one_proposes_and_an_approver_confirms(decision: Decision, officer: User, approver: User) -> None:
    propose_decision(decision, by=officer, expected_version=version(decision))
    confirm_decision(decision, by=approver, expected_version=version(decision))
    decision.refresh_from_db()
    assert (decision.state, decision.proposed_by, decision.confirmed_by) == ("confirmed", officer, approver)
    events = AuditEvent.objects.filter(on_type="selection.decision", on_id=decision.pk)
    assert [(one.who, one.moved_to) for one in events.order_by("pk")] == [
        ("CCG officer", "proposed"),
        ("CCG approver", "confirmed"),
    ]
    assert set(events.values_list("locality_id", flat=True)) == {None}  # the locality's people read its history


@pytest.mark.parametrize("score", [0, 1])
@pytest.mark.parametrize("outcome", ["selected", "conditions"])
def test_an_agreed_score_under_two_means_not_yet(decision: Decision, officer: User, score: int, outcome: str) -> None:
    low = AgreedScore.objects.filter(application=decision.application).first()
    AgreedScore.objects.filter(pk=low.pk).update(score=score)
    with pytest.raises(Refused, match="can only be ‘Not yet’"):
        save_decision(decision, {"outcome": outcome}, base_revision=decision.revision, by=officer)
    Decision.objects.filter(pk=decision.pk).update(outcome=outcome)  # chosen before the score was agreed
    with pytest.raises(Refused, match="can only be ‘Not yet’"):
        propose_decision(decision, by=officer, expected_version=version(decision))
    save_decision(decision, {"outcome": "not_yet"}, base_revision=decision.revision, by=officer)
    propose_decision(decision, by=officer, expected_version=version(decision))


def test_two_on_every_criterion_is_enough(decision: Decision, officer: User) -> None:
    agree(decision.application, 2)
    propose_decision(decision, by=officer, expected_version=version(decision))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ({"outcome": ""}, "Choose what is decided"),
        ({"reasons": " "}, "Write the reasons"),
        ({"feedback": ""}, "Write the feedback"),
        ({"outcome": "conditions", "conditions": ""}, "Write the conditions"),
        ({"outcome": "not_yet", "work_on": "", "work_on_codes": []}, "Say what the locality can work on"),
    ],
)
def test_what_is_missing_is_said(decision: Decision, officer: User, words: dict[str, object], text: str) -> None:
    Decision.objects.filter(pk=decision.pk).update(**words)
    with pytest.raises(Refused, match=text):
        propose_decision(decision, by=officer, expected_version=version(decision))
    decision.refresh_from_db()
    assert decision.state == "draft"


def test_every_criterion_needs_an_agreed_score(decision: Decision, officer: User) -> None:
    agree(decision.application, None)
    assert (
        len(missing_to_propose(decision, build_sheets(decision.application.wave, [decision.application])[0].criteria))
        == 4
    )
    with pytest.raises(Refused, match="Agree a score for ‘Appropriate population coverage’"):
        propose_decision(decision, by=officer, expected_version=version(decision))


@pytest.mark.parametrize("score", [1, 4])
def test_an_agreed_score_outside_what_the_members_gave_needs_words(
    decision: Decision, officer: User, score: int
) -> None:
    decision = decision_on(decision.application, score=score, outcome="not_yet")
    AgreedScore.objects.update(note=" ")
    with pytest.raises(Refused, match="lies outside what the members gave"):
        propose_decision(decision, by=officer, expected_version=version(decision))
    AgreedScore.objects.update(score=3)
    propose_decision(decision, by=officer, expected_version=version(decision))


def test_an_agreed_score_that_nobody_s_scores_stand_for_needs_words(decision: Decision, officer: User) -> None:
    AgreedScore.objects.update(note="")
    PanelMember.objects.update(left_at=timezone.now())
    with pytest.raises(Refused, match="lies outside what the members gave"):
        propose_decision(decision, by=officer, expected_version=version(decision))


@pytest.mark.parametrize("words", [{"work_on": ""}, {"work_on_codes": []}])
def test_ticked_or_written_is_enough_to_work_on(decision: Decision, officer: User, words: dict[str, object]) -> None:
    Decision.objects.filter(pk=decision.pk).update(outcome="not_yet", conditions="", **words)
    propose_decision(decision, by=officer, expected_version=version(decision))


def test_nobody_confirms_what_they_proposed(decision: Decision, approver: User, second_approver: User) -> None:
    say(second_approver, decision.application)
    propose_decision(decision, by=approver, expected_version=version(decision))
    with pytest.raises(Refused, match="somebody else confirms it"):
        confirm_decision(decision, by=approver, expected_version=version(decision))
    confirm_decision(decision, by=second_approver, expected_version=version(decision))


@pytest.mark.parametrize("who", ["officer", "lead", "panel_member", "system_team", "administrator", "outsider"])
def test_only_an_approver_of_the_ccg_confirms(proposed: Decision, cast: dict[str, User], who: str) -> None:
    with pytest.raises(Refused, match="Only an approver of the CCG"):
        confirm_decision(proposed, by=cast[who], expected_version=version(proposed))


def test_who_declared_a_conflict_has_no_part(proposed: Decision, approver: User, officer: User) -> None:
    for person in (approver, officer):
        declare(put_on_panel(proposed.application.wave, person), proposed.application, conflict=True)
    with pytest.raises(Refused, match="without an interest"):
        confirm_decision(proposed, by=approver, expected_version=version(proposed))
    with pytest.raises(Refused, match="without an interest"):
        return_decision(proposed, by=officer, expected_version=version(proposed), why="Because")


def test_who_belongs_to_the_locality_has_no_part(proposed: Decision, approver: User, world) -> None:
    Role.objects.create(user=approver, kind=Role.Kind.LOCALITY_LEAD, locality=world.canvey)
    with pytest.raises(Refused, match="without an interest"):
        confirm_decision(proposed, by=User.objects.get(pk=approver.pk), expected_version=version(proposed))


def test_nobody_decides_on_what_they_did_not_see(decision: Decision, officer: User, approver: User) -> None:
    looked = version(decision)
    agree(decision.application, 4)
    score = AgreedScore.objects.filter(application=decision.application).first()
    AgreedScore.objects.filter(pk=score.pk).update(revision=score.revision + 1)
    with pytest.raises(Refused, match="changed since you opened the page"):
        propose_decision(decision, by=officer, expected_version=looked)
    propose_decision(decision, by=officer, expected_version=version(decision))
    proposal = version(decision)
    return_decision(decision, by=officer, expected_version=proposal, why="One more word")
    propose_decision(decision, by=officer, expected_version=version(decision))
    with pytest.raises(Refused, match="changed since you opened the page"):
        confirm_decision(decision, by=approver, expected_version=proposal)


def test_a_step_is_made_once(proposed: Decision, officer: User, approver: User) -> None:
    with pytest.raises(Refused, match="cannot be proposed now: it is proposed"):
        propose_decision(proposed, by=officer, expected_version=version(proposed))
    confirm_decision(proposed, by=approver, expected_version=version(proposed))
    with pytest.raises(Refused, match="cannot be confirmed now: it is confirmed"):
        confirm_decision(proposed, by=approver, expected_version=version(proposed))


def test_what_is_proposed_cannot_be_written(proposed: Decision, officer: User) -> None:
    with pytest.raises(Refused, match="it is proposed"):
        save_decision(proposed, {"reasons": "Others"}, base_revision=proposed.revision, by=officer)


def test_returning_asks_for_a_reason_and_opens_it_again(proposed: Decision, officer: User) -> None:
    with pytest.raises(Refused, match="Say what should change"):
        return_decision(proposed, by=officer, expected_version=version(proposed), why=" ")
    return_decision(proposed, by=officer, expected_version=version(proposed), why="Name the practice")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.proposed_by, proposed.proposed_at) == ("draft", None, None)
    save_decision(proposed, {"reasons": "Others"}, base_revision=proposed.revision, by=officer)


def test_what_is_confirmed_an_approver_returns_until_the_round_is_decided(
    proposed: Decision, officer: User, approver: User
) -> None:
    confirm_decision(proposed, by=approver, expected_version=version(proposed))
    with pytest.raises(Refused, match="Only an approver of the CCG"):
        return_decision(proposed, by=officer, expected_version=version(proposed), why="Because")
    set_state(proposed.application.wave, Wave.State.DECIDED)
    with pytest.raises(Refused, match="while the panel moderates"):
        return_decision(proposed, by=approver, expected_version=version(proposed), why="Because")
    set_state(proposed.application.wave, Wave.State.MODERATION)
    return_decision(proposed, by=approver, expected_version=version(proposed), why="Because")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.confirmed_by) == ("draft", None)


def test_a_withdrawn_application_is_not_decided(decision: Decision, officer: User) -> None:
    Application.objects.filter(pk=decision.application_id).update(state="withdrawn")
    with pytest.raises(Refused, match="withdrew"):
        propose_decision(decision, by=officer, expected_version=version(decision))


@pytest.mark.parametrize("state", [one for one in Wave.State if one != Wave.State.MODERATION])
def test_decisions_are_made_in_moderation(decision: Decision, officer: User, state: str) -> None:
    set_state(decision.application.wave, state)
    with pytest.raises(Refused, match="while the panel moderates"):
        save_decision(decision, {"reasons": "Others"}, base_revision=decision.revision, by=officer)


@pytest.mark.django_db(transaction=True)
def test_confirming_and_returning_at_once_counts_one(
    proposed: Decision, officer: User, approver: User, client_for: Callable[[User], Client]
) -> None:
    data = {"expected_version": version(proposed), "why": "Because"}
    to = [
        (client_for(approver), "decision-confirm"),
        (client_for(approver), "decision-confirm"),
        (client_for(officer), "decision-return"),
    ]
    statuses = at_once(
        *(
            lambda client=client, name=name: (
                client.post(reverse(name, args=[proposed.application_id]), data).status_code
            )
            for client, name in to
        )
    )
    assert sorted(statuses) == [302, 422, 422]
    assert AuditEvent.objects.filter(on_type="selection.decision").count() == 2
    assert WORDS["reasons"] == Decision.objects.get().reasons
