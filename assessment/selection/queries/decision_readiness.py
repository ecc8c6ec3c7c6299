"""What a decision rests on and what it still lacks: asked by its pages, its form and its services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from assessment.selection.models import AgreedScore, Application, Decision
from assessment.selection.queries.score_sheet import CriterionSheet
from assessment.selection.queries.wave_readiness import Missing
from assessment.selection.rules.agreed_scores import ENOUGH, not_agreed, too_low

Outcome = Decision.Outcome


def agreed_scores(decision: Decision) -> list[AgreedScore]:
    """The agreed scores that the decision rests on, in the guide's order. One query."""
    return list(decision.application.agreed_scores.select_related("criterion"))


def agreed_in_order(application: Application) -> list[AgreedScore]:
    """The scores agreed on an application, in the guide's order, with what is read of it and the guide already."""
    by_criterion = {one.criterion_id: one for one in application.agreed_scores.order_by()}
    criteria = application.wave.whole_guide.ordered_criteria
    agreed = [by_criterion[criterion.pk] for criterion in criteria]
    for one, criterion in zip(agreed, criteria, strict=True):
        one.application, one.criterion = application, criterion
    return agreed


def version_of(decision: Decision, agreed: Iterable[AgreedScore]) -> int:
    """A number that rises with every change of the decision and of the scores it rests on."""
    return decision.revision + sum(one.revision for one in agreed)


def scores_too_low(agreed: Iterable[AgreedScore]) -> str:
    """Why the agreed scores do not allow selecting the locality; nothing when they do, as far as they are agreed."""
    titles = {one.criterion.code: one.criterion.title for one in agreed}
    low = too_low({one.criterion.code: one.score for one in agreed})
    if not low:
        return ""
    named = ", ".join(f"‘{titles[code]}’" for code in low)
    are = "score for {} is" if len(low) == 1 else "scores for {} are"
    return f"The agreed {are.format(named)} under {ENOUGH}, so the decision can only be ‘{Outcome.NOT_YET.label}’"


def missing_to_propose(decision: Decision, criteria: Sequence[CriterionSheet]) -> list[Missing]:
    """Return what the decision lacks before it can be proposed, each with the place to mend it."""
    agreed = [sheet.agreed for sheet in criteria]
    here, scores = (reverse(name, args=[decision.application_id]) for name in ("decision", "moderate"))
    titles = {sheet.criterion.code: sheet.criterion.title for sheet in criteria}
    found = [
        Missing(f"Agree a score for ‘{titles[code]}’", scores)
        for code in not_agreed({sheet.criterion.code: sheet.agreed.score for sheet in criteria})
    ]
    found += [
        Missing(f"Say why the agreed score for ‘{sheet.criterion.title}’ lies outside what the members gave", scores)
        for sheet in criteria
        if sheet.lacks_note
    ]
    if decision.outcome in Decision.MEETS and (low := scores_too_low(agreed)):
        found.append(Missing(low, f"{here}#outcome"))
    needs = {
        "outcome": (not decision.outcome, "Choose what is decided"),
        "reasons": (not decision.reasons.strip(), "Write the reasons"),
        "conditions": (
            decision.outcome == Outcome.CONDITIONS and not decision.conditions.strip(),
            "Write the conditions",
        ),
        "reserve_place": (
            decision.outcome == Outcome.RESERVE and decision.reserve_place is None,
            "Give its place on the reserve list, by the tie-break rule",
        ),
        "work_on": (
            decision.outcome == Outcome.NOT_YET and not (decision.work_on.strip() or decision.work_on_codes),
            "Say what the locality can work on",
        ),
        "feedback": (not decision.feedback.strip(), "Write the feedback to the locality"),
    }
    return found + [Missing(text, f"{here}#{name}") for name, (lacks, text) in needs.items() if lacks]
