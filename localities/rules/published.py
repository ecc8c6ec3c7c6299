"""Figures of a locality that follow from published figures of its practices: shares, rates and weighted means. Pure.

A practice counts where it has every figure that is needed, the first of them of the newest day that any has: months and
surveys are never mixed. Who does not count is said, as a sum over some practices is no sum over all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Told:
    """A figure of one practice as it was published. weight: what a share rests on, such as the number of answers."""

    value: Decimal
    as_of: date
    source: str = ""
    weight: Decimal | None = None


Practice = Mapping[str, Told]
"""A practice's figures by their code (`localities.rules.figures`); one that was suppressed is not among them."""


@dataclass(frozen=True)
class Published:
    """A locality's figure, to one decimal: of what day, whose, and over how many of its practices."""

    value: Decimal
    as_of: date
    source: str
    counted: int
    practices: int

    @property
    def told_by(self) -> str:
        """Whose figure it is, and over how many practices."""
        return f"{self.source}, {self.of_practices}"

    @property
    def of_practices(self) -> str:
        """As in "5 of 6 practices"; "6 practices" where none is missing."""
        if self.counted == self.practices:
            return f"{self.practices} practice{'' if self.practices == 1 else 's'}"
        return f"{self.counted} of {self.practices} practices"


Sum = Callable[[Sequence[Practice]], Decimal | None]


@dataclass(frozen=True)
class Working:
    """How a figure is worked out. needs: the codes a practice must have; its day is that of the first.

    sums: from the practices that count; beside_peers: the difference in per cent from the same sum over the peers.
    """

    needs: tuple[str, ...]
    sums: Sum
    beside_peers: bool = False


def _total(practices: Sequence[Practice], what: str) -> Decimal:
    return sum((one[what].value for one in practices), Decimal(0))


def _part(part: Decimal, whole: Decimal, times: Decimal = HUNDRED) -> Decimal | None:
    return times * part / whole if whole > 0 else None


def _gp_share(practices: Sequence[Practice]) -> Decimal | None:
    """Of the appointments whose kind of staff is known, those with a GP."""
    known = _total(practices, "appointments_attended") - _total(practices, "appointments_attended_unknown")
    return _part(_total(practices, "appointments_attended_gp"), known)


def _gp_week(practices: Sequence[Practice]) -> Decimal | None:
    """Appointments with a GP in a week of the month, for each full-time GP."""
    days = max((one["appointments_attended_gp"].as_of.day for one in practices), default=0)
    posts = _total(practices, "gp_fte")
    return _part(_total(practices, "appointments_attended_gp") * DAYS_A_WEEK, posts * days, Decimal(1))


def _missed(practices: Sequence[Practice]) -> Decimal | None:
    """Of the appointments whose outcome is known, those that patients missed."""
    missed = _total(practices, "appointments_dna")
    return _part(missed, missed + _total(practices, "appointments_attended"))


def _mean(what: str) -> Sum:
    """The mean of shares, each weighted by what it rests on; one that says nothing of that counts for nothing."""

    def mean(practices: Sequence[Practice]) -> Decimal | None:
        weights = [one[what].weight or Decimal(0) for one in practices]
        weighted = sum((one[what].value * weight for one, weight in zip(practices, weights, strict=True)), Decimal(0))
        return _part(weighted, sum(weights, Decimal(0)), Decimal(1))

    return mean


ATTENDED = ("appointments_attended_gp", "appointments_attended", "appointments_attended_unknown")
OUTCOMES = ("appointments_dna", "appointments_attended")
WORKINGS: Mapping[str, Working] = {
    "appointments-with-a-gp": Working(ATTENDED, _gp_share),
    "gp-appointments-each-week": Working(("appointments_attended_gp", "gp_fte"), _gp_week),
    "appointments-missed": Working(OUTCOMES, _missed),
    "missed-beside-peers": Working(OUTCOMES, _missed, beside_peers=True),
    "survey-overall": Working(("survey_overall",), _mean("survey_overall")),
    "survey-phone": Working(("survey_phone",), _mean("survey_phone")),
    "survey-booking": Working(("survey_booking",), _mean("survey_booking")),
}
"""Figures that published ones can answer, by the name that a guide gives them."""


def published(name: str, practices: Sequence[Practice], peers: Sequence[Practice] = ()) -> Published | None:
    """Work a figure out; None where no practice, or no peer to compare with, has what it needs.

    peers: the practices of the same commissioner, those of the locality among them.
    """
    working = WORKINGS[name]
    first = working.needs[0]
    newest = max((one[first].as_of for one in practices if first in one), default=None)
    counted = [one for one in practices if newest and _counts(one, working, newest)]
    value = working.sums(counted)
    if working.beside_peers and value is not None and newest:
        others = working.sums([one for one in peers if _counts(one, working, newest)])
        value = None if not others else HUNDRED * (value - others) / others
    if value is None or newest is None:
        return None
    return Published(value.quantize(TENTH), newest, counted[0][first].source, len(counted), len(practices))


def _counts(practice: Practice, working: Working, day: date) -> bool:
    return all(what in practice for what in working.needs) and practice[working.needs[0]].as_of == day
