"""How a plan is agreed: one service per transition between its states, and the frozen versions that they make.

Nobody signs or decides on an attempt they have not looked at: `expected_version` is the newest that they were shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessment.models import Diagnostic
from assessment.rules.decimals import known
from devplans.document.agreed import frozen_from
from devplans.document.build.plan import document_of
from devplans.document.decisions import answer_to_json, answers_from, decisions_of
from devplans.document.in_force import document_in_force
from devplans.document.plan import PlanDocument, Signature, SignOffPage, from_json, to_json
from devplans.document.printing import to_print
from devplans.models import Plan, PlanVersion, SignOff, WorkingCopy
from devplans.models.agreement import SENT_BACK, WITHDRAWN
from devplans.models.plan_transitions import AMEND, APPROVE, CLOSE, DISCARD, SEND_BACK, SUBMIT, WITHDRAW
from devplans.queries.readiness import missing_for_submission, plan_progress
from devplans.services import notices
from devplans.services.decisions import Answers, answer
from devplans.services.plan_workflow import PLAN, newest_attempt
from devplans.services.working_copy import put_back, rows_to_keep
from localities.kit.documents.printing import print_now
from localities.kit.refused import Refused
from localities.kit.revisions.rows import write
from localities.models import User

LOCALITY, COMMISSIONER = SignOff.Side.LOCALITY, SignOff.Side.COMMISSIONER
TRIES = 3
"""How often a plan is printed to be submitted, when each time somebody saves meanwhile."""


def submit_plan(
    plan: Plan, *, by: User, expected_version: int, name: str, role: str, statement: str, done_about: str = ""
) -> PlanVersion:
    """Sign the plan for the locality and freeze it as the next attempt of its version.

    `done_about` says what was done about the reason for which the attempt before was sent back, where it was.

    Raises Refused too when something is missing (`devplans.queries.readiness`).
    """
    PLAN.check(plan, SUBMIT, by=by, expected_version=expected_version)
    signature = {"side": LOCALITY, "person": by, "name": name, "role": role, "statement": statement}
    if was_sent_back(newest_attempt(plan)) and not done_about.strip():
        raise Refused("Say what you did about what you were asked to change.", about="done_about")
    for _ in range(TRIES):
        content = _content_to_submit(plan)
        printed = print_now(to_print(content), by=by)  # takes a second: before anything is held
        with transaction.atomic():
            # The diagnostic first, as everything that changes answers does: the content rests on it.
            Diagnostic.objects.select_for_update().get(pk=plan.diagnostic_id)
            plan = PLAN.hold(plan.pk, SUBMIT, by=by, expected_version=expected_version)
            if _content_to_submit(plan) == content:  # else somebody saved meanwhile
                version = _freeze(plan, content, printed, done_about, **signature)
                PLAN.make(plan, SUBMIT, by=by)
                notices.submitted(plan, version, by=by)
                return version
    raise Refused("Somebody else keeps changing the plan. Agree with them who submits it, then sign it again.")


def was_sent_back(newest: PlanVersion | None) -> bool:
    """The newest attempt was sent back: what is submitted next says what was done about it."""
    return newest is not None and newest.ended_as == SENT_BACK


def _freeze(plan: Plan, content: str, printed: bytes, done_about: str, **signature: Any) -> PlanVersion:
    """Keep what is submitted as the next attempt of the plan's version, with the signature under it."""
    newest, now = newest_attempt(plan), timezone.now()
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.version_number,
        attempt=newest.attempt + 1 if newest and newest.number == plan.version_number else 1,
        amends_why=plan.amended_why,
        done_about=done_about,
        submitted_at=now,
        **frozen_from(content),
        **_bytes(printed),
    )
    version.sign_offs.create(**signature, signed_at=now)
    return version


@transaction.atomic
def withdraw_submission(plan: Plan, *, by: User, expected_version: int) -> None:
    """Take the submission back, so that the locality can change the plan again."""
    plan = PLAN.hold(plan.pk, WITHDRAW, by=by, expected_version=expected_version)
    version = _end(plan, WITHDRAWN)
    PLAN.make(plan, WITHDRAW, by=by)
    notices.withdrawn(plan, version, by=by)


@transaction.atomic
def send_back(plan: Plan, *, by: User, expected_version: int, why: str) -> None:
    """Send the plan back to the locality, with what should change and why. Comments stay."""
    plan = PLAN.hold(plan.pk, SEND_BACK, by=by, expected_version=expected_version, why=why)
    version = _end(plan, SENT_BACK, why)
    PLAN.make(plan, SEND_BACK, by=by, why=why)
    notices.sent_back(plan, version, by=by, why=why)


def approve_plan(
    plan: Plan, *, by: User, expected_version: int, name: str, role: str, statement: str, answers: Answers
) -> PlanVersion:
    """Sign the plan for the CCG: makes the final PDF, once, and puts this version in force.

    `answers` are those to the decisions it asks for, by their key: each that has none yet is answered now. Raises
    Refused where one is not, and for the person who signed it for the locality.
    """
    PLAN.check(plan, APPROVE, by=by, expected_version=expected_version)
    version = known(newest_attempt(plan))
    decisions = decisions_of(plan, from_json(version.content), document_in_force(plan))
    answered = [answer(decision.row, answers, by=by) for decision in decisions if not decision.stands]
    signature = SignOff(
        version=version,
        side=COMMISSIONER,
        person=by,
        name=name,
        role=role,
        statement=statement,
        signed_at=timezone.now(),
        answers=[answer_to_json(decision) for decision in decisions],
    )
    document = approved_document(version, [*version.sign_offs.all(), signature])
    _refuse_unchanged(document)
    final = print_now(to_print(to_json(document)), by=by)  # takes a second: before the plan is held
    with transaction.atomic():
        plan = PLAN.hold(plan.pk, APPROVE, by=by, expected_version=expected_version)
        signature.save()
        for row in answered:
            write(row, by=by, fields=["answer", "condition", "answered_by", "condition_met_on"])
        _set(version, approved_at=signature.signed_at, **_bytes(final))
        PLAN.make(plan, APPROVE, by=by, version_in_force=version)
        WorkingCopy.objects.filter(plan=plan).delete()
        notices.approved(plan, version, by=by)
    return version


@transaction.atomic
def amend_plan(plan: Plan, *, by: User, expected_version: int, why: str) -> None:
    """Start the next version from the approved one, which stays in force until the next is approved."""
    plan = PLAN.hold(plan.pk, AMEND, by=by, expected_version=expected_version, why=why)
    for action in plan.actions.exclude(moved_why=""):  # that was the reason of the amendment before
        action.moved_why = ""
        write(action, by=by, fields=["moved_why"])
    WorkingCopy.objects.update_or_create(plan=plan, defaults={"rows": rows_to_keep(plan)})
    newest = known(plan.versions.aggregate(newest=Max("number"))["newest"])  # of a discarded amendment, it may be
    PLAN.make(plan, AMEND, by=by, why=why, version_number=newest + 1, amended_why=why)


@transaction.atomic
def discard_amendment(plan: Plan, *, by: User, expected_version: int) -> None:
    """Give an amendment up: the plan is the version in force again, field by field, with what was reported on it.

    Rows that it added stay among those that were removed. What was submitted of it stays on the list of versions.
    """
    plan = PLAN.hold(plan.pk, DISCARD, by=by, expected_version=expected_version)
    why = plan.amended_why
    put_back(plan, plan.working_copy.rows, by=by)
    plan.working_copy.delete()
    PLAN.make(plan, DISCARD, by=by, why=f"It had been begun because: {why}")


@transaction.atomic
def close_plan(plan: Plan, *, by: User, expected_version: int) -> None:
    """Close the plan for good. Raises Refused before the end of its period."""
    plan = PLAN.hold(plan.pk, CLOSE, by=by, expected_version=expected_version)
    PLAN.make(plan, CLOSE, by=by)
    notices.closed(plan, known(plan.version_in_force), by=by)


def keep_closed_while_submitted(diagnostic: Diagnostic) -> str:
    """Why a diagnostic stays as its plan was signed: the plan is with the CCG. Nothing when it is not."""
    plan = Plan.objects.select_for_update().filter(diagnostic=diagnostic).first()
    if plan is None or plan.state != Plan.State.SUBMITTED:
        return ""
    word = plan.locality.commissioner_word
    return f"The plan made from this diagnostic is with the {word}. Withdraw the plan first."


# The steps that the transitions are made of


def _end(plan: Plan, how: str, why: str = "") -> PlanVersion:
    version = known(newest_attempt(plan))
    _set(version, ended_as=how, ended_at=timezone.now(), ended_why=why)
    return version


def _set(version: PlanVersion, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))


# What is frozen, and printed from it


def _content_to_submit(plan: Plan) -> str:
    """Return what is frozen of the plan as it stands, from one read. Raises Refused if something is missing."""
    progress = plan_progress(plan)
    if missing_for_submission(progress):
        raise Refused("Something is still missing before this plan can be submitted.")
    document = document_of(progress.whole, today=timezone.localdate())
    _refuse_unchanged(document)
    return to_json(replace(document, status=Plan.State.SUBMITTED.label))


def unchanged(document: PlanDocument) -> str:
    """Why an amendment that says what is in force already is not signed; nothing of any other document."""
    if document.changes is None or document.changes.sections:
        return ""
    return (
        f"Nothing is different from version {document.changes.since}, which is in force. Change what is to be agreed "
        "anew, or discard the amendment."
    )


def _refuse_unchanged(document: PlanDocument) -> None:
    if why := unchanged(document):
        raise Refused(why)


def approved_document(version: PlanVersion, signatures: Sequence[SignOff]) -> PlanDocument:
    """The frozen content of a version as an approved plan, with its sign-off page."""
    document = from_json(version.content)
    page = SignOffPage(
        signatures=tuple(
            Signature(
                side=SignOff.Side(signature.side).in_words(document.commissioner_word),
                name=signature.name,
                role=signature.role,
                statement=signature.statement,
                on=timezone.localdate(signature.signed_at),
            )
            for signature in signatures
        ),
        fingerprint=version.fingerprint,
        answers=tuple(answer for signature in signatures for answer in answers_from(signature.answers)),
        agreed=version.plan.practice_agreements.filter(number=version.number).count(),
        practices=len(document.practices),
    )
    return replace(document, status=Plan.State.APPROVED.label, draft=False, sign_off=page)


def _bytes(printed: bytes) -> dict[str, Any]:
    return {"pdf": printed, "pdf_sha256": hashlib.sha256(printed).hexdigest()}
