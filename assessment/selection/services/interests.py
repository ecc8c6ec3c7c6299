"""The register of interests: declaring an interest in an application, and clearing a conflict.

Rows are only added. Each service holds the wave for its transaction, asks who declares and where the wave stands. What
is declared stands in the register and not in the audit event, which names neither the locality nor the conflict: its
people and administrators read events.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessment.selection.models import Application, Interest, PanelMember, PanelScore
from assessment.selection.permissions import belongs_to_an_applicant, is_on_panel, works_for_commissioner_of
from assessment.selection.queries.interests import clearing_refusal, declaring_refusal, standing_interest
from assessment.selection.services import notices
from assessment.selection.services.recusal import had_a_part, return_what_rests_on
from assessment.selection.services.waves import lock_wave
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.models import User

TEAM = "people of the {word} without an interest in this application"


@transaction.atomic
def declare_interest(application: Application, *, by: User, has_conflict: bool, note: str = "") -> Interest:
    """Put on the register what somebody declares about an application, at any time until the wave is published.

    Without a conflict a panel's member gets empty scores to fill in. A conflict strikes out what they scored, and
    returns to draft what was agreed and decided with a part of theirs. It cannot be taken back: the commissioner
    clears it. Raises Refused for somebody who belongs to a locality that applies: they have no part in the wave.
    """
    application = hold_submitted(application)
    ask_part_in_judging(by, application)
    who = f"members of this wave’s panel and people of the {application.wave.commissioner.word}"
    ask_permission(by, "selection.declare_interest", application, who)
    before = standing_interest(application, by)
    if before and (before.has_conflict, before.note) == (has_conflict, note):
        return before
    if refusal := declaring_refusal(application.wave, by, before):
        raise Refused(refusal)
    if has_conflict and not note.strip():
        raise Refused("Say what the conflict is.")
    interest = _add(application, by, has_conflict=has_conflict, note=note)
    record(
        "Declared an interest", application, by=by, moved=(before.said.lower() if before else "", interest.said.lower())
    )
    if has_conflict:
        why = f"{by} declared a conflict of interest, so what rests on their part is agreed and decided anew."
        returned = had_a_part(application, by) and return_what_rests_on(application, by=by, why=why)
        notices.conflict_declared(application, interest, by=by, returned=returned)
    else:
        make_empty_scores(application, by)
    return interest


@transaction.atomic
def clear_interest(interest: Interest, *, by: User, why: str) -> Interest:
    """Clear a conflict that stands, with a reason: somebody of the commissioner's who has none with the application.

    Scores that were sent before it count again, so what was agreed without them returns to draft.
    """
    application = hold_submitted(interest.application)
    word = application.wave.commissioner.word
    ask_permission(by, "selection.clear_interest", application, TEAM.format(word=word))
    interest = Interest.objects.select_related("user").get(pk=interest.pk)
    if refusal := clearing_refusal(application.wave, interest):
        raise Refused(refusal)
    if not why.strip():
        raise Refused("Say why the conflict is cleared.")
    cleared = _add(application, interest.user, has_conflict=False, note=why, cleared_by=by)
    record("Cleared an interest", application, by=by, moved=("conflict", "no conflict"))
    make_empty_scores(application, interest.user)
    if application.sent.filter(member__in=application.wave.panel.with_part(), member__user=interest.user).exists():
        counts = f"The conflict of interest of {interest.user} is cleared, and their scores count again."
        return_what_rests_on(application, by=by, why=counts)
    notices.conflict_cleared(application, cleared, by=by)
    return cleared


# What the services of a panel ask too


def hold_submitted(application: Application) -> Application:
    """Lock the wave for this transaction and return the application as it stands now. Raises when it is withdrawn."""
    wave = lock_wave(pk=application.wave_id)
    now = Application.objects.select_related("locality", "decision").get(pk=application.pk)
    now.wave = wave
    refuse_unless_submitted(now)
    return now


def refuse_unless_submitted(application: Application) -> None:
    if application.state != Application.State.SUBMITTED:
        raise Refused("This application is not before the panel: the locality has taken it back.")


def ask_part_in_judging(by: User, application: Application) -> None:
    """Raise Refused for somebody with a part in the wave who belongs to an applicant; they read why they have none."""
    if belongs_to_an_applicant(by, application) and (
        is_on_panel(by, application) or works_for_commissioner_of(by, application)
    ):
        raise Refused("You belong to a locality that has applied in this wave, so you take no part in judging it.")


def _add(
    application: Application, user: User, *, has_conflict: bool, note: str, cleared_by: User | None = None
) -> Interest:
    return Interest.objects.create(
        application=application,
        user=user,
        has_conflict=has_conflict,
        note=note,
        declared_at=timezone.now(),
        stage=application.wave.state,
        cleared_by=cleared_by,
    )


def make_empty_scores(application: Application, user: User) -> None:
    """Make the rows that a panel's member without a conflict fills in; for others nothing."""
    wave = application.wave
    criteria = wave.whole_guide.ordered_criteria
    for member in PanelMember.objects.serving(user).filter(wave=wave):
        empty = [PanelScore(member=member, application=application, criterion=criterion) for criterion in criteria]
        PanelScore.objects.bulk_create(empty, ignore_conflicts=True)  # what they scored before is still there
