"""What can be done with a diagnostic at which of its states, as data. `assessment.services.diagnostics` makes them."""

from __future__ import annotations

from dataclasses import replace

from assessment.models.diagnostic import Diagnostic
from localities.kit.workflow import Transition

State = Diagnostic.State

STATE_IN_WORDS = {State.OPEN: "open", State.AGREED: "agreed", State.REOPENED: "reopened"}

AGREE = Transition(
    Diagnostic.EDITABLE,
    State.AGREED,
    "assessment.agree_diagnostic",
    "the locality lead or an approver of the {word}",
    "agreed",
    "Agreed the diagnostic",
)
REOPEN = Transition(
    (State.AGREED,),
    State.REOPENED,
    AGREE.permission,
    AGREE.who,
    "reopened",
    "Reopened the diagnostic",
    needs_why="Say why the diagnostic is reopened.",
)
ANSWER = Transition(
    Diagnostic.EDITABLE,
    "",
    "assessment.change_diagnostic",
    "the locality lead or the {word}",
    "changed",
    locked={State.AGREED: "This diagnostic has been agreed. Reopen it to change an answer."},
    with_others=True,
)
GIVE_VIEW = replace(ANSWER, permission="assessment.give_practice_view", who="a practice’s own representative")
