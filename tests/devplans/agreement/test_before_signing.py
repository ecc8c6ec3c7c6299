"""What stands above a signature, answers to comments, and what was done about being sent back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from devplans.document.content.changes import ChangedSection, ChangeRow, Changes
from devplans.document.content.consistency import Explained, ExplainedRow
from devplans.document.content.shared import NotNeeded
from devplans.document.plan import Members
from devplans.models import Plan, PracticeAgreement, Risk
from devplans.pages.before_signing import open_points
from devplans.services.agreement import approved_document, send_back
from devplans.services.comments import add_comment, answer_comment, resolve_comment
from devplans.services.practice_agreement import agree_for_practice, take_back_agreement
from devplans.services.rows import add_row
from localities.kit.refused import Refused
from localities.models import Locality, User
from tests.cast import make_practice
from tests.devplans.conftest import SIGNED, approve, newest, submit
from tests.devplans.example_document import EXAMPLE
from tests.flat import flat

pytestmark = pytest.mark.usefixtures("quick_print")

ClientFor = Callable[[User], Client]


def test_what_is_open_stands_above_the_signature_and_has_to_be_seen(
    ready_plan: Plan, lead: User, officer: User, approver: User, client_for: ClientFor
) -> None:
    add_row(ready_plan, Risk, {"cause": "money is late", "effect": "we wait", "impact": 4, "likelihood": 4}, by=lead)
    submit(ready_plan, by=lead)
    comment = add_comment(ready_plan, section="staffing", text="Why no pharmacist?", by=officer)
    client, url = client_for(approver), reverse("plan-approve", args=[ready_plan.pk])
    page = flat(client.get(url))
    assert "A comment has no answer" in page
    assert "Why no pharmacist?" in page
    assert "A risk has nobody who answers for it" in page
    assert "practices of " in page
    answers = {f"answer_{row.pk}": "agreed" for row in ready_plan.decisions.all()}
    sent = {"expected_version": newest(ready_plan), **SIGNED, **answers}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "say that you have seen it" in flat(refused)
    answer_comment(comment, text="From April", by=lead)
    assert "A comment is answered and not settled" in flat(client.get(url))
    client.post(url, {**sent, "seen": "on"})
    assert Plan.objects.get().state == "approved"


def test_a_comment_is_answered_in_its_place(
    submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    comment = add_comment(submitted_plan, section="staffing", text="Why no pharmacist?", by=officer)
    url = reverse("comment-add", args=[submitted_plan.pk])
    sent = {"section": "staffing", "answers_to": str(comment.pk), "text": ""}
    empty = client_for(lead).post(url, sent)
    assert empty.status_code == 422
    assert "Write a comment first" in flat(empty)
    assert client_for(lead).post(url, {**sent, "text": "From April on"}).status_code == 302
    page = flat(client_for(officer).get(reverse("review", args=[submitted_plan.pk])))
    assert page.index("Why no pharmacist?") < page.index("From April on")
    [answer] = comment.answers.all()
    with pytest.raises(Refused, match="is settled"):
        answer_comment(answer, text="No answer to an answer", by=officer)
    resolve_comment(comment, by=officer)
    with pytest.raises(Refused, match="is settled"):
        answer_comment(comment, text="Too late", by=lead)
    gone = client_for(lead).post(url, {**sent, "answers_to": "99999", "text": "To nobody"})
    assert gone.status_code == 422
    assert "To nobody" in flat(gone)


def test_a_resubmission_says_what_was_done(
    submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Name an owner")
    client, url = client_for(lead), reverse("submit", args=[submitted_plan.pk])
    sent = {"expected_version": newest(submitted_plan), **SIGNED}
    refused = client.post(url, sent)
    assert "Say what you did about what you were asked to change" in flat(refused)
    client.post(url, {**sent, "done_about": "We named one"})
    version = Plan.objects.get().versions.first()
    assert (version.attempt, version.done_about) == (2, "We named one")
    assert "We named one" in flat(client_for(officer).get(reverse("review", args=[submitted_plan.pk])))


def test_practices_say_themselves_that_they_agree(
    submitted_plan: Plan, practice_rep: User, lead: User, approver: User, client_for: ClientFor
) -> None:
    practice = practice_rep.roles.get().practice
    url = reverse("plan-practices", args=[submitted_plan.pk])
    every = submitted_plan.locality.practices.count()
    assert f"0 of {every} practices" in flat(client_for(lead).get(url))
    assert "We agree" not in flat(client_for(lead).get(url))
    other = submitted_plan.locality.practices.exclude(pk=practice.pk).first()
    assert client_for(lead).post(url, {"practice": practice.ods_code, "agree": ""}).status_code == 403
    client = client_for(practice_rep)
    assert client.post(url, {"practice": other.ods_code, "agree": ""}).status_code == 409
    assert not PracticeAgreement.objects.exists()
    client.post(url, {"practice": practice.ods_code, "agree": ""})
    client.post(url, {"practice": practice.ods_code, "agree": ""})
    assert PracticeAgreement.objects.get().practice == practice
    take_back_agreement(submitted_plan, practice, by=practice_rep)
    assert not PracticeAgreement.objects.exists()
    agree_for_practice(submitted_plan, practice, by=practice_rep)
    version = approve(submitted_plan, by=approver)
    page = approved_document(version, list(version.sign_offs.all())).sign_off
    assert (page.agreed, page.practices) == (1, every)
    with pytest.raises(Refused, match="before that"):
        take_back_agreement(submitted_plan, practice, by=practice_rep)


def test_a_practice_speaks_for_its_own_locality_only(submitted_plan: Plan, practice_rep: User) -> None:
    elsewhere = make_practice(Locality.objects.exclude(pk=submitted_plan.locality_id)[0], "F99999", list_size=1)
    practice_rep.roles.create(kind="practice_representative", practice=elsewhere)
    with pytest.raises(Refused, match="another locality"):
        agree_for_practice(submitted_plan, elsewhere, by=User.objects.get(pk=practice_rep.pk))


def test_figures_that_differ_changes_and_what_members_are_not_told_stand_above_the_signature(plan: Plan) -> None:
    differs = ExplainedRow(title="Cost", one="Scheme: £850,000", other="Pipeline: £3.00m", why="Ours is a part of it")
    section = ChangedSection(title="Risks", rows=(ChangeRow(kind="Added", what="money is late"),) * 2)
    document = replace(
        EXAMPLE,
        risks=NotNeeded(because="None that we know"),
        members=Members(equality="A session in the east"),
        consistency=Explained(rows=(differs,)),
        changes=Changes(since=1, why="More staff", sections=(section,), versions=()),
    )
    said = {point.words: point.text for point in open_points(plan, document)}
    assert said["Two figures differ, and the locality says why"] == (
        "Scheme: £850,000\nPipeline: £3.00m\nWhy both are right: Ours is a part of it"
    )
    assert said["This amends version 1, which is in force"] == "Risks: 2 changes"
    assert (
        said["The covering paper says nothing of what members ask for"] == "Patient engagement, conflicts of interest"
    )
    quiet = {point.words for point in open_points(plan, EXAMPLE)}
    assert not quiet & {"Two figures differ, and the locality says why", "This amends version 1, which is in force"}
    assert "The covering paper says nothing of what members ask for" not in quiet
