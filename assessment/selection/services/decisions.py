"""Deciding on an application: one person proposes, a CCG approver who is somebody else confirms.

Each service holds the wave for its transaction, asks who decides and how things stand, and writes the audit event.
Whatever cannot be done now raises Refused, in words, and changes nothing. `seen` is what `version_of` said when
the person looked: nobody proposes or confirms on scores and reasons that they have not seen. Audit events here name
no locality: its people read its history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.selection.models import Application, Decision, Wave
from assessment.selection.queries.decision_readiness import (
    agreed_scores,
    missing_to_propose,
    scores_too_low,
    version_of,
)
from assessment.selection.queries.score_sheet import CriterionSheet, build_sheets
from assessment.selection.queries.wave_readiness import SELECTED
from assessment.selection.services import notices
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, write
from localities.models import User

State, Outcome = Decision.State, Decision.Outcome


@dataclass(frozen=True)
class Move:
    """A move of a decision: from which states to which, the permission it asks for, and its words."""

    sources: tuple[Decision.State, ...]
    target: Decision.State
    permission: str
    who: str
    done: str
    event: str


PROPOSE = Move(
    (State.DRAFT,),
    State.PROPOSED,
    "propose_decision",
    "the CCG’s team, without an interest in this application,",
    "proposed",
    "Proposed a decision",
)
CONFIRM = Move(
    (State.PROPOSED,),
    State.CONFIRMED,
    "confirm_decision",
    "a CCG approver without an interest in this application",
    "confirmed",
    "Confirmed a decision",
)
RETURN = Move(
    (State.PROPOSED, State.CONFIRMED),
    State.DRAFT,
    "propose_decision",
    "the CCG’s team, without an interest in this application,",
    "returned",
    "Returned a decision",
)

VOID = Move(
    (State.DRAFT, State.PROPOSED, State.CONFIRMED),
    State.VOID,
    "withdraw_application",
    "the locality",
    "made void",
    "The locality withdrew, so the decision is void",
)

STANDS = {
    State.DRAFT: "it is not proposed yet",
    State.PROPOSED: "it is proposed",
    State.CONFIRMED: "it is confirmed",
    State.VOID: "it is void, because the locality withdrew its application",
}


def save_decision(
    decision: Decision, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Decision]:
    """Save what is written so far. Raises Refused once it is proposed, and for an outcome the scores forbid."""
    with transaction.atomic():
        decision = _hold(decision)
        _check(decision, PROPOSE, by=by)
        if values.get("outcome") in SELECTED and (low := scores_too_low(agreed_scores(decision))):
            raise Refused(f"{low}.")
        return save_changes(decision, values, base_revision=base_revision, by=by)


@transaction.atomic
def propose_decision(decision: Decision, *, by: User, seen: int) -> None:
    """Put the decision to a CCG approver. Raises Refused too when something is missing."""
    decision = _hold(decision)
    _check(decision, PROPOSE, by=by, seen=seen)
    if lacking := missing_to_propose(decision, _criteria(decision)):
        raise Refused(f"{lacking[0].text}. Nothing has changed.")
    _move(decision, PROPOSE, by=by, proposed_by=by, proposed_at=timezone.now())
    notices.proposed(decision, by=by)


@transaction.atomic
def confirm_decision(decision: Decision, *, by: User, seen: int) -> None:
    """Confirm what somebody else proposed. Raises Refused too for the person who proposed it."""
    decision = _hold(decision)
    _check(decision, CONFIRM, by=by, seen=seen)
    if lacking := missing_to_propose(decision, _criteria(decision)):
        raise Refused(f"{lacking[0].text}. Nothing has changed.")
    _move(decision, CONFIRM, by=by, confirmed_by=by, confirmed_at=timezone.now())


@transaction.atomic
def return_decision(decision: Decision, *, by: User, seen: int, why: str) -> None:
    """Make it a draft again, with a reason: until the round is decided, a confirmed one too, by a CCG approver."""
    if not why.strip():
        raise Refused("Say what should change, and why.")
    decision = _hold(decision)
    _check(decision, RETURN, by=by, seen=seen)
    nobody: dict[str, User | datetime | None] = dict.fromkeys(
        ("proposed_by", "proposed_at", "confirmed_by", "confirmed_at")
    )
    proposer = decision.proposed_by
    event = _move(decision, RETURN, by=by, why=why, **nobody)
    if proposer:
        notices.returned(decision, event, proposer, by=by)


def void_decision(application: Application, *, by: User) -> None:
    """Make what was written, proposed or confirmed void, in the transaction in which the locality withdraws."""
    for decision in Decision.objects.filter(application=application):  # none before moderation
        _move(decision, VOID, by=by, why="The locality withdrew its application.")


# What pages ask, and services too


def refusal(decision: Decision, move: Move, *, by: User) -> str:
    """Return why this person cannot make this move now, in words; nothing when they can. For pages."""
    try:
        _check(decision, move, by=by)
    except Refused as error:
        return str(error)
    return ""


# The steps that the moves are made of


def _hold(decision: Decision) -> Decision:
    """Hold the wave, so that scores, decisions and the round's own moves follow one another, and read it anew."""
    lock_wave(decision.application.wave_id)
    return Decision.objects.select_related("application__wave").get(pk=decision.pk)


def _criteria(decision: Decision) -> tuple[CriterionSheet, ...]:
    """The scores that the decision rests on, beside what the members gave."""
    application = decision.application
    return build_sheets(application.wave, [application])[0].criteria


def _check(decision: Decision, move: Move, *, by: User, seen: int | None = None) -> None:
    """Raise Refused unless this person may make this move now, on what they have seen."""
    application = decision.application
    if not by.has_perm(f"selection.{move.permission}", application):
        raise Refused(f"Only {move.who} can do this.")
    if application.wave.state != Wave.State.MODERATION:
        raise Refused("Decisions are made while the panel moderates. Nothing has changed.")
    if application.state != Application.State.SUBMITTED:
        raise Refused("The locality withdrew this application, so there is nothing to decide.")
    if decision.state not in move.sources:
        stands = STANDS[State(decision.state)]
        raise Refused(f"This decision cannot be {move.done} now: {stands}. Nothing has changed.")
    if move is CONFIRM and decision.proposed_by_id == by.pk:
        raise Refused("You proposed this decision, so somebody else confirms it.")
    confirmed = decision.state == State.CONFIRMED
    if confirmed and not by.has_perm(f"selection.{CONFIRM.permission}", application):
        raise Refused(f"Only {CONFIRM.who} can return a decision that is confirmed.")
    if seen is not None and seen != version_of(decision, agreed_scores(decision)):
        raise Refused("This decision changed since you opened the page. Look at what is new, then decide.")


def _move(decision: Decision, move: Move, *, by: User, why: str = "", **fields: Any) -> AuditEvent:
    """Change the state: the only place that does."""
    if move.target not in Decision.TRANSITIONS[decision.state]:
        raise Refused(f"This decision cannot be {move.done} now: {STANDS[State(decision.state)]}.")
    moved = (decision.state, str(move.target))
    decision.state = move.target
    for name, value in fields.items():
        setattr(decision, name, value)
    write(decision, by=by, fields=["state", *fields])
    return record(move.event, decision, by=by, moved=moved, why=why)
