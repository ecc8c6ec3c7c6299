"""The pages of a decision: writing it, what it still lacks, and its moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.selection.models import Application, Decision, PanelMember, Wave
from assessment.selection.services.decisions import propose_decision, return_decision
from localities.models import User
from tests.assessment.selection.decided import agree, decision_on, version
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, say, set_state
from tests.flat import flat

ClientFor = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def moderated(application: Application, member: PanelMember) -> Application:
    declare(member, application)
    give_scores(member, application)
    begin_moderation(application.wave)
    agree(application, 3)
    return Application.objects.get(pk=application.pk)


def page(name: str, application: Application) -> str:
    return reverse(name, args=[application.pk])


def test_it_saves_by_itself(moderated: Application, officer: User, client_for: ClientFor) -> None:
    data = {"revision": 0, "outcome": "not_yet", "reasons": "Two practices short", "work_on_codes": ["diagnostic"]}
    response = client_for(officer).post(page("decision", moderated), data, headers=HTMX)
    decision = Decision.objects.get()
    assert response.status_code == 200
    assert (decision.outcome, decision.reasons) == ("not_yet", "Two practices short")
    assert (decision.work_on_codes, decision.revision, decision.saved_by) == (["diagnostic"], 1, officer)


def test_it_shows_the_scores_and_what_is_offered(moderated: Application, officer: User, client_for: ClientFor) -> None:
    shown = flat(client_for(officer).get(page("decision", moderated)))
    assert "Agreed after talking." in shown
    assert "Complete the diagnostic and agree it" in shown


def test_an_outcome_that_the_scores_forbid_is_not_saved_and_the_rest_is(
    moderated: Application, officer: User, client_for: ClientFor
) -> None:
    agree(moderated, 1)
    data = {"revision": 0, "outcome": "selected", "reasons": "Because"}
    response = client_for(officer).post(page("decision", moderated), data)
    decision = Decision.objects.get()
    assert response.status_code == 422
    assert "Choose ‘Not yet’" in flat(response)
    assert (decision.outcome, decision.reasons) == ("", "Because")


@pytest.mark.parametrize("codes", [["nothing-of-the-guide"], ["diagnostic", "x" * 300]])
def test_a_code_that_was_not_offered_is_refused(
    moderated: Application, officer: User, client_for: ClientFor, codes: list[str]
) -> None:
    data = {"revision": 0, "work_on_codes": codes}
    assert client_for(officer).post(page("decision", moderated), data).status_code == 422
    assert Decision.objects.get().work_on_codes == []


def test_two_people_on_the_same_reasons_are_asked(
    moderated: Application, officer: User, approver: User, client_for: ClientFor
) -> None:
    client_for(approver).post(page("decision", moderated), {"revision": 0, "reasons": "Theirs"})
    response = client_for(officer).post(page("decision", moderated), {"revision": 0, "reasons": "Mine"})
    assert response.status_code == 409
    assert "Someone else saved this" in flat(response)


def test_what_is_typed_after_it_was_proposed_is_shown_and_not_saved(
    moderated: Application, officer: User, client_for: ClientFor
) -> None:
    decision = decision_on(moderated)
    propose_decision(decision, by=officer, expected_version=version(decision))
    response = client_for(officer).post(page("decision", moderated), {"revision": 1, "reasons": "Too late"})
    assert response.status_code == 409
    assert "Too late" in flat(response)
    assert Decision.objects.get().reasons == "All four criteria are met."


def test_proposing_lists_what_is_missing_with_links(
    moderated: Application, officer: User, client_for: ClientFor
) -> None:
    agree(moderated, None)
    client = client_for(officer)
    shown = flat(client.get(page("decision-propose", moderated)))
    assert f'href="{page("decision", moderated)}#outcome"' in shown
    assert shown.count(f'href="{page("moderate", moderated)}"') == 4
    assert "Propose it" not in shown
    assert client.post(page("decision-propose", moderated), {"expected_version": 0}).status_code == 422


def test_proposing_returning_and_confirming_by_hand(
    moderated: Application, officer: User, approver: User, client_for: ClientFor
) -> None:
    decision = decision_on(moderated)
    theirs, ours = client_for(approver), client_for(officer)
    assert ours.post(page("decision-propose", moderated), {"expected_version": version(decision)}).status_code == 302
    assert page("decision-confirm", moderated) not in flat(ours.get(page("decision", moderated)))
    assert page("decision-confirm", moderated) in flat(theirs.get(page("decision", moderated)))
    assert (
        theirs.post(page("decision-return", moderated), {"expected_version": version(decision), "why": ""}).status_code
        == 422
    )
    answer = theirs.post(
        page("decision-return", moderated), {"expected_version": version(decision), "why": "Name it"}, follow=True
    )
    assert "The decision is returned" in flat(answer)
    assert "Name it" in flat(ours.get(page("decision", moderated)))
    ours.post(page("decision-propose", moderated), {"expected_version": version(decision)})
    assert theirs.post(page("decision-confirm", moderated), {"expected_version": version(decision)}).status_code == 302
    assert Decision.objects.get().state == "confirmed"


def test_a_stale_page_and_a_forged_one_are_told_why(
    moderated: Application, officer: User, approver: User, client_for: ClientFor
) -> None:
    decision = decision_on(moderated)
    propose_decision(decision, by=officer, expected_version=version(decision))
    old = version(decision)
    return_decision(decision, by=officer, expected_version=old, why="Because")
    propose_decision(decision, by=officer, expected_version=version(decision))
    client = client_for(approver)
    stale = client.post(page("decision-confirm", moderated), {"expected_version": old})
    assert (stale.status_code, "changed since you opened" in flat(stale)) == (422, True)
    assert client.post(page("decision-confirm", moderated), {"expected_version": "x"}).status_code == 422
    assert Decision.objects.get().state == "proposed"


def test_who_proposed_reads_why_they_cannot_confirm(
    moderated: Application, approver: User, client_for: ClientFor
) -> None:
    decision = decision_on(moderated)
    propose_decision(decision, by=approver, expected_version=version(decision))
    shown = flat(client_for(approver).get(page("decision-confirm", moderated)))
    assert "You proposed this decision, so somebody else confirms it." in shown
    assert "Confirm it" not in shown


@pytest.mark.parametrize("name", ["decision", "decision-propose", "decision-return"])
def test_before_moderation_it_says_so(
    application: Application, officer: User, client_for: ClientFor, name: str
) -> None:
    set_state(application.wave, Wave.State.SCORING)
    say(officer, application)
    response = client_for(officer).get(page(name, application))
    assert (response.status_code, "not moderating yet" in flat(response)) == (200, True)
    assert client_for(officer).post(page(name, application), {}).status_code == 409


@pytest.mark.parametrize("state", [Wave.State.DECIDED, Wave.State.PUBLISHED])
def test_after_deciding_it_can_only_be_read(
    moderated: Application, approver: User, client_for: ClientFor, state: str
) -> None:
    decision_on(moderated)
    set_state(moderated.wave, state)
    shown = flat(client_for(approver).get(page("decision", moderated)))
    assert "stays as it is" in shown
    assert "<textarea" not in shown
    assert page("decision-return", moderated) not in shown


@pytest.mark.parametrize("name", ["decision", "decision-propose", "decision-return", "decision-confirm"])
def test_it_costs_at_most_fifteen_queries(
    moderated: Application, officer: User, approver: User, client_for: ClientFor, name: str
) -> None:
    decision = decision_on(moderated)
    client = client_for(approver)
    for _ in ("draft", "proposed"):
        client.get(page(name, moderated))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(name, moderated)).status_code == 200
        assert len(queries) <= 15
        if decision.state == "draft":
            propose_decision(decision, by=officer, expected_version=version(decision))
            decision.refresh_from_db()
