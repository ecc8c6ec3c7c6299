"""What the pages of a decision show: the scores it rests on, what is written, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from assessment.selection.models import AgreedScore, Application, Decision, Wave
from assessment.selection.pages.application import evidence_of
from assessment.selection.queries.decision_readiness import agreed_in_order, missing_to_propose, version_of
from assessment.selection.queries.places import Places, places_of
from assessment.selection.queries.score_sheet import CriterionSheet, Sheet, build_sheet
from assessment.selection.queries.suggestions import Advice, in_words, offer
from assessment.selection.queries.wave_readiness import Missing
from localities.kit.models import AuditEvent

Outcome, State = Decision.Outcome, Decision.State
LOCKED = {
    State.PROPOSED: (
        "An approver of the {word} who is not the person who proposed it confirms this decision, or returns it."
    ),
    State.CONFIRMED: (
        "Until the wave is decided, an approver of the {word} can still return this decision, with a reason."
    ),
}
OVER = "The wave is decided, so this decision stays as it is."
COLOURS = {State.DRAFT: "grey", State.PROPOSED: "yellow", State.CONFIRMED: "green"}


@dataclass(frozen=True)
class DecisionPage:
    """A decision with the agreed scores under it, in the guide's order of criteria.

    What saving the decision does not need is read when the page is shown.
    """

    application: Application
    decision: Decision
    agreed: list[AgreedScore]

    @cached_property
    def sheet(self) -> Sheet:
        return build_sheet(self.application, self.agreed, self.decision)

    @property
    def locked(self) -> str:
        """Why it cannot be written; nothing when it can."""
        if self.application.wave.state != Wave.State.MODERATION:
            return OVER
        word = self.application.wave.commissioner.word
        return LOCKED.get(State(self.decision.state), "").format(word=word)

    @property
    def version(self) -> int:
        """What a transition brings back: the decision and the scores as this page shows them."""
        return version_of(self.decision, self.agreed)

    @property
    def colour(self) -> str:
        return COLOURS[State(self.decision.state)]

    @property
    def conditions(self) -> str:
        """The conditions, where the outcome has any."""
        return self.decision.conditions if self.decision.outcome == Outcome.CONDITIONS else ""

    @property
    def reserve_place(self) -> int | None:
        """The place on the reserve list, where the outcome has any."""
        return self.decision.reserve_place if self.decision.outcome == Outcome.RESERVE else None

    @cached_property
    def places(self) -> Places:
        """How the wave's places are taken, with this decision as it stands."""
        return places_of(self.application.wave)

    @property
    def work_on(self) -> str:
        return self.decision.work_on if self.decision.outcome == Outcome.NOT_YET else ""

    @property
    def actions(self) -> tuple[Advice, ...]:
        """What was ticked, where the outcome is "not yet"."""
        if self.decision.outcome != Outcome.NOT_YET:
            return ()
        return in_words(self.application.wave.whole_guide, self.decision.work_on_codes)

    @property
    def criteria(self) -> tuple[CriterionSheet, ...]:
        return self.sheet.criteria

    @cached_property
    def missing(self) -> list[Missing]:
        """What it lacks before it can be proposed."""
        return missing_to_propose(self.decision, self.criteria)

    @cached_property
    def returned(self) -> AuditEvent | None:
        """Who made it a draft again, when and why, the last time."""
        events = AuditEvent.objects.filter(on_type=self.decision._meta.label_lower, on_id=self.decision.pk)
        return events.filter(moved_to=State.DRAFT).first()

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """What the locality could work on: what fits the application's frozen diagnostic and its agreed scores."""
        guide, diagnostic = self.application.wave.whole_guide, evidence_of(self.application).diagnostic
        scores = {one.criterion.code: one.score for one in self.agreed}
        return offer(guide, diagnostic, scores, self.decision.work_on_codes)


def build_decision_page(application: Application) -> DecisionPage:
    """Read a decision and the scores agreed under it; two queries, and three more where the page is shown."""
    with_people = Decision.objects.select_related("proposed_by", "confirmed_by", "saved_by")
    decision = with_people.get(application=application)
    decision.application = application
    return DecisionPage(application, decision, agreed_in_order(application))
