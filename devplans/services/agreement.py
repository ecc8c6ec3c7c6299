"""How a plan is agreed: one service per move between its states, and the frozen versions that the moves make.

Each holds the plan for its transaction, asks who moves it and from where, and writes the audit event. Whatever cannot
be done now raises StepRefused, in words, and changes nothing. `seen` is the key of the newest attempt that the person
was shown, 0 when there was none: nobody signs or decides on an attempt they have not looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from assessment.models import Diagnostic
from assessment.services.diagnostics import DiagnosticError
from devplans.document import pdf
from devplans.document.agreed import frozen_from
from devplans.document.build import document_of
from devplans.document.plan import PlanDocument, Signature, SignOffPage, from_json, to_json
from devplans.models import Plan, PlanVersion, SignOff
from devplans.models.agreement import SENT_BACK, WITHDRAWN
from devplans.queries.readiness import missing_for_submission, plan_progress
from devplans.services import notices
from devplans.services.locking import lock_plan
from localities.kit.audit import record
from localities.kit.refused import StepRefused
from localities.models import User

State = Plan.State
LOCALITY, COMMISSIONER = SignOff.Side.LOCALITY, SignOff.Side.COMMISSIONER


@dataclass(frozen=True)
class Move:
    """A move: from which state to which, the permission it asks for, and its words, "{word}" for the CCG."""

    source: State
    target: State
    permission: str
    who: str
    done: str
    event: str


SUBMIT = Move(State.DRAFT, State.SUBMITTED, "submit_plan", "the locality lead", "submitted", "Submitted the plan")
WITHDRAW = Move(State.SUBMITTED, State.DRAFT, "withdraw_plan", "the locality lead", "withdrawn", "Withdrew the plan")
SEND_BACK = Move(State.SUBMITTED, State.DRAFT, "send_back_plan", "the {word}", "sent back", "Sent the plan back")
APPROVE = Move(
    State.SUBMITTED, State.APPROVED, "approve_plan", "an approver of the {word}", "approved", "Approved the plan"
)
AMEND = Move(State.APPROVED, State.DRAFT, "amend_plan", "the locality lead", "amended", "Began to amend the plan")
CLOSE = Move(State.APPROVED, State.CLOSED, "close_plan", "an approver of the {word}", "closed", "Closed the plan")

STANDS = {
    State.DRAFT: "it is a draft",
    State.SUBMITTED: "it is with the {word}",
    State.APPROVED: "it is approved",
    State.CLOSED: "it is closed",
}


def submit_plan(plan: Plan, *, by: User, seen: int, name: str, role: str, statement: str) -> PlanVersion:
    """Sign the plan for the locality and freeze it as the next attempt of its version.

    Raises StepRefused too when something is missing (`devplans.queries.readiness`).
    """
    _check(plan, SUBMIT, by=by, seen=seen)
    content = _content_to_submit(plan)
    printed = _print(content)  # takes a second: before anything is held
    with transaction.atomic():
        # The diagnostic first, as everything that changes answers does: the content rests on it.
        Diagnostic.objects.select_for_update().get(pk=plan.diagnostic_id)
        plan = lock_plan(plan.pk)
        newest = _check(plan, SUBMIT, by=by, seen=seen)
        if (now_content := _content_to_submit(plan)) != content:  # somebody saved meanwhile
            content, printed = now_content, _print(now_content)
        now = timezone.now()
        version = PlanVersion.objects.create(
            plan=plan,
            number=plan.version_number,
            attempt=newest.attempt + 1 if newest and newest.number == plan.version_number else 1,
            amends_why=plan.amended_why,
            submitted_at=now,
            **frozen_from(content),
            **_bytes(printed),
        )
        version.sign_offs.create(side=LOCALITY, person=by, name=name, role=role, statement=statement, signed_at=now)
        _move(plan, SUBMIT, by=by)
        notices.submitted(plan, version, by=by)
    return version


@transaction.atomic
def withdraw_submission(plan: Plan, *, by: User, seen: int) -> None:
    """Take the submission back, so that the locality can change the plan again."""
    plan, version = _hold(plan, WITHDRAW, by=by, seen=seen)
    _end(version, WITHDRAWN)
    _move(plan, WITHDRAW, by=by)
    notices.withdrawn(plan, version, by=by)


@transaction.atomic
def send_back(plan: Plan, *, by: User, seen: int, why: str) -> None:
    """Send the plan back to the locality, with what should change and why. Comments stay."""
    _need(why, "Say what should change, and why.")
    plan, version = _hold(plan, SEND_BACK, by=by, seen=seen)
    _end(version, SENT_BACK, why)
    _move(plan, SEND_BACK, by=by, why=why)
    notices.sent_back(plan, version, by=by, why=why)


def approve_plan(plan: Plan, *, by: User, seen: int, name: str, role: str, statement: str) -> PlanVersion:
    """Sign the plan for the CCG: makes the final PDF, once, and puts this version in force.

    Raises StepRefused too for the person who signed it for the locality.
    """
    version = _to_approve(plan, by=by, seen=seen)
    signature = SignOff(
        version=version,
        side=COMMISSIONER,
        person=by,
        name=name,
        role=role,
        statement=statement,
        signed_at=timezone.now(),
    )
    final = _print_approved(version, [*version.sign_offs.all(), signature])  # takes a second: before the plan is held
    with transaction.atomic():
        plan = lock_plan(plan.pk)
        version = _to_approve(plan, by=by, seen=seen)
        signature.save()
        _set(version, approved_at=signature.signed_at, **_bytes(final))
        _move(plan, APPROVE, by=by, version_in_force=version)
        notices.approved(plan, version, by=by)
    return version


@transaction.atomic
def amend_plan(plan: Plan, *, by: User, seen: int, why: str) -> None:
    """Start the next version from the approved one, which stays in force until the next is approved."""
    _need(why, "Say why the plan is amended.")
    plan, _ = _hold(plan, AMEND, by=by, seen=seen)
    _move(plan, AMEND, by=by, why=why, version_number=plan.version_number + 1, amended_why=why)


@transaction.atomic
def close_plan(plan: Plan, *, by: User, seen: int) -> None:
    """Close the plan for good. Raises StepRefused before the end of its period."""
    plan, version = _hold(plan, CLOSE, by=by, seen=seen)
    if timezone.localdate() < plan.ends_on:
        raise StepRefused(f"This plan runs until {date_format(plan.ends_on)}. It can be closed from then on.")
    _move(plan, CLOSE, by=by)
    notices.closed(plan, version, by=by)


def keep_closed_while_submitted(diagnostic: Diagnostic) -> None:
    """Raise DiagnosticError when the plan of a diagnostic is with the CCG: what it rests on stays as it was signed."""
    plan = Plan.objects.select_for_update().filter(diagnostic=diagnostic).first()
    if plan and plan.state == State.SUBMITTED:
        word = plan.locality.commissioner_word
        raise DiagnosticError(f"The plan made from this diagnostic is with the {word}. Withdraw the plan first.")


def refusal(plan: Plan, move: Move, *, by: User) -> str:
    """Return why this person cannot make this move now, in words; nothing when they can. For pages."""
    try:
        newest = _newest(plan)
        if move is APPROVE:
            _to_approve(plan, by=by, seen=_key(newest))
        else:
            _check(plan, move, by=by, seen=_key(newest))
    except StepRefused as error:
        return str(error)
    return ""


# The steps that the moves are made of


def _move(plan: Plan, move: Move, *, by: User, why: str = "", **fields: Any) -> None:
    """Change the state: the only place that does."""
    if move.target not in Plan.TRANSITIONS[plan.state]:
        raise StepRefused(f"This plan cannot be {move.done} now: {_stands(plan)}.")
    moved = (plan.state, str(move.target))
    plan.state = move.target
    for name, value in fields.items():
        setattr(plan, name, value)
    plan._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    plan.save(update_fields=["state", *fields])
    record(move.event, plan, by=by, locality=plan.locality, moved=moved, why=why)


def _check(plan: Plan, move: Move, *, by: User, seen: int) -> PlanVersion | None:
    """Return the plan's newest attempt if this person may make this move now. Raises StepRefused if not."""
    if not by.has_perm(f"devplans.{move.permission}", plan):
        raise StepRefused(f"Only {move.who.format(word=plan.locality.commissioner_word)} can do this.")
    if plan.state != move.source:
        raise StepRefused(f"This plan cannot be {move.done} now: {_stands(plan)}. Nothing has changed.")
    newest = _newest(plan)
    if _key(newest) != seen:
        raise StepRefused("This plan was submitted again since you opened the page. Look at what is new, then decide.")
    return newest


def _hold(plan: Plan, move: Move, *, by: User, seen: int) -> tuple[Plan, PlanVersion]:
    """Lock the plan for a move about its newest attempt, and return both."""
    plan = lock_plan(plan.pk)
    version = _check(plan, move, by=by, seen=seen)
    assert version is not None  # noqa: S101  there is no state but draft without an attempt
    return plan, version


def _to_approve(plan: Plan, *, by: User, seen: int) -> PlanVersion:
    version = _check(plan, APPROVE, by=by, seen=seen)
    assert version is not None  # noqa: S101  what is submitted has an attempt
    if version.sign_offs.filter(person=by).exists():
        word = version.plan.locality.commissioner_word
        raise StepRefused(f"You signed this plan for the locality, so somebody else approves it for the {word}.")
    return version


def _stands(plan: Plan) -> str:
    return STANDS[State(plan.state)].format(word=plan.locality.commissioner_word)


def _newest(plan: Plan) -> PlanVersion | None:
    return plan.versions.without_bytes().first()


def _key(version: PlanVersion | None) -> int:
    return version.pk if version else 0


def _need(text: str, otherwise: str) -> None:
    if not text.strip():
        raise StepRefused(otherwise)


def _end(version: PlanVersion, how: str, why: str = "") -> None:
    _set(version, ended_as=how, ended_at=timezone.now(), ended_why=why)


def _set(version: PlanVersion, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))


# What is frozen, and printed from it


def _content_to_submit(plan: Plan) -> str:
    """Return what is frozen of the plan as it stands, from one read. Raises StepRefused if something is missing."""
    progress = plan_progress(plan)
    if missing_for_submission(progress):
        raise StepRefused("Something is still missing before this plan can be submitted.")
    document = document_of(progress.whole, today=timezone.localdate())
    return to_json(replace(document, status=State.SUBMITTED.label))


def _print(content: str) -> bytes:
    return pdf.render(from_json(content))


def _print_approved(version: PlanVersion, signatures: Sequence[SignOff]) -> bytes:
    return pdf.render(approved_document(version, signatures))


def approved_document(version: PlanVersion, signatures: Sequence[SignOff]) -> PlanDocument:
    """The frozen content of a version as an approved plan, with its sign-off page."""
    page = SignOffPage(
        signatures=tuple(
            Signature(
                side=one.get_side_display(),
                name=one.name,
                role=one.role,
                statement=one.statement,
                on=timezone.localdate(one.signed_at),
            )
            for one in signatures
        ),
        fingerprint=version.fingerprint,
    )
    return replace(from_json(version.content), status=State.APPROVED.label, draft=False, sign_off=page)


def _bytes(printed: bytes) -> dict[str, Any]:
    return {"pdf": printed, "pdf_sha256": hashlib.sha256(printed).hexdigest()}
