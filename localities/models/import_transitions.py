"""What can be done with an import at which of its states, as data. `localities.services.imports` makes them."""

from __future__ import annotations

from localities.kit.workflow import Transition
from localities.models.imports import Import

State = Import.State

STATE_IN_WORDS = {State.WAITING: "waiting", State.BROUGHT_IN: "brought in", State.UNDONE: "undone"}
WHO = "those who bring files in for this organisation"

BRING_IN = Transition(
    (State.WAITING,), State.BROUGHT_IN, "localities.change_import", WHO, "brought in", "Brought files in"
)
UNDO = Transition((State.BROUGHT_IN,), State.UNDONE, "localities.change_import", WHO, "undone", "Undid an import")
