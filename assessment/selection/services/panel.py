"""What a panel does with an application: declare an interest, score it, send the scores, and agree them in moderation.

Each service holds the wave for its transaction and asks its state, so no address and no second tab gets past it. What
a member scored is theirs alone until moderation: audit events say that scores were sent, never which. No event names
the locality, whose people would read it in their history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.selection.models import AgreedScore, Application, Decision, Interest, PanelMember, PanelScore, Wave
from assessment.selection.permissions import belongs_to_an_applicant, is_on_panel
from assessment.selection.queries.panel import declaring_refusal, missing_for_sending, scoring_refusal
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.models import User

State = Wave.State


@transaction.atomic
def declare_interest(application: Application, *, by: User, has_conflict: bool, note: str = "") -> Interest:
    """Keep what a member declares about an application; without a conflict they get empty scores to fill in.

    A conflict sets aside what they scored: it counts nowhere, sent or not. Until moderation they may declare anew.
    Raises Refused for somebody who belongs to a locality that applies: they have no part in the wave.
    """
    application = _hold(application)
    if refusal := declaring_refusal(application.wave):
        raise Refused(refusal)
    _ask_member(application, by)
    member = PanelMember.objects.serving(by).get(wave=application.wave_id)
    if has_conflict and not note.strip():
        raise Refused("Say what the conflict is.")
    before = Interest.objects.filter(member=member, application=application).first()
    if before and (before.has_conflict, before.note) == (has_conflict, note):
        return before
    values = {"has_conflict": has_conflict, "note": note, "declared_at": timezone.now()}
    if has_conflict:
        values["scores_sent_at"] = None
    interest, _ = Interest.objects.update_or_create(member=member, application=application, defaults=values)
    if not has_conflict:
        _make_empty_scores(member, application)
    moved = (_in_words(before.has_conflict) if before else "", _in_words(has_conflict))
    record("Declared an interest", application, by=by, moved=moved, why=note)
    return interest


def save_score(
    score: PanelScore, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[PanelScore]:
    """Save a member's own score of one criterion while the panel is scoring, as long as it is not sent."""
    with transaction.atomic():
        interest = _own_interest(score.application, by, with_others=True)
        if score.member_id != interest.member_id:
            raise Refused("These are the scores of another panel member.")
        if interest.scores_sent_at:
            raise Refused("You have sent your scores. Take them back to change them.")
        return save_changes(score, values, base_revision=base_revision, by=by)


@transaction.atomic
def send_scores(application: Application, *, by: User) -> Interest:
    """Send a member's scores, after which they are fixed unless the member takes them back."""
    interest = _own_interest(application, by)
    if interest.scores_sent_at:
        raise Refused("You have sent your scores already.")
    if missing := missing_for_sending(
        interest.member.scores.filter(application=application).select_related("criterion")
    ):
        raise Refused(f"Something is still missing. {'. '.join(task.text for task in missing)}.")
    interest.scores_sent_at = timezone.now()
    interest.save(update_fields=["scores_sent_at"])
    record("Sent scores", interest.application, by=by)
    return interest


@transaction.atomic
def take_back_scores(application: Application, *, by: User) -> Interest:
    """Take sent scores back, to change them and send them again. Raises Refused once moderation has begun."""
    interest = _own_interest(application, by)
    if interest.scores_sent_at is None:
        raise Refused("You have not sent your scores, so you can change them now.")
    interest.scores_sent_at = None
    interest.save(update_fields=["scores_sent_at"])
    record("Took scores back", interest.application, by=by)
    return interest


def save_agreed_score(
    agreed: AgreedScore, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[AgreedScore]:
    """Save the score that the panel agreed on for one criterion, with its note.

    Raises Refused outside moderation, for somebody with a conflict, and once a decision rests on the scores.
    """
    with transaction.atomic():
        application = _hold(agreed.application)
        if application.wave.state != State.MODERATION:
            raise Refused("Agreed scores can be changed only while the panel is moderating.")
        if not by.has_perm("selection.moderate", application):
            raise Refused("You have no part in judging this application.")
        if application.decision.state != Decision.State.DRAFT:
            raise Refused("A decision has been proposed on these scores. Return it to change them.")
        return save_changes(agreed, values, base_revision=base_revision, by=by)


# The steps that the services are made of


def _hold(application: Application) -> Application:
    """Lock the wave for this transaction and return the application as it stands now. Raises when it is withdrawn."""
    wave = lock_wave(pk=application.wave_id)
    now = Application.objects.select_related("locality", "decision").get(pk=application.pk)
    now.wave = wave
    _refuse_unless_submitted(now)
    return now


def _refuse_unless_submitted(application: Application) -> None:
    if application.state != Application.State.SUBMITTED:
        raise Refused("This application is not before the panel: the locality has taken it back.")


def _ask_member(application: Application, by: User) -> None:
    """Raise Refused for who is not on the panel; a member who belongs to an applicant reads why they have no part."""
    if is_on_panel(by, application):
        _refuse_applicants(application, by)
    ask_permission(by, "selection.declare_interest", application, "members of this wave’s panel")


def _refuse_applicants(application: Application, by: User) -> None:
    if belongs_to_an_applicant(by, application):
        raise Refused("You belong to a locality that has applied in this wave, so you take no part in judging it.")


def _own_interest(application: Application, by: User, *, with_others: bool = False) -> Interest:
    """Hold the wave and return this member's declaration of no conflict, while the panel is scoring."""
    wave = lock_wave(pk=application.wave_id, with_others=with_others)
    if refusal := scoring_refusal(wave):
        raise Refused(refusal)
    _refuse_applicants(application, by)
    mine = Interest.objects.filter(application=application, member__in=PanelMember.objects.serving(by))
    interest = mine.select_related("member", "application__locality").first()
    if interest is None:
        _ask_member(application, by)
        raise Refused("Declare your interest in this application first.")
    _refuse_unless_submitted(interest.application)
    if interest.has_conflict:
        raise Refused("You have a conflict of interest with this application, so you do not score it.")
    return interest


def _make_empty_scores(member: PanelMember, application: Application) -> None:
    criteria = application.wave.whole_guide.ordered_criteria
    empty = [PanelScore(member=member, application=application, criterion=criterion) for criterion in criteria]
    PanelScore.objects.bulk_create(empty, ignore_conflicts=True)  # what they scored before a conflict is still there


def _in_words(has_conflict: bool) -> str:
    return "conflict" if has_conflict else "no conflict"
