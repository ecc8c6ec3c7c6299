"""The one state machine: what it asks, in which order and in which words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from localities.kit.refused import Refused
from localities.kit.workflow import Transition, Workflow

OPEN = Transition(("shut", "ajar"), "open", "app.open", "the {word}", "opened", "Opened it", needs_why="Say why.")
SHUT = Transition(("open",), "shut", "app.shut", "the porter", "shut", "Shut it")


def workflow(row: Any, why_not: str = "") -> Workflow[Any]:
    return Workflow(
        noun="door",
        in_words={"shut": "it is shut by the {word}", "open": "it is open"},
        lock=lambda pk: row,
        word=lambda row: "ICB",
        version=lambda row: 7,
        stale="It moved.",
        guards={OPEN: lambda row, by: why_not},
    )


def somebody(*permissions: str) -> Any:
    return SimpleNamespace(has_perm=lambda permission, row: permission in permissions)


@pytest.mark.parametrize(
    ("state", "transition", "permissions", "seen", "guard", "told"),
    [
        ("open", OPEN, (), 6, "Too late.", "Only the ICB can do this."),
        (
            "open",
            OPEN,
            ("app.open",),
            6,
            "Too late.",
            "This door cannot be opened now: it is open. Nothing has changed.",
        ),
        (
            "shut",
            SHUT,
            ("app.shut",),
            7,
            "",
            "This door cannot be shut now: it is shut by the ICB. Nothing has changed.",
        ),
        ("shut", OPEN, ("app.open",), 6, "Too late.", "It moved."),
        ("ajar", OPEN, ("app.open",), 7, "Too late.", "Too late."),
    ],
)
def test_the_first_thing_in_the_way_is_told(state, transition, permissions, seen, guard, told):
    row = SimpleNamespace(pk=1, state=state)
    with pytest.raises(Refused) as refused:
        workflow(row, guard).hold(row, transition, by=somebody(*permissions), expected_version=seen, why="Air")
    assert str(refused.value) == told


def test_a_reason_is_asked_for_first():
    row = SimpleNamespace(pk=1, state="shut")
    with pytest.raises(Refused, match="Say why"):
        workflow(row).hold(row, OPEN, by=somebody(), expected_version=7, why=" ")


def test_what_can_be_done_is_held_and_refused_to_nobody():
    row = SimpleNamespace(pk=1, state="shut")
    assert workflow(row).hold(row, OPEN, by=somebody("app.open"), expected_version=7, why="Air") is row
    assert workflow(row).refusal(row, OPEN, by=somebody("app.open")) == ""
    assert workflow(row, "Too late.").refusal(row, OPEN, by=somebody("app.open")) == "Too late."
