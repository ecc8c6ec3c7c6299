"""The estates pipeline: whether the printed tables add up, and its pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devplans.models import EstateScheme, PipelineScheme, Plan
from devplans.pages.pipeline import commissioner_pipeline, system_pipeline
from devplans.rules.pipeline import Check, PrintedRow, Verdict, check_table, in_order
from devplans.services.pipeline_import import import_pipeline, read_pipeline
from localities.models import Commissioner, User
from tests.cast import World
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
FILE = Path(settings.BASE_DIR) / "devplans/data/estates.csv"

# What a count by hand found in the print: scope, printed, computed, verdict; everything else is exact.
KNOWN = """
NHS Mid Essex CCG 7.90 7.91 rounding
NHS Mid Essex CCG 5.21 5.24 rounding
NHS Mid Essex CCG 20.74 20.75 rounding
NHS Mid Essex CCG 11.34 11.35 rounding
NHS Mid Essex CCG 68.24 68.23 rounding
NHS Mid Essex CCG 68.24 68.23 rounding
NHS Basildon and Brentwood CCG 2.32 2.34 rounding
NHS Basildon and Brentwood CCG 9.52 9.53 rounding
NHS Basildon and Brentwood CCG 28.65 28.64 rounding
NHS Basildon and Brentwood CCG 28.65 28.64 rounding
NHS Thurrock CCG 4.05 4.06 rounding
NHS Thurrock CCG 7.31 7.30 rounding
NHS Thurrock CCG 59.74 59.75 rounding
NHS Thurrock CCG 48.54 48.55 rounding
NHS Thurrock CCG 48.54 59.74 does not add up
NHS Thurrock CCG 16.59 21.54 does not add up
NHS Thurrock CCG 11.19 17.44 does not add up
Mid and South Essex STP 242.95 242.96 rounding
Mid and South Essex STP 51.73 51.72 rounding
Mid and South Essex STP 64.02 64.01 rounding
Mid and South Essex STP 36.33 36.34 rounding
Mid and South Essex STP 242.95 242.96 rounding
Mid and South Essex STP 242.95 254.16 does not add up
"""


@pytest.fixture
def world(world: World) -> World:
    """All five CCGs of the print."""
    for code, name in (("99E", "Basildon and Brentwood"), ("06Q", "Mid Essex"), ("99G", "Southend")):
        Commissioner.objects.create(system=world.system, ods_code=code, name=f"NHS {name} CCG")
    return world


@pytest.fixture
def imported(world: World, administrator: User) -> World:
    import_pipeline(read_pipeline(FILE.read_bytes()), by=administrator)
    return world


def row(label: str, capital: str, **years: str) -> PrintedRow:
    return PrintedRow(
        label, Decimal(capital), None, Decimal(0), {year: Decimal(value) for year, value in years.items()}
    )


def test_years_stand_in_order_with_what_comes_after_them() -> None:
    assert in_order(["after 2021/22", "2022/23", "2018/19", "2021/22", "after 2028/29"]) == [
        "2018/19",
        "2021/22",
        "after 2021/22",
        "2022/23",
        "after 2028/29",
    ]


@pytest.mark.parametrize(
    ("printed", "parts", "verdict"),
    [("1.00", 2, "exact"), ("1.01", 2, "rounding"), ("0.98", 3, "rounding"), ("1.02", 2, "does not add up")],
)
def test_rounding_explains_half_a_step_for_each_figure(printed: str, parts: int, verdict: str) -> None:
    assert Check("Here", "Sum", Decimal(printed), Decimal(1), parts).verdict == verdict


def test_a_table_without_a_printed_total_is_checked_by_row() -> None:
    (check,) = check_table("Here", [row("1", "5", one="2", two="2")], None)
    assert (check.printed, check.computed, check.verdict) == (5, 4, Verdict.DOES_NOT_ADD_UP)


def test_every_known_difference_is_found_and_no_other(imported: World) -> None:
    checks = system_pipeline(imported.system).checks
    found = [f"{one.scope} {one.printed} {one.computed} {one.verdict}" for one in (*checks.rounded, *checks.wrong)]
    assert sorted(found) == sorted(KNOWN.split("\n")[1:-1])
    assert len(checks.every) - len(found) > 100


def test_the_difference_of_thurrock_is_explained_by_its_years(imported: World) -> None:
    wrong = commissioner_pipeline(imported.neighbour).checks.wrong
    assert wrong[0].note == "11.20 is missing from the summary: 4.95 in 2019/20 and 6.25 in 2020/21."


def test_the_pages_report_what_does_not_add_up(imported: World, system_team: User, client_for: ClientFor) -> None:
    client = client_for(system_team)
    for url in (reverse("system-estates", args=["mid-and-south-essex"]), reverse("commissioner-estates", args=["07G"])):
        text = flat(client.get(url))
        for shown in ("48.54", "59.74", "−11.20", "4.95 in 2019/20"):
            assert shown in text


def test_a_ccg_sees_schemes_sums_and_judgements_in_words(imported: World, officer: User, client_for: ClientFor) -> None:
    text = flat(client_for(officer).get(reverse("commissioner-estates", args=["99F"])))
    for shown in ("1. Integrated Care Hub", "49.13", "19.03", "Amber", "After 2021/22"):
        assert shown in text


def test_a_plans_scheme_shows_beside_the_one_it_is_linked_to(
    imported: World, plan: Plan, officer: User, client_for: ClientFor
) -> None:
    linked = PipelineScheme.objects.get(commissioner=imported.commissioner, row_no=4)
    for name, removed_at in (("Spoke in the high street", None), ("Given up", "2018-10-01T09:00Z")):
        EstateScheme.objects.create(
            plan=plan, name=name, capital=5_000_000, pipeline_scheme=linked, removed_at=removed_at
        )
    text = flat(client_for(officer).get(reverse("commissioner-estates", args=["99F"])))
    assert "In a draft of the plan of Canvey Island" in text
    Plan.objects.update(state=Plan.State.APPROVED)
    agreed = flat(client_for(officer).get(reverse("commissioner-estates", args=["99F"])))
    assert "In the plan of Canvey Island" in agreed
    assert "Spoke in the high street" in text
    assert "Given up" not in text


def test_without_schemes_the_pages_say_what_would_be_there(
    world: World, system_team: User, client_for: ClientFor
) -> None:
    client = client_for(system_team)
    for url in (reverse("system-estates", args=["mid-and-south-essex"]), reverse("commissioner-estates", args=["99F"])):
        assert "stand here when an administrator has imported them" in flat(client.get(url))


def test_the_own_pages_link_to_the_own_pipeline(
    imported: World, officer: User, system_team: User, administrator: User, lead: User, client_for: ClientFor
) -> None:
    own, whole = reverse("commissioner-estates", args=["99F"]), reverse("system-estates", args=["mid-and-south-essex"])
    assert own in flat(client_for(officer).get("/", follow=True))
    assert whole in flat(client_for(system_team).get("/", follow=True))
    system = reverse("system", args=["mid-and-south-essex"])
    assert whole in flat(client_for(administrator).get(system))
    assert "Estates pipeline" not in flat(client_for(lead).get("/", follow=True))


def test_queries_do_not_grow(
    imported: World,
    system_team: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(system_team)
    for code in ("07G", "06Q"):  # 8 schemes and 16
        with django_assert_num_queries(6):
            client.get(reverse("commissioner-estates", args=[code]))
    with django_assert_num_queries(6):
        client.get(reverse("system-estates", args=["mid-and-south-essex"]))
