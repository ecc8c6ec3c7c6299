"""How a locality applies for a wave: one service per step. Views call these and nothing else writes an application.

Each holds the application for its transaction and asks who may, the wave's state and the clock itself: what comes late
is refused in words, and the draft stays as it was saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import Application, ApplicationAnswer, Wave
from assessment.selection.models.application_transitions import (
    LEAD,
    STATE_IN_WORDS,
    SUBMIT,
    TAKE_BACK,
    WITHDRAW,
    WRITE,
)
from assessment.selection.queries.evidence import collect, to_json
from assessment.selection.queries.statements import has_changed, to_submit
from assessment.selection.queries.wave_readiness import Missing
from assessment.selection.services import notices
from assessment.selection.services.decisions import void_decision
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.pages.phrases import at_time, count, count_words
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.kit.workflow import Transition, Workflow
from localities.models import Locality, User

FEWEST_WORDS = 5
"""A dash, a full stop or "see above" is no statement."""
NOT_DECIDED = (Wave.State.OPEN, Wave.State.CLOSED, Wave.State.SCORING, Wave.State.MODERATION)


def start_application(locality: Locality, wave: Wave, *, by: User) -> Application:
    """Begin a locality's application with an empty answer on each criterion; the one it has already, if there is one.

    Raises Refused when the wave is another commissioner's, or takes no applications now.
    """
    ask_permission(by, "selection.apply", locality, LEAD)
    if locality.commissioner_id != wave.commissioner_id:
        raise Refused(f"{wave} is for localities of another {wave.commissioner.word}.")
    with transaction.atomic():
        wave = lock_wave(pk=wave.pk)
        if existing := Application.objects.filter(wave=wave, locality=locality).first():
            return existing
        if why := why_not_taken(wave, timezone.now()):
            raise Refused(why)
        application = Application.objects.create(wave=wave, locality=locality)
        ApplicationAnswer.objects.bulk_create(
            ApplicationAnswer(application=application, criterion=criterion)
            for criterion in wave.whole_guide.ordered_criteria
        )
        # Without the locality: its commissioner reads the locality's history, and a draft is none of theirs yet.
        record("Began the application", application, by=by, moved=("", application.state))
    return application


def save_answer(
    answer: ApplicationAnswer, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[ApplicationAnswer]:
    """Save the statement and evidence on one criterion, merged with what others saved since `base_revision`."""
    with transaction.atomic():
        # Without the wave, whose row everybody who writes at the deadline would wait for.
        APPLICATION.check(_lock(answer.application_id), WRITE, by=by)
        return save_changes(answer, values, base_revision=base_revision, by=by)


@transaction.atomic
def submit_application(application: Application, *, by: User, name: str, role: str) -> None:
    """Sign the application and freeze it, with what the tool knows of the locality at this moment."""
    application = APPLICATION.hold(application.pk, SUBMIT, by=by)
    if missing_from(application):
        raise Refused("Something is still missing before this application can be submitted.")
    if unchanged := nothing_new(application):
        raise Refused(unchanged)
    wave, now = application.wave, timezone.now()
    known = collect(application.locality, wave.whole_guide, today=timezone.localdate(now))
    APPLICATION.make(
        application,
        SUBMIT,
        by=by,
        submitted=to_submit(application),
        known=to_json(known),
        submitted_at=now,
        submitted_by=by,
        signed_name=name,
        signed_role=role,
    )
    notices.submitted(application, by=by)


@transaction.atomic
def withdraw_application(application: Application, *, by: User, expected_version: str) -> None:
    """Withdraw a submitted application: while the wave takes applications it is a draft again, after that for good.

    `expected_version` is the state that the person was told it leads to.
    """
    application = APPLICATION.hold(application.pk, WITHDRAW, by=by, expected_version=expected_version)
    if withdrawing(application) is TAKE_BACK:
        nothing: dict[str, Any] = dict.fromkeys(("submitted", "known", "submitted_at", "submitted_by"))
        APPLICATION.make(application, TAKE_BACK, by=by, **nothing, signed_name="", signed_role="")
    else:
        APPLICATION.make(application, WITHDRAW, by=by)
        void_decision(application, by=by)
    notices.withdrawn(application, by=by)


# What pages ask beforehand, in the same words


def missing_from(application: Application) -> list[Missing]:
    """Return what is missing before the application can be submitted, in the order of the criteria. One query."""
    return list(_missing(application))


def _missing(application: Application) -> Iterator[Missing]:
    limit = application.wave.word_limit
    statements = dict(application.answers.order_by().values_list("criterion__code", "statement"))
    for criterion in application.wave.whole_guide.ordered_criteria:
        words = count_words(statements.get(criterion.code, ""))
        url = f"{reverse('application', args=[application.pk])}#{criterion.code}-statement"
        if not words:
            yield Missing(f"{criterion.title}: write a statement", url)
        elif words < FEWEST_WORDS:
            text = f"write a statement of at least {FEWEST_WORDS} words. It has {count(words, 'word')}"
            yield Missing(f"{criterion.title}: {text}", url)
        elif words > limit:
            yield Missing(f"{criterion.title}: shorten the statement to {limit:,} words. It has {words:,}", url)


def nothing_new(application: Application) -> str:
    """Return why submitting again would change nothing, in words; nothing when it would. At most one query."""
    if application.submitted is None or has_changed(application):
        return ""
    return "Nothing has changed since this application was submitted: it stands as it is."


def why_not_taken(wave: Wave, now: datetime) -> str:
    """Return why an application can be neither written nor submitted at this moment; nothing when it can."""
    if wave.takes_applications(now):
        return ""
    if now < wave.opens_at or wave.state == Wave.State.PLANNED:
        return f"{wave} opens on {at_time(wave.opens_at)}."
    if now >= wave.closes_at:
        return f"{wave} closed on {at_time(wave.closes_at)}."
    return f"{wave} takes no more applications."


def withdrawing(application: Application) -> Transition:
    """What withdrawing is now: while the wave takes applications it can be changed and submitted again."""
    return TAKE_BACK if application.wave.takes_applications(timezone.now()) else WITHDRAW


def _lock(pk: int) -> Application:
    """Return the application, held for this transaction: what is frozen in it was not saved over meanwhile."""
    with_others = Application.objects.select_related("wave", "locality")
    return with_others.select_for_update(of=("self",)).get(pk=pk)


def _lock_with_wave(pk: int) -> Application:
    """Lock the wave and then the application, so that neither changes its state while the other does."""
    lock_wave(applications=pk)
    return _lock(pk)


def _too_late(application: Application, by: User) -> str:
    why = why_not_taken(application.wave, timezone.now())
    if why and application.submitted_at:
        return f"{why} What was submitted on {at_time(application.submitted_at)} stands; what you saved since is kept."
    return f"{why} This application was not submitted; what you saved is kept." if why else ""


def _is_decided(application: Application, by: User) -> str:
    if application.wave.state in NOT_DECIDED:
        return ""
    return "The application can no longer be withdrawn. You hear the outcome when it is published."


APPLICATION = Workflow[Application](
    in_words=STATE_IN_WORDS,
    lock=_lock_with_wave,
    guards={SUBMIT: _too_late, WRITE: _too_late, WITHDRAW: _is_decided},
    version=lambda application, _: withdrawing(application).target,
    stale="The wave has closed or opened again since you opened the page. Read it again, then decide.",
    locality=lambda application: application.locality,
)
"""The only thing that changes an application's state."""
