"""Rows held with others: who saves a part does not wait for who saves another, and a change of state waits for both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction

from localities.kit.locks import held
from localities.models import Locality
from tests.cast import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _row_locks() -> None:
    if not connection.features.has_select_for_update_nowait:
        pytest.skip("This database holds no single rows: one transaction writes at a time.")


def test_two_hold_the_same_row_at_once_with_others(world: World) -> None:
    both_hold_it = Barrier(2)

    def hold(_: int) -> str:
        try:
            with transaction.atomic():
                found = held(Locality.objects.select_related("commissioner"), with_others=True).get(pk=world.canvey.pk)
                both_hold_it.wait(60)  # broken when one waits for the other
                return found.name
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as people:
        assert list(people.map(hold, range(2))) == ["Canvey Island"] * 2


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (False, False)])
def test_whoever_holds_it_alone_waits_for_others(world: World, first: bool, second: bool) -> None:
    def is_free() -> bool:
        try:
            with transaction.atomic():
                rows = held(Locality.objects.all(), with_others=second)
                rows.query.select_for_update_nowait = True
                return bool(rows.get(pk=world.canvey.pk))
        except DatabaseError:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as somebody_else:
        with transaction.atomic():
            held(Locality.objects.all(), with_others=first).get(pk=world.canvey.pk)
            assert not somebody_else.submit(is_free).result(60)
        assert somebody_else.submit(is_free).result(60)
