"""A plan's premises: the financial years it covers, schemes together, and what to ask about a scheme. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from assessment.rules.decimals import HUNDRED, ZERO, financial_year, plain

LATER = "Later"
MOST_REVENUE_SHARE = Decimal(10)
"""Running costs a year in per cent of capital: the schemes of the strategy's pipeline have 0 to 10%."""


class Scheme(Protocol):
    """A premises scheme in pounds; `profile` is capital by financial year, as decimal numbers in words."""

    capital: Decimal
    annual_revenue: Decimal
    profile: Mapping[str, str]


@dataclass(frozen=True)
class EstateTotals:
    """Schemes together, in pounds. `years` are those that any scheme spends in, in order, with the sum of each."""

    capital: Decimal
    annual_revenue: Decimal
    years: tuple[tuple[str, Decimal], ...]

    @property
    def not_spread(self) -> Decimal:
        """Capital that no year has."""
        return self.capital - sum((amount for _, amount in self.years), ZERO)


def years_between(start: date, end: date) -> tuple[str, ...]:
    """The financial years from `start` to `end`, which begin in April."""
    first, last = (day.year - (day.month < 4) for day in (start, end))
    return tuple(financial_year(year) for year in range(first, last + 1))


def in_order(years: Iterable[str]) -> list[str]:
    """Financial years in order; what comes later comes last."""
    return sorted(years, key=lambda year: (year == LATER, year))


def spread(profile: Mapping[str, str]) -> Decimal:
    """What the years of a profile come to."""
    return sum(map(Decimal, profile.values()), ZERO)


def not_spread(scheme: Scheme) -> Decimal:
    """Capital that no year has; below zero when the years come to more."""
    return scheme.capital - spread(scheme.profile)


def totals_of(schemes: Iterable[Scheme]) -> EstateTotals:
    """Sums of schemes."""
    every = list(schemes)
    years = in_order({year for scheme in every for year in scheme.profile})
    return EstateTotals(
        capital=sum((scheme.capital for scheme in every), ZERO),
        annual_revenue=sum((scheme.annual_revenue for scheme in every), ZERO),
        years=tuple((year, sum((Decimal(scheme.profile.get(year, 0)) for scheme in every), ZERO)) for year in years),
    )


def revenue_question(capital: Decimal, annual_revenue: Decimal) -> str:
    """What to ask about running costs that are unusual for the capital; nothing when they are not."""
    if ZERO <= annual_revenue <= capital * MOST_REVENUE_SHARE / HUNDRED:
        return ""
    share = f"{plain(round(HUNDRED * annual_revenue / capital, 1))}% of the capital" if capital else "without capital"
    return f"Running costs of £{plain(annual_revenue)} a year are {share}. Usual are 0 to 10%. Check both figures."
