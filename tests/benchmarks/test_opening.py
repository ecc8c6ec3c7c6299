"""When the bench ends because an address cannot be opened."""

from __future__ import annotations

import pytest

from tests.benchmarks.opening import NOT_NOW, is_wrong


@pytest.mark.parametrize("found", [{200}, {404, 200}, {302}, {405}, {404, 405}])
def test_an_address_was_opened_or_is_a_buttons(found: set[int]) -> None:
    assert not is_wrong("plan", found)


@pytest.mark.parametrize("found", [set(), {404}, {403, 404}, {409}, {200, 500}, {405, 503}])
def test_an_address_that_nobody_can_open_ends_it(found: set[int]) -> None:
    assert is_wrong("plan", found)


def test_what_cannot_be_now_is_known_by_name_and_may_not_fail() -> None:
    name = next(iter(NOT_NOW))
    assert not is_wrong(name, {409})
    assert is_wrong(name, {409, 500})
