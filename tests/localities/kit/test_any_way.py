"""Rows that belong to a locality in one of several ways, and that no whole table is read for them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q

from localities.kit.any_way import any_way
from localities.models import Role
from localities.pages.people import people_of_locality
from tests.cast import World

pytestmark = pytest.mark.postgres


def test_it_finds_what_or_finds(world: World, cast: object) -> None:
    ways = (Q(locality=world.tilbury), Q(practice__locality=world.tilbury))
    found = Role.objects.filter(any_way(Role, *ways))
    assert found.exists()
    assert set(found) == set(Role.objects.filter(ways[0] | ways[1]))
    assert set(Role.objects.filter(any_way(Role, ways[0]))) == set(Role.objects.filter(ways[0]))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a small table is read whole on PostgreSQL, and rightly")
@pytest.mark.parametrize("what", ["roles", "invitations"])
def test_people_of_a_locality_are_found_by_indexes(what: str, world: World) -> None:
    plan = people_of_locality(world.tilbury)[what].explain()
    assert f"SEARCH localities_{what.removesuffix('s')}" in plan
    assert "SCAN" not in plan
