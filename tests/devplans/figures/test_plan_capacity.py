"""Demand and capacity in the plan: the levers, what each does to the gap, and what is said of what remains."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessment.queries.capacity_today import capacity_of
from devplans.models import Plan, PlanCapacity, StaffingLine
from devplans.pages.charts import page_waterfall
from devplans.queries.capacity import PlanCapacityFigures, plan_capacity
from devplans.queries.levers import capacity_of_plan
from devplans.services.capacity import save_plan_capacity
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
SHARES = ("triage", "proactive", "bureaucracy")


@pytest.fixture
def plan(plan: Plan) -> Plan:
    """The example of 45,000 patients, 20 GP and 9 nurse FTE, looking from 2018/19 to 2021/22."""
    set_today(plan, patients=45_000, gp_fte=20, nurse_fte=9)
    return plan


def set_today(plan: Plan, **figures: Any) -> None:
    baseline = capacity_of(plan.diagnostic)
    type(baseline).objects.filter(pk=baseline.pk).update(**figures)


def add_staff(plan: Plan, group: str, extra_fte: str, **more: Any) -> StaffingLine:
    return StaffingLine.objects.create(
        plan=plan, group=group, role=f"Role {group}", extra_fte=Decimal(extra_fte), cost_per_fte=48_000, **more
    )


def sent(**changes: str) -> dict[str, str]:
    whole = {
        "revision": "0",
        "target_year": "2021",
        "gp_level": "",
        "gp_level_why": "",
        "remaining_why": "",
        **{f"{name}_share": share for name, share in zip(SHARES, ("3", "1", "2"), strict=True)},
        **{f"{name}_why": "" for name in SHARES},
    }
    return whole | changes


def url(plan: Plan) -> str:
    return reverse("plan-capacity", args=[plan.pk])


def effects(found: PlanCapacityFigures) -> dict[str, Decimal]:
    assert found.closed
    return {effect.code: effect.appointments for effect in found.closed.effects}


def test_the_example(plan: Plan) -> None:
    found = plan_capacity(plan)
    today = found.today.results
    assert (today.demand, today.capacity) == (4410, Decimal("3512.5"))
    assert today.gap
    assert today.gap.appointments == Decimal("897.5")
    assert found.closed
    assert round(found.closed.do_nothing.appointments) == 1306
    assert {code: round(amount) for code, amount in effects(found).items()} == {
        "triage": 145,
        "proactive": 48,
        "bureaucracy": 50,
        "wider_workforce": 0,
        "gps": 0,
    }
    assert not found.is_saved


def test_one_lever_changes_what_depends_on_it_and_nothing_else(plan: Plan, lead: User) -> None:
    before = plan_capacity(plan)
    save_plan_capacity(capacity_of_plan(plan), {"triage_share": Decimal(5)}, base_revision=0, by=lead)
    after = plan_capacity(plan)
    changed = {code for code, amount in effects(after).items() if amount != effects(before)[code]}
    assert changed == {"triage"}
    assert before.remaining
    assert after.remaining
    assert before.closed
    assert after.closed
    more = effects(after)["triage"] - effects(before)["triage"]
    assert before.remaining.appointments - after.remaining.appointments == more
    assert (after.results, after.today) == (before.results, before.today)
    assert after.closed.do_nothing == before.closed.do_nothing


def test_staff_come_from_the_staffing_lines_and_nowhere_else(plan: Plan) -> None:
    add_staff(plan, "clinical", "2")
    add_staff(plan, "physical", "1.5")
    add_staff(plan, "gp", "1")
    add_staff(plan, "admin", "4")
    add_staff(plan, "clinical", "9", removed_at="2018-10-01T09:00Z")
    found = effects(plan_capacity(plan))
    assert (found["wider_workforce"], found["gps"]) == (Decimal("393.75"), 125)


def test_the_safe_level_alone_adds_to_the_gap(plan: Plan, lead: User) -> None:
    save_plan_capacity(capacity_of_plan(plan), {"gp_level": Decimal(115)}, base_revision=0, by=lead)
    found = plan_capacity(plan)
    assert effects(found)["gps"] == -200
    assert not any(lever.asks_why for lever in found.levers)


def test_a_changed_lever_is_saved_and_asked_for_its_reason(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    page = client.post(url(plan), sent(triage_share="6", gp_level="120"), headers={"HX-Request": "true"})
    assert page.status_code == 200
    text = flat(page)
    assert "Front-door triage: say why you count on 6%." in text
    assert "GPs: say why you count on" in text
    assert 'id="capacity-summary"' in text
    assert 'id="capacity-results"' in text
    assert capacity_of_plan(plan).triage_share == 6
    client.post(
        url(plan), sent(revision="1", triage_share="6", triage_why="Pilot", gp_level="120", gp_level_why="Rota")
    )
    assert plan_capacity(plan).questions == ()


def test_saving_the_usual_levers_counts_as_looked_at(plan: Plan, lead: User, client_for: ClientFor) -> None:
    assert client_for(lead).post(url(plan), sent()).url == plan.get_absolute_url()
    assert plan_capacity(plan).is_saved


def test_what_remains_is_to_be_explained_unless_nothing_does(plan: Plan, lead: User) -> None:
    assert not plan_capacity(plan).is_explained
    add_staff(plan, "clinical", "12")
    found = plan_capacity(plan)
    assert found.remaining
    assert found.remaining.is_surplus
    assert found.is_explained
    add_staff(plan, "clinical", "-12")
    save_plan_capacity(capacity_of_plan(plan), {"remaining_why": "Shared rota"}, base_revision=0, by=lead)
    assert plan_capacity(plan).is_explained


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("triage_share", "120", "enter a number from 0 to 100"),
        ("proactive_share", "-1", "enter a number from 0 to 100"),
        ("bureaucracy_share", "much", "Enter a number, for example 45 or 45.5"),
        ("bureaucracy_share", "2.345", "two decimals at most"),
        ("gp_level", "0", "enter a number from 1 to 1,000"),
        ("target_year", "2017", "Choose an answer to ‘Which year does the plan look ahead to?’ from the list"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_saved(
    plan: Plan, lead: User, client_for: ClientFor, field: str, value: str, message: str
) -> None:
    page = client_for(lead).post(url(plan), sent(remaining_why="Kept", **{field: value}))
    assert page.status_code == 422
    assert message in flat(page)
    row = capacity_of_plan(plan)
    assert row.remaining_why == "Kept"
    assert getattr(row, field) in (2021, 3, 1, 2, None)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"patients": None}, "Enter the list size"),
        ({"gp_fte": None}, "Enter the GP FTE"),
        ({"base_year": 2025, "target_year": 2028}, "Target year: choose from 2025"),
    ],
)
def test_missing_figures_say_so_with_a_link(
    plan: Plan, lead: User, client_for: ClientFor, figures: dict[str, Any], words: str
) -> None:
    capacity_of_plan(plan)
    set_today(plan, **figures)
    text = flat(client_for(lead).get(url(plan)))
    assert words in text
    assert text.count(f'href="{reverse("capacity", args=[plan.diagnostic_id])}"') == 2


@pytest.mark.parametrize("figures", [{"gp_fte": 0}, {"patients": 0}, {"patients": 0, "gp_fte": 0, "nurse_fte": 0}])
def test_nothing_at_all_is_no_crash(plan: Plan, lead: User, client_for: ClientFor, figures: dict[str, Any]) -> None:
    set_today(plan, **figures)
    assert client_for(lead).get(url(plan)).status_code == 200


def test_missing_levers_are_the_usual_ones_until_somebody_saves_others(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    PlanCapacity.objects.filter(plan=plan).delete()
    for name in ("plan", "plan-capacity", "submit"):
        assert client_for(lead).get(reverse(name, args=[plan.pk])).status_code == 200
    assert not PlanCapacity.objects.exists()
    client_for(lead).post(url(plan), sent(triage_share="4", triage_why="One"))
    row = PlanCapacity.objects.get(plan=plan)
    assert (row.target_year, row.triage_share, row.triage_why) == (2021, 4, "One")


def test_who_only_reads_sees_the_levers_as_text(plan: Plan, officer: User, client_for: ClientFor) -> None:
    text = flat(client_for(officer).get(url(plan)))
    assert "What the plan counts on by 2021/22" in text
    assert "data-autosave" not in text


def test_two_people_change_the_same_lever(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    client.post(url(plan), sent(triage_share="4", triage_why="One"))
    page = client.post(url(plan), sent(triage_share="5", triage_why="One"))
    assert page.status_code == 409
    assert capacity_of_plan(plan).triage_share == 4


def test_the_drawing_says_its_numbers_with_signs(plan: Plan, lead: User) -> None:
    save_plan_capacity(capacity_of_plan(plan), {"gp_level": Decimal(115)}, base_revision=0, by=lead)
    closed = plan_capacity(plan).closed
    assert closed
    drawing = page_waterfall(closed.steps)
    for shown in ("1,306", "−145", "+200"):
        assert f">{shown}<" in drawing
    assert "style=" not in drawing
    assert "fill=" not in drawing
    assert "Front-door triage: −145" in drawing


@pytest.mark.parametrize("lines", [1, 3])
def test_queries_do_not_grow(
    plan: Plan,
    lead: User,
    client_for: ClientFor,
    lines: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(lines):
        add_staff(plan, "clinical", "1")
    client = client_for(lead)
    client.get(url(plan))
    with django_assert_num_queries(7):
        client.get(url(plan))


def test_levers_that_take_away_more_than_all_demand_are_refused_together(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    client, both = client_for(lead), {"triage_why": "Pilot", "proactive_why": "Pilot"}
    page = client.post(url(plan), sent(triage_share="70", proactive_share="45", remaining_why="More", **both))
    assert page.status_code == 422
    text = flat(page)
    assert text.count("Triage and proactive care together take away more than all demand. Lower one of them") == 4
    assert 'value="70"' in text
    assert 'value="45"' in text
    kept = capacity_of_plan(plan)
    assert (kept.triage_share, kept.proactive_share, kept.remaining_why) == (3, 1, "More")
    assert client.post(url(plan), sent(revision="1", triage_share="99", triage_why="x")).status_code == 302
    one = {"revision": "2", "proactive_share": "1.01", "proactive_why": "x"}
    assert "together take away more" in flat(client.post(url(plan), one))
