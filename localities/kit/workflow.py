"""One state machine for whatever has states: they, and the transitions between them, are data in the model.

    PLAN = Workflow[Plan](noun="plan", in_words=STATE_IN_WORDS, lock=lock_plan, version=newest_attempt)
    plan = PLAN.hold(plan.pk, SEND_BACK, by=by, expected_version=expected_version, why=why)
    PLAN.make(plan, SEND_BACK, by=by, why=why)

Whatever cannot be done now raises Refused, in words for people, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from localities.kit.audit import record
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused, not_permitted

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """What can be done with a row at some of its states: who may do it, the state it leads to, and its words.

    No `target` means that the row stays at its state, as when its content is changed. `done` follows "This plan cannot
    be …", `event` stands on the record. `needs_why` asks for the reason, where one is needed. `locked` says in a whole
    sentence why it cannot be done at a state, where the workflow's own sentence does not do. `with_others` lets many do
    it at once: each writes a row of their own, which they hold.
    """

    sources: tuple[str, ...]
    target: str
    permission: str
    who: str
    done: str
    event: str = ""
    needs_why: str = ""
    locked: Mapping[Any, str] = field(default_factory=dict, hash=False, compare=False)
    with_others: bool = False


def _nothing(*_: object) -> str:
    return ""


def _itself(row: Any) -> Any:
    return row


def _no_words(row: Any) -> Mapping[str, Any]:
    return {}


def _no_locality(row: Any) -> None:
    return None


def _save(row: Any, *, by: Any, fields: list[str]) -> None:
    row._history_user = by  # read by simple_history
    row.save(update_fields=fields)


@dataclass(frozen=True)
class Workflow(Generic[Row]):
    """Makes the transitions of one kind of row; nothing else assigns its state.

    in_words: each state, as in "it is closed"; lock: the row by its key, held for the transaction, alone or
    `with_others` where a transition says so; noun, not_now: what
    is said at a wrong state; words: what stands in braces in any of these texts; asked_of: the row that the permission
    is about; setting: why nothing at all can be done with the row now; guards: why this person cannot make a transition
    that its state and their permission allow, nothing where they can; version: what a person was shown, so that nobody
    decides on what they have not looked at, and `stale` what to say where that has changed; locality: whose record
    tells of it; save: how it is written.
    """

    in_words: Mapping[Any, str]
    lock: Callable[..., Row]
    noun: str = ""
    not_now: str = "This {noun} cannot be {done} now: {stands}. Nothing has changed."
    words: Callable[[Row], Mapping[str, Any]] = _no_words
    asked_of: Callable[[Row], models.Model] = _itself
    setting: Callable[[Row], str] = _nothing
    guards: Mapping[Transition, Callable[[Row, Any], str]] = field(default_factory=dict)
    version: Callable[[Row, Transition], Any] = _nothing
    stale: str = ""
    locality: Callable[[Row], models.Model | None] = _no_locality
    save: Callable[..., None] = _save

    def locked(self, row: Row, transition: Transition) -> str:
        """Return why this cannot be done at the state the row is at, in words; nothing when it can."""
        state = row.state  # type: ignore[attr-defined]
        if state in transition.sources:
            return ""
        words = {"noun": self.noun, "row": row, "done": transition.done, **self.words(row)}
        stands = self.in_words[state].format(**words)
        return transition.locked.get(state, self.not_now).format(stands=stands, **words)

    def check(self, row: Row, transition: Transition, *, by: Any, expected_version: Any = None) -> None:
        """Raise Refused unless this person may do this now. `expected_version`: what they saw; None who has no page."""
        if not by.has_perm(transition.permission, self.asked_of(row)):
            raise not_permitted(transition.who.format(**self.words(row)))
        guard = self.guards.get(transition, _nothing)
        if why_not := self.setting(row) or self.locked(row, transition) or guard(row, by):
            raise Refused(why_not)
        if expected_version is not None and expected_version != self.version(row, transition):
            raise Refused(self.stale)

    def refusal(self, row: Row, transition: Transition, *, by: Any) -> str:
        """Return why this person cannot do this now, in words; nothing when they can. For pages."""
        try:
            self.check(row, transition, by=by)
        except Refused as error:
            return str(error)
        return ""

    def hold(
        self, pk: int, transition: Transition, *, by: Any, expected_version: Any = None, why: str | None = None
    ) -> Row:
        """Return the row as it stands now, held for this transaction, if this person may do this now."""
        if transition.needs_why and not (why or "").strip():
            raise Refused(transition.needs_why)
        row = self.lock(pk, with_others=True) if transition.with_others else self.lock(pk)
        self.check(row, transition, by=by, expected_version=expected_version)
        return row

    def make(
        self, row: Row, transition: Transition, *, by: Any, why: str = "", event: str = "", **fields: Any
    ) -> AuditEvent:
        """Change the state of a row that is held, and other fields with it, and keep that on the record."""
        if why_not := self.locked(row, transition):
            raise Refused(why_not)
        before: str = row.state  # type: ignore[attr-defined]
        target = transition.target or before
        for name, value in {"state": target, **fields}.items():
            setattr(row, name, value)
        self.save(row, by=by, fields=["state", *fields])
        moved = (str(before), str(target)) if before != target else ("", "")
        return record(event or transition.event, row, by=by, locality=self.locality(row), moved=moved, why=why)
