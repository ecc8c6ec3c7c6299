"""What a panel member sees: the page on which they declare an interest, and the page on which they score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from assessment.selection.forms.panel import NO, YES, PanelScoreForm
from assessment.selection.models import Application, Interest, PanelMember, PanelScore
from assessment.selection.pages.application import CriterionReading, known_of, read_criteria
from assessment.selection.queries.evidence import Known
from assessment.selection.services.panel import MissingScore, missing_for_sending, scoring_refusal
from localities.models import User

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class ScoredCriterion:
    """A criterion with what the locality says on it, and this member's form."""

    reading: CriterionReading
    form: PanelScoreForm

    @property
    def given(self) -> str:
        """The saved score, with the guide's words for it."""
        score: PanelScore = self.form.instance  # type: ignore[assignment]  # the form's model
        return str(self.form.fields["score"].in_words(score.score))  # type: ignore[attr-defined]  # a ScoreField

    @property
    def comment(self) -> str:
        return str(self.form.instance.comment)  # type: ignore[attr-defined]  # the form's model


@dataclass(frozen=True)
class ScorePage:
    """One member's page on one application. What saving a score does not need is read when the page is shown."""

    application: Application
    user: User
    forms: tuple[PanelScoreForm, ...]

    @cached_property
    def interest(self) -> Interest:
        mine = Interest.objects.filter(application=self.application, member__in=PanelMember.objects.serving(self.user))
        return mine.get()

    @cached_property
    def known(self) -> Known:
        return known_of(self.application)

    @cached_property
    def criteria(self) -> list[ScoredCriterion]:
        readings = read_criteria(self.application, self.known)
        return [ScoredCriterion(reading, form) for reading, form in zip(readings, self.forms, strict=True)]

    @property
    def scores(self) -> list[PanelScore]:
        """The rows as they stand after saving."""
        return [form.result.row if form.result else form.instance for form in self.forms]  # type: ignore[misc]  # theirs

    @property
    def scored(self) -> str:
        """Such as "2 of 4 scored"."""
        return f"{sum(one.score is not None for one in self.scores)} of {len(self.forms)} scored"

    @property
    def saved_at(self) -> Any:
        return max((one.saved_at for one in self.scores if one.saved_at), default=None)

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
        if self.interest.scores_sent_at:
            return "You have sent your scores. Nobody else sees them until the panel moderates."
        return ""

    @property
    def may_take_back(self) -> bool:
        return bool(self.interest.scores_sent_at) and not scoring_refusal(self.application.wave) and self.is_judged

    @property
    def is_judged(self) -> bool:
        """Not withdrawn."""
        return self.application.state == Application.State.SUBMITTED


def member_of(application: Application, user: User) -> PanelMember:
    """Return this person's place on the panel; the view's permission made sure that there is one."""
    return PanelMember.objects.serving(user).get(wave=application.wave_id)


def build_score_page(application: Application, user: User, data: QueryDict | None) -> ScorePage:
    """Read a member's own scores of an application, with the form of each."""
    own = PanelScore.objects.filter(application=application, member__in=PanelMember.objects.serving(user))
    scores = {one.criterion_id: one for one in own}
    for one in scores.values():
        one.application = application  # which a save asks for
    criteria = application.wave.whole_guide.ordered_criteria
    forms = (PanelScoreForm(data, instance=scores[one.pk], criterion=one) for one in criteria)
    return ScorePage(application, user, tuple(forms))


@dataclass(frozen=True)
class InterestPage:
    """What a member needs to know to judge a conflict: whose application it is, and what they declared before."""

    application: Application
    known: Known
    before: Interest | None

    @property
    def initial(self) -> dict[str, Any]:
        if self.before is None:
            return {}
        return {"conflict": YES if self.before.has_conflict else NO, "note": self.before.note}


def build_interest_page(application: Application, user: User) -> InterestPage:
    before = Interest.objects.filter(member=member_of(application, user), application=application).first()
    return InterestPage(application, known_of(application), before)


def crumbs_of(application: Application, *more: tuple[str, str]) -> Crumbs:
    """The way up from a page on an application, for people who judge it."""
    return [("Home", reverse("home")), (application.wave.title, reverse("wave", args=[application.wave_id])), *more]
