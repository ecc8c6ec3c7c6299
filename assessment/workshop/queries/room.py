"""What is on the screen of a room, and the hands that may be read.

A position is read here and nowhere else, and only of a topic that is revealed. Before that there are counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.models import Diagnostic, Domain
from assessment.workshop.models import Attendance, Hand, Phone, Topic, Workshop
from assessment.workshop.rules.spread import Apart, Raised, counts_of, furthest_apart


def open_workshop(diagnostic: Diagnostic) -> Workshop | None:
    """The workshop of a diagnostic that is open, with what is on its screen. One query."""
    found = diagnostic.workshops.open().select_related("topic").first()
    if found:
        found.diagnostic = diagnostic  # with its locality, as it was read
    return found


def domain_of(topic: Topic, diagnostic: Diagnostic) -> Domain:
    """A topic's domain, with everything of it and no query."""
    return next(one for one in diagnostic.whole_guide.ordered_domains if one.pk == topic.domain_id)


@dataclass(frozen=True)
class Shown:
    """The hands of a topic as a revealed screen shows them. `counted`: in the room, so nobody's are known by name."""

    counts: tuple[int, ...]
    hands: tuple[Raised, ...] = ()
    counted: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def apart(self) -> Apart | None:
        return furthest_apart(self.counts, self.hands)


def shown_hands(topics: Sequence[Topic], top: int) -> dict[int, Shown]:
    """The hands of those topics that are revealed, by the topic's key. One query, none where there is none."""
    revealed = [topic for topic in topics if topic.revealed_at]
    by_topic: dict[int, list[Raised]] = {}
    if revealed:
        raised = Hand.objects.filter(topic__in=revealed).order_by("practice__ods_code")
        for topic, code, position in raised.values_list("topic_id", "practice__ods_code", "position"):
            by_topic.setdefault(topic, []).append(Raised(code, position))
    return {topic.pk: _shown(topic, by_topic.get(topic.pk, []), top) for topic in revealed}


def _shown(topic: Topic, hands: list[Raised], top: int) -> Shown:
    if topic.counted:
        return Shown(tuple(topic.counted), counted=True)
    return Shown(counts_of((hand.position for hand in hands), top), tuple(hands))


@dataclass(frozen=True)
class Room:
    """Who is there, and how many hands are up: counts alone. `missing` are practices that are not there."""

    practices: int
    joined: int
    up: int
    missing: tuple[str, ...]

    @property
    def expected(self) -> int:
        """How many hands there can be: one for each practice that is there, at least as many as are up."""
        return max(self.practices - len(self.missing), self.up)


def room_of(workshop: Workshop) -> Room:
    """Count who is there and whose hands are up, without where. Three queries."""
    there = list(Attendance.objects.filter(workshop=workshop).values_list("practice__ods_code", "present"))
    anybody = any(present for _, present in there)
    return Room(
        practices=len(there),
        joined=Phone.objects.filter(workshop=workshop).order_by().values("practice").distinct().count(),
        up=Hand.objects.filter(topic=workshop.topic_id).count() if workshop.topic_id else 0,
        missing=tuple(code for code, present in there if anybody and not present),
    )
