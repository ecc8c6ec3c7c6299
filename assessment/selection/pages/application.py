"""What the pages on an application show: what the locality says on each criterion, and what the tool knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assessment.models import SelectionCriterion
from assessment.selection.models import Application, ApplicationAnswer
from assessment.selection.queries.evidence import Evidence, collect, from_json
from assessment.selection.queries.statements import answers_of, submitted_answers
from assessment.selection.rules.eligibility import Check, Outcome
from localities.kit.pages.phrases import count_words

COLOURS = {Outcome.MET: "green", Outcome.CLOSE: "yellow", Outcome.NOT_MET: "orange", Outcome.NOT_CHECKED: "white"}


@dataclass(frozen=True)
class CriterionReading:
    """A criterion as people read it: the guide's words, the locality's, and the check (None: none was frozen)."""

    criterion: SelectionCriterion
    number: int
    total: int
    statement: str
    evidence: str
    word_limit: int
    check: Check | None

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def title(self) -> str:
        return self.criterion.title

    @property
    def words(self) -> int:
        return count_words(self.statement)

    @property
    def check_colour(self) -> str:
        return COLOURS[self.check.outcome] if self.check else ""

    @property
    def suggests(self) -> str:
        """The scores that the check suggests, such as "3 or 4"; "" when the numbers suggest nothing."""
        return " or ".join(map(str, self.check.suggests)) if self.check else ""

    @property
    def scale(self) -> list[Mapping[str, Any]]:
        """What each score means: a list of {score, descriptor}."""
        return self.criterion.scale


def evidence_of(application: Application) -> Evidence:
    """What was frozen when the application was submitted; for a draft, what is known now."""
    return evidence_now(application) if application.known is None else from_json(application.known)


def evidence_now(application: Application) -> Evidence:
    """What is known of the locality today: what would go with the application."""
    return collect(application.locality, application.wave.whole_guide, today=timezone.localdate())


def read_criteria(
    application: Application, known: Evidence, answers: Mapping[int, ApplicationAnswer] | None = None
) -> list[CriterionReading]:
    """Return every criterion of the wave in the guide's order: as submitted; while it is a draft, as it is written."""
    if answers is None:
        answers = answers_of(application) if application.submitted is None else submitted_answers(application)
    criteria = application.wave.whole_guide.ordered_criteria
    return [
        CriterionReading(
            criterion=criterion,
            number=number,
            total=len(criteria),
            statement=answers[criterion.pk].statement,
            evidence=answers[criterion.pk].evidence,
            word_limit=application.wave.word_limit,
            check=known.checks.get(criterion.code),
        )
        for number, criterion in enumerate(criteria, start=1)
    ]
