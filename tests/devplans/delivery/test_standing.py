"""Commitments and risks live after approval: what is said of them changes nothing that was signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from devplans.delivery.document.progress import progress_of
from devplans.delivery.document.standing import commitments_now, risks_now
from devplans.delivery.services.progress import report_progress
from devplans.delivery.services.standing import report_commitment, review_risk
from devplans.document.in_force import document_in_force
from devplans.models import Commitment, Plan, Risk
from devplans.services.agreement import amend_plan
from devplans.services.plans import save_action
from devplans.services.rows import add_row, remove_row, save_row
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import approve, newest, submit
from tests.flat import flat

pytestmark = pytest.mark.usefixtures("quick_print")

ClientFor = Callable[[User], Client]
RISK = {"cause": "posts stay empty", "effect": "less care", "impact": 4, "likelihood": 3, "owner_name": "A manager"}


@pytest.fixture
def agreed(ready_plan: Plan, lead: User, officer: User, approver: User) -> Plan:
    """In force, with a risk and a commitment of each side that is due."""
    add_row(ready_plan, Risk, RISK, by=lead)
    due = {"about": "tools", "due_on": date(2019, 3, 1)}
    add_row(ready_plan, Commitment, {"side": "locality", "text": "We meet", **due}, by=lead)
    add_row(ready_plan, Commitment, {"side": "commissioner", "text": "We pay", **due}, by=officer)
    submit(ready_plan, by=lead)
    approve(ready_plan, by=approver)
    return Plan.objects.get()


def commitment(plan: Plan, text: str) -> Commitment:
    return plan.commitments.get(text=text)


def test_each_side_says_how_its_own_stands(agreed: Plan, lead: User, officer: User) -> None:
    ours, theirs = commitment(agreed, "We meet"), commitment(agreed, "We pay")
    with pytest.raises(Refused, match="Only the locality lead"):
        report_commitment(ours, status="kept", note="", by=officer)
    with pytest.raises(Refused, match="Only the CCG"):
        report_commitment(theirs, status="kept", note="", by=lead)
    with pytest.raises(Refused, match="why it is given up"):
        report_commitment(ours, status="given_up", note=" ", by=lead)
    report_commitment(ours, status="kept", note="", by=lead)
    report_commitment(theirs, status="partly", note="Half of it", by=officer)
    report_commitment(theirs, status="partly", note="Half of it", by=officer)
    assert theirs.reports.count() == 1
    now = {one.agreed.text: one for one in commitments_now(agreed, document_in_force(agreed))}
    assert (str(now["We meet"].newest), now["We meet"].days_overdue(date(2019, 3, 11))) == ("Kept", 0)
    assert (str(now["We pay"].newest), now["We pay"].days_overdue(date(2019, 3, 11))) == ("Kept in part", 10)


def test_a_risk_has_a_score_over_time(agreed: Plan, lead: User, officer: User) -> None:
    version = agreed.version_in_force
    before = (version.content, bytes(version.pdf))
    risk = agreed.risks.get()
    with pytest.raises(Refused, match="Only the locality lead"):
        review_risk(risk, impact=5, likelihood=5, why="Worse", by=officer)
    review_risk(risk, impact=4, likelihood=4, why="Two applied", by=lead)
    review_risk(risk, impact=5, likelihood=4, why="Both left", by=lead)
    review_risk(risk, impact=5, likelihood=4, why="Both left", by=lead)
    [now] = risks_now(agreed, document_in_force(agreed))
    assert [review.score for review in now.reviews] == [20, 16]
    assert (now.now.score, now.now.band, now.moved) == (20, "Red", 8)
    version.refresh_from_db()
    assert (version.content, bytes(version.pdf)) == before
    risk.refresh_from_db()
    assert (risk.impact, risk.likelihood) == (4, 3)


def test_before_a_version_is_in_force_the_rows_themselves_are_changed(ready_plan: Plan, lead: User) -> None:
    risk = add_row(ready_plan, Risk, RISK, by=lead)
    with pytest.raises(Refused, match="no approved version yet"):
        review_risk(risk, impact=1, likelihood=1, why="x", by=lead)
    with pytest.raises(Refused, match="no approved version yet"):
        report_commitment(commitment(ready_plan, "Promised by the locality"), status="kept", note="", by=lead)


def test_a_draft_changes_nothing_of_what_is_reported_on(agreed: Plan, lead: User) -> None:
    amend_plan(agreed, by=lead, expected_version=newest(agreed), why="Fewer")
    risk, ours = agreed.risks.get(), commitment(agreed, "We meet")
    save_row(risk, {"cause": "quite another"}, base_revision=risk.revision, by=lead)
    remove_row(ours, by=lead)
    plan = Plan.objects.get()
    document = document_in_force(plan)
    assert [one.agreed.cause for one in risks_now(plan, document)] == ["posts stay empty"]
    assert "We meet" in [one.agreed.text for one in commitments_now(plan, document)]
    report_commitment(ours, status="outstanding", note="", by=lead)


def test_the_pages_say_it_and_keep_what_is_refused(
    agreed: Plan, lead: User, officer: User, approver: User, client_for: ClientFor
) -> None:
    progress = reverse("progress", args=[agreed.pk])
    page = flat(client_for(officer).get(progress))
    assert "Nothing said yet" in page
    assert "Not looked at since" in page
    theirs, risk = commitment(agreed, "We pay"), agreed.risks.get()
    url = reverse("commitment-report", args=[agreed.pk, theirs.pk])
    assert client_for(lead).post(url, {"status": "kept"}).status_code == 403
    assert "How does it stand?" not in flat(client_for(lead).get(url))
    refused = client_for(officer).post(url, {"status": "given_up", "note": ""})
    assert refused.status_code == 422
    assert "why it is given up" in flat(refused)
    client_for(officer).post(url, {"status": "partly", "note": "Half of it <now>"})
    url = reverse("risk-review", args=[agreed.pk, risk.pk])
    assert client_for(lead).post(url, {"impact": "5", "likelihood": "5"}).status_code == 422
    client_for(lead).post(url, {"impact": "5", "likelihood": "5", "why": "Both left"})
    page = flat(client_for(approver).get(progress))
    assert "Half of it &lt;now&gt;" in page
    assert "25, Red" in page
    assert "Grown since it was agreed" in page
    assert "As agreed" in flat(client_for(approver).get(url))


def test_a_forecast_stands_beside_the_agreed_date_and_overdue_counts_from_that(
    agreed: Plan, lead: User, client_for: ClientFor
) -> None:
    action = agreed.actions.in_plan().filter(due_on__lt=date(2026, 1, 1)).first()
    assert action
    before = progress_of(agreed, inside=True).overdue(timezone.localdate())
    url, prefix = reverse("progress", args=[agreed.pk]), f"a{action.pk}"
    sent = {
        f"{prefix}-revision": action.revision,
        f"{prefix}-status": "in_progress",
        f"{prefix}-progress": "",
        f"{prefix}-forecast_on_day": "1",
        f"{prefix}-forecast_on_month": "5",
        f"{prefix}-forecast_on_year": "2099",
        f"{prefix}-forecast_why": "",
    }
    refused = client_for(lead).post(url, sent)
    assert refused.status_code == 422
    assert "Say why it is expected on another day" in flat(refused)
    client_for(lead).post(url, {**sent, f"{prefix}-forecast_why": "The rooms are late"})
    action.refresh_from_db()
    assert (action.forecast_on, action.due_on) == (date(2099, 5, 1), action.first_due_on)
    page = flat(client_for(lead).get(url))
    assert "Now expected 1 May 2099: The rooms are late" in page
    assert progress_of(agreed, inside=True).overdue(timezone.localdate()) == before


def test_a_moved_date_shows_as_moved_and_why(agreed: Plan, lead: User, approver: User, client_for: ClientFor) -> None:
    amend_plan(agreed, by=lead, expected_version=newest(agreed), why="Later")
    action = agreed.actions.in_plan().first()
    assert action
    was = action.due_on
    moved = {"due_on": date(2020, 5, 4), "moved_why": "The rooms come late"}
    save_action(action, moved, base_revision=action.revision, by=lead)
    submit(agreed, by=lead)
    approve(agreed, by=approver)
    report_progress(action, {"status": "in_progress"}, base_revision=action.revision + 1, by=lead)
    page = flat(client_for(lead).get(reverse("progress", args=[agreed.pk])))
    assert f"Moved from {was:%-d %B %Y}: The rooms come late" in page
