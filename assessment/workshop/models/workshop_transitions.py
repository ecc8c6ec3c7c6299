"""What can be done with a workshop at which of its states, as data. The services make them."""

from __future__ import annotations

from assessment.workshop.models.workshops import Workshop
from localities.kit.workflow import Transition

State = Workshop.State
WHO = "the locality lead or the {word}"
PERMISSION = "workshop.run_workshop"
STATE_IN_WORDS = {State.OPEN: "open", State.CLOSED: "closed"}

RUN = Transition((State.OPEN,), "", PERMISSION, WHO, "changed")
"""Anything that moves the room: what is on the screen, who is there, how phones join."""

WRITE = Transition((State.OPEN,), "", PERMISSION, WHO, "changed", with_others=True)
"""What is said of a topic: several people may write at once, each on rows with a revision."""

CLOSE = Transition((State.OPEN,), State.CLOSED, PERMISSION, WHO, "closed", "Closed the workshop")
