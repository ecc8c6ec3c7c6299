"""What the guide suggests, on the page and into the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.services.answers import save_answer
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.demo.clock import clock_at, moment
from devplans.models import Action, Plan
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.proposal import grouped, levels_to_aim_for, proposal_for
from devplans.queries.readiness import facts_of
from devplans.queries.whole_plan import WholePlan
from devplans.rules.suggestions import SuggestionKind
from devplans.services.plans import add_suggestions, create_plan, save_action
from devplans.services.rows import remove_row
from localities.kit.refused import Refused
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import SMALL_GUIDE_FILE, use
from tests.flat import flat

ClientFor = Callable[[User], Client]


def url_of(plan: Plan) -> str:
    return reverse("proposal", args=[plan.pk])


def recommended(plan: Plan) -> list[str]:
    return [line.key for line in proposal_for(plan) if line.recommended]


def test_the_levels_to_aim_for_start_with_the_next(agreed_diagnostic: Diagnostic) -> None:
    assert [level.number for level in levels_to_aim_for(agreed_diagnostic)] == [2, 3, 4]


def test_suggestions_stand_under_their_reason_with_all_one_needs(plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = flat(client_for(lead).get(url_of(plan)))
    assert "What keeps us from Level 2" in page
    assert "Other targets" in page
    first = next(line for line in proposal_for(plan) if line.kind is SuggestionKind.ACTION)
    for words in (first.title, first.why, first.owner_role, f"{first.weeks} weeks", first.detail):
        assert words in page
    assert len(re.findall(r" checked\b", page)) == len(recommended(plan)) > 0


def test_what_is_ticked_enters_the_plan_once(plan: Plan, lead: User, client_for: ClientFor) -> None:
    keys, client = recommended(plan), client_for(lead)
    assert client.post(url_of(plan), {"key": keys}).url == reverse("actions", args=[plan.pk])
    before = list(Action.objects.values())
    assert [row["suggestion"] for row in before] == keys
    assert [row["order"] for row in before] == list(range(1, len(keys) + 1))
    again = client.post(url_of(plan), {"key": keys}, follow=True)  # the button pressed twice
    assert "is in the plan already" in flat(again)
    assert list(Action.objects.values()) == before
    assert not set(keys) & {line.key for line in proposal_for(plan)}


@pytest.mark.parametrize(
    ("days", "start"),
    [
        (-3, date(2018, 10, 1)),
        (0, date(2018, 10, 1)),
        (200, date(2019, 4, 19)),
        (730, date(2020, 9, 30)),
        (731, date(2018, 10, 1)),
    ],
)
def test_no_action_is_suggested_for_a_day_that_is_over(days: int, start: date, plan: Plan) -> None:
    with clock_at(moment(plan.starts_on, -days)):
        found = proposal_for(plan)
    first = next(line for line in found if line.kind is SuggestionKind.ACTION)
    assert first.due == start + timedelta(weeks=first.weeks)
    assert min(line.due for line in found if line.due) > start


def test_an_action_carries_what_the_guide_says(plan: Plan, lead: User) -> None:
    line = next(line for line in proposal_for(plan) if line.kind is SuggestionKind.ACTION and line.support)
    [action] = add_suggestions(plan, [line.key], by=lead)
    assert (action.title, action.detail, action.why) == (line.title, line.detail, line.why)
    assert (action.owner_role, action.owner_name) == (line.owner_role, "")
    assert action.due_on == action.first_due_on == line.due
    assert action.domain is not None
    assert action.domain.code == line.domain_code
    assert action.support is not None
    assert action.support.code == line.support
    assert action.history.get().history_user == lead


def test_a_feature_gives_an_action_for_it(plan: Plan, lead: User) -> None:
    line = next(line for line in proposal_for(plan) if line.kind is SuggestionKind.FEATURE)
    [action] = add_suggestions(plan, [line.key], by=lead)
    assert action.feature is not None
    assert (action.feature.code, action.domain) == (line.feature_code, None)


def test_nothing_a_person_edited_is_touched(plan: Plan, lead: User) -> None:
    keys = recommended(plan)
    [action, *_] = add_suggestions(plan, keys, by=lead)
    save_action(action, {"title": "In our words", "owner_name": "A. Owner"}, base_revision=0, by=lead)
    add_suggestions(plan, keys, by=lead)
    action.refresh_from_db()
    assert (action.title, action.owner_name) == ("In our words", "A. Owner")


def test_what_was_removed_is_marked_and_unticked_and_comes_back_as_it_was(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    [action] = add_suggestions(plan, recommended(plan)[:1], by=lead)
    save_action(action, {"owner_name": "A. Owner"}, base_revision=0, by=lead)
    remove_row(action, by=lead)
    line = next(line for line in proposal_for(plan) if line.key == action.suggestion)
    assert (line.removed_before, line.recommended) == (True, False)
    assert "Removed before" in flat(client_for(lead).get(url_of(plan)))
    assert add_suggestions(plan, [line.key], by=lead) == [action]
    action.refresh_from_db()
    assert (action.removed_at, action.owner_name) == (None, "A. Owner")


@pytest.mark.parametrize("key", ["nothing-like-it", "domain:governance", "feature:", ""])
def test_a_key_that_is_no_suggestion_is_refused_in_words(
    plan: Plan, lead: User, client_for: ClientFor, key: str
) -> None:
    good = recommended(plan)[0]
    page = client_for(lead).post(url_of(plan), {"key": [good, key]})
    assert page.status_code == 422
    text = flat(page)
    assert "is no longer suggested" in text
    assert len(re.findall(r" checked\b", text)) == 1  # what was ticked stays ticked
    assert not plan.actions.exists()


def test_nothing_ticked_is_told(plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = client_for(lead).post(url_of(plan))
    assert page.status_code == 422
    assert "Tick at least one action to add" in flat(page)


def test_an_unanswered_domain_is_to_be_answered_first(plan: Plan, lead: User, client_for: ClientFor) -> None:
    reopen_diagnostic(plan.diagnostic, why="Not sure", by=lead)
    answer = plan.diagnostic.answers.get(domain__code="governance")
    save_answer(answer, {"position": None, "target": None}, base_revision=answer.revision, by=lead)
    agree_diagnostic(plan.diagnostic, by=lead)
    page = flat(client_for(lead).get(url_of(plan)))
    assert "Answer Governance first" in page
    assert reverse("domain", args=[plan.diagnostic_id, "governance"]) in page
    assert 'value="domain:governance"' not in page


def test_readers_see_the_reasons_and_no_ticks(plan: Plan, officer: User, client_for: ClientFor) -> None:
    page = flat(client_for(officer).get(url_of(plan)))
    assert "What keeps us from Level 2" in page
    assert 'type="checkbox"' not in page


def test_what_can_wait_is_folded_away_unless_ticked(plan: Plan) -> None:
    plan.target_level = 4
    suggestions = proposal_for(plan)
    groups = grouped(suggestions)
    assert [group.heading for group in groups if group.can_wait] == ["Other targets", "Later levels"]
    assert [group.is_ticked({suggestions[-1].key}) for group in groups] == [False, False, True]


@pytest.mark.django_db(transaction=True)
def test_two_people_adding_at_once_add_each_action_once(
    plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    keys, together = recommended(plan), Barrier(2)

    def add(client: Client) -> int:
        together.wait()
        try:
            return client.post(url_of(plan), {"key": keys}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(add, [client_for(lead), client_for(colleague)])) == [302, 302]
    assert sorted(plan.actions.values_list("suggestion", flat=True)) == sorted(keys)
    assert len(set(plan.actions.values_list("order", flat=True))) == len(keys)


@pytest.fixture
def plan_of_a_guide_without_actions(world: World, lead: User) -> Plan:
    """A plan for Level 2 of the small guide, which has no action for "Sharing out"."""
    guide = use(load_guide(SMALL_GUIDE_FILE)[0], world.system)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="Trial", started_on=TODAY, guide=guide)
    diagnostic.answers.update(position=3, target=3)
    diagnostic.feature_answers.update(state="in_place")
    agree_diagnostic(diagnostic, by=lead)
    return create_plan(diagnostic, by=lead, target_level=2, starts_on=TODAY, ends_on=date(2020, 9, 30))


def test_what_the_guide_has_no_action_for_leads_to_writing_one(
    plan_of_a_guide_without_actions: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    plan, client = plan_of_a_guide_without_actions, client_for(lead)
    add = f"{reverse('action-add', args=[plan.pk])}?domain=sharing-out"
    page = flat(client.get(url_of(plan)))
    assert f'<a href="{add}">Write your own action for Sharing out the harvest</a>' in page
    assert "?domain=" not in flat(client_for(officer).get(url_of(plan)))
    whole = WholePlan(plan)
    uncovered = facts_of(whole, plan_outlook(whole)).uncovered
    assert {one.code for one in uncovered} == {line.domain_code for line in proposal_for(plan) if line.level}
    form = client.get(add).context["form"]
    sent = {"revision": 0, "title": "Hold a sharing day", "status": "not_started", "domain": form["domain"].value()}
    assert client.post(add, sent | {"reaches": 5}).status_code == 302
    assert plan.actions.get().domain.code == "sharing-out"
    assert "Write your own" not in flat(client.get(url_of(plan)))
    whole = WholePlan(plan)
    assert not facts_of(whole, plan_outlook(whole)).uncovered


def test_it_cannot_be_ticked(plan_of_a_guide_without_actions: Plan, lead: User) -> None:
    with pytest.raises(Refused, match="no longer suggested"):
        add_suggestions(plan_of_a_guide_without_actions, ["domain:sharing-out"], by=lead)
