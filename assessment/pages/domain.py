"""What a domain page shows: where the domain stands in the guide, the answer, the practices' views and the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from assessment.models import Area, CaseStudy, Diagnostic, Domain, DomainAnswer, Guide, Term
from assessment.pages.position_strip import spread, strip
from assessment.queries.indicator_numbers import IndicatorNumber, numbers_of
from assessment.queries.last_answer import last_answer
from assessment.rules.glossary import terms_in
from assessment.rules.scale import Scale
from assessment.rules.scoring import target_below_today


@dataclass(frozen=True)
class SuggestedPosition:
    """A position with its words, and the numbers that suggest it."""

    position: int
    label: str
    numbers: tuple[IndicatorNumber, ...]

    def __str__(self) -> str:
        return f"{self.position}, {self.label[:1].lower()}{self.label[1:]}"


def suggested_positions(numbers: Iterable[IndicatorNumber], labels: Mapping[int, str]) -> list[SuggestedPosition]:
    """Put numbers under the positions that they suggest, the lowest first. `labels` are the guide's, by position."""
    by_position: dict[int, list[IndicatorNumber]] = {}
    for number in numbers:
        if number.suggested:
            by_position.setdefault(number.suggested, []).append(number)
    return [SuggestedPosition(one, labels[one], tuple(several)) for one, several in sorted(by_position.items())]


@dataclass(frozen=True)
class AreaProgress:
    """One area in the bar over the page: whether each of its domains is answered, and where the page stands."""

    area: Area
    boxes: tuple[tuple[Domain, bool, bool], ...]  # domain, answered, current

    @property
    def answered(self) -> int:
        return sum(answered for _, answered, _ in self.boxes)

    @property
    def total(self) -> int:
        return len(self.boxes)

    @property
    def current(self) -> bool:
        return any(current for _, _, current in self.boxes)

    @property
    def first_open(self) -> Domain:
        """Where the area's link leads: its first unanswered domain, or its first."""
        return next((domain for domain, answered, _ in self.boxes if not answered), self.boxes[0][0])


def area_progress(diagnostic: Diagnostic, current: Domain | None = None) -> list[AreaProgress]:
    """Return each area's progress; one query."""
    positions = dict(diagnostic.answers.order_by().values_list("domain_id", "position"))
    return [
        AreaProgress(area, tuple((domain, positions[domain.pk] is not None, domain == current) for domain in domains))
        for area, domains in diagnostic.whole_guide.domains_by_area
        if domains
    ]


@dataclass(frozen=True)
class Notice:
    """What is pointed out kindly beside an answer; nothing here stops anybody."""

    position: int | None
    differs: tuple[IndicatorNumber, ...]
    below_today: bool


def notice_of(answer: DomainAnswer, numbers: list[IndicatorNumber]) -> Notice:
    """Point out numbers that suggest a position 2 or more away, and a target below today."""
    return Notice(
        position=answer.position,
        differs=tuple(number for number in numbers if number.differs(answer.position)),
        below_today=target_below_today(answer.position, answer.target),
    )


@dataclass(frozen=True)
class Spread:
    """How the practices' own views of a domain spread over the positions."""

    counts: tuple[int, ...]  # how many practices at each position of the scale

    @property
    def total(self) -> int:
        return sum(self.counts)


def spread_of(diagnostic: Diagnostic, domain: Domain) -> Spread:
    """Count the practices at each position; one query."""
    views = diagnostic.practice_views.filter(domain=domain, position__isnull=False).order_by()
    counted = dict(views.values_list("position").annotate(Count("pk")))
    return Spread(tuple(counted.get(position, 0) for position in diagnostic.whole_guide.scale.positions))


def needs_in_words(diagnostic: Diagnostic, domain: Domain) -> str:
    """Say what the levels ask of this domain: "Level 2 needs 3 or more, Level 3 needs 4 or more."; or nothing."""
    said: list[str] = []
    highest = 0
    guide = diagnostic.whole_guide
    for rule in guide.level_rules:
        needed = rule.positions.get(domain.code, 0)
        if needed > highest:
            said.append(f"Level {rule.number} needs {needed}{' or more' if needed < guide.top else ''}")
            highest = needed
    return f"{', '.join(said)}." if said else ""


def neighbours(diagnostic: Diagnostic, domain: Domain) -> tuple[Domain | None, Domain | None]:
    """Return the domains before and after this one in the guide's order."""
    domains = diagnostic.whole_guide.ordered_domains
    at = domains.index(domain)
    return (domains[at - 1] if at else None), (domains[at + 1] if at + 1 < len(domains) else None)


def in_strands(domain: Domain, entries: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Prompts or kinds of evidence, each with the title of the strand that it belongs to, or nothing."""
    strands = {strand.code: strand.title for strand in Guide.objects.whole(domain.guide_id).strands.all()}
    return [(entry["text"], strands.get(entry["strand"] or "", "")) for entry in entries]


def _texts_of(domain: Domain) -> str:
    said = [domain.title, domain.purpose, *(entry["text"] for entry in (*domain.prompts, *domain.evidence_kinds))]
    for descriptor in domain.descriptors.all():
        said += [descriptor.headline, *descriptor.examples]
    for indicator in domain.indicators.all():
        said += [indicator.title, indicator.definition]
    return "\n".join(said)


@dataclass(frozen=True)
class DomainPage:
    """One domain of a diagnostic, with everything that stands beside its form."""

    diagnostic: Diagnostic
    domain: Domain
    answer: DomainAnswer
    areas: list[AreaProgress]
    numbers: list[IndicatorNumber]
    views: Spread
    previous: Domain | None
    following: Domain | None
    last: DomainAnswer | None

    @property
    def scale(self) -> Scale:
        return self.diagnostic.whole_guide.scale

    @property
    def in_area(self) -> str:
        """Such as "domain 2 of 5"."""
        guide = self.diagnostic.whole_guide
        domains = next(domains for area, domains in guide.domains_by_area if area.pk == self.domain.area_id)
        return f"domain {domains.index(self.domain) + 1} of {len(domains)}"

    @property
    def prompts(self) -> list[tuple[str, str]]:
        return in_strands(self.domain, self.domain.prompts)

    @property
    def evidence_kinds(self) -> list[tuple[str, str]]:
        return in_strands(self.domain, self.domain.evidence_kinds)

    @property
    def cases(self) -> list[CaseStudy]:
        """What the guide tells of others who worked on this domain."""
        return [case for case in self.diagnostic.whole_guide.cases.all() if self.domain.code in case.domains]

    @property
    def terms(self) -> list[Term]:
        """The words of the glossary that stand on this page."""
        by_term = {term.term: term for term in self.diagnostic.whole_guide.glossary.all()}
        return [by_term[term] for term in terms_in(_texts_of(self.domain), by_term)]

    @property
    def strip(self) -> SafeString:
        return strip(self.answer.position, self.answer.target, scale=self.scale, name=self.domain.title)

    @property
    def spread(self) -> SafeString:
        return spread(self.views.counts, self.scale)

    @cached_property
    def suggested(self) -> list[SuggestedPosition]:
        return suggested_positions(self.numbers, self.diagnostic.whole_guide.position_labels)

    @property
    def has_numbers(self) -> bool:
        return any(number.value is not None for number in self.numbers)

    @property
    def notice(self) -> Notice:
        return notice_of(self.answer, self.numbers)


def build_domain_page(diagnostic: Diagnostic, domain: Domain, answer: DomainAnswer) -> DomainPage:
    """Read what stands beside an answer; five queries at most."""
    previous, following = neighbours(diagnostic, domain)
    return DomainPage(
        diagnostic=diagnostic,
        domain=domain,
        answer=answer,
        areas=area_progress(diagnostic, domain),
        numbers=numbers_of(diagnostic, domain),
        views=spread_of(diagnostic, domain),
        previous=previous,
        following=following,
        last=last_answer(diagnostic, domain),
    )
