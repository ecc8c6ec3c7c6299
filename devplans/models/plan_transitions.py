"""What can be done with a plan at which of its states, and the states in words, as data.

`devplans.services.plan_workflow` holds a plan for it; `agreement` beside that makes the transitions.
"""

from __future__ import annotations

from dataclasses import replace

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
DISCARD = Transition(
    (State.DRAFT,),
    State.APPROVED,
    "devplans.amend_plan",
    LEAD,
    "discarded",
    "Discarded the amendment: the plan is the version in force again",
)
CLOSE = Transition((State.APPROVED,), State.CLOSED, "devplans.close_plan", APPROVER, "closed", "Closed the plan")

# What leaves the plan at its state

WHY_LOCKED = {
    State.SUBMITTED: ("This plan is with the {word}.", "Withdraw it to change it."),
    State.APPROVED: ("This plan is approved.", "Amend it to start the next version."),
    State.CLOSED: ("This plan is closed.", "A new diagnostic starts a new plan."),
}
"""Why a plan's content cannot be changed, and what its lead can do about it."""

EDIT = Transition(
    (State.DRAFT,),
    "",
    "devplans.change_plan",
    LEAD,
    "changed",
    locked={state: " ".join(words) for state, words in WHY_LOCKED.items()},
)
EDIT_FOR_COMMISSIONER = replace(EDIT, permission="devplans.change_commissioner_commitment", who="the {word}")
MEET_CONDITION = Transition(
    (State.DRAFT, State.SUBMITTED, State.APPROVED),
    "",
    "devplans.send_back_plan",
    "the {word}",
    "reported on",
    locked={State.CLOSED: "This plan is closed, so nothing in it changes any more."},
)
SPEAK_FOR_PRACTICE = Transition(
    (State.DRAFT, State.SUBMITTED),
    "",
    "devplans.view_plan",
    "the practice’s own representative",
    "agreed to",
    locked={
        State.APPROVED: "This plan is approved. A practice says what it thinks before that.",
        State.CLOSED: "This plan is closed.",
    },
)
REPORT = Transition(
    (State.DRAFT, State.APPROVED),
    "",
    "devplans.report_progress",
    LEAD,
    "reported on",
    locked={
        State.SUBMITTED: ("This plan is with the {word}, as it was signed. Report progress when it has been decided."),
        State.CLOSED: "This plan is closed, so progress on it is no longer reported.",
    },
)
REPORT_FOR_COMMISSIONER = replace(REPORT, permission="devplans.change_commissioner_commitment", who="the {word}")
FILE_REPORT = replace(
    REPORT,
    sources=(State.DRAFT, State.SUBMITTED, State.APPROVED),
    locked={State.CLOSED: "This plan is closed, so no more reports are filed."},
)
COMMENT = Transition(
    (State.DRAFT, State.SUBMITTED, State.APPROVED),
    "",
    "devplans.comment_plan",
    "the locality lead and the {word}",
    "commented on",
    locked={State.CLOSED: "This plan is closed, so nothing can be added to it."},
)
