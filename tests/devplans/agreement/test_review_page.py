"""The review page: what was submitted, what changed since, what was said about it, and what a person can do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from devplans.models import Comment, Plan
from devplans.services.agreement import amend_plan, send_back, withdraw_submission
from devplans.services.comments import add_comment, resolve_comment
from devplans.services.plans import save_action, save_plan
from devplans.services.rows import remove_row
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import approve, change, newest, submit
from tests.flat import flat

pytestmark = pytest.mark.usefixtures("quick_print")

ClientFor = Callable[[User], Client]
DjangoAssertNumQueries = Callable[[int], object]


def read(client: Client, plan: Plan, query: str = "") -> str:
    response = client.get(reverse("review", args=[plan.pk]) + query)
    assert response.status_code == 200
    return flat(response)


def offered(page: str, plan: Plan) -> set[str]:
    moves = ("submit", "plan-withdraw", "plan-send-back", "plan-approve", "plan-amend", "plan-discard", "plan-close")
    return {name for name in moves if f'href="{reverse(name, args=[plan.pk])}"' in page}


def test_before_anything_is_submitted_the_page_says_so(ready_plan: Plan, officer: User, client_for: ClientFor) -> None:
    page = read(client_for(officer), ready_plan)
    assert "Nothing has been submitted yet" in page
    assert offered(page, ready_plan) == set()


def test_every_section_is_there_to_be_read(submitted_plan: Plan, officer: User, client_for: ClientFor) -> None:
    page = read(client_for(officer), submitted_plan)
    for said in ("One shared team.", "Where we are", "Locality lead, Canvey Island", "Outcome metrics", "Note on "):
        assert said in page
    assert all(str(action) in page for action in submitted_plan.actions.all()[:3])


def opened(page: str) -> set[str]:
    """The sections whose content shows."""
    found = re.findall(r'id="(\w+)" tabindex="-1">[^<]*</h2> ?<(div|details)', page)
    return {code for code, element in found if element == "div"}


def opened_comments(page: str) -> set[str]:
    """The sections under which the form for a comment is open."""
    found = re.findall(r'<details [^>]*margin-bottom-0" open>.*?name="section" value="(\w+)"', page)
    return set(found)


def test_sections_are_open_where_something_is_to_be_seen(
    submitted_plan: Plan, officer: User, lead: User, client_for: ClientFor
) -> None:
    client = client_for(officer)
    every = opened(read(client, submitted_plan))
    assert every >= {"on_a_page", "where", "actions", "annex"}  # a first submission opens all
    add_comment(submitted_plan, section="metrics", text="Why these?", by=officer)
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Look again")
    action = submitted_plan.actions.first()
    save_action(action, {"owner_name": "Accountable officer"}, base_revision=action.revision, by=lead)
    submit(submitted_plan, by=lead)
    assert opened(read(client, submitted_plan)) == {"metrics", "actions"}
    assert opened(read(client, submitted_plan, "?open=all")) == every


def test_each_person_is_offered_what_they_may_do(
    submitted_plan: Plan, cast: dict[str, User], client_for: ClientFor
) -> None:
    found = {
        who: offered(read(client_for(cast[who]), submitted_plan), submitted_plan) for who in cast if who in READERS
    }
    assert found == {
        "lead": {"plan-withdraw"},
        "officer": {"plan-send-back"},
        "approver": {"plan-approve", "plan-send-back"},
        "practice_rep": set(),
        "system_team": set(),
    }


READERS = {"lead", "officer", "approver", "practice_rep", "system_team"}


def test_who_signed_for_the_locality_is_told_that_somebody_else_approves(
    submitted_plan: Plan, lead: User, client_for: ClientFor
) -> None:
    lead.roles.create(kind="commissioner_approver", commissioner=submitted_plan.locality.commissioner)
    page = read(client_for(lead), submitted_plan)
    assert "somebody else approves it" in page
    assert "plan-approve" not in offered(page, submitted_plan)


def test_what_changed_since_it_was_sent_back_and_since_the_version_in_force(
    approved_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    in_force = approved_plan.version_in_force
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice joined")
    gone, changed = approved_plan.actions.in_plan().filter(domain__isnull=False)[:2]
    save_action(changed, {"owner_name": "Accountable officer"}, base_revision=changed.revision, by=lead)
    submit(approved_plan, by=lead)
    send_back(Plan.objects.get(), by=officer, expected_version=newest(approved_plan), why="One too many")
    plan = Plan.objects.get()
    action = plan.actions.in_plan().filter(domain=gone.domain).exclude(pk=gone.pk).first()
    assert action  # so that what the level needs stays covered
    remove_row(gone, by=lead)
    submit(plan, by=lead)
    page = read(client_for(officer), plan)
    assert f"{gone.title}" in marked_as("removed", page)
    assert changed.title not in marked_as("changed", page)
    page = read(client_for(officer), plan, f"?from={in_force.pk}")
    assert gone.title in marked_as("removed", page)
    assert changed.title in marked_as("changed", page)
    assert "now </span>Accountable officer" in page


def marked_as(what: str, page: str) -> str:
    """The rows that are marked so, as they are shown."""
    return "".join(re.findall(rf'<tr[^>]*is-{what}".*?</tr>', page))


def test_any_two_attempts_are_compared(submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    first = submitted_plan.versions.get()
    for summary in ("Second words", "Third words"):
        send_back(Plan.objects.get(), by=officer, expected_version=newest(submitted_plan), why="Say more")
        plan = Plan.objects.get()
        save_plan(plan, {"summary": summary}, base_revision=plan.revision, by=lead)
        submit(plan, by=lead)
    second = submitted_plan.versions.get(attempt=2)
    page = read(client_for(officer), submitted_plan, f"?from={first.pk}&to={second.pk}")
    assert "Second words" in page
    assert "Third words" not in page
    assert "It is not the newest" in page
    alone = client_for(officer).get(reverse("review", args=[submitted_plan.pk]), {"to": str(second.pk)})
    assert alone.context["review"].against.version == first  # what was decided on before it, and not after
    assert "Second" in read(client_for(officer), submitted_plan)  # struck: what the newest is compared with
    nonsense = read(client_for(officer), submitted_plan, "?from=nonsense&to=9999")
    assert "Third" in nonsense


def test_comments_are_added_and_settled_on_the_page(
    submitted_plan: Plan, officer: User, lead: User, client_for: ClientFor
) -> None:
    url = reverse("comment-add", args=[submitted_plan.pk])
    response = client_for(officer).post(url, {"section": "actions", "text": "Who <b>supervises</b>?"})
    assert response.url == reverse("review", args=[submitted_plan.pk]) + "#actions"
    page = read(client_for(lead), submitted_plan)
    assert "Who &lt;b&gt;supervises&lt;/b&gt;?" in page
    assert "Comments, 1 open" in page
    settle = reverse("comment-resolve", args=[submitted_plan.pk, Comment.objects.get().pk])
    assert settle not in page  # who is asked does not settle it
    assert client_for(lead).post(settle).status_code == 403
    assert settle in read(client_for(officer), submitted_plan)
    assert client_for(officer).post(settle).status_code == 302
    assert f"Settled by {officer}" in read(client_for(lead), submitted_plan)


def test_a_comment_of_ones_own_is_settled_by_oneself_or_the_ccg(
    submitted_plan: Plan, lead: User, colleague: User, approver: User, client_for: ClientFor
) -> None:
    ours, other = (
        add_comment(submitted_plan, section="actions", text=text, by=lead) for text in ("Too many?", "Too few?")
    )
    assert reverse("comment-resolve", args=[submitted_plan.pk, ours.pk]) in read(client_for(lead), submitted_plan)
    with pytest.raises(Refused, match="Only who wrote this comment, or the CCG"):
        resolve_comment(ours, by=colleague)
    resolve_comment(ours, by=lead)
    resolve_comment(other, by=approver)
    lead.roles.all().delete()
    third = add_comment(submitted_plan, section="actions", text="Enough?", by=lead)
    with pytest.raises(Refused):
        resolve_comment(third, by=User.objects.get(pk=lead.pk))


def test_a_comment_that_is_refused_keeps_its_words(submitted_plan: Plan, officer: User, client_for: ClientFor) -> None:
    url = reverse("comment-add", args=[submitted_plan.pk])
    for section in ("nonsense", "no such section", ""):
        response = client_for(officer).post(url, {"section": section, "text": "Who supervises?"})
        assert response.status_code == 422
        assert "Who supervises?" in flat(response)
    Plan.objects.update(state=Plan.State.CLOSED)
    response = client_for(officer).post(url, {"section": "actions", "text": "Who supervises?"})
    assert response.status_code == 422
    assert "This plan is closed" in flat(response)
    assert "Who supervises?" in flat(response)
    assert not Comment.objects.exists()


def test_it_compares_with_the_last_attempt_that_the_ccg_decided_on(
    submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    """A submission withdrawn and made again hides nothing of what changed since the plan was sent back."""
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Say who")
    action = submitted_plan.actions.first()
    save_action(action, {"owner_name": "Accountable officer"}, base_revision=action.revision, by=lead)
    submit(submitted_plan, by=lead)
    withdraw_submission(Plan.objects.get(), by=lead, expected_version=newest(submitted_plan))
    submit(submitted_plan, by=lead)
    page = read(client_for(officer), submitted_plan)
    assert "Changes since version 1, submission 1, sent back on " in page
    assert "Nothing changed." not in page
    assert action.title in marked_as("changed", page)
    withdrawn = submitted_plan.versions.get(attempt=2)
    assert "Version 1, submission 2, withdrawn on " in page
    assert "Nothing changed." in read(client_for(officer), submitted_plan, f"?from={withdrawn.pk}")


def test_before_a_first_decision_nothing_is_compared_unless_asked(
    submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    withdraw_submission(submitted_plan, by=lead, expected_version=newest(submitted_plan))
    submit(submitted_plan, by=lead)
    page = read(client_for(officer), submitted_plan)
    assert "Changes since" not in page
    assert "Nothing changed." not in page
    assert "Version 1, submission 1, withdrawn on " in page


def test_while_it_is_amended_the_page_says_what_stands_there_and_why_it_is_amended(
    approved_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice <joins>")
    Plan.objects.update(target_level=4)
    page = read(client_for(officer), approved_plan)
    assert "Version 2. Below stands version 1, approved on " in page
    assert "towards Level 2" in page
    assert "A practice &lt;joins&gt;" in page
    assert "A practice &lt;joins&gt;" in flat(client_for(officer).get(f"/plans/{approved_plan.pk}/versions/"))
    Plan.objects.update(target_level=2)
    change(approved_plan, by=lead)
    version = submit(approved_plan, by=lead)
    assert version.amends_why == "A practice <joins>"
    for address in ("review", "versions"):
        found = flat(client_for(officer).get(reverse(address, args=[approved_plan.pk])))
        assert found.count("A practice &lt;joins&gt;") >= 1


def test_an_empty_comment_says_what_to_do(submitted_plan: Plan, officer: User, client_for: ClientFor) -> None:
    url = reverse("comment-add", args=[submitted_plan.pk])
    response = client_for(officer).post(url, {"section": "actions", "text": " "})
    assert response.status_code == 422
    page = flat(response)
    assert re.search("<title> ?Error: Review the development plan", page)
    assert '<a href="#text">Write a comment first</a>' in page
    assert page.count('id="text"') == page.count('id="text-metrics"') == 1
    assert opened_comments(page) == {"actions"}


def test_a_comment_of_another_plan_is_not_there(submitted_plan: Plan, officer: User, client_for: ClientFor) -> None:
    assert client_for(officer).post(reverse("comment-resolve", args=[submitted_plan.pk, 999])).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_number_of_queries_does_not_grow(
    submitted_plan: Plan,
    officer: User,
    lead: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        add_comment(submitted_plan, section="actions", text=f"Comment {number}", by=officer)
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Look again")
    submit(submitted_plan, by=lead)
    client = client_for(officer)
    with django_assert_num_queries(8):
        read(client, submitted_plan)


def test_closing_is_offered_from_the_end_of_the_period_on(
    submitted_plan: Plan, approver: User, client_for: ClientFor
) -> None:
    approve(submitted_plan, by=approver)
    assert "plan-close" in offered(read(client_for(approver), submitted_plan), submitted_plan)
    Plan.objects.update(ends_on=timezone.localdate() + timedelta(days=1))
    assert "plan-close" not in offered(read(client_for(approver), submitted_plan), submitted_plan)
