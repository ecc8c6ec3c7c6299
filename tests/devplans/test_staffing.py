"""Staff: totals by group, what feeds the levers, and the form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.skill_mix import STAFF_GROUPS
from devplans.models import Plan, StaffingLine
from devplans.queries.staffing import staffing_totals, totals_of
from devplans.services.rows import add_row, remove_row
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
SENT = {"revision": "0", "role": "Pharmacist", "group": "clinical", "fte_now": "0", "extra_fte": "1.5"}


def line(group: str, extra: str, cost: str = "48000", now: str = "0") -> StaffingLine:
    return StaffingLine(
        group=group, role=group, extra_fte=Decimal(extra), fte_now=Decimal(now), cost_per_fte=Decimal(cost)
    )


def test_totals_by_group_and_what_feeds_the_levers() -> None:
    totals = totals_of([line("admin", "0.4"), line("gp", "0.5", "101000", "24"), line("mental", "1"), line("hca", "2")])
    assert [group.group.code for group in totals.groups] == ["gp", "mental", "hca", "admin"]
    assert (totals.extra_fte, totals.fte_now) == (Decimal("3.9"), 24)
    assert totals.cost_a_year == Decimal("50500") + Decimal("3.4") * 48000
    assert (totals.wider_workforce_fte, totals.extra_gp_fte) == (1, Decimal("0.5"))


def test_no_lines_come_to_nothing(plan: Plan) -> None:
    totals = staffing_totals(plan)
    assert (totals.groups, totals.cost_a_year, totals.wider_workforce_fte) == ((), 0, 0)


two_decimals = st.decimals(min_value=0, max_value=500, places=2)
lines = st.lists(
    st.builds(
        line, st.sampled_from([group.code for group in STAFF_GROUPS]), two_decimals.map(str), two_decimals.map(str)
    )
)


@given(lines)
def test_groups_always_sum_to_the_total_and_costs_scale(rows: list[StaffingLine]) -> None:
    totals = totals_of(rows)
    assert sum(group.cost_a_year for group in totals.groups) == totals.cost_a_year
    assert sum(group.extra_fte for group in totals.groups) == totals.extra_fte
    assert totals_of([*rows, *rows]).cost_a_year == 2 * totals.cost_a_year
    assert totals.wider_workforce_fte + totals.extra_gp_fte <= totals.extra_fte


def test_removed_lines_count_for_nothing(plan: Plan, lead: User) -> None:
    values: dict[str, Any] = {"role": "GP", "group": "gp", "extra_fte": 1, "cost_per_fte": 101000}
    remove_row(add_row(plan, StaffingLine, values, by=lead), by=lead)
    assert staffing_totals(plan).extra_gp_fte == 0


def test_without_a_cost_the_usual_one_is_taken(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("staffing-add", args=[plan.pk])
    assert client.post(url, SENT | {"cost_per_fte": ""}).status_code == 302
    row = plan.staffing_lines.get()
    assert (row.cost_per_fte, row.cost_a_year) == (48000, 72000)
    one = reverse("staffing-line", args=[plan.pk, row.pk])
    assert client.post(one, SENT | {"cost_per_fte": "£52,500"}).status_code == 302
    row.refresh_from_db()
    assert row.cost_per_fte == 52500
    page = flat(client.get(reverse("staffing", args=[plan.pk])))
    assert "£78,750" in page
    assert ">169<" in page  # 1.5 times 112.5 is 168.75
    assert "Counts as wider workforce" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"role": ""}, "Enter the role"),
        ({"group": ""}, "Choose a kind of role"),
        ({"group": "wizard"}, "Choose a kind of role"),
        ({"extra_fte": "-1"}, "must be 0 or more"),
        ({"extra_fte": "501"}, "must be 500 or less"),
        ({"extra_fte": ""}, "Enter 0 when there is nobody"),
        ({"fte_now": "some"}, "Enter a number"),
        ({"cost_per_fte": "-5"}, "must be 0 or more"),
        ({"starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2019"}, "must be a real date"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_added(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(reverse("staffing-add", args=[plan.pk]), SENT | {"next_step": "Us"} | changes)
    assert page.status_code == 422
    assert message in flat(page)
    assert 'value="Us"' in flat(page)
    assert not plan.staffing_lines.exists()


def test_what_is_not_sent_is_missing_from_a_new_row(plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = client_for(lead).post(reverse("staffing-add", args=[plan.pk]), {"revision": "0", "role": "GP"})
    assert page.status_code == 422
    assert "Choose a kind of role" in flat(page)


def test_pressing_twice_adds_one(plan: Plan, lead: User, client_for: ClientFor) -> None:
    for _ in range(2):
        client_for(lead).post(reverse("staffing-add", args=[plan.pk]), SENT | {"cost_per_fte": ""})
    assert plan.staffing_lines.count() == 1


def test_rounding_is_owned_up_to(plan: Plan, lead: User, client_for: ClientFor) -> None:
    for role in ("One", "Two"):
        values = {"role": role, "group": "hca", "extra_fte": Decimal("0.5"), "cost_per_fte": Decimal("27001")}
        add_row(plan, StaffingLine, values, by=lead)
    page = flat(client_for(lead).get(reverse("staffing", args=[plan.pk])))
    assert "Figures are rounded" in page


def test_readers_read_a_line_in_words(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    values = {"role": "GP", "group": "gp", "extra_fte": Decimal("1.50"), "cost_per_fte": Decimal("101000.00")}
    row = add_row(plan, StaffingLine, values, by=lead)
    page = flat(client_for(officer).get(reverse("staffing-line", args=[plan.pk, row.pk])))
    assert "£101,000" in page
    assert "1.5 FTE" in page
