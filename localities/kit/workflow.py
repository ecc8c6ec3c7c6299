"""One state machine for whatever has states: they, and the transitions between them, are data in the model.

    PLAN = Workflow[Plan](noun="plan", in_words=STATE_IN_WORDS, lock=lock_plan, version=newest_attempt)
    plan = PLAN.hold(plan, SEND_BACK, by=by, expected_version=seen, why=why)
    PLAN.make(plan, SEND_BACK, by=by, why=why)

Whatever cannot be done now raises Refused, in words for people, and changes nothing. "{word}" in the words of a
transition or a state is what the system calls a commissioner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from localities.kit.audit import record
from localities.kit.refused import Refused

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """A change of state: from which to which, who may make it, and its words.

    `done` follows "This plan cannot be …", `event` stands on the record. `needs_why` asks for the reason, where one is
    needed.
    """

    sources: tuple[str, ...]
    target: str
    permission: str
    who: str
    done: str
    event: str
    needs_why: str = ""


@dataclass(frozen=True)
class Workflow(Generic[Row]):
    """Makes the transitions of one kind of row; nothing else assigns its state.

    noun: as in "This plan cannot be approved now"; in_words: each state, as in "it is closed"; lock: the row by its
    key, held for the transaction; version: what a person was shown, so that nobody decides on what they have not looked
    at; stale: what to say where that has changed; guards: why this person cannot make a transition that its state and
    their permission allow, nothing where they can.
    """

    noun: str
    in_words: Mapping[Any, str]
    lock: Callable[[int], Row]
    word: Callable[[Row], str]
    version: Callable[[Row], int]
    stale: str
    guards: Mapping[Transition, Callable[[Row, Any], str]] = field(default_factory=dict)

    def check(self, row: Row, transition: Transition, *, by: Any, expected_version: int) -> None:
        """Raise Refused unless this person may make this transition now, on what they have seen."""
        if not by.has_perm(transition.permission, row):
            raise Refused(f"Only {transition.who.format(word=self.word(row))} can do this.")
        if row.state not in transition.sources:  # type: ignore[attr-defined]
            stands = self.in_words[row.state].format(word=self.word(row))  # type: ignore[attr-defined]
            raise Refused(f"This {self.noun} cannot be {transition.done} now: {stands}. Nothing has changed.")
        if self.version(row) != expected_version:
            raise Refused(self.stale)
        if why_not := self.guards.get(transition, _nothing)(row, by):
            raise Refused(why_not)

    def refusal(self, row: Row, transition: Transition, *, by: Any) -> str:
        """Return why this person cannot make this transition now, in words; nothing when they can. For pages."""
        try:
            self.check(row, transition, by=by, expected_version=self.version(row))
        except Refused as error:
            return str(error)
        return ""

    def hold(self, row: Row, transition: Transition, *, by: Any, expected_version: int, why: str = "") -> Row:
        """Return the row as it stands now, held for this transaction, if the transition can be made."""
        if transition.needs_why and not why.strip():
            raise Refused(transition.needs_why)
        held = self.lock(row.pk)
        self.check(held, transition, by=by, expected_version=expected_version)
        return held

    def make(self, row: Row, transition: Transition, *, by: Any, why: str = "", **fields: Any) -> None:
        """Change the state of a row that is held, and other fields with it, and keep that on the record."""
        moved = (str(row.state), transition.target)  # type: ignore[attr-defined]
        for name, value in {"state": transition.target, **fields}.items():
            setattr(row, name, value)
        row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
        row.save(update_fields=["state", *fields])
        record(transition.event, row, by=by, locality=row.locality, moved=moved, why=why)  # type: ignore[attr-defined]


def _nothing(row: object, by: object) -> str:
    return ""
