"""The transitions of a plan and its states in words, as data. `devplans.services.agreement` makes them."""

from __future__ import annotations

from devplans.models.plan import Plan
from localities.kit.workflow import Transition

State = Plan.State
LEAD, APPROVER = "the locality lead", "an approver of the {word}"

STATE_IN_WORDS = {
    State.DRAFT: "it is a draft",
    State.SUBMITTED: "it is with the {word}",
    State.APPROVED: "it is approved",
    State.CLOSED: "it is closed",
}

SUBMIT = Transition((State.DRAFT,), State.SUBMITTED, "devplans.submit_plan", LEAD, "submitted", "Submitted the plan")
WITHDRAW = Transition((State.SUBMITTED,), State.DRAFT, "devplans.withdraw_plan", LEAD, "withdrawn", "Withdrew the plan")
SEND_BACK = Transition(
    (State.SUBMITTED,),
    State.DRAFT,
    "devplans.send_back_plan",
    "the {word}",
    "sent back",
    "Sent the plan back",
    needs_why="Say what should change, and why.",
)
APPROVE = Transition(
    (State.SUBMITTED,), State.APPROVED, "devplans.approve_plan", APPROVER, "approved", "Approved the plan"
)
AMEND = Transition(
    (State.APPROVED,),
    State.DRAFT,
    "devplans.amend_plan",
    LEAD,
    "amended",
    "Began to amend the plan",
    needs_why="Say why the plan is amended.",
)
CLOSE = Transition((State.APPROVED,), State.CLOSED, "devplans.close_plan", APPROVER, "closed", "Closed the plan")
