"""Builds the minutes of a workshop that is closing: reads what stands now, in flat numbers of queries."""

from __future__ import annotations

from datetime import datetime

from assessment.models import DomainAnswer
from assessment.workshop.document.minutes import MinutesDocument, TopicMinutes
from assessment.workshop.models import Topic, Workshop
from assessment.workshop.queries.last_time import last_positions
from assessment.workshop.queries.room import Shown, domain_of, shown_hands


def build_minutes(workshop: Workshop, *, views: int, closed_at: datetime) -> MinutesDocument:
    """What the workshop leaves. `views`: how many hands became views of practices."""
    diagnostic = workshop.diagnostic
    guide = diagnostic.whole_guide
    topics = list(workshop.topics.all())
    begun = sorted((topic for topic in topics if topic.begun_at), key=lambda topic: (topic.begun_at, topic.order))
    answers = {answer.domain_id: answer for answer in diagnostic.answers.all()}
    hands = shown_hands(begun, guide.top)
    last_on, last = last_positions(diagnostic)
    there = list(workshop.attendance.values_list("practice__name", "practice__ods_code", "present"))
    return MinutesDocument(
        locality=workshop.locality.name,
        commissioner=workshop.locality.commissioner.name,
        diagnostic=diagnostic.title,
        guide=str(guide),
        number=workshop.number,
        held_on=workshop.held_on,
        starts=workshop.starts,
        ends=workshop.ends,
        place=workshop.place,
        led_by=workshop.led_by,
        people=workshop.people,
        present=tuple(_named(name, code) for name, code, present in there if present),
        absent=tuple(_named(name, code) for name, code, present in there if not present),
        domains=len(guide.ordered_domains),
        scale=guide.scale,
        topics=tuple(_topic(workshop, topic, answers[topic.domain_id], hands.get(topic.pk), last) for topic in begun),
        not_reached=tuple(domain_of(topic, diagnostic).title for topic in topics if not topic.begun_at),
        hands=sum(len(shown.hands) for shown in hands.values()),
        views=views,
        closed_at=closed_at,
        last_on=last_on,
    )


def _named(name: str, code: str) -> str:
    return name if code in name else f"{name} ({code})"


def _topic(
    workshop: Workshop, topic: Topic, answer: DomainAnswer, shown: Shown | None, last: dict[str, int]
) -> TopicMinutes:
    domain = domain_of(topic, workshop.diagnostic)
    return TopicMinutes(
        title=domain.title,
        area=domain.area.title,
        hands=shown.counts if shown and shown.total else (),
        counted=bool(shown and shown.counted),
        today=answer.position,
        target=answer.target,
        last=last.get(domain.code),
        priority=answer.priority,
        agreement=answer.agreement,
        dissent=topic.dissent,
        parked=topic.parked,
        follow_up=topic.follow_up,
    )
