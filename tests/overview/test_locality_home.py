"""A locality's home: the task list, the one next thing, and the ways to the newest of everything."""

from datetime import date

import pytest
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.queries.capacity_today import capacity_of
from assessment.services.answers import save_answer, save_feature_answer, save_practice_view
from assessment.services.capacity import confirm_capacity, save_capacity
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from devplans.models import Commitment, DecisionAsked, Plan
from devplans.overview.pages.locality import build_locality_home
from devplans.overview.pages.tasks import progress
from devplans.overview.queries.latest_changes import latest_changes
from devplans.queries.levers import capacity_of_plan
from devplans.queries.section_choices import OPTIONAL_SECTIONS, section_choice
from devplans.services.capacity import save_plan_capacity
from devplans.services.plans import add_action, create_plan, save_metric, save_plan
from devplans.services.rows import add_row
from devplans.services.sections import save_section_choice
from localities.models import Practice, User
from tests.cast import TODAY, make_practice
from tests.flat import flat


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    start, end = date(2018, 10, 1), date(2020, 9, 30)
    return create_plan(agreed_diagnostic, target_level=2, starts_on=start, ends_on=end, by=lead)


def statuses(locality, user) -> dict[str, tuple[str, str]]:
    page = build_locality_home(locality, user=user)
    return {task.name: (task.status, task.hint) for group in page.groups for task in group.tasks}


def next_step(locality, user):
    return build_locality_home(locality, user=user).next_step


def answer(diagnostic, lead, *, domains: int, features: int = 0) -> None:
    for row in diagnostic.answers.all()[:domains]:
        save_answer(row, {"position": 2, "target": 3}, base_revision=row.revision, by=lead)
    for row in diagnostic.feature_answers.order_by("feature__level__number", "feature__order")[:features]:
        save_feature_answer(row, {"state": "in_place"}, base_revision=row.revision, by=lead)


def test_before_the_diagnostic(world, lead):
    assert statuses(world.canvey, lead) == {
        "Practices and staff": ("Completed", "3 practices, 30,006 patients"),
        "Start the diagnostic": ("Ready", ""),
        "Result": ("Cannot start yet", "When the first domains are answered"),
        "Write the plan": (
            "Cannot start yet",
            "When the diagnostic is agreed. The result proposes the first actions",
        ),
    }
    assert next_step(world.canvey, lead).url == reverse("diagnostic-start", args=["canvey-island"])


def test_who_may_not_start_is_told_who_does(world, practice_rep):
    status, hint = statuses(world.canvey, practice_rep)["Start the diagnostic"]
    assert (status, hint) == ("Cannot start yet", "The locality lead or the CCG starts it")
    assert next_step(world.canvey, practice_rep) is None


def test_practices_without_figures_are_to_finish(world, lead):
    Practice.objects.filter(ods_code="F81001").update(gp_fte=None)
    assert statuses(world.canvey, lead)["Practices and staff"][0] == "1 to finish"
    world.canvey.practices.all().delete()
    assert statuses(world.canvey, lead)["Practices and staff"] == ("To fill in", "No practices yet")


def test_nothing_answered_yet(diagnostic, world, lead):
    found = statuses(world.canvey, lead)
    assert found["Where we are: 24 domains"] == ("To fill in", "0 of 24 answered")
    assert found["Practices’ views"] == ("To fill in", "0 of 3 practices gave a view")
    figures = "2,941 appointments a week needed, 1,631 available"
    assert found["Demand and capacity"] == ("From the practices’ figures: to check", figures)
    assert found["Check and agree"] == ("Cannot start yet", "When the first domains are answered")
    assert found["Level and profile"][0] == "Cannot start yet"
    assert next_step(world.canvey, lead).title == "Next: answer the first domain"


def test_half_answered(diagnostic, world, lead):
    answer(diagnostic, lead, domains=23, features=8)
    found = statuses(world.canvey, lead)
    assert found["Where we are: 24 domains"] == ("1 to answer", "23 of 24 answered")
    assert found["What is in place: Levels 1 to 4"] == ("17 to answer", "8 of 25 answered")
    assert found["Check and agree"] == ("Ready", "18 answers missing. It can be agreed with gaps")
    assert found["Level and profile"][0] == "Provisional"
    step = next_step(world.canvey, lead)
    assert step.title == "Next: answer the 1 domain that is left"
    assert step.url == reverse("domain", args=[diagnostic.pk, "primary-care-acute-interface"])


def test_then_the_levels_then_the_check(diagnostic, world, lead):
    answer(diagnostic, lead, domains=24, features=8)
    assert next_step(world.canvey, lead).url == reverse("level", args=[diagnostic.pk, 2])
    answer(diagnostic, lead, domains=0, features=25)
    assert next_step(world.canvey, lead).title == "Next: check demand and capacity"
    assert statuses(world.canvey, lead)["Check and agree"] == ("Ready", "Demand and capacity are still to check")
    confirm_capacity(diagnostic, by=lead)
    assert next_step(world.canvey, lead).url == reverse("check-answers", args=[diagnostic.pk])
    assert statuses(world.canvey, lead)["Demand and capacity"][0] == "Completed"
    assert statuses(world.canvey, lead)["Check and agree"] == ("Ready", "Everything is answered")


def test_what_asks_for_nothing_is_not_completed(diagnostic, world, lead):
    world.canvey.practices.all().delete()
    assert statuses(world.canvey, lead)["Practices’ views"] == ("Cannot start yet", "When the locality has practices")
    assert progress(0, 0) == ("Nothing to answer", "")


def test_demand_and_capacity_comes_before_the_check(diagnostic, world, lead):
    answer(diagnostic, lead, domains=24, features=25)
    save_capacity(capacity_of(diagnostic), {"gp_fte": None}, base_revision=0, by=lead)
    found = statuses(world.canvey, lead)
    assert found["Demand and capacity"] == ("To fill in", "Not filled in: GPs")
    assert found["Check and agree"][1] == "1 answer missing. It can be agreed with gaps"
    assert next_step(world.canvey, lead).url == reverse("capacity", args=[diagnostic.pk])


def test_a_practice_representative_is_asked_for_the_practices_view(diagnostic, world, practice_rep):
    step = next_step(world.canvey, practice_rep)
    assert step.text.startswith("Practice F81001 has given its view on 0 of 24 domains.")
    practice = Practice.objects.get(ods_code="F81001")
    for domain in diagnostic.whole_guide.ordered_domains:
        save_practice_view(diagnostic, domain, practice, {"position": 3}, base_revision=0, by=practice_rep)
    assert next_step(world.canvey, practice_rep) is None
    assert statuses(world.canvey, practice_rep)["Practices’ views"][0] == "2 to come"


def test_agreed(agreed_diagnostic, world, lead, officer):
    found = statuses(world.canvey, lead)
    assert found["Check and agree"][1].endswith("by Locality lead, Canvey Island")
    assert found["Level and profile"] == ("Completed", "Level 1, working towards Level 2")
    assert found["Practices’ views"][0] == "Closed"
    assert found["Write the plan"][0] == "Ready"
    assert next_step(world.canvey, lead).url == reverse("plan-create", args=[agreed_diagnostic.pk])
    assert statuses(world.canvey, officer)["Write the plan"] == ("Cannot start yet", "The locality lead writes it")
    assert next_step(world.canvey, officer) is None


def test_the_plan_one_step_after_the_other(plan, world, lead, officer):
    assert statuses(world.canvey, lead)["The plan"] == (
        "Draft",
        "0 actions, 8 outcome metrics. Level 2 by 30 September 2020. 17 things missing before it can be submitted",
    )
    assert next_step(world.canvey, lead).url == reverse("proposal", args=[plan.pk])
    action = {"title": "Sign the agreement", "due_on": date(2019, 1, 31)}
    add_action(plan, action, by=lead)
    assert next_step(world.canvey, lead).title == "Next: say who does 1 action, and by when"
    plan.actions.update(owner_name="Locality manager")
    assert next_step(world.canvey, lead).title == "Next: finish 8 outcome metrics"
    numbers = {"baseline": 1, "baseline_on": TODAY, "target": 1, "review_on": date(2019, 10, 1)}
    for row in plan.metrics.all():
        save_metric(row, numbers, base_revision=row.revision, by=lead)
    assert next_step(world.canvey, lead).url == reverse("plan-summary", args=[plan.pk])
    words = {"summary": "All of it", "biggest_moves": "One: thing"}
    save_plan(plan, words, base_revision=plan.revision, by=lead)
    add_row(plan, DecisionAsked, {"words": "Agree"}, by=lead)
    assert next_step(world.canvey, lead).title == "Next: fill in 9 more things in the plan"
    plan.refresh_from_db()
    save_plan(plan, {"uncovered_why": "The hub comes first"}, base_revision=plan.revision, by=lead)
    save_plan_capacity(capacity_of_plan(plan), {"remaining_why": "Looked at again"}, base_revision=0, by=lead)
    for code in OPTIONAL_SECTIONS:
        choice = {"not_needed": True, "why": "Not yet"}
        save_section_choice(section_choice(plan, code), choice, base_revision=0, by=lead)
    for side, who in (("locality", lead), ("commissioner", officer)):
        add_row(plan, Commitment, {"side": side, "about": "tools", "text": "Do our part"}, by=who)
    assert statuses(world.canvey, lead)["The plan"][1].endswith("Nothing is missing before it can be submitted")
    assert next_step(world.canvey, lead).url == reverse("submit", args=[plan.pk])


def test_latest_changes_tell_what_who_and_when(agreed_diagnostic, plan, world, colleague, outsider):
    start_diagnostic(world.tilbury, by=outsider, title="Next door", started_on=TODAY)
    save_plan(plan, {"summary": "Shorter"}, base_revision=plan.revision, by=colleague)
    changes = latest_changes(world.canvey)
    assert len(changes) == 5
    assert [(change.what, change.who) for change in changes[:3]] == [
        ("Plan on a page", "Locality manager"),
        ("Created the plan", "Locality lead, Canvey Island"),
        ("Agreed the diagnostic", "Locality lead, Canvey Island"),
    ]
    assert changes == sorted(changes, key=lambda change: change.at, reverse=True)
    assert latest_changes(world.rayleigh) == []


def test_who_works_on_it(client_for, lead, world):
    text = flat(client_for(lead).get(world.canvey.get_absolute_url()))
    for words in ("Locality manager", "CCG officer", "CCG approver", "1 practice representative"):
        assert words in text
    assert "Panel member" not in text
    assert "Locality lead, Tilbury" not in text


def test_earlier_diagnostics_stay_in_reach(client_for, lead, agreed_diagnostic, world):
    client = client_for(lead)
    again = reverse("diagnostic-start", args=["canvey-island"])
    assert again in flat(client.get(world.canvey.get_absolute_url()))
    later = start_diagnostic(world.canvey, by=lead, title="Next year", started_on=TODAY.replace(year=2019))
    text = flat(client.get(world.canvey.get_absolute_url()))
    assert "Diagnostic, Next year" in text
    assert reverse("result", args=[agreed_diagnostic.pk]) in text
    assert again not in text
    assert client.get(reverse("locality-result", args=["canvey-island"])).url == reverse("result", args=[later.pk])


@pytest.mark.parametrize("name", ["locality", "locality-diagnostic", "locality-result", "locality-plan"])
def test_an_outsider_does_not_find_it(client_for, outsider, plan, name):
    assert client_for(outsider).get(reverse(name, args=["canvey-island"])).status_code == 404


def test_the_newest_of_everything(client_for, lead, plan):
    client, diagnostic = client_for(lead), plan.diagnostic_id
    for name, goal in {
        "locality-diagnostic": reverse("diagnostic", args=[diagnostic]),
        "locality-result": reverse("result", args=[diagnostic]),
        "locality-plan": reverse("plan", args=[plan.pk]),
    }.items():
        assert client.get(reverse(name, args=["canvey-island"])).url == goal


@pytest.mark.parametrize("name", ["locality-diagnostic", "locality-result", "locality-plan"])
def test_what_comes_first(client_for, lead, practice_rep, world, name):
    address = reverse(name, args=["canvey-island"])
    assert reverse("diagnostic-start", args=["canvey-island"]) in flat(client_for(lead).get(address))
    assert "The locality lead or the CCG starts it" in flat(client_for(practice_rep).get(address))


def test_the_plan_comes_after_the_diagnostic(client_for, lead, officer, answered_diagnostic):
    address = reverse("locality-plan", args=["canvey-island"])
    assert "The diagnostic comes first" in flat(client_for(lead).get(address))
    agree_diagnostic(answered_diagnostic, by=lead)
    create = reverse("plan-create", args=[answered_diagnostic.pk])
    assert create in flat(client_for(lead).get(address))
    assert create not in flat(client_for(officer).get(address))


@pytest.mark.parametrize("practices", [1, 3])
def test_queries_do_not_grow(client_for, lead, plan, world, practices, django_assert_num_queries):
    for number in range(practices):
        make_practice(world.canvey, f"F8200{number}")
        add_action(plan, {"title": f"Action {number}", "due_on": date(2019, 1, 31)}, by=lead)
    client = client_for(lead)
    client.get(world.canvey.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(world.canvey.get_absolute_url())
