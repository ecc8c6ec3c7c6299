"""What the screen of a room shows: one moment of one domain, and the way to the next.

Before the hands of a domain are revealed nothing here knows a position, a number or what was said last time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from assessment.models import Diagnostic, Domain, DomainAnswer
from assessment.pages.domain import in_strands
from assessment.queries.indicator_numbers import IndicatorNumber, numbers_of
from assessment.queries.last_answer import last_answer
from assessment.rules.scale import Scale
from assessment.workshop.models import Topic, Workshop
from assessment.workshop.pages.hands_drawing import axis_of, has_room_for_names, in_words, small_dots, spread_of_hands
from assessment.workshop.pages.qr_code import qr_code
from assessment.workshop.queries.room import Room, Shown, domain_of, room_of, shown_hands
from assessment.workshop.rules.agenda import times_of
from assessment.workshop.rules.facilitating import ALIKE, NONE, question
from assessment.workshop.rules.join_codes import in_threes
from assessment.workshop.rules.text_sizes import size_of_descriptions, size_of_prompts

Moment = Workshop.Moment
ORDER = [Moment.TALK, Moment.HANDS, Moment.LOOK, Moment.AGREE]
NUMBERS_SHOWN = 2
"""Numbers that fit on the screen beside what was said last time; the rest is on the domain's own page."""


@dataclass(frozen=True)
class Step:
    """A moment of a domain that a button leads to, and the button's words."""

    code: str
    moment: str
    words: str


@dataclass(frozen=True)
class Join:
    """How phones join: link, QR code and short code; all of it nothing where none may join now."""

    link: str
    code: str

    @property
    def qr(self) -> SafeString:
        return qr_code(self.link)

    @property
    def page(self) -> str:
        """Where the short code is typed, as it is said aloud."""
        return f"{settings.SITE_URL.partition('://')[2]}{reverse('join')}".rstrip("/")


def join_of(workshop: Workshop, now: datetime) -> Join | None:
    """How phones join a workshop at this moment, if they may."""
    if not workshop.lets_in(now):
        return None
    link = f"{settings.SITE_URL}{reverse('join-link', args=[workshop.join_token])}"
    return Join(link, in_threes(workshop.join_code or ""))


@dataclass(frozen=True)
class RoomPage:
    """One moment of one domain. `shown` are the hands, once they are revealed."""

    workshop: Workshop
    diagnostic: Diagnostic
    topics: list[Topic]
    topic: Topic
    moment: str
    room: Room
    shown: Shown | None
    now: datetime

    @cached_property
    def domain(self) -> Domain:
        return domain_of(self.topic, self.diagnostic)

    @property
    def scale(self) -> Scale:
        return self.diagnostic.whole_guide.scale

    @cached_property
    def at(self) -> int:
        """Its place on the agenda, from 0."""
        return next(number for number, one in enumerate(self.topics) if one.pk == self.topic.pk)

    @property
    def in_area(self) -> str:
        """Such as "Care delivery, domain 9 of 11"."""
        guide = self.diagnostic.whole_guide
        domains = next(domains for area, domains in guide.domains_by_area if area.pk == self.domain.area_id)
        return f"{self.domain.area.title}, domain {domains.index(self.domain) + 1} of {len(domains)}"

    @property
    def time_words(self) -> str:
        """Such as "Domain 3 of 8. 5 of 12 minutes"."""
        place = f"Domain {self.at + 1} of {len(self.topics)}"
        if self.topic.begun_at is None:
            return place
        each = times_of(self.workshop.starts, self.workshop.ends, len(self.topics)).each
        gone = int((self.now - self.topic.begun_at).total_seconds() // 60)
        return f"{place}. {gone} of {each} minutes" if 0 <= gone <= 4 * each else place

    # The way through

    @property
    def moments(self) -> list[tuple[str, str, bool, bool]]:
        """Each moment: its code and name, whether it is now, whether it is behind."""
        here = ORDER.index(Moment(self.moment))
        return [(one.value, str(one.label), n == here, n < here) for n, one in enumerate(ORDER)]

    @property
    def onward(self) -> Step | None:
        """What comes next; nothing after the last domain."""
        if self.moment == Moment.AGREE:
            return self._neighbour(self.at + 1, Moment.TALK, "Save and next: {}")
        closed = self.topic.revealed_at is not None
        words = {
            Moment.TALK: "Show hands",
            Moment.HANDS: "See the hands" if closed else "Reveal the hands",
            Moment.LOOK: "Agree a position",
        }
        return Step(self.domain.code, ORDER[ORDER.index(Moment(self.moment)) + 1], words[Moment(self.moment)])

    @property
    def back(self) -> Step | None:
        """What came before; nothing before the first domain."""
        if self.moment == Moment.TALK:
            return self._neighbour(self.at - 1, Moment.AGREE, "Back: {}")
        before = ORDER[ORDER.index(Moment(self.moment)) - 1]
        return Step(self.domain.code, before, f"Back: {str(before.label).lower().removeprefix('show ')}")

    def _neighbour(self, at: int, moment: Moment, words: str) -> Step | None:
        if not 0 <= at < len(self.topics):
            return None
        domain = domain_of(self.topics[at], self.diagnostic)
        return Step(domain.code, moment, words.format(domain.title))

    # Talk, and show hands

    @property
    def prompts(self) -> list[str]:
        return [text for text, _ in in_strands(self.domain, self.domain.prompts)]

    @property
    def prompts_size(self) -> str:
        return size_of_prompts(self.prompts)

    @property
    def columns(self) -> list[tuple[str, str, list[str]]]:
        """What each description says: its name, its headline and examples, in the order of positions."""
        return [
            (self.scale.label(one.position), one.headline, list(one.examples)) for one in self.domain.descriptors.all()
        ]

    @property
    def columns_size(self) -> str:
        lengths = [len(headline) + sum(map(len, examples)) for _, headline, examples in self.columns]
        return size_of_descriptions(lengths, len(lengths))

    @property
    def axis(self) -> SafeString:
        return axis_of(self.scale)

    @property
    def join(self) -> Join | None:
        return join_of(self.workshop, self.now)

    @property
    def hands(self) -> list[bool]:
        """A hand for each practice that is there: whether it is up, without whose it is."""
        return [number < self.room.up for number in range(self.room.expected)]

    # Look

    @property
    def spread(self) -> SafeString:
        return spread_of_hands(self._seen, self.scale, with_names=self.workshop.with_names)

    @property
    def dots(self) -> SafeString:
        return small_dots(self._seen.counts, self.scale)

    @property
    def in_words(self) -> str:
        """Whose hands are where, where names are shown and the drawing has no room for them."""
        named = self.workshop.with_names and not self._seen.counted
        return in_words(self._seen, with_names=True) if named and not has_room_for_names(self._seen) else ""

    @property
    def _seen(self) -> Shown:
        return self.shown or Shown((0,) * self.scale.top)

    @property
    def ask(self) -> str:
        """What the facilitator asks now."""
        if not self._seen.total:
            return NONE
        return question(self.at) if self._seen.apart else ALIKE

    @cached_property
    def numbers(self) -> list[IndicatorNumber]:
        """The numbers that there are, as many as fit."""
        return [number for number in numbers_of(self.diagnostic, self.domain) if number.value is not None]

    @property
    def numbers_shown(self) -> list[tuple[IndicatorNumber, str]]:
        """Each number with what it suggests, in words."""
        found = []
        for number in self.numbers[:NUMBERS_SHOWN]:
            at = number.suggested
            found.append((number, f"Suggests {at}, {self.scale.label(at).lower()}." if at else ""))
        return found

    @property
    def numbers_left_out(self) -> int:
        return max(0, len(self.numbers) - NUMBERS_SHOWN)

    @cached_property
    def last(self) -> DomainAnswer | None:
        return last_answer(self.diagnostic, self.domain)


def build_room_page(workshop: Workshop, topic: Topic | None, moment: str, *, now: datetime) -> RoomPage | None:
    """Read what is on the screen, five queries at most; None while it is the agenda."""
    topics = list(workshop.topics.all())
    found = next((one for one in topics if topic and one.pk == topic.pk), None)
    if found is None:
        return None
    diagnostic = workshop.diagnostic
    return RoomPage(
        workshop=workshop,
        diagnostic=diagnostic,
        topics=topics,
        topic=found,
        moment=moment,
        room=room_of(workshop),
        shown=shown_hands([found], diagnostic.whole_guide.top).get(found.pk),
        now=now,
    )


def screen_key(workshop: Workshop) -> str:
    """What is on the screen, in a word that says nothing of where hands are: another word, another screen."""
    topic = workshop.topic
    if topic is None:
        return f"{workshop.pk}-agenda"
    shown = "shown" if topic.revealed_at else "hidden"
    named = "named" if workshop.with_names and topic.revealed_at else "plain"
    return f"{topic.pk}-{workshop.moment}-{topic.round}-{shown}-{named}"
