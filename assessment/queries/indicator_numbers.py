"""A domain's numbers as they are read: what was counted, or else what the capacity model estimates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import date

from assessment.models import Diagnostic, Domain, Indicator, IndicatorValue
from assessment.queries.capacity_today import capacity_today
from assessment.rules.capacity import estimate
from assessment.rules.decimals import with_unit
from assessment.rules.indicator_bounds import asks_about
from assessment.rules.scoring import differs_notably, suggest_position
from localities.queries.published import published_figures
from localities.rules.published import Published


@dataclass(frozen=True)
class IndicatorNumber:
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

    def differs(self, position: int | None) -> bool:
        """Whether a position lies notably far from what the number suggests."""
        suggested = self.suggested
        return suggested is not None and differs_notably(position, suggested, self.indicator.rule.top)

    @property
    def cannot_be(self) -> bool:
        """Whether a count is outside what the guide says there can be: older data may hold one."""
        return self.stored.value is not None and not self.indicator.bounds.hold(self.stored.value)

    @property
    def question(self) -> str:
        """What to ask about a count that may not be meant."""
        return "" if self.stored.value is None else asks_about(self.stored.value, self.indicator.unit)

    def is_news(self, figure: Published) -> bool:
        """Whether a published figure is another than the one that was taken."""
        row = self.stored
        return (figure.value, figure.as_of, figure.told_by) != (row.published, row.published_on, row.published_source)

    @property
    def published_beside(self) -> str:
        """What was published, where the number is another: "54% (NHS England, 31 October 2018)"."""
        row = self.stored
        if row.published is None or row.is_published or row.published_on is None:
            return ""
        return f"{with_unit(row.published, self.indicator.unit)} ({row.published_source}, {date(row.published_on)})"

    @property
    def in_words(self) -> str:
        """The number with its whole unit; nothing without a number."""
        return "" if self.value is None else with_unit(self.value, self.indicator.unit)

    @property
    def comparators(self) -> list[str]:
        """What is published of others: "England: appointments with a GP, 54% (NHS Digital, 2018)"."""
        unit = self.indicator.unit
        return [
            f"{one['label']}, {with_unit(Decimal(str(one['value'])), unit)} ({one['source']}, {one['date']})"
            for one in self.indicator.comparators
        ]


def numbers_of(diagnostic: Diagnostic, domain: Domain) -> list[IndicatorNumber]:
    """Return the domain's indicators in the guide's order with their numbers.

    One query; one more where the model's estimate stands in for a number.
    """
    indicators = list(domain.indicators.all())
    if not indicators:
        return []
    stored = {row.indicator_id: row for row in diagnostic.indicator_values.filter(indicator__in=indicators).order_by()}
    rows = [(one, stored.get(one.pk) or IndicatorValue(diagnostic=diagnostic, indicator=one)) for one in indicators]
    if not any(indicator.computed_from and row.value is None for indicator, row in rows):
        return [IndicatorNumber(indicator, row) for indicator, row in rows]
    today = capacity_today(diagnostic).results
    return [IndicatorNumber(indicator, row, estimate(indicator.computed_from, today)) for indicator, row in rows]


def newly_published(diagnostic: Diagnostic, numbers: Sequence[IndicatorNumber]) -> list[tuple[Indicator, Published]]:
    """Return what is published of the locality and not taken yet. Two queries where the guide names such figures."""
    names = {number.indicator.published_from: number for number in numbers if number.indicator.published_from}
    found = published_figures(diagnostic.locality, names)
    return [
        (names[name].indicator, figure)
        for name, figure in found.items()
        if names[name].is_news(figure) and names[name].indicator.bounds.hold(figure.value)
    ]
