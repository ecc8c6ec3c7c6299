"""Decisions at whatever stage a test needs: scores agreed, and words that lack nothing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from assessment.selection.models import AgreedScore, Application, Decision
from assessment.selection.queries.decision_readiness import agreed_scores, version_of
from localities.models import User

WORDS: dict[str, Any] = {
    "outcome": "selected",
    "reasons": "All four criteria are met.",
    "conditions": "Sign up the third practice.",
    "work_on": "Talk to every practice.",
    "work_on_codes": ["diagnostic"],
    "feedback": "Thank you. A clear application.",
}


def agree(application: Application, score: int | None = 3) -> None:
    AgreedScore.objects.filter(application=application).update(score=score, note="Agreed after talking.")


def decision_on(application: Application, *, score: int | None = 3, **words: Any) -> Decision:
    """A draft decision that lacks nothing, on the same agreed score for every criterion."""
    agree(application, score)
    Decision.objects.filter(application=application).update(**{**WORDS, **words})
    return Decision.objects.select_related("application__wave").get(application=application)


def confirmed(decision: Decision, *, by: User, and_by: User) -> Decision:
    now = timezone.now()
    people = {"proposed_by": by, "proposed_at": now, "confirmed_by": and_by, "confirmed_at": now}
    Decision.objects.filter(pk=decision.pk).update(state="confirmed", **people)
    return Decision.objects.select_related("application__wave").get(pk=decision.pk)


def version(decision: Decision) -> int:
    """What somebody brings back who looks at the decision now."""
    decision.refresh_from_db()
    return version_of(decision, agreed_scores(decision))
