"""What the practices page shows: a line per practice and the locality's totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from localities.models import Locality, OrganisationEvent, Practice, SignUp, User
from localities.rules.practice_figures import STAFF

USUAL_SIZE = (30_000, 50_000)
"""Patients of a locality: primary care strategy 2018, model of care."""
OLD = timedelta(days=366)
"""List sizes are published every month: a count of more than a year ago is said to be old."""

SHOWN_EVENTS = 30
"""What became of practices longer ago stands in the locality's history."""


@dataclass(frozen=True)
class PracticeLine:
    """A practice, its sign-up in force, and whether this person may change it, and sign it up."""

    practice: Practice
    sign_up: SignUp | None
    may_change: bool
    may_sign: bool

    @property
    def staff(self) -> list[tuple[str, Decimal | None]]:
        """Label and full-time equivalents of each kind of staff."""
        return [(_label(name), getattr(self.practice, name)) for name in STAFF]


@dataclass(frozen=True)
class Total:
    """A sum over the practices that know the figure. `missing` is how many do not."""

    label: str
    value: int | Decimal
    missing: int


@dataclass(frozen=True)
class PracticeList:
    lines: tuple[PracticeLine, ...]
    patients: Total
    staff: tuple[Total, ...]
    old_counts: tuple[date, ...]
    """When patients were counted, of the practices whose count is old; the oldest first."""
    events: tuple[OrganisationEvent, ...]
    """What became of practices over time, the newest first."""

    @property
    def signed_up(self) -> int:
        return sum(line.sign_up is not None for line in self.lines)

    @property
    def has_usual_size(self) -> bool:
        return bool(self.patients.missing) or USUAL_SIZE[0] <= self.patients.value <= USUAL_SIZE[1]


def list_practices(locality: Locality, *, shown_to: User, today: date) -> PracticeList:
    """Read a locality's practices as this person sees them: three queries, however many there are."""
    practices = list(locality.practices.with_sign_up())
    return PracticeList(
        lines=tuple(
            PracticeLine(
                practice,
                next(iter(practice.sign_ups_in_force), None),  # type: ignore[attr-defined]  # made by with_sign_up
                shown_to.has_perm("localities.change_practice", practice),
                shown_to.has_perm("localities.sign_up_practice", practice),
            )
            for practice in practices
        ),
        patients=_total(practices, "list_size"),
        staff=tuple(_total(practices, name) for name in STAFF),
        old_counts=tuple(sorted(day for each in practices if (day := each.list_size_as_of) and day < today - OLD)),
        events=tuple(OrganisationEvent.objects.of_locality(locality)[:SHOWN_EVENTS]),
    )


def _label(name: str) -> str:
    words = str(Practice._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def _total(practices: Sequence[Practice], name: str) -> Total:
    known = [value for practice in practices if (value := getattr(practice, name)) is not None]
    return Total(_label(name), sum(known), len(practices) - len(known))
