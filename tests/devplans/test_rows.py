"""What every list of a plan has in common: adding, saving, removing, putting back, and a flat number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.models import Commitment, DigitalInitiative, Plan, PlanRow, Risk, StaffingLine
from devplans.services.rows import add_row, put_back_row, remove_row, save_row
from localities.kit.models import AuditEvent
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]

VALUES: dict[type[PlanRow], dict[str, Any]] = {
    StaffingLine: {"role": "Pharmacist", "group": "clinical", "extra_fte": 1, "cost_per_fte": 48000},
    DigitalInitiative: {
        "name": "Online",
        "segment": "quick",
        "impact": 4,
        "feasibility": 3,
        "domain_codes": ["estates"],
    },
    Commitment: {"text": "Meet every month", "side": "locality", "about": "other"},
    Risk: {"cause": "posts stay empty", "effect": "the gap stays open", "impact": 4, "likelihood": 3},
}
# The list's address, a row's, what begins the names of the others, and the queries of the list.
PAGES = {
    StaffingLine: ("staffing", "staffing-line", "staffing", 6),
    DigitalInitiative: ("digital", "initiative", "initiative", 5),
    Commitment: ("commitments", "commitment", "commitment", 4),
    Risk: ("risks", "risk", "risk", 4),
}
every_list = pytest.mark.parametrize("model", VALUES)


def rows_of(plan: Plan, model: type[PlanRow]) -> Any:
    return model._default_manager.filter(plan=plan)


@every_list
def test_a_row_is_added_last_once_and_told(plan: Plan, lead: User, model: type[PlanRow]) -> None:
    first = add_row(plan, model, VALUES[model], by=lead)
    assert add_row(plan, model, VALUES[model], by=lead) == first
    other = add_row(plan, model, VALUES[model] | {name_of(model): "Another"}, by=lead)
    assert list(rows_of(plan, model).values_list("pk", "order")) == [(first.pk, 1), (other.pk, 2)]
    told = AuditEvent.objects.filter(on_type=model._meta.label_lower, what__startswith="Added a")
    assert (told.count(), told.first().who_id) == (2, lead.pk)
    assert first.history.get().history_user == lead


def name_of(model: type[PlanRow]) -> str:
    return next(iter(VALUES[model]))


@every_list
def test_a_removed_row_stays_and_comes_back_where_it_was(plan: Plan, lead: User, model: type[PlanRow]) -> None:
    row = add_row(plan, model, VALUES[model], by=lead)
    for _ in range(2):
        remove_row(row, by=lead)
    assert not rows_of(plan, model).filter(removed_at=None)
    again = add_row(plan, model, VALUES[model], by=lead)
    assert again != row
    for _ in range(2):
        put_back_row(row, by=lead)
    assert list(rows_of(plan, model)) == [row, again]
    events = AuditEvent.objects.filter(on_id=row.pk, on_type=model._meta.label_lower).order_by("pk")
    assert [event.what.split()[0] for event in events] == ["Added", "Removed", "Put"]


@every_list
def test_two_people_lose_nothing(plan: Plan, lead: User, colleague: User, model: type[PlanRow]) -> None:
    row = add_row(plan, model, VALUES[model], by=lead)
    name = name_of(model)
    assert save_row(row, {name: "Theirs"}, base_revision=0, by=colleague).changed == (name,)
    result = save_row(row, {name: "Mine", "removed_at": None}, base_revision=0, by=lead)
    assert [(one.mine, one.theirs) for one in result.conflicts] == [("Mine", "Theirs")]


@every_list
def test_removing_and_putting_back_by_button(
    plan: Plan, lead: User, client_for: ClientFor, model: type[PlanRow]
) -> None:
    row, client = add_row(plan, model, VALUES[model], by=lead), client_for(lead)
    every, one, stem, _ = PAGES[model]
    page = flat(client.post(reverse(f"{stem}-remove", args=[plan.pk, row.pk]), follow=True))
    assert f"Removed ‘{row}’ from the plan." in page
    assert "Removed from the plan (1)" in page
    assert "What is written here stays" in flat(client.get(reverse(one, args=[plan.pk, row.pk])))
    page = client.post(reverse(f"{stem}-put-back", args=[plan.pk, row.pk]), follow=True)
    assert f"‘{row}’ is back in the plan." in flat(page)
    assert page.redirect_chain[-1][0] == reverse(every, args=[plan.pk])


@every_list
def test_readers_see_everything_and_change_nothing(
    plan: Plan, lead: User, system_team: User, client_for: ClientFor, model: type[PlanRow]
) -> None:
    row, removed = (add_row(plan, model, VALUES[model] | {name_of(model): name}, by=lead) for name in ("In", "Out"))
    remove_row(removed, by=lead)
    every, one, _, _ = PAGES[model]
    client = client_for(system_team)
    for url in (reverse(every, args=[plan.pk]), reverse(one, args=[plan.pk, row.pk])):
        page = flat(client.get(url)).split("<main", 1)[1]
        assert "In" in page
        assert not [control for control in ("<form", "<input", "nhsuk-button", "Out") if control in page]


@every_list
def test_a_row_of_another_plan_is_not_found(
    plan: Plan, lead: User, client_for: ClientFor, model: type[PlanRow]
) -> None:
    row = add_row(plan, model, VALUES[model], by=lead)
    _, one, stem, _ = PAGES[model]
    client = client_for(lead)
    for name in (one, f"{stem}-remove", f"{stem}-put-back"):
        assert client.post(reverse(name, args=[plan.pk + 1, row.pk])).status_code == 404
        assert client.post(reverse(name, args=[plan.pk, row.pk + 1])).status_code == 404


@every_list
def test_the_list_takes_the_same_queries_whatever_its_length(
    plan: Plan,
    lead: User,
    client_for: ClientFor,
    model: type[PlanRow],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, url = client_for(lead), reverse(PAGES[model][0], args=[plan.pk])
    client.get(url)
    for count in (1, 3):
        for number in range(count):
            add_row(plan, model, VALUES[model] | {name_of(model): f"{count} {number}"}, by=lead)
        with django_assert_num_queries(PAGES[model][3]):
            client.get(url)


@every_list
def test_an_empty_list_says_what_would_be_there(
    plan: Plan, lead: User, officer: User, client_for: ClientFor, model: type[PlanRow]
) -> None:
    url = reverse(PAGES[model][0], args=[plan.pk])
    assert "stand" in flat(client_for(lead).get(url)).split('class="app-empty"')[1]
    assert 'class="app-empty"' in flat(client_for(officer).get(url))
