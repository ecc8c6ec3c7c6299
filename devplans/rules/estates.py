"""A plan's premises: schemes together, and what to ask about a scheme. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from assessment.rules.decimals import HUNDRED, ZERO, plain

MOST_REVENUE_SHARE = Decimal(10)
"""Running costs a year in per cent of capital: the schemes of the strategy's pipeline have 0 to 10%."""


class Scheme(Protocol):
    """A premises scheme in pounds."""

    capital: Decimal
    annual_revenue: Decimal


@dataclass(frozen=True)
class EstateTotals:
    """Schemes together, in pounds."""

    capital: Decimal
    annual_revenue: Decimal


def totals_of(schemes: Iterable[Scheme]) -> EstateTotals:
    """Sums of schemes."""
    every = list(schemes)
    return EstateTotals(
        capital=sum((scheme.capital for scheme in every), ZERO),
        annual_revenue=sum((scheme.annual_revenue for scheme in every), ZERO),
    )


def revenue_question(capital: Decimal, annual_revenue: Decimal) -> str:
    """What to ask about running costs that are unusual for the capital; nothing when they are not."""
    if ZERO <= annual_revenue <= capital * MOST_REVENUE_SHARE / HUNDRED:
        return ""
    share = f"{plain(round(HUNDRED * annual_revenue / capital, 1))}% of the capital" if capital else "without capital"
    return f"Running costs of £{plain(annual_revenue)} a year are {share}. Usual are 0 to 10%. Check both figures."
