"""What a panel member sees: the page on which they score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import cached_property

from assessment.selection.models import Application, Interest, PanelMember, PanelScore, SentScores
from assessment.selection.pages.application import CriterionReading, evidence_of, read_criteria
from assessment.selection.queries.evidence import Evidence
from assessment.selection.queries.panel import MissingScore, missing_for_sending, scoring_refusal
from assessment.selection.rules.agreed_scores import score_in_words
from localities.models import User

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class ScoredCriterion:
    """A criterion with what the locality says on it, and this member's score of it."""

    reading: CriterionReading
    score: PanelScore

    @property
    def given(self) -> str:
        """The score, with the guide's words for it."""
        return score_in_words(self.score.score, self.reading.scale)


@dataclass(frozen=True)
class ScorePage:
    """One member's page on one application. What saving a score does not need is read when the page is shown."""

    application: Application
    user: User
    scores: list[PanelScore]

    @cached_property
    def interest(self) -> Interest:
        return Interest.objects.filter(application=self.application, user=self.user).standing().get()

    @cached_property
    def is_sent(self) -> bool:
        return SentScores.objects.filter(application=self.application, member__user=self.user).exists()

    @cached_property
    def known(self) -> Evidence:
        return evidence_of(self.application)

    @cached_property
    def criteria(self) -> list[ScoredCriterion]:
        readings = read_criteria(self.application, self.known)
        return [ScoredCriterion(reading, score) for reading, score in zip(readings, self.scores, strict=True)]

    @property
    def scored(self) -> str:
        """Such as "2 of 4 scored"."""
        return f"{sum(score.score is not None for score in self.scores)} of {len(self.scores)} scored"

    @property
    def saved_at(self) -> datetime | None:
        return max((score.saved_at for score in self.scores if score.saved_at), default=None)

    @property
    def missing(self) -> list[MissingScore]:
        return missing_for_sending(self.scores)

    @property
    def locked(self) -> str:
        """Why nothing can be changed; nothing when it can."""
        if not self.is_judged:
            return "The locality has withdrawn this application, so there is nothing to score."
        if refusal := scoring_refusal(self.application.wave):
            return refusal
        if self.is_sent:
            return "You have sent your scores. Nobody else sees them until the panel moderates."
        return ""

    @property
    def may_take_back(self) -> bool:
        return self.is_sent and not scoring_refusal(self.application.wave) and self.is_judged

    @property
    def is_judged(self) -> bool:
        """Not withdrawn."""
        return self.application.state == Application.State.SUBMITTED


def build_score_page(application: Application, user: User) -> ScorePage:
    """Read a member's own scores of an application, in the guide's order of criteria."""
    own = PanelScore.objects.filter(application=application, member__in=PanelMember.objects.serving(user))
    by_criterion = {one.criterion_id: one for one in own}
    criteria = application.wave.whole_guide.ordered_criteria
    scores = [by_criterion[one.pk] for one in criteria]
    for score, criterion in zip(scores, criteria, strict=True):
        score.application, score.criterion = application, criterion  # read already
    return ScorePage(application, user, scores)


def crumbs_of(application: Application, *more: tuple[str, str]) -> Crumbs:
    """The way up from a page on an application, for people who judge it."""
    return [("Home", reverse("home")), (application.wave.title, reverse("wave", args=[application.wave_id])), *more]
