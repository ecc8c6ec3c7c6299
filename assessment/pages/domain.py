"""What stands beside the choice on a domain page: the practices' spread, the numbers, the way around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from assessment.models import Area, Diagnostic, Domain, DomainAnswer, Indicator, IndicatorValue
from assessment.models.guide import POSITIONS
from assessment.queries.capacity_today import capacity_today
from assessment.rules.decimals import with_unit
from assessment.rules.indicator_bounds import asks_about
from assessment.rules.indicator_estimates import estimate
from assessment.rules.scoring import differs_notably, suggest_position, target_below_today


@dataclass(frozen=True)
class NumberShown:
    """An indicator with its number, if there is one, and the position it suggests.

    `estimate` is the capacity model's figure, which stands in until there is a count.
    """

    indicator: Indicator
    stored: IndicatorValue
    estimate: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        return self.estimate if self.stored.value is None else self.stored.value

    @property
    def is_estimate(self) -> bool:
        return self.stored.value is None and self.estimate is not None

    @property
    def suggested(self) -> int | None:
        return None if self.value is None else suggest_position(self.indicator.rule, self.value)

    @property
    def cannot_be(self) -> bool:
        """Whether a count is outside what the guide says there can be: older data may hold one."""
        return self.stored.value is not None and not self.indicator.bounds.hold(self.stored.value)

    @property
    def question(self) -> str:
        """What to ask about a count that may not be meant."""
        return "" if self.stored.value is None else asks_about(self.stored.value, self.indicator.unit)

    @property
    def in_words(self) -> str:
        """The number with its whole unit; nothing without a number."""
        return "" if self.value is None else with_unit(self.value, self.indicator.unit)


@dataclass(frozen=True)
class SuggestedPosition:
    """A position with its words, and the numbers that suggest it."""

    position: int
    label: str
    numbers: tuple[NumberShown, ...]

    def __str__(self) -> str:
        return f"{self.position}, {self.label[:1].lower()}{self.label[1:]}"


def suggested_positions(numbers: Iterable[NumberShown], labels: Mapping[int, str]) -> list[SuggestedPosition]:
    """Put numbers under the positions that they suggest, the lowest first. `labels` are the guide's, by position."""
    by_position: dict[int, list[NumberShown]] = {}
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
        AreaProgress(area, tuple((one, positions[one.pk] is not None, one == current) for one in domains))
        for area, domains in diagnostic.whole_guide.domains_by_area
        if domains
    ]


def numbers_of(diagnostic: Diagnostic, domain: Domain) -> list[NumberShown]:
    """Return the domain's indicators in the guide's order with their numbers.

    One query; one more where the model's estimate stands in for a number.
    """
    indicators = list(domain.indicators.all())
    if not indicators:
        return []
    stored = {row.indicator_id: row for row in diagnostic.indicator_values.filter(indicator__in=indicators).order_by()}
    return shown_numbers(
        diagnostic,
        [
            (indicator, stored.get(indicator.pk) or IndicatorValue(diagnostic=diagnostic, indicator=indicator))
            for indicator in indicators
        ],
    )


def shown_numbers(diagnostic: Diagnostic, rows: Sequence[tuple[Indicator, IndicatorValue]]) -> list[NumberShown]:
    """Return numbers as they are shown, the model's estimate where there is no count; one query at most."""
    if not any(indicator.computed_from and row.value is None for indicator, row in rows):
        return [NumberShown(indicator, row) for indicator, row in rows]
    today = capacity_today(diagnostic).results
    return [NumberShown(indicator, row, estimate(indicator.computed_from, today)) for indicator, row in rows]


@dataclass(frozen=True)
class Notice:
    """What is pointed out kindly beside an answer; nothing here stops anybody."""

    position: int | None
    differs: tuple[NumberShown, ...]
    below_today: bool


def notice_of(answer: DomainAnswer, numbers: list[NumberShown]) -> Notice:
    """Point out numbers that suggest a position 2 or more away, and a target below today."""
    return Notice(
        position=answer.position,
        differs=tuple(one for one in numbers if one.suggested and differs_notably(answer.position, one.suggested)),
        below_today=target_below_today(answer.position, answer.target),
    )


@dataclass(frozen=True)
class Spread:
    """How the practices' own views of a domain spread over the positions."""

    counts: tuple[int, ...]  # how many practices at positions 1 to 5

    @property
    def total(self) -> int:
        return sum(self.counts)


def spread_of(diagnostic: Diagnostic, domain: Domain) -> Spread:
    """Count the practices at each position; one query."""
    views = diagnostic.practice_views.filter(domain=domain, position__isnull=False).order_by()
    counted = dict(views.values_list("position").annotate(Count("pk")))
    return Spread(tuple(counted.get(position, 0) for position in POSITIONS))


def needs_in_words(diagnostic: Diagnostic, domain: Domain) -> str:
    """Say what the levels ask of this domain: "Level 2 needs 3 or more, Level 3 needs 4 or more."; or nothing."""
    said: list[str] = []
    highest = 0
    for rule in diagnostic.whole_guide.level_rules:
        needed = rule.minimums.get(domain.code, 0)
        if needed > highest:
            said.append(f"Level {rule.number} needs {needed}{' or more' if needed < max(POSITIONS) else ''}")
            highest = needed
    return f"{', '.join(said)}." if said else ""
