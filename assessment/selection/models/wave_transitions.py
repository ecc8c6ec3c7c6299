"""The transitions of a wave, as data: from which state to which, and in which words. services/waves.py makes them."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.selection.models.waves import Wave

State = Wave.State

STATE_IN_WORDS = {
    State.PLANNED: "it is planned and not open yet",
    State.OPEN: "it is open",
    State.CLOSED: "it is closed",
    State.SCORING: "the panel is scoring",
    State.MODERATION: "it is in moderation",
    State.DECIDED: "it is decided",
    State.PUBLISHED: "its outcome is published",
}


@dataclass(frozen=True)
class Transition:
    """A change of state: `code` in the address, `event` on the record; `effects` are said before, `after` when done."""

    code: str
    source: State
    target: State
    event: str
    title: str
    button: str
    effects: tuple[str, ...]
    after: str
    warning: bool = False


OPEN = Transition(
    "open",
    State.PLANNED,
    State.OPEN,
    "Opened the wave",
    "Open the wave",
    "Open the wave",
    (
        "The leads of the CCG’s localities get an e-mail.",
        "Title, word limit, opening time and what is on offer stay as they are from then on.",
        "Closing can still be put off, and the number of places changed, with a reason.",
    ),
    "The wave is open. The localities have been told.",
)
CLOSE = Transition(
    "close",
    State.OPEN,
    State.CLOSED,
    "Closed the wave",
    "Close the wave",
    "Close the wave",
    (
        "Panel members declare their interests in each application. They get an e-mail.",
        "A draft that was not submitted stays with its locality. It does not go to the panel.",
        "Until scoring starts you can still put off the closing: the wave is then open again.",
    ),
    "The wave is closed. Panel members can declare their interests.",
)
START_SCORING = Transition(
    "start-scoring",
    State.CLOSED,
    State.SCORING,
    "Started scoring",
    "Start scoring",
    "Start scoring",
    (
        "Panel members get an e-mail. They read and score the applications in which they have no conflict of interest.",
        "Nobody sees another’s scores until moderation, and neither does the CCG.",
        "Closing can no longer be put off.",
    ),
    "Scoring has started. The panel has been told.",
)
MODERATE = Transition(
    "begin-moderation",
    State.SCORING,
    State.MODERATION,
    "Began moderation",
    "Begin moderation",
    "Begin moderation",
    (
        "The scores stay as they were sent.",
        "You see all members’ scores side by side, and enter the score on which the panel agrees.",
        "From then on decisions can be proposed, and nobody else can join the panel.",
    ),
    "Moderation has begun. All scores are side by side now.",
)
DECIDE = Transition(
    "decide",
    State.MODERATION,
    State.DECIDED,
    "Finished deciding",
    "Finish deciding",
    "Finish deciding",
    (
        "Agreed scores, decisions, places and attendance stay as they are.",
        "No locality is told yet. Publishing does that.",
    ),
    "All is decided. Publish the outcome when you are ready.",
)
PUBLISH = Transition(
    "publish",
    State.DECIDED,
    State.PUBLISHED,
    "Published the outcome",
    "Publish the outcome",
    "Publish the outcome",
    (
        "The decision record is frozen: its PDF is made once and never changes after that.",
        "Each locality that applied sees its own outcome and feedback, and its leads get an e-mail.",
        "Nobody sees the outcome of another locality. This cannot be undone.",
    ),
    "The outcome is published. The localities that applied have been told.",
    warning=True,
)
TRANSITIONS = {move.code: move for move in (OPEN, CLOSE, START_SCORING, MODERATE, DECIDE, PUBLISH)}
"""In the order in which a wave makes them."""
