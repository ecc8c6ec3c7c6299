"""What a wave still lacks before each of its transitions, as tasks with links: asked by the page and by the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from assessment.selection.models import Application, Decision, Interest, PanelMember, SentScores, Wave
from assessment.selection.queries.interests import chair_of
from assessment.selection.queries.places import Places
from localities.kit.pages.phrases import at_time, count

MEMBERS = 2
"""How many people a panel needs at least, and how many should score each application: one alone moderates nothing."""


@dataclass(frozen=True)
class Missing:
    """Something that is missing, and the page that mends it; no address where only time or somebody else does."""

    text: str
    url: str = ""


class WaveState:
    """Where a wave stands: its panel, what was handed in, and what the panel declared and sent. A query for each."""

    def __init__(self, wave: Wave) -> None:
        self.wave = wave

    @cached_property
    def panel(self) -> list[PanelMember]:
        """Everybody on the panel, each with the localities they belong to."""
        return list(self.wave.panel.active().with_localities())

    @property
    def members(self) -> list[PanelMember]:
        """Those of them who have a part in judging."""
        return [one for one in self.panel if not one.applicant]

    @cached_property
    def handed_in(self) -> list[Application]:
        """What was submitted, also where it was withdrawn later, in order of name."""
        handed_in = self.wave.applications.filter(state__in=Application.HANDED_IN)
        return list(handed_in.select_related("locality", "decision").order_by("locality__name"))

    @cached_property
    def applications(self) -> list[Application]:
        """What the panel decides on."""
        return [one for one in self.handed_in if one.state == Application.State.SUBMITTED]

    @cached_property
    def declared(self) -> dict[tuple[int, int], Interest]:
        """What stands of everybody's declarations on it, by person and application."""
        standing = Interest.objects.filter(application__in=[one.pk for one in self.applications]).standing()
        return {(one.user_id, one.application_id): one for one in standing}

    @cached_property
    def interests(self) -> list[Interest]:
        """What stands of those members' declarations."""
        members = {one.user_id for one in self.members}
        return [one for one in self.declared.values() if one.user_id in members]

    @cached_property
    def sent(self) -> list[SentScores]:
        """The scores of those members that are sent and count."""
        members = {one.pk: one.user_id for one in self.members}
        sent = SentScores.objects.filter(application__in=[one.pk for one in self.applications], member__in=members)
        return [one for one in sent if not self.has_conflict(members[one.member_id], one.application_id)]

    def has_conflict(self, user_id: int, application_id: int) -> bool:
        said = self.declared.get((user_id, application_id))
        return said is not None and said.has_conflict

    @cached_property
    def scorers(self) -> Counter[int]:
        """By application, how many members score it."""
        return Counter(interest.application_id for interest in self.interests if not interest.has_conflict)

    def of_member(self, member: PanelMember) -> list[Interest]:
        return [interest for interest in self.interests if interest.user_id == member.user_id]

    def sent_by(self, member: PanelMember) -> set[int]:
        """The applications of which this member sent scores that count."""
        return {one.application_id for one in self.sent if one.member_id == member.pk}

    def few_scorers(self) -> list[str]:
        """Return the localities whose application is left to one member: worth knowing, and no hindrance."""
        return [
            str(application.locality) for application in self.applications if 0 < self.scorers[application.pk] < MEMBERS
        ]

    def page(self, name: str) -> str:
        return reverse(name, args=[self.wave.pk])


def before_opening(at: WaveState, now: datetime) -> Iterator[Missing]:
    guide = at.wave.whole_guide
    if not guide.ordered_criteria:
        yield Missing(f"The {guide.title} has no criteria to judge by. Plan a wave by a guide that has some")
    if at.wave.closes_at <= now:
        yield Missing("The time at which the wave closes is over. Choose a later one", at.page("wave-edit"))


def before_closing(at: WaveState, now: datetime) -> Iterator[Missing]:
    if now < at.wave.closes_at:
        yield Missing(f"Localities can apply until {at_time(at.wave.closes_at)}. The wave can be closed from then on")


def before_scoring(at: WaveState, now: datetime) -> Iterator[Missing]:
    """Enough people to judge. Where no application is before the panel, nothing keeps the wave from its end."""
    if at.applications and len(at.members) < MEMBERS:
        there = "one is" if at.members else "nobody is"
        yield Missing(f"Name at least {MEMBERS} people for the panel: {there} on it", at.page("wave-panel"))


def before_moderation(at: WaveState, now: datetime) -> Iterator[Missing]:
    """Each member declared on each application and sent scores where they have no conflict; each has a scorer."""
    for member in at.members:
        own = at.of_member(member)
        if undeclared := len(at.applications) - len(own):
            text = f"{member} has not declared their interests in {count(undeclared, 'application')}"
            yield Missing(text, at.page("wave-panel"))
        to_send = {interest.application_id for interest in own if not interest.has_conflict}
        if unsent := len(to_send - at.sent_by(member)):
            text = f"{member} has not sent their scores of {count(unsent, 'application')}"
            yield Missing(text, at.page("wave-panel"))
    yield from _without_scorer(at)
    yield from _without_chair(at)


def before_deciding(at: WaveState, now: datetime) -> Iterator[Missing]:
    """All decisions are confirmed, no more are selected than there are places, and who was at the meeting is said.

    Who scored an application may be out of the wave by now, and nobody joins in moderation: that does not hinder, for
    an agreed score outside what the panel gave has its reason.
    """
    for application in at.applications:
        if application.decision.state != Decision.State.CONFIRMED:
            text = _UNDECIDED[Decision.State(application.decision.state)]
            text = text.format(locality=application.locality, word=at.wave.commissioner.word)
            yield Missing(text, reverse("decision", args=[application.pk]))
    places = Places.of(at.wave, [application.decision for application in at.applications])
    if places.wrong:
        yield Missing(places.wrong, at.page(places.mended_at))
    if at.applications and (at.wave.met_on is None or any(member.attended is None for member in at.members)):
        yield Missing("Say when the panel met and who was there", at.page("wave-attendance"))


def _without_scorer(at: WaveState) -> Iterator[Missing]:
    for application in at.applications:
        if not at.scorers[application.pk]:
            text = f"Nobody on the panel scores {application.locality}: at least one member must, and two are better"
            yield Missing(text, at.page("wave-panel"))


def _without_chair(at: WaveState) -> Iterator[Missing]:
    """Each application has somebody who leads the panel on it."""
    if at.applications and not any(one.part == PanelMember.Part.CHAIR for one in at.members):
        yield Missing("Name the panel’s chair, and a deputy who takes over in a conflict", at.page("wave-chair"))
        return
    for application in at.applications:
        conflicted = {person for person, pk in at.declared if pk == application.pk and at.has_conflict(person, pk)}
        if chair_of(at.members, conflicted) is None:
            text = f"Nobody chairs the panel on {application.locality}: name a deputy without a conflict"
            yield Missing(text, at.page("wave-chair"))


_UNDECIDED = {
    Decision.State.DRAFT: "Propose a decision on {locality}",
    Decision.State.PROPOSED: "An approver of the {word} confirms the decision on {locality}",
}
BEFORE: dict[str, Callable[[WaveState, datetime], Iterator[Missing]]] = {
    Wave.State.OPEN: before_opening,
    Wave.State.CLOSED: before_closing,
    Wave.State.SCORING: before_scoring,
    Wave.State.MODERATION: before_moderation,
    Wave.State.DECIDED: before_deciding,
}
"""By the state that a transition leads to."""


def missing_before(at: WaveState, target: str, now: datetime) -> list[Missing]:
    """Return what is missing before the transition to a state; nothing when the wave is ready for it."""
    asked = BEFORE.get(target)
    return list(asked(at, now)) if asked else []
