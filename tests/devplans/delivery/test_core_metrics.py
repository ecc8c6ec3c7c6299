"""The core metrics of many localities together: counts over counts, who is missing, and nothing small in any sum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from devplans.delivery.rules.summing import NO_COUNT, NO_FIGURE, SMALL, LocalityFigure, summed
from devplans.delivery.services.measurements import add_measurement
from devplans.models import Plan
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.small_numbers import shown_outside
from localities.models import Locality, User
from tests.flat import flat

ClientFor = Callable[[User], Client]
DAY = date(2019, 3, 31)


def figure(locality: str, count: int | None, out_of: int | None) -> LocalityFigure:
    parts = [None if number is None else Decimal(number) for number in (count, out_of)]
    [point] = shown_outside([Point(on=DAY, value=Decimal(50), count=parts[0], out_of=parts[1])], is_share=True)
    return LocalityFigure(locality, point)


def test_each_counts_as_much_as_it_has_people() -> None:
    found = summed([figure("A", 10, 100), figure("B", 300, 400)], "% of patients")
    assert (found.said, found.count, found.out_of) == ("62% of patients", 310, 500)
    assert (found.included, found.missing, found.asked) == (["A", "B"], [], 2)


def test_who_is_missing_and_why() -> None:
    figures = [figure("A", 10, 100), figure("B", None, None), figure("C", 3, 100), LocalityFigure("D", why=NO_FIGURE)]
    found = summed(figures, "% of patients")
    assert found.missing == [(NO_COUNT, ["B"]), (SMALL, ["C"]), (NO_FIGURE, ["D"])]
    assert (found.said, found.asked) == ("10% of patients", 4)
    assert summed(figures[1:], "% of patients").said == ""


@given(st.lists(st.tuples(st.integers(5, 50), st.integers(55, 90)), max_size=4), st.integers(0, 4), st.integers(0, 4))
def test_no_sum_tells_a_small_number(others: list[tuple[int, int]], one: int, other: int) -> None:
    shown = [figure(f"L{number}", *parts) for number, parts in enumerate(others)]
    assert summed([*shown, figure("X", one, 100)], "%") == summed([*shown, figure("X", other, 100)], "%")


@pytest.mark.postgres
@pytest.mark.usefixtures("quick_print")
def test_on_the_pages_of_commissioner_and_system(
    approved_plan: Plan, lead: User, officer: User, system_team: User, client_for: ClientFor
) -> None:
    row = approved_plan.metrics.get(metric__code="pt-phone-access")
    add_measurement(row, measured_on=DAY, source="", count=Decimal(130), out_of=Decimal(240), by=lead)
    for group, count, out_of in (("deprivation-1", 30, 90), ("deprivation-5", 100, 150)):
        more = {"count": Decimal(count), "out_of": Decimal(out_of), "group": group}
        add_measurement(row, measured_on=DAY, source="", by=lead, **more)
    commissioner = approved_plan.locality.commissioner
    page = flat(client_for(officer).get(reverse("commissioner-metrics", args=[commissioner.ods_code])))
    assert "<strong>54.17% of patients</strong>, 130 of 240, in 1 of 2 localities." in page
    assert "Missing, no plan in force: Rayleigh" in page
    assert "Most deprived fifth" in page
    assert "33.33% of patients" in page
    page = flat(client_for(system_team).get(reverse("system-metrics", args=[commissioner.system.slug])))
    assert "54.17% of patients" in page
    assert f"{commissioner.name}</th>" in page


@pytest.mark.postgres
@pytest.mark.usefixtures("quick_print")
def test_a_long_list_of_who_is_missing_stands_with_the_details(
    approved_plan: Plan, officer: User, client_for: ClientFor
) -> None:
    commissioner = approved_plan.locality.commissioner
    Locality.objects.bulk_create(
        Locality(name=f"Place {number:02}", slug=f"place-{number:02}", commissioner=commissioner)
        for number in range(10)
    )
    page = flat(client_for(officer).get(reverse("commissioner-metrics", args=[commissioner.ods_code])))
    above, _, details = page.partition("<details")
    assert "Missing, no plan in force: 11 localities, named below" in above
    assert "Place 00" not in above
    assert "Missing, no plan in force: Place 00, " in details


@pytest.mark.usefixtures("quick_print")
def test_a_small_number_is_in_none_of_it(approved_plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    row = approved_plan.metrics.get(metric__code="pt-phone-access")
    add_measurement(row, measured_on=DAY, source="", count=Decimal(3), out_of=Decimal(613), by=lead)
    page = flat(
        client_for(officer).get(reverse("commissioner-metrics", args=[approved_plan.locality.commissioner.ods_code]))
    )
    assert "Missing, a number too small to show: Canvey Island" in page
    assert "Fewer than 5" in page
    assert "613" not in page


def test_without_any_plan_in_force(plan: Plan, officer: User, client_for: ClientFor) -> None:
    address = reverse("commissioner-metrics", args=[plan.locality.commissioner.ods_code])
    assert "No locality has a plan in force yet" in flat(client_for(officer).get(address))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.usefixtures("quick_print")
def test_queries_do_not_grow(
    approved_plan: Plan, officer: User, client_for: ClientFor, django_assert_num_queries: object, rows: int
) -> None:
    for row in approved_plan.metrics.all()[:rows]:
        for month in range(1, rows + 1):
            row.measurements.create(value=50, count=50, out_of=100, measured_on=date(2019, month, 1))
    address = reverse("commissioner-metrics", args=[approved_plan.locality.commissioner.ods_code])
    client = client_for(officer)
    client.get(address)
    with django_assert_num_queries(7):
        client.get(address)
