"""What a locality's home says of its plan at each stage, and the next thing for each person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from devplans.models import Plan
from devplans.overview.pages.locality import build_locality_home
from localities.kit.pages.phrases import day
from tests.overview.conftest import make_attempt


def tasks_of(plan, user) -> dict[str, tuple[str, str, str]]:
    page = build_locality_home(plan.locality, user=user)
    return {task.name: (task.status, task.hint, task.url) for task in page.groups[-1].tasks}


def next_of(plan, user):
    return build_locality_home(plan.locality, user=user).next_step


def ago(days: int) -> str:
    return day(localdate() - timedelta(days=days))


def test_submitted(plan, lead, officer, approver, practice_rep):
    make_attempt(plan, days_ago=6, state="submitted")
    found = tasks_of(plan, lead)
    assert found["The plan"] == ("Submitted", f"With the CCG since {ago(6)}", plan.get_absolute_url())
    review = reverse("review", args=[plan.pk])
    assert found["Review, comments and decisions"][0] == "Version 1, submission 1"
    assert found["Review, comments and decisions"][2] == review
    assert next_of(plan, lead) is None
    assert next_of(plan, practice_rep) is None
    assert (next_of(plan, officer).url, next_of(plan, approver).url) == (review, review)
    assert "your approver" in next_of(plan, officer).text
    assert next_of(plan, approver).text.endswith("then approve it or send it back.")


def test_sent_back(plan, lead, officer):
    ended = {"ended_as": "sent_back", "ended_at": now() - timedelta(days=2), "ended_why": "Name the owners"}
    make_attempt(plan, days_ago=6, state="draft", **ended)
    found = tasks_of(plan, lead)
    assert found["The plan"][0] == "Changes asked for"
    assert found["The plan"][1].startswith(f"Sent back on {ago(2)}. ")
    review = reverse("review", args=[plan.pk])
    assert found["What the CCG asks for"][2] == review
    assert (next_of(plan, lead).title, next_of(plan, lead).url) == ("Next: see what the CCG asks for", review)
    assert next_of(plan, officer) is None


def test_approved(plan, lead, officer):
    make_attempt(plan, days_ago=6, state="approved", approved_at=now() - timedelta(days=1))
    found = tasks_of(plan, lead)
    status, hint, _ = found["The plan"]
    assert status == "Approved"
    assert hint.startswith(f"Version 1 has been in force since {ago(1)}. 4 actions, 8 outcome metrics.")
    assert found["Progress"] == ("1 overdue", "1 of 4 actions done", reverse("progress", args=[plan.pk]))
    assert found["The approved plan"][2] == reverse("versions", args=[plan.pk])
    assert (next_of(plan, lead).title, next_of(plan, lead).url) == ("Next: report progress", found["Progress"][2])
    assert next_of(plan, lead).text.startswith("1 of 4 actions done, 1 is overdue. ")
    assert next_of(plan, officer) is None


def test_being_amended(plan, lead):
    make_attempt(plan, days_ago=6, state="approved", approved_at=now())
    plan.state, plan.version_number = Plan.State.DRAFT, 2
    plan.save()
    found = tasks_of(plan, lead)
    assert found["The plan"][0] == "Being amended"
    assert found["The plan"][1].startswith(f"Version 2 is a draft. Version 1 has been in force since {ago(0)}. ")
    assert "Progress" in found
    assert next_of(plan, lead).title.startswith("Next: say who does")


def test_closed(plan, lead, officer):
    make_attempt(plan, days_ago=600, state="closed", approved_at=now())
    assert tasks_of(plan, lead)["The plan"][:2] == ("Closed", "It ran until 30 September 2020")
    assert next_of(plan, lead).url == reverse("diagnostic-start", args=[plan.locality.slug])


def test_withdrawn_is_a_draft_again(plan, lead):
    make_attempt(plan, days_ago=6, state="draft", ended_as="withdrawn", ended_at=now())
    found = tasks_of(plan, lead)
    assert found["The plan"][0] == "Draft"
    assert "Review, comments and decisions" in found


def test_the_ccg_goes_by_its_own_name(plan, lead, world):
    world.system.commissioner_word = "ICB"
    world.system.save()
    make_attempt(plan, days_ago=6, state="submitted")
    plan = Plan.objects.get(pk=plan.pk)
    assert tasks_of(plan, lead)["The plan"][1].startswith("With the ICB since")


@pytest.mark.parametrize("attempts", [1, 3])
def test_queries(client_for, lead, plan, attempts, django_assert_num_queries):
    for _ in range(attempts):
        make_attempt(plan, days_ago=6, state="draft", ended_as="withdrawn", ended_at=now())
    client = client_for(lead)
    client.get(plan.locality.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(plan.locality.get_absolute_url())
