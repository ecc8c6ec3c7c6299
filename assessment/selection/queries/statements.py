"""What a locality says on each criterion: as it is written, and as it was submitted."""

from __future__ import annotations

from typing import Any

from assessment.selection.models import Application, ApplicationAnswer


def answers_of(application: Application) -> dict[int, ApplicationAnswer]:
    """Return the answers as they are written, by the key of their criterion. One query."""
    return {answer.criterion_id: answer for answer in application.answers.order_by()}


def submitted_answers(application: Application) -> dict[int, ApplicationAnswer]:
    """Return the answers as they were submitted, by the key of their criterion. No query."""
    said = application.submitted or {}
    return {
        criterion.pk: ApplicationAnswer(application=application, criterion=criterion, **said[criterion.code])
        for criterion in application.wave.whole_guide.ordered_criteria
    }


def to_submit(application: Application) -> dict[str, Any]:
    """Return what is written, by the code of the criterion, as it is kept when it is submitted. One query."""
    answers = answers_of(application)
    return {
        criterion.code: {"statement": answers[criterion.pk].statement, "evidence": answers[criterion.pk].evidence}
        for criterion in application.wave.whole_guide.ordered_criteria
    }


def has_changed(application: Application) -> bool:
    """Tell whether something is written that was not submitted. One query; none for what was never submitted."""
    return application.submitted is not None and application.submitted != to_submit(application)
