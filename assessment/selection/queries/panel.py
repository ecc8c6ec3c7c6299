"""What a panel can do at the stage of its wave, what a member has still to do, and whom the panel loses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.selection.models import Application, PanelScore, Wave
from assessment.selection.rules.agreed_scores import ENOUGH

State = Wave.State
BEFORE_SCORING = (State.PLANNED, State.OPEN, State.CLOSED)


@dataclass(frozen=True)
class MissingScore:
    """What one criterion still lacks before the scores can be sent, and the field of the score page it is about."""

    text: str
    field: str


def missing_for_sending(scores: Iterable[PanelScore]) -> list[MissingScore]:
    """Return what is missing, in the order given: a score on each criterion, and a reason for each that is too low."""
    found = []
    for score in scores:
        if score.score is None:
            found.append(MissingScore(f"Score ‘{score.criterion.title}’", f"{score.criterion.code}-score"))
        elif score.score < ENOUGH and not score.comment.strip():
            text = f"Say why you gave {score.score} for ‘{score.criterion.title}’"
            found.append(MissingScore(text, f"{score.criterion.code}-comment"))
    return found


def scoring_refusal(wave: Wave) -> str:
    """Return why nobody can score at this stage of a wave, in words; nothing when they can."""
    if wave.state == State.SCORING:
        return ""
    if wave.state in BEFORE_SCORING:
        return "The panel is not scoring yet."
    return "Scoring is over. Your scores stay as you sent them."


def on_the_panel(application: Application) -> str:
    """Whom of the locality the wave's panel loses by its application, in words; nothing as a rule. One query."""
    names = [str(one) for one in application.wave.panel.of_locality(application.locality)]
    if not names:
        return ""
    belong, take = ("belongs", "takes") if len(names) == 1 else ("belong", "take")
    return (
        f"{' and '.join(names)} {belong} to {application.locality} and to the panel of this wave. Once the application "
        f"is submitted, {' and '.join(names)} {take} no part in judging any application of it."
    )
