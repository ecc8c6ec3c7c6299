"""The plan document's sections that follow from the diagnostic, as plain frozen data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.profile import AreaProfile, DomainProfile


def strip_name(domain: DomainProfile) -> str:
    """The address of a domain's strip in the PDF: domains that stand alike share one drawing."""
    return f"drawing:strip-{''.join(str(position or 0) for position in domain.positions)}"


@dataclass(frozen=True, kw_only=True)
class WhereWeAre:
    """The diagnostic's positions, the dates of this one and the one before, and the level that `needed` speaks of."""

    diagnostic: str
    on: date
    areas: tuple[AreaProfile, ...]
    before: date | None = None
    next_level: int | None = None

    @property
    def domains(self) -> tuple[DomainProfile, ...]:
        """The domains of all areas in the guide's order."""
        return tuple(domain for area in self.areas for domain in area.domains)

    @property
    def has_high_impact(self) -> bool:
        """Whether the guide marks any of them."""
        return any(domain.high_impact for domain in self.domains)

    @property
    def answered(self) -> int:
        """How many domains have a position."""
        return sum(area.answered for area in self.areas)

    @property
    def changes(self) -> tuple[int, int, int]:
        """How many domains moved on, stayed and moved back since last time, of those answered both times."""
        steps = [row.today - row.last for row in self.domains if row.today and row.last]
        return sum(step > 0 for step in steps), sum(step == 0 for step in steps), sum(step < 0 for step in steps)


@dataclass(frozen=True, kw_only=True)
class RequirementRow:
    """A feature or domain that the next level asks for, in words, with the numbers of the actions that answer it."""

    text: str
    now: str
    needed: str
    actions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LevelPart:
    """What the next level asks for: what is there, what is missing. At the top level both are empty.

    `there` of the `asked` things that it counts are there, and `later` when all actions are done: of signs no more
    than are wanted. `leads_to` is the level then (0: working towards Level 1), and `still_missing` what the level aimed
    for would still lack. `uncovered_why` is the plan's reason for that.
    """

    in_place: tuple[RequirementRow, ...]
    missing: tuple[RequirementRow, ...]
    next_level: int | None = None
    there: int = 0
    later: int = 0
    asked: int = 0
    leads_to: int | None = None
    still_missing: tuple[str, ...] = ()
    uncovered_why: str | None = None


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """A number entered for a domain, and the position it suggests; None for a number that cannot be."""

    title: str
    value: Decimal
    unit: str
    source: str
    suggests: int | None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """The conversation about one domain. `views` counts the practices at each position."""

    title: str
    agreed: str
    evidence: str
    views: tuple[int, ...]
    numbers: tuple[NumberRow, ...]
    today: int | None = None
    target: int | None = None


@dataclass(frozen=True, kw_only=True)
class NoteGroup:
    """The notes of one area."""

    title: str
    rows: tuple[NoteRow, ...]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """The notes of the conversation, by area."""

    groups: tuple[NoteGroup, ...]
