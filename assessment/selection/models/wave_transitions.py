"""What can be done with a wave at which of its states, as data, and in which words. services/waves.py does it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.selection.models.waves import Wave
from localities.kit.workflow import Transition

State = Wave.State
RUN, WHO = "selection.run_wave", "the {word}’s own people"
BEFORE_MODERATION = (State.PLANNED, State.OPEN, State.CLOSED, State.SCORING)
BEFORE_DECIDED = (*BEFORE_MODERATION, State.MODERATION)
UNDER_WAY = (State.OPEN, State.CLOSED, State.SCORING, State.MODERATION, State.DECIDED)

STATE_IN_WORDS = {
    State.PLANNED: "it is planned and not open yet",
    State.OPEN: "it is open",
    State.CLOSED: "it is closed",
    State.SCORING: "the panel is scoring",
    State.MODERATION: "it is in moderation",
    State.DECIDED: "it is decided",
    State.PUBLISHED: "its outcome is published",
    State.ENDED: "it has ended without selecting anybody",
}


@dataclass(frozen=True, kw_only=True)
class WaveTransition(Transition):
    """A transition that has a page: `code` in the address; `effects` are said before, `after` when done.

    `{word}` in the effects is what the system calls a commissioner.
    """

    code: str
    title: str
    effects: tuple[str, ...]
    after: str
    warning: bool


def _transition(
    code: str,
    source: State,
    target: State,
    event: str,
    title: str,
    effects: tuple[str, ...],
    after: str,
    *,
    warning: bool = False,
) -> WaveTransition:
    return WaveTransition(
        (source,),
        target,
        RUN,
        WHO,
        "done",
        event,
        code=code,
        title=title,
        effects=effects,
        after=after,
        warning=warning,
    )


OPEN = _transition(
    "open",
    State.PLANNED,
    State.OPEN,
    "Opened the wave",
    "Open the wave",
    (
        "The leads of the {word}’s localities get an e-mail.",
        "Title, word limit, opening time and what is on offer stay as they are from then on.",
        "Closing can still be put off, and the number of places changed, with a reason.",
    ),
    "The wave is open. The localities have been told.",
)
CLOSE = _transition(
    "close",
    State.OPEN,
    State.CLOSED,
    "Closed the wave",
    "Close the wave",
    (
        "Panel members declare their interests in each application. They get an e-mail.",
        "A draft that was not submitted stays with its locality. It does not go to the panel.",
        "Until scoring starts you can still put off the closing: the wave is then open again.",
    ),
    "The wave is closed. Panel members can declare their interests.",
)
START_SCORING = _transition(
    "start-scoring",
    State.CLOSED,
    State.SCORING,
    "Started scoring",
    "Start scoring",
    (
        "Panel members get an e-mail. They read and score the applications in which they have no conflict of interest.",
        "Nobody sees another’s scores until moderation, and neither does the {word}.",
        "Closing can no longer be put off.",
    ),
    "Scoring has started. The panel has been told.",
)
MODERATE = _transition(
    "begin-moderation",
    State.SCORING,
    State.MODERATION,
    "Began moderation",
    "Begin moderation",
    (
        "The scores stay as they were sent.",
        "You see all members’ scores side by side, and enter the score on which the panel agrees.",
        "From then on decisions can be proposed, and nobody else can join the panel.",
    ),
    "Moderation has begun. All scores are side by side now.",
)
DECIDE = _transition(
    "decide",
    State.MODERATION,
    State.DECIDED,
    "Finished deciding",
    "Finish deciding",
    (
        "Agreed scores, decisions, places and attendance stay as they are.",
        "No locality is told yet. Publishing does that.",
    ),
    "All is decided. Publish the outcome when you are ready.",
)
PUBLISH = _transition(
    "publish",
    State.DECIDED,
    State.PUBLISHED,
    "Published the outcome",
    "Publish the outcome",
    (
        "The decision record is frozen: its PDF is made once and never changes after that.",
        "Each locality that applied sees its own outcome and feedback, and its leads get an e-mail.",
        "Nobody sees the outcome of another locality. This cannot be undone.",
    ),
    "The outcome is published. The localities that applied have been told.",
    warning=True,
)
TRANSITIONS = {one.code: one for one in (OPEN, CLOSE, START_SCORING, MODERATE, DECIDE, PUBLISH)}
"""In the order in which a wave makes them."""

# What changes on the way


def _step(*sources: State, target: str = "", why: str = "", event: str = "") -> Transition:
    return Transition(sources, target, RUN, WHO, "done", event, needs_why=why)


CHANGE = _step(State.PLANNED)
DELETE = _step(State.PLANNED)
REOPEN = _step(State.DECIDED, target=State.MODERATION, why="Say what has to change.", event="Went back to moderation")
END = _step(*UNDER_WAY, target=State.ENDED, why="Say why the wave ends.", event="Ended the wave without selecting")
PUT_OFF = _step(State.OPEN, State.CLOSED, target=State.OPEN, why="Say why closing is put off.")
CHANGE_PLACES = _step(*BEFORE_DECIDED, why="Say why the number of places changes.")
NAME_MEMBERS = _step(*BEFORE_MODERATION)
NAME_CHAIR = _step(*BEFORE_DECIDED)
REMOVE_MEMBER = _step(*BEFORE_DECIDED, why="Say why they leave the panel.")
SAVE_ATTENDANCE = _step(State.MODERATION)
