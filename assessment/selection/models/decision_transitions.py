"""What can be done with a decision at which of its states, as data. services/decisions.py does it."""

from __future__ import annotations

from assessment.selection.models.panel import Decision
from localities.kit.workflow import Transition

State = Decision.State
TEAM = "the {word}’s team, without an interest in this application,"
APPROVER = "an approver of the {word} without an interest in this application"

STATE_IN_WORDS = {
    State.DRAFT: "it is not proposed yet",
    State.PROPOSED: "it is proposed",
    State.CONFIRMED: "it is confirmed",
    State.VOID: "it is void, because the locality withdrew its application",
}

PROPOSE = Transition(
    (State.DRAFT,), State.PROPOSED, "selection.propose_decision", TEAM, "proposed", "Proposed a decision"
)
CONFIRM = Transition(
    (State.PROPOSED,), State.CONFIRMED, "selection.confirm_decision", APPROVER, "confirmed", "Confirmed a decision"
)
RETURN = Transition(
    (State.PROPOSED, State.CONFIRMED),
    State.DRAFT,
    "selection.propose_decision",
    TEAM,
    "returned",
    "Returned a decision",
    needs_why="Say what should change, and why.",
)
VOID = Transition(
    (State.DRAFT, State.PROPOSED, State.CONFIRMED),
    State.VOID,
    "selection.withdraw_application",
    "the locality",
    "made void",
    "The locality withdrew, so the decision is void",
)
