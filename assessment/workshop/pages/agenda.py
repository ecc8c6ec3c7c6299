"""What the agenda shows: each domain with its time and how far it is, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from assessment.models import Domain
from assessment.workshop.models import Attendance, Topic, Workshop
from assessment.workshop.pages.room import Join, join_of
from assessment.workshop.queries.room import domain_of
from assessment.workshop.rules.agenda import Times, times_of


@dataclass(frozen=True)
class AgendaRow:
    """A domain on the agenda: when it begins, and what became of it: "on the screen", "parked", "agreed", "begun"."""

    topic: Topic
    domain: Domain
    begins: time
    stands: str


@dataclass(frozen=True)
class Agenda:
    """The agenda of a workshop. `practices` are those of the locality, each with how many phones joined for it."""

    workshop: Workshop
    rows: list[AgendaRow]
    times: Times | None
    practices: list[tuple[Attendance, int]]
    join: Join | None

    @property
    def present(self) -> int:
        return sum(one.present for one, _ in self.practices)

    @property
    def first_open(self) -> AgendaRow | None:
        """Where to go on: what is on the screen, else the first that is not begun."""
        on_screen = next((row for row in self.rows if row.stands == "on the screen"), None)
        return on_screen or next((row for row in self.rows if not row.topic.begun_at), None)

    @property
    def not_reached(self) -> list[AgendaRow]:
        return [row for row in self.rows if not row.topic.begun_at]

    @property
    def parked(self) -> list[AgendaRow]:
        return [row for row in self.rows if row.topic.parked]


def build_agenda(workshop: Workshop, *, now: datetime) -> Agenda:
    """Read the agenda of a workshop; four queries."""
    diagnostic = workshop.diagnostic
    topics = list(workshop.topics.all())
    times = times_of(workshop.starts, workshop.ends, len(topics)) if topics else None
    answered = set(diagnostic.answers.filter(position__isnull=False).order_by().values_list("domain_id", flat=True))
    phones: dict[int, int] = {}
    for practice in workshop.phones.order_by().values_list("practice_id", flat=True):
        phones[practice] = phones.get(practice, 0) + 1
    attendance = list(workshop.attendance.select_related("practice"))
    return Agenda(
        workshop,
        [
            AgendaRow(topic, domain_of(topic, diagnostic), begins, _stands(workshop, topic, answered))
            for topic, begins in zip(topics, times.begins if times else (), strict=True)
        ],
        times,
        [(row, phones.get(row.practice_id, 0)) for row in attendance],
        join_of(workshop, now),
    )


def _stands(workshop: Workshop, topic: Topic, answered: set[int]) -> str:
    if topic.pk == workshop.topic_id:
        return "on the screen"
    if topic.parked:
        return "parked"
    if not topic.begun_at:
        return ""
    return "agreed" if topic.domain_id in answered else "begun"
