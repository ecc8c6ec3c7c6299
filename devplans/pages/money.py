"""What a plan costs, as its page shows it: the section of the plan, with the bars of its years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import HUNDRED, ZERO
from devplans.document.content.money import Money
from devplans.rules.money import LedgerRow, Sum

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class YearBar:
    """The bar of one year: what is committed, then what is asked for, in per cent of the greatest year."""

    year: str
    sums: Sum
    committed: Decimal
    asked: Decimal


@dataclass(frozen=True)
class MoneyPage:
    """The section, and a bar for each of its years."""

    money: Money
    bars: tuple[YearBar, ...]

    @property
    def total(self) -> LedgerRow:
        return self.money.total


def money_page(money: Money) -> MoneyPage:
    """Lay out what the page shows."""
    return MoneyPage(money, tuple(_bars(money)))


def _bars(money: Money) -> Iterator[YearBar]:
    most = max((sums.total for _, sums in money.by_year), default=ZERO)
    for year, sums in money.by_year:
        yield YearBar(year, sums, _share(sums.committed, most), _share(sums.asked, most))


def _share(amount: Decimal, most: Decimal) -> Decimal:
    return (HUNDRED * amount / most).quantize(HUNDREDTH) if most else ZERO
