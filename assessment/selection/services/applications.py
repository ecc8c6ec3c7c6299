"""How a locality applies for a wave: one service per step. Views call these and nothing else writes an application.

Each holds the application for its transaction and asks the wave's state and the clock itself: what comes late is
refused in words, and the draft stays as it was saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import Application, ApplicationAnswer, Wave
from assessment.selection.queries.evidence import collect, to_json
from assessment.selection.queries.wave_readiness import Missing
from assessment.selection.services import notices
from assessment.selection.services.decisions import void_decision
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.pages.phrases import at_time, count, count_words
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.models import Locality, User

State = Application.State
FEWEST_WORDS = 5
"""A dash, a full stop or "see above" is no statement."""
DRAFT, SUBMITTED, WITHDRAWN = State.DRAFT, State.SUBMITTED, State.WITHDRAWN
NOT_DECIDED = (Wave.State.OPEN, Wave.State.CLOSED, Wave.State.SCORING, Wave.State.MODERATION)


def start_application(locality: Locality, wave: Wave, *, by: User) -> Application:
    """Begin a locality's application with an empty answer on each criterion; the one it has already, if there is one.

    Raises Refused when the wave is another commissioner's, or takes no applications now.
    """
    if locality.commissioner_id != wave.commissioner_id:
        raise Refused(f"{wave} is for localities of another CCG.")
    with transaction.atomic():
        wave = lock_wave(wave.pk)
        if existing := Application.objects.filter(wave=wave, locality=locality).first():
            return existing
        if why := why_not_taken(wave, timezone.now()):
            raise Refused(why)
        application = Application.objects.create(wave=wave, locality=locality)
        ApplicationAnswer.objects.bulk_create(
            ApplicationAnswer(application=application, criterion=criterion)
            for criterion in wave.whole_guide.ordered_criteria
        )
        # Without the locality: its CCG reads the locality's history, and a draft is none of theirs yet.
        record("Began the application", application, by=by, moved=("", application.state))
    return application


def save_answer(
    answer: ApplicationAnswer, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[ApplicationAnswer]:
    """Save the statement and evidence on one criterion, merged with what others saved since `base_revision`."""
    with transaction.atomic():
        application = _lock(answer.application_id)
        if why := why_not_submitted(application):
            raise Refused(why)
        return save_changes(answer, values, base_revision=base_revision, by=by)


@transaction.atomic
def submit_application(application: Application, *, by: User, name: str, role: str) -> None:
    """Sign the application and freeze it, with what the tool knows of the locality at this moment."""
    application = _hold(application)
    if why := why_not_submitted(application):
        raise Refused(why)
    if missing_from(application):
        raise Refused("Something is still missing before this application can be submitted.")
    wave, now = application.wave, timezone.now()
    known = collect(application.locality, wave.whole_guide, today=timezone.localdate(now))
    _move(
        application,
        SUBMITTED,
        "Submitted the application",
        by=by,
        known=to_json(known),
        submitted_at=now,
        submitted_by=by,
        signed_name=name,
        signed_role=role,
    )
    notices.submitted(application, by=by)


@transaction.atomic
def withdraw_application(application: Application, *, by: User, for_good: bool) -> None:
    """Take a submitted application back: to a draft while the wave takes applications, after that for good.

    `for_good` is what the person was told it would be. Raises Refused when that is not so any more.
    """
    application = _hold(application)
    if why := why_not_withdrawn(application):
        raise Refused(why)
    if for_good != (not may_be_changed_again(application)):
        raise Refused("The wave has closed or opened again since you opened the page. Read it again, then decide.")
    if not for_good:
        nothing: dict[str, Any] = {"known": None, "submitted_at": None, "submitted_by": None}
        _move(application, DRAFT, "Took the application back", by=by, **nothing, signed_name="", signed_role="")
    else:
        _move(application, WITHDRAWN, "Withdrew the application", by=by)
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


def why_not_taken(wave: Wave, now: datetime) -> str:
    """Return why an application can be neither written nor submitted at this moment; nothing when it can."""
    if wave.takes_applications(now):
        return ""
    if now < wave.opens_at or wave.state == Wave.State.PLANNED:
        return f"{wave} opens on {at_time(wave.opens_at)}."
    if now >= wave.closes_at:
        return f"{wave} closed on {at_time(wave.closes_at)}."
    return f"{wave} takes no more applications."


def why_not_submitted(application: Application) -> str:
    """Return why the application can be neither changed nor submitted now; nothing when it can."""
    if application.state == SUBMITTED:
        again = " Take it back to change it." if may_be_changed_again(application) else ""
        return f"This application has been submitted.{again}"
    if application.state == WITHDRAWN:
        return "This application is withdrawn and cannot be changed any more."
    why = why_not_taken(application.wave, timezone.now())
    return f"{why} This application was not submitted; what you saved is kept." if why else ""


def may_be_changed_again(application: Application) -> bool:
    """Tell whether withdrawing now makes the application a draft again, rather than ending it."""
    return application.wave.takes_applications(timezone.now())


def why_not_withdrawn(application: Application) -> str:
    """Return why the application cannot be withdrawn now; nothing when it can."""
    if application.state == DRAFT:
        return "This application is a draft. Nothing has been submitted."
    if application.state == WITHDRAWN:
        return "This application is withdrawn already."
    if application.wave.state not in NOT_DECIDED:
        return "The application can no longer be withdrawn. You hear the outcome when it is published."
    return ""


# The steps that the services are made of


def _move(application: Application, target: State, event: str, *, by: User, **fields: Any) -> None:
    """Change the state: the only place that does."""
    if target not in Application.TRANSITIONS[application.state]:
        raise Refused(f"This application is {application.get_state_display().lower()}, so this cannot be done now.")
    moved = (application.state, str(target))
    application.state = target
    for name, value in fields.items():
        setattr(application, name, value)
    application.save(update_fields=["state", *fields])
    record(event, application, by=by, locality=application.locality, moved=moved)


def _lock(pk: int) -> Application:
    """Return the application, held for this transaction: what is frozen in it was not saved over meanwhile."""
    with_others = Application.objects.select_related("wave", "locality")
    return with_others.select_for_update(of=("self",)).get(pk=pk)


def _hold(application: Application) -> Application:
    """Lock the wave and then the application, so that neither moves while the other does."""
    lock_wave(application.wave_id)
    return _lock(application.pk)
