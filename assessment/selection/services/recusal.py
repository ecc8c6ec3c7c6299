"""What becomes of agreed scores and decisions when somebody on whose part they rest has none any more, or has it again.

Called by services that hold the wave and have asked who may: agreed scores are emptied, with what they were and why, a
decision is a draft again, and a wave that was decided is moderated again.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from assessment.selection.models import AgreedScore, Application, Decision, SentScores, Wave
from assessment.selection.models.wave_transitions import REOPEN
from assessment.selection.services.decisions import return_to_draft
from assessment.selection.services.waves import WAVE
from localities.kit.revisions.rows import write
from localities.models import User

State = Wave.State
RETURNABLE = (State.MODERATION, State.DECIDED)


def had_a_part(application: Application, user: User) -> bool:
    """Tell whether this person's scores were sent, or they had a hand in what is agreed or decided."""
    saved: Any = {"application": application.pk, "saved_by": user.pk}
    decided = Q(proposed_by=user) | Q(confirmed_by=user)
    return (
        SentScores.objects.filter(application=application, member__user=user).exists()
        or AgreedScore.history.filter(**saved).exists()
        or Decision.history.filter(**saved).exists()
        or Decision.objects.filter(decided, application=application).exists()
    )


def return_what_rests_on(application: Application, *, by: User, why: str) -> bool:
    """Return what is agreed and decided on an application to draft, with the reason; tell whether anything was."""
    if application.wave.state not in RETURNABLE or application.state != Application.State.SUBMITTED:
        return False
    agreed = list(AgreedScore.objects.filter(application=application, score__isnull=False))
    for score in agreed:
        score.returned_score, score.returned_why, score.score = score.score, why, None
        write(score, by=by, fields=("returned_score", "returned_why", "score"))
    returned = return_to_draft(application, by=by, why=why)
    if application.wave.state == State.DECIDED and (agreed or returned):
        WAVE.make(
            application.wave, REOPEN, by=by, why="What was decided on an application rests on a part that fell away."
        )
    return bool(agreed) or returned
