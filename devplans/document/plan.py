"""The plan document: everything that a development plan's PDF says, as plain frozen data.

Built in one place (`build.py`), shown in one place (`pdf.py`) and frozen as canonical JSON when a plan is
submitted, so it holds no model, no request and no clock. Dates are dates, quantities decimals in the unit beside them,
positions 1 to 5, and None always means "not known": then the JSON leaves the field out. So each section is a field
that may be None, and a section added later leaves the fingerprint of an older document as it was. Sections with many
parts have files of their own: `capacity.py`, `resources.py`, `commitments.py`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import TypeAdapter

from devplans.document.capacity import Capacity
from devplans.document.commitments import Commitments, Risks
from devplans.document.parts import NotNeeded
from devplans.document.resources import Digital, Estates, Staffing
from localities.kit.documents.canonical_json import canonical_json


@dataclass(frozen=True, kw_only=True)
class LevelStep:
    """One of the guide's levels."""

    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class PracticeRow:
    """A practice of the locality and its registered patients."""

    ods_code: str
    name: str
    patients: int | None = None


@dataclass(frozen=True, kw_only=True)
class Move:
    """One of the plan's biggest moves: a few words, then a sentence."""

    title: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class OnAPage:
    """What the locality wrote for plan on a page. Its figures come from the other sections."""

    summary: str
    moves: tuple[Move, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DomainRow:
    """A domain on the scale: today, target, last time, and what the next level needs."""

    code: str
    title: str
    high_impact: bool
    priority: bool
    today: int | None = None
    target: int | None = None
    last: int | None = None
    needed: int | None = None


@dataclass(frozen=True, kw_only=True)
class AreaRows:
    """An area with its domains in the guide's order. `mean` is on 0 to 100, rounded half up."""

    code: str
    title: str
    answered: int
    domains: tuple[DomainRow, ...]
    mean: int | None = None
    band: str = ""


@dataclass(frozen=True, kw_only=True)
class WhereWeAre:
    """The diagnostic's positions, the dates of this one and the one before, and the level that `needed` speaks of."""

    diagnostic: str
    on: date
    areas: tuple[AreaRows, ...]
    before: date | None = None
    next_level: int | None = None

    @property
    def domains(self) -> tuple[DomainRow, ...]:
        """The domains of all areas in the guide's order."""
        return tuple(domain for area in self.areas for domain in area.domains)

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

    `uncovered_why` is the plan's reason why some of what is missing has no action.
    """

    in_place: tuple[RequirementRow, ...]
    missing: tuple[RequirementRow, ...]
    next_level: int | None = None
    uncovered_why: str | None = None

    @property
    def asked(self) -> int:
        """How many things the next level asks for."""
        return len(self.in_place) + len(self.missing)


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action, numbered in the order of due dates. `why` names the domain or feature it serves, cost is in pounds.

    `key` is the action's own, the same in every version: what is reported after approval finds it by that.
    """

    key: int
    number: int
    title: str
    detail: str
    why: str
    owner_name: str
    owner_role: str
    organisation: str
    status: str
    support: str = ""
    starts: date | None = None
    due: date | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Actions:
    """The actions by due date, those without one last."""

    rows: tuple[ActionRow, ...]

    @property
    def dues(self) -> tuple[date, ...]:
        """The due dates that are known, first to last."""
        return tuple(sorted(row.due for row in self.rows if row.due))


@dataclass(frozen=True, kw_only=True)
class MetricRow:
    """An outcome metric by its code in the guide. Without a baseline: the date by which it is due, and why."""

    code: str
    title: str
    unit: str
    core: bool
    source: str
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_due: date | None = None
    baseline_why: str = ""
    target: Decimal | None = None
    review: date | None = None


@dataclass(frozen=True, kw_only=True)
class MetricGroup:
    """The metrics of one kind of impact: patient, practice, system."""

    title: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """The outcome metrics by impact."""

    groups: tuple[MetricGroup, ...]

    @property
    def core(self) -> tuple[MetricRow, ...]:
        """The metrics that every locality has."""
        return tuple(row for group in self.groups for row in group.rows if row.core)


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
    """The conversation about one domain. `views` counts the practices at positions 1 to 5."""

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


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed a version, for which side, when, and with what words."""

    side: str
    name: str
    role: str
    statement: str
    on: date


@dataclass(frozen=True, kw_only=True)
class SignOffPage:
    """The signatures under a frozen document, and that document's fingerprint: they stand outside of it."""

    signatures: tuple[Signature, ...]
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """A development plan as it stands on the day `dated`. `level_now` 0 is working towards Level 1."""

    locality: str
    commissioner: str
    commissioner_word: str
    guide: str
    version: str
    status: str
    draft: bool
    dated: date
    period_start: date
    period_end: date
    scale: tuple[str, ...]
    levels: tuple[LevelStep, ...]
    level_now: int
    level_aimed_for: int
    practices: tuple[PracticeRow, ...]
    on_a_page: OnAPage | None = None
    where: WhereWeAre | None = None
    level: LevelPart | None = None
    capacity: Capacity | None = None
    staffing: Staffing | NotNeeded | None = None
    estates: Estates | NotNeeded | None = None
    digital: Digital | NotNeeded | None = None
    actions: Actions | None = None
    commitments: Commitments | None = None
    metrics: Metrics | None = None
    risks: Risks | None = None
    sign_off: SignOffPage | None = None
    annex: Annex | None = None

    @property
    def patients(self) -> int:
        """Registered patients of all practices whose list size is known."""
        return sum(row.patients or 0 for row in self.practices)


_ADAPTER = TypeAdapter(PlanDocument)


def to_json(document: PlanDocument) -> str:
    """The document as canonical JSON."""
    return canonical_json(_ADAPTER, document)


def from_json(text: str) -> PlanDocument:
    """The document that `to_json` wrote. Raises pydantic.ValidationError (a ValueError) for anything else."""
    return _ADAPTER.validate_json(text)


def fingerprint(document: PlanDocument) -> str:
    """The sha256 sum of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(to_json(document).encode()).hexdigest()
