"""The minutes of a workshop: everything that page and PDF say, as plain frozen data.

Built in one place (`build.py`) and frozen as canonical JSON when the workshop closes: answers that change later do not
change what was agreed in the room. No person is named: practices and roles are.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from assessment.rules.position_strip import describe
from assessment.rules.scale import Scale
from localities.kit.documents.canonical_json import CanonicalJson


@dataclass(frozen=True, kw_only=True)
class TopicMinutes:
    """A domain that was talked about: where hands were, what was agreed and why, who sees it differently.

    `hands` are how many were raised at each position, none where nobody raised one; `counted`: in the room.
    """

    title: str
    area: str
    hands: tuple[int, ...] = ()
    counted: bool = False
    today: int | None = None
    target: int | None = None
    last: int | None = None
    priority: bool = False
    agreement: str = ""
    dissent: str = ""
    parked: bool = False
    follow_up: str = ""

    @property
    def strip_in_words(self) -> str:
        """Such as "today 2, target 4, last time 1"."""
        return describe(self.today, self.target, self.last)

    @property
    def hands_in_words(self) -> str:
        """Such as "2 at 1, 3 at 2"; nothing where no hand was raised."""
        return ", ".join(f"{many} at {position}" for position, many in enumerate(self.hands, start=1) if many)


@dataclass(frozen=True, kw_only=True)
class MinutesDocument:
    """A workshop that is closed. `hands` counts those of phones, `views` those that became practices' views."""

    locality: str
    commissioner: str
    diagnostic: str
    guide: str
    number: int
    held_on: date
    starts: time
    ends: time
    place: str
    led_by: str
    people: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    domains: int
    scale: Scale
    topics: tuple[TopicMinutes, ...]
    not_reached: tuple[str, ...]
    hands: int
    views: int
    closed_at: datetime
    last_on: date | None = None

    @property
    def title(self) -> str:
        return f"Minutes of workshop {self.number}"

    @property
    def agreed(self) -> int:
        """How many domains left with a position, and nothing to come back to."""
        return sum(topic.today is not None and not topic.parked for topic in self.topics)

    @property
    def parked(self) -> tuple[TopicMinutes, ...]:
        return tuple(topic for topic in self.topics if topic.parked)

    @property
    def to_follow_up(self) -> tuple[TopicMinutes, ...]:
        return tuple(topic for topic in self.topics if topic.follow_up)


_JSON = CanonicalJson(MinutesDocument)
to_json, from_json, fingerprint = _JSON.to_json, _JSON.from_json, _JSON.fingerprint
