"""The result page: how much of each level is there, what keeps us from the next, what delivers it, what comes next."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.models import Plan
from devplans.overview.pages.result import ResultPage, build_result_page
from devplans.services.plans import add_action, add_suggestions, create_plan
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat


@pytest.fixture
def diagnostic(world: World, lead: User) -> Diagnostic:
    """Every domain at 2 but hubs at 1; all of Level 1 in place, and of Level 2 one essential feature and one sign."""
    guide, _ = load_guide(NEWEST_GUIDE_FILE)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)
    diagnostic.answers.update(position=2, target=3)
    diagnostic.answers.filter(domain__code="locality-hubs").update(position=1)
    diagnostic.feature_answers.update(state="not_started")
    diagnostic.feature_answers.filter(feature__level__number=1).update(state="in_place")
    there = ["l2-seven-day-access", "l2-shared-policies"]
    diagnostic.feature_answers.filter(feature__code__in=there).update(state="in_place")
    return diagnostic


@pytest.fixture
def plan(diagnostic: Diagnostic, lead: User) -> Plan:
    agree_diagnostic(diagnostic, by=lead)
    return create_plan(diagnostic, by=lead, target_level=2, starts_on=TODAY, ends_on=date(2024, 9, 30))


@pytest.fixture
def page_for(client_for: Callable[[User], Client], diagnostic: Diagnostic) -> Callable[[User], str]:
    return lambda user: flat(client_for(user).get(reverse("result", args=[diagnostic.pk])))


def deliveries(page: ResultPage, code: str) -> list[tuple[str, str, str]]:
    rows = [row for group in page.groups for row in group.rows if row.asked.code == code]
    return [(one.title, one.note, one.do) for one in rows[0].deliveries]


def test_every_level_says_how_much_of_it_is_there(diagnostic: Diagnostic, lead: User, page_for) -> None:
    page = build_result_page(diagnostic, user=lead)
    assert [(card.step.there, card.step.asked) for card in page.cards] == [(4, 4), (4, 18), (1, 28), (0, 29)]
    shown = page_for(lead)
    assert 'aria-label="4 of 18 there"' in shown
    assert "<strong>4 of 18</strong> there" in shown
    assert "There is no plan yet." in shown


def test_signs_are_one_thing_and_so_is_the_floor(diagnostic: Diagnostic, lead: User) -> None:
    diagnostic.answers.filter(domain__code__in=["estates", "reduce-dnas"]).update(position=1)
    page = build_result_page(diagnostic, user=lead)
    together = [(group.title, group.hint, len(group.rows)) for group in page.groups if group.title]
    assert together == [
        ("3 more of these 6 signs", "It needs 4 of its 7 signs. 1 is there", 6),
        ("No domain under 2", "Counts as one thing", 2),
    ]
    standing = page.result.level.standings[1]
    alone = [group for group in page.groups if not group.title]
    assert len(alone) + 3 + 1 == standing.asked - standing.there


def test_without_a_plan_the_guide_says_what_delivers(diagnostic: Diagnostic, lead: User) -> None:
    page = build_result_page(diagnostic, user=lead)
    assert deliveries(page, "l2-shared-information") == [
        ("Turn on record viewing between practices", "The guide suggests it", "")
    ]
    assert deliveries(page, "locality-hubs") == [("Run seven-day access as a locality", "The guide suggests it", "")]


def test_what_is_not_answered_says_so_and_is_answered_first(diagnostic: Diagnostic, lead: User, page_for) -> None:
    diagnostic.answers.filter(domain__code="leadership").update(position=None)
    diagnostic.feature_answers.filter(feature__code="l2-sharing-services").update(state="")
    page = build_result_page(diagnostic, user=lead)
    rows = {row.asked.code: row for group in page.groups for row in group.rows}
    assert rows["leadership"].asked.words == "Not answered yet. Level 2 needs 3"
    assert rows["leadership"].deliveries == ()
    assert rows["l2-sharing-services"].asked.words == "Not answered yet"
    assert "Answer it first" in page_for(lead)


def test_with_a_plan_its_actions_deliver_and_the_rest_can_be_added(plan: Plan, diagnostic, lead: User) -> None:
    add_suggestions(plan, ["iti-record-viewing", "hub-options"], by=lead)
    page = build_result_page(diagnostic, user=lead)
    title, note, _ = deliveries(page, "l2-shared-information")[0]
    assert title == "Turn on record viewing between practices"
    assert note.startswith("In the plan, by ")
    assert deliveries(page, "locality-hubs") == [  # what only finds out moves no domain
        ("Run seven-day access as a locality", "Not in the plan", "Add it")
    ]


def test_people_who_may_not_change_the_plan_are_offered_no_adding(plan: Plan, diagnostic, officer: User) -> None:
    assert deliveries(build_result_page(diagnostic, user=officer), "governance")[0][1:] == ("Not in the plan", "")


def test_the_bars_show_what_the_plan_adds(plan: Plan, diagnostic: Diagnostic, lead: User, page_for) -> None:
    add_suggestions(plan, ["iti-record-viewing"], by=lead)  # a feature, a sign, and IT at 3
    assert [card.planned for card in build_result_page(diagnostic, user=lead).cards][:2] == [4, 7]
    shown = page_for(lead)
    assert 'aria-label="4 of 18 there, 7 of 18 with the plan"' in shown
    assert "When the plan is done: Level 1." in shown
    assert "It aims for Level 2, and 11 things would still be missing." in shown
    assert "1 is there, and 1 more with the plan" in shown


def test_a_contradiction_is_pointed_out_kindly(diagnostic: Diagnostic, lead: User, page_for) -> None:
    shown = page_for(lead)
    assert "To look at again together." in shown
    assert "‘Patients can get primary care on all seven days of the week.’ is in place" in shown
    assert "Both can be right." in shown
    diagnostic.answers.filter(domain__code="locality-hubs").update(position=2)
    assert "To look at again together." not in page_for(lead)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("lead", "Make the plan"),
        ("officer", "Next, the locality lead makes the development plan."),
        ("practice_rep", "Next, the locality lead makes the development plan."),
        ("system_team", "Next, the locality lead makes the development plan."),
    ],
)
def test_everybody_learns_what_comes_next(diagnostic, lead: User, cast, page_for, who: str, said: str) -> None:
    agree_diagnostic(diagnostic, by=lead)
    assert said in page_for(cast[who])


def test_while_open_the_next_thing_is_to_answer(diagnostic: Diagnostic, lead: User, cast, page_for) -> None:
    diagnostic.answers.filter(domain__code="leadership").update(position=None)
    assert "Next: answer the 1 domain that is left" in page_for(lead)
    assert "Next: give your practice’s view" in page_for(cast["practice_rep"])
    said = "Next, the locality and the CCG answer the rest together and agree the diagnostic."
    assert said in page_for(cast["system_team"])


def test_who_may_not_write_it_sees_the_plan(plan: Plan, page_for, officer: User, lead: User) -> None:
    shown = page_for(officer)
    assert "Next, the locality lead finishes the plan and submits it." in shown
    assert "See the plan" in shown
    assert "Next: choose the actions" in page_for(lead)


def test_an_earlier_result_is_kept_and_leads_to_the_newest(diagnostic, lead: User, page_for) -> None:
    agree_diagnostic(diagnostic, by=lead)
    newer = start_diagnostic(diagnostic.locality, by=lead, title="Autumn", started_on=date(2023, 3, 1))
    shown = page_for(lead)
    assert "An earlier diagnostic, kept as it was." in shown
    assert reverse("result", args=[newer.pk]) in shown
    assert "Next:" not in shown


def test_queries_do_not_grow_with_actions(plan: Plan, diagnostic, lead: User, client_for, django_assert_num_queries):
    client, url = client_for(lead), reverse("result", args=[diagnostic.pk])
    client.get(url)
    for rows in (1, 3):
        while plan.actions.count() < rows:
            add_action(plan, {"title": f"Action {plan.actions.count()}", "due_on": None}, by=lead)
        with django_assert_num_queries(8):
            client.get(url)
