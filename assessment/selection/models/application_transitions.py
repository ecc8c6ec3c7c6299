"""What can be done with an application at which of its states, as data. services/applications.py does it."""

from __future__ import annotations

from dataclasses import replace

from assessment.selection.models.applications import Application
from localities.kit.workflow import Transition

State = Application.State
LEAD = "the locality lead"
STATE_IN_WORDS = {State.DRAFT: "a draft", State.SUBMITTED: "submitted", State.WITHDRAWN: "withdrawn"}

# While the wave takes applications, what was submitted can be changed and submitted again: it stands until then.
SUBMIT = Transition(
    (State.DRAFT, State.SUBMITTED),
    State.SUBMITTED,
    "selection.submit_application",
    LEAD,
    "submitted",
    "Submitted the application",
    locked={State.WITHDRAWN: "This application is withdrawn and cannot be changed any more."},
)
WRITE = replace(SUBMIT, target="", permission="selection.change_application", done="changed", event="")

# Until the wave closes a locality that withdrew can submit again; after that withdrawing is for good.
TAKE_BACK = Transition(
    (State.SUBMITTED,),
    State.DRAFT,
    "selection.withdraw_application",
    LEAD,
    "withdrawn",
    "Took the application back",
    locked={
        State.DRAFT: "This application is a draft. Nothing has been submitted.",
        State.WITHDRAWN: "This application is withdrawn already.",
    },
)
WITHDRAW = replace(TAKE_BACK, target=State.WITHDRAWN, event="Withdrew the application")
