"""Quarters of the year, as committees report by them: which a day is in, and all between two days. Pure."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a calendar year: `number` 1 is January to March."""

    year: int
    number: int

    @property
    def title(self) -> str:
        """ "January to March 2027"."""
        last = MONTHS * self.number
        return f"{month_name[last - MONTHS + 1]} to {month_name[last]} {self.year}"

    @property
    def following(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 12 // MONTHS else Quarter(self.year + 1, 1)


def quarter_of(day: date) -> Quarter:
    """The quarter that a day is in."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def quarters_between(first: date, last: date) -> Iterator[Quarter]:
    """Every quarter from that of `first` to that of `last`; none where `last` lies before it."""
    quarter = quarter_of(first)
    while quarter <= quarter_of(last):
        yield quarter
        quarter = quarter.following
