"""A plan on the newest guide: what is ticked reaches the next level, and pages and papers say what delivers what."""

from collections.abc import Callable
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.rules.levels import requirements_of
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.document.build.plan import build_document
from devplans.models import Plan
from devplans.queries.action_reasons import reasons_of
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.proposal import proposal_for
from devplans.queries.strands import strands_in
from devplans.queries.whole_plan import WholePlan
from devplans.services.plans import add_action, add_metrics, add_suggestions, create_plan, save_action
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat


def plan_at(position: int, *, target_level: int, world: World, lead: User) -> Plan:
    """A plan of a locality with every domain at a position, the features of the levels below the target in place."""
    guide, _ = load_guide(NEWEST_GUIDE_FILE)
    diagnostic: Diagnostic = start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)
    diagnostic.answers.update(position=position, target=5)
    diagnostic.feature_answers.update(state="not_started")
    diagnostic.feature_answers.filter(feature__level__number__lt=target_level).update(state="in_place")
    agree_diagnostic(diagnostic, by=lead)
    return create_plan(diagnostic, by=lead, target_level=target_level, starts_on=TODAY, ends_on=date(2024, 9, 30))


@pytest.mark.parametrize(("position", "target_level"), [(1, 1), (2, 2), (2, 3), (3, 4)])
def test_what_is_ticked_reaches_the_next_level(position: int, target_level: int, world: World, lead: User):
    plan = plan_at(position, target_level=target_level, world=world, lead=lead)
    before = plan_outlook(WholePlan(plan)).level.level
    assert before < target_level
    add_suggestions(plan, [line.key for line in proposal_for(plan) if line.recommended], by=lead)
    result = plan_outlook(WholePlan(plan)).level
    assert result.level > before
    if before == target_level - 1:
        assert plan_outlook(WholePlan(plan)).lacking == ()


def test_all_that_is_suggested_reaches_the_level_aimed_for_from_the_start(world: World, lead: User):
    plan = plan_at(1, target_level=4, world=world, lead=lead)
    add_suggestions(plan, [line.key for line in proposal_for(plan) if line.is_action], by=lead)
    assert plan_outlook(WholePlan(plan)).level.level == 4
    assert plan_outlook(WholePlan(plan)).lacking == ()


def test_studies_alone_cover_no_domain(world: World, lead: User):
    plan = plan_at(2, target_level=2, world=world, lead=lead)
    add_suggestions(plan, ["dtt-audit-skill-mix", "dtt-measure-gap"], by=lead)
    assert "develop-the-team" in plan_outlook(WholePlan(plan)).lacking
    add_suggestions(plan, ["dtt-shared-roles"], by=lead)
    assert "develop-the-team" not in plan_outlook(WholePlan(plan)).lacking


def test_an_action_for_a_feature_is_for_what_the_level_needs(world: World, lead: User):
    plan = plan_at(5, target_level=2, world=world, lead=lead)
    (action,) = add_suggestions(plan, ["hub-extended-access"], by=lead)
    assert (action.domain.code, action.feature) == ("locality-hubs", None)
    assert "l2-seven-day-access" not in plan_outlook(WholePlan(plan)).lacking
    assert reasons_of(plan).kind_of(action) == "blocker"
    (row,) = [row for row in build_document(plan, today=TODAY).level.missing if row.text.startswith("Patients can get")]
    assert row.actions == (1,)


def test_the_pages_show_it(world: World, lead: User, client_for: Callable[[User], Client]):
    plan = plan_at(2, target_level=2, world=world, lead=lead)
    client = client_for(lead)
    page = flat(client.get(reverse("proposal", args=[plan.pk])))
    assert (
        "Level 2 needs ‘Practices share at least one service for patients’ in place. It is not started today." in page
    )
    result = flat(client.get(reverse("result", args=[plan.diagnostic_id])))
    assert "4 more of these 7 signs" in result
    add_suggestions(plan, ["dtt-audit-skill-mix", "dtt-shared-roles"], by=lead)
    said = f"1 of {len(reasons_of(plan).blockers)} things that Level 2 needs are reached by actions"
    assert said in flat(client.get(plan.get_absolute_url()))


def test_pages_and_papers_say_what_the_plan_leads_to(world: World, lead: User, client_for: Callable[[User], Client]):
    plan = plan_at(2, target_level=2, world=world, lead=lead)
    page = flat(client_for(lead).get(plan.get_absolute_url()))
    assert "When the plan is done: Level 1." in page
    assert "<li>Governance at 3</li>" in page
    level = build_document(plan, today=TODAY).level
    assert (level.there, level.later, level.asked, level.leads_to) == (2, 2, 18, 1)  # Level 1, and no domain under 2
    assert "Governance at 3" in level.still_missing
    assert {row.needed for row in level.missing if row.text.startswith("Practices share rooms")} == {"4 of these"}
    add_suggestions(plan, [line.key for line in proposal_for(plan) if line.recommended], by=lead)
    level = build_document(plan, today=TODAY).level
    assert (level.there, level.later, level.leads_to, level.still_missing) == (2, 18, 2, ())
    assert "When the plan is done: Level 2." in flat(client_for(lead).get(plan.get_absolute_url()))
    printed = render_to_string("pdf/level.html", {"plan": build_document(plan, today=TODAY)})
    assert "That is all that Level 2 needs." in " ".join(printed.split())


def test_an_action_of_ones_own_reaches_what_it_says_and_no_more(world: World, lead: User):
    plan = plan_at(2, target_level=2, world=world, lead=lead)
    governance = plan.diagnostic.whole_guide.domains_by_code["governance"]
    action = add_action(plan, {"title": "Agree who decides", "domain": governance, "due_on": None}, by=lead)
    assert "governance" in plan_outlook(WholePlan(plan)).lacking
    save_action(action, {"reaches": 3}, base_revision=action.revision, by=lead)
    assert "governance" not in plan_outlook(WholePlan(plan)).lacking


def test_the_plan_says_what_it_does_for_each_strand(world: World, lead: User, client_for: Callable[[User], Client]):
    plan = plan_at(1, target_level=2, world=world, lead=lead)
    guide = plan.diagnostic.whole_guide
    (fair,) = add_suggestions(plan, ["spr-reach-everyone"], by=lead) or [None]
    assert fair
    add_metrics(plan, [metric for metric in guide.outcome_metrics.all() if metric.strand == "continuity"][:1], by=lead)
    found = {one.strand.code: one for one in strands_in(WholePlan(plan))}
    assert list(found) == [strand.code for strand in guide.strands.all()]
    marked = guide.actions_by_code["spr-reach-everyone"].strand
    assert marked
    assert found[marked].actions == [fair]
    assert [row.metric.strand for row in found["continuity"].metrics] == ["continuity"]
    page = flat(client_for(lead).get(plan.get_absolute_url()))
    assert "What runs through the plan" in page
    assert f'<a href="{fair.get_absolute_url()}">{fair}</a>' in page
    nothing = [one for one in found.values() if not one.actions and not one.metrics]
    assert page.count("No action or metric of the guide yet") == len(nothing) > 0
    document = build_document(plan, today=TODAY)
    (printed,) = [row for row in document.strands.rows if row.code == marked]
    assert (printed.title, printed.serve) == (found[marked].strand.title, (fair.title,))
    paper = " ".join(render_to_string("pdf/strands.html", {"plan": document}).split())
    assert fair.title in paper
    assert all(row.metric.title in paper for row in found["continuity"].metrics)
    assert [row.title for row in document.strands.rows] == [strand.title for strand in guide.strands.all()]


def test_signs_that_are_wanted_count_once_each(world: World, lead: User):
    plan = plan_at(2, target_level=2, world=world, lead=lead)
    rule = plan.diagnostic.whole_guide.level_rules[1]
    asked = requirements_of(rule, dict.fromkeys(rule.positions, 2), {})
    assert len([one for one in asked if one.more_signs]) == 7
    assert len(reasons_of(plan).blockers) == len(rule.essential) + 4 + len(rule.minimums)
