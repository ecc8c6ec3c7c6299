"""The one state machine: what it asks, in which order and in which words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from localities.kit import workflow as kit
from localities.kit.refused import Refused
from localities.kit.workflow import Transition, Workflow

OPEN = Transition(("shut", "ajar"), "open", "app.open", "the {word}", "opened", "Opened it", needs_why="Say why.")
SHUT = Transition(("open",), "shut", "app.shut", "the porter", "shut", "Shut it")
PAINT = Transition(("open",), "", "app.paint", "the porter", "painted", locked={"shut": "Ask the {word} to open it."})


def workflow(row: Any, why_not: str = "", setting: str = "", **more: Any) -> Workflow[Any]:
    return Workflow(
        noun="door",
        in_words={"shut": "it is shut by the {word}", "open": "it is open"},
        lock=lambda pk: row,
        words=lambda row: {"word": "ICB"},
        version=lambda row, transition: 7,
        stale="It moved.",
        setting=lambda row: setting,
        guards={OPEN: lambda row, by: why_not},
        **more,
    )


def somebody(*permissions: str) -> Any:
    return SimpleNamespace(has_perm=lambda permission, row: permission in permissions)


NOW_OPEN = "This door cannot be opened now: it is open. Nothing has changed."
NOW_SHUT = "This door cannot be shut now: it is shut by the ICB. Nothing has changed."


@pytest.mark.parametrize(
    ("state", "transition", "permissions", "version", "guard", "setting", "told"),
    [
        ("open", OPEN, (), 6, "Too late.", "A fire.", "Only the ICB can do this."),
        ("open", OPEN, ("app.open",), 6, "Too late.", "A fire.", "A fire."),
        ("open", OPEN, ("app.open",), 6, "Too late.", "", NOW_OPEN),
        ("shut", SHUT, ("app.shut",), 7, "", "", NOW_SHUT),
        ("shut", PAINT, ("app.paint",), None, "", "", "Ask the ICB to open it."),
        ("shut", OPEN, ("app.open",), 6, "Too late.", "", "Too late."),
        ("ajar", OPEN, ("app.open",), 6, "", "", "It moved."),
    ],
)
def test_the_first_thing_in_the_way_is_told(state, transition, permissions, version, guard, setting, told):
    row = SimpleNamespace(pk=1, state=state)
    with pytest.raises(Refused) as refused:
        workflow(row, guard, setting).hold(
            1, transition, by=somebody(*permissions), expected_version=version, why="Air"
        )
    assert str(refused.value) == told


def test_a_reason_is_asked_for_first():
    row = SimpleNamespace(pk=1, state="shut")
    with pytest.raises(Refused, match="Say why"):
        workflow(row).hold(1, OPEN, by=somebody(), expected_version=7, why=" ")


def test_what_can_be_done_is_held_and_refused_to_nobody():
    row = SimpleNamespace(pk=1, state="shut")
    assert workflow(row).hold(1, OPEN, by=somebody("app.open"), expected_version=7, why="Air") is row
    assert workflow(row).hold(1, OPEN, by=somebody("app.open"), why="Who has no page") is row
    assert workflow(row).refusal(row, OPEN, by=somebody("app.open")) == ""
    assert workflow(row, "Too late.").refusal(row, OPEN, by=somebody("app.open")) == "Too late."


def test_the_permission_is_asked_of_what_it_is_about():
    row = SimpleNamespace(pk=1, state="shut", house="the house")
    about_the_house = SimpleNamespace(has_perm=lambda permission, thing: thing == "the house")
    assert workflow(row, asked_of=lambda row: row.house).refusal(row, OPEN, by=about_the_house) == ""


def test_making_it_writes_state_and_fields_and_keeps_it_on_the_record(monkeypatch: pytest.MonkeyPatch):
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(kit, "record", lambda event, row, **kept: told.append({"event": event, **kept}))
    saved: list[list[str]] = []
    row = SimpleNamespace(pk=1, state="shut", colour="red")
    door = workflow(row, save=lambda row, *, by, fields: saved.append(fields), locality=lambda row: "here")
    door.make(row, OPEN, by="Porter", why="Air", colour="blue")
    assert (row.state, row.colour, saved) == ("open", "blue", [["state", "colour"]])
    kept = {"by": "Porter", "locality": "here", "moved": ("shut", "open"), "why": "Air"}
    assert told == [{"event": "Opened it", **kept}]
    with pytest.raises(Refused, match="it is open"):
        door.make(row, OPEN, by="Porter")
    assert (len(saved), len(told)) == (1, 1)
