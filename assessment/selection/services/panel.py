"""What a panel does with an application: score it, send the scores, and agree them in moderation.

Each service holds the wave for its transaction and asks its state, so no address and no second tab gets past it. What
a member scored is theirs alone until moderation: audit events say that scores were sent, never which. No event names
the locality, whose people would read it in their history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, PanelScore, SentScores, Wave
from assessment.selection.queries.interests import standing_interest
from assessment.selection.queries.panel import missing_for_sending, scoring_refusal
from assessment.selection.services.interests import ask_part_in_judging, hold_submitted, refuse_unless_submitted
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.models import User

State = Wave.State


def save_score(
    score: PanelScore, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[PanelScore]:
    """Save a member's own score of one criterion while the panel is scoring, as long as it is not sent."""
    with transaction.atomic():
        member, application = _own_place(score.application, by, with_others=True)
        if score.member_id != member.pk:
            raise Refused("These are the scores of another panel member.")
        if member.sent.filter(application=application).exists():
            raise Refused("You have sent your scores. Take them back to change them.")
        return save_changes(score, values, base_revision=base_revision, by=by)


@transaction.atomic
def send_scores(application: Application, *, by: User) -> SentScores:
    """Send a member's scores, after which they are fixed unless the member takes them back."""
    member, application = _own_place(application, by)
    if member.sent.filter(application=application).exists():
        raise Refused("You have sent your scores already.")
    if missing := missing_for_sending(member.scores.filter(application=application).select_related("criterion")):
        raise Refused(f"Something is still missing. {'. '.join(task.text for task in missing)}.")
    sent = SentScores.objects.create(member=member, application=application, sent_at=timezone.now())
    record("Sent scores", application, by=by)
    return sent


@transaction.atomic
def take_back_scores(application: Application, *, by: User) -> None:
    """Take sent scores back, to change them and send them again. Raises Refused once moderation has begun."""
    member, application = _own_place(application, by)
    deleted, _ = member.sent.filter(application=application).delete()
    if not deleted:
        raise Refused("You have not sent your scores, so you can change them now.")
    record("Took scores back", application, by=by)


def save_agreed_score(
    agreed: AgreedScore, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[AgreedScore]:
    """Save the score that the panel agreed on for one criterion, with its note.

    Raises Refused outside moderation, for somebody with a conflict, and once a decision rests on the scores.
    """
    with transaction.atomic():
        application = hold_submitted(agreed.application)
        if application.wave.state != State.MODERATION:
            raise Refused("Agreed scores can be changed only while the panel is moderating.")
        if not by.has_perm("selection.moderate", application):
            raise Refused("You have no part in judging this application.")
        if application.decision.state != Decision.State.DRAFT:
            raise Refused("A decision has been proposed on these scores. Return it to change them.")
        return save_changes(agreed, values, base_revision=base_revision, by=by)


# The steps that the services are made of


def _own_place(application: Application, by: User, *, with_others: bool = False) -> tuple[PanelMember, Application]:
    """Hold the wave and return this member's place, without a conflict, while the panel is scoring."""
    wave = lock_wave(pk=application.wave_id, with_others=with_others)
    if refusal := scoring_refusal(wave):
        raise Refused(refusal)
    ask_part_in_judging(by, application)
    member = PanelMember.objects.serving(by).filter(wave=wave).first()
    if member is None:
        raise Refused("Only members of this wave’s panel can do this.")
    declared = standing_interest(application, by)
    if declared is None:
        raise Refused("Declare your interest in this application first.")
    now = declared.application
    now.wave = wave
    refuse_unless_submitted(now)
    if declared.has_conflict:
        raise Refused("You have a conflict of interest with this application, so you do not score it.")
    return member, now
