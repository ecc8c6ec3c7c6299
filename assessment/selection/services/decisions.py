"""Deciding on an application: one person proposes, an approver who is somebody else confirms.

Each service holds the wave for its transaction, asks who decides and how things stand, and writes the audit event.
Whatever cannot be done now raises Refused, in words, and changes nothing. `expected_version` is what `version_of` said
when the person looked: nobody proposes or confirms on scores and reasons that they have not seen. Audit events here
name no locality: its people read its history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.selection.models import Application, Decision, Wave
from assessment.selection.models.decision_transitions import CONFIRM, PROPOSE, RETURN, STATE_IN_WORDS, VOID
from assessment.selection.queries.decision_readiness import (
    agreed_scores,
    missing_to_propose,
    scores_too_low,
    version_of,
)
from assessment.selection.queries.score_sheet import CriterionSheet, build_sheets
from assessment.selection.services import notices
from assessment.selection.services.waves import lock_wave
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, write
from localities.kit.workflow import Workflow
from localities.models import User


def save_decision(
    decision: Decision, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Decision]:
    """Save what is written so far. Raises Refused once it is proposed, and for an outcome the scores forbid."""
    with transaction.atomic():
        decision = DECISION.hold(decision.pk, PROPOSE, by=by)
        if values.get("outcome") in Decision.MEETS and (low := scores_too_low(agreed_scores(decision))):
            raise Refused(f"{low}.")
        return save_changes(decision, values, base_revision=base_revision, by=by)


@transaction.atomic
def propose_decision(decision: Decision, *, by: User, expected_version: int) -> None:
    """Put the decision to an approver. Raises Refused too when something is missing."""
    decision = DECISION.hold(decision.pk, PROPOSE, by=by, expected_version=expected_version)
    if lacking := missing_to_propose(decision, _criteria(decision)):
        raise Refused(f"{lacking[0].text}. Nothing has changed.")
    DECISION.make(decision, PROPOSE, by=by, proposed_by=by, proposed_at=timezone.now())
    notices.proposed(decision, by=by)


@transaction.atomic
def confirm_decision(decision: Decision, *, by: User, expected_version: int) -> None:
    """Confirm what somebody else proposed. Raises Refused too for the person who proposed it."""
    decision = DECISION.hold(decision.pk, CONFIRM, by=by, expected_version=expected_version)
    if lacking := missing_to_propose(decision, _criteria(decision)):
        raise Refused(f"{lacking[0].text}. Nothing has changed.")
    DECISION.make(decision, CONFIRM, by=by, confirmed_by=by, confirmed_at=timezone.now())


@transaction.atomic
def return_decision(decision: Decision, *, by: User, expected_version: int, why: str) -> None:
    """Make it a draft again, with a reason: until the wave is decided, a confirmed one too, by an approver."""
    decision = DECISION.hold(decision.pk, RETURN, by=by, expected_version=expected_version, why=why)
    _return(decision, by=by, why=why)


def return_to_draft(application: Application, *, by: User, why: str) -> bool:
    """Return what is proposed or confirmed on an application, because what it rests on fell away.

    A step of recusing somebody, in the transaction that holds the wave. Tells whether anything was.
    """
    found = Decision.objects.filter(application=application, state__in=RETURN.sources).select_related("proposed_by")
    for decision in found:
        decision.application = application
        _return(decision, by=by, why=why)
    return bool(found)


def _return(decision: Decision, *, by: User, why: str) -> None:
    nobody: dict[str, Any] = dict.fromkeys(("proposed_by", "proposed_at", "confirmed_by", "confirmed_at"))
    proposer = decision.proposed_by
    event = DECISION.make(decision, RETURN, by=by, why=why, **nobody)
    if proposer:
        notices.returned(decision, event, proposer, by=by)


def void_decision(application: Application, *, by: User) -> None:
    """Make what was written, proposed or confirmed void, in the transaction in which the locality withdraws."""
    for decision in Decision.objects.filter(application=application):  # none before moderation
        DECISION.make(decision, VOID, by=by, why="The locality withdrew its application.")


# What stands in the way


def _lock(pk: int) -> Decision:
    """Hold the wave, so that scores, decisions and the wave's own transitions follow one another, and read it anew."""
    wave = lock_wave(applications__decision=pk)
    decision = Decision.objects.select_related("application__locality").defer("application__known").get(pk=pk)
    decision.application.wave = wave
    return decision


def _nothing_to_decide(decision: Decision) -> str:
    application = decision.application
    if application.wave.state != Wave.State.MODERATION:
        return "Decisions are made while the panel moderates. Nothing has changed."
    if application.state != Application.State.SUBMITTED:
        return "The locality withdrew this application, so there is nothing to decide."
    return ""


def _words(decision: Decision) -> dict[str, str]:
    return {"word": decision.application.wave.commissioner.word}


def _proposed_it(decision: Decision, by: User) -> str:
    return "You proposed this decision, so somebody else confirms it." if decision.proposed_by_id == by.pk else ""


def _returns_what_is_confirmed(decision: Decision, by: User) -> str:
    if decision.state != Decision.State.CONFIRMED or by.has_perm(CONFIRM.permission, decision.application):
        return ""
    return f"Only {CONFIRM.who.format(**_words(decision))} can return a decision that is confirmed."


DECISION = Workflow[Decision](
    noun="decision",
    in_words=STATE_IN_WORDS,
    lock=_lock,
    words=_words,
    asked_of=lambda decision: decision.application,
    setting=_nothing_to_decide,
    guards={CONFIRM: _proposed_it, RETURN: _returns_what_is_confirmed},
    version=lambda decision, _: version_of(decision, agreed_scores(decision)),
    stale="This decision changed since you opened the page. Look at what is new, then decide.",
    save=write,
)
"""The only thing that changes a decision's state."""


def _criteria(decision: Decision) -> tuple[CriterionSheet, ...]:
    """The scores that the decision rests on, beside what the members gave."""
    application = decision.application
    return build_sheets(application.wave, [application])[0].criteria
