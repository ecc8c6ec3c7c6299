"""What a phone in the room shows: wait and talk, raise the hand, it is up, or hands are closed."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.models import Domain
from assessment.pages.domain import in_strands
from assessment.workshop.models import Hand, Phone, Topic, Workshop
from assessment.workshop.pages.room import screen_key
from assessment.workshop.queries.room import domain_of

Moment = Workshop.Moment
TITLES = {"raise": "Raise your hand", "up": "Your hand is up", "talk": "Talk first"}


@dataclass(frozen=True)
class PhonePage:
    """What one phone shows. `position` is its own hand's, None where another phone raised it; `stands` is one of
    "wait", "talk", "raise", "up", "elsewhere" (another phone of the practice raised its hand) and "closed".
    """

    workshop: Workshop
    phone: Phone
    topic: Topic | None
    domain: Domain | None
    stands: str
    position: int | None

    @property
    def key(self) -> str:
        """What it shows, in a word: another word, another page."""
        return f"{screen_key(self.workshop)}-{self.phone.practice_id}-{self.stands}-{self.position}"

    @property
    def title(self) -> str:
        return TITLES.get(self.stands, "Look at the screen")

    @property
    def prompts(self) -> list[str]:
        return [text for text, _ in in_strands(self.domain, self.domain.prompts)] if self.domain else []

    @property
    def position_name(self) -> str:
        scale = self.workshop.diagnostic.whole_guide.scale
        return scale.label(self.position) if self.position else ""


def build_phone_page(workshop: Workshop, phone: Phone, *, changing: bool) -> PhonePage:
    """Read what a phone shows; one query. `changing`: it asked to move the hand that it raised."""
    topic = workshop.topic
    if topic is None:
        return PhonePage(workshop, phone, None, None, "wait", None)
    raised = Hand.objects.filter(topic=topic, practice=phone.practice_id).first()
    position = raised.position if raised and raised.phone_id == phone.pk else None
    stands = _stands(workshop, topic, raised, own=position is not None, changing=changing)
    return PhonePage(workshop, phone, topic, domain_of(topic, workshop.diagnostic), stands, position)


def _stands(workshop: Workshop, topic: Topic, raised: Hand | None, *, own: bool, changing: bool) -> str:
    if workshop.moment == Moment.TALK:
        return "talk"
    if topic.revealed_at:
        return "closed"
    if raised is None or raised.phone_id is None:  # nobody's any more: the phone that raised it is gone
        return "raise"
    if not own:
        return "elsewhere"
    return "raise" if changing else "up"
