"""The plan document: everything that a development plan's PDF says, as plain frozen data.

Built in one place (`build/`), shown in one place (`pdf.py`) and frozen as canonical JSON when a plan is
submitted, so it holds no model, no request and no clock. Dates are dates, quantities decimals in the unit beside them,
positions those of the guide, and None always means "not known": then the JSON leaves the field out. So each section is
a field that may be None, and a section added later leaves the fingerprint of an older document as it was. Sections with
parts have files of their own, in `content/`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.scale import Scale
from devplans.document.content.actions import ActionRow, Actions, QuarterActions
from devplans.document.content.capacity import Capacity
from devplans.document.content.changes import Changes
from devplans.document.content.commitments import Commitments, Risks
from devplans.document.content.consistency import Explained
from devplans.document.content.diagnostic import Annex, LevelPart, WhereWeAre
from devplans.document.content.metrics import Metrics
from devplans.document.content.money import Money
from devplans.document.content.resources import Digital, Estates, Staffing
from devplans.document.content.shared import NotNeeded
from devplans.document.content.strands import Strands
from devplans.rules.quarters import Quarter, quarter_of, quarters_between
from localities.kit.documents.canonical_json import CanonicalJson


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
class DecisionRow:
    """A decision asked for, in words, and its amount in pounds. `key` is the same in every version."""

    key: int
    words: str
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class OnAPage:
    """What the locality wrote for plan on a page. Its figures come from the other sections."""

    summary: str
    moves: tuple[Move, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Members:
    """What committees ask of every paper beside its figures, in the locality's words: "" where nothing was said.

    `meeting` is the one that the plan goes to, with its day and item where they are known.
    """

    equality: str = ""
    engagement: str = ""
    conflicts: str = ""
    meeting: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed a version, for which side, when, and with what words."""

    side: str
    name: str
    role: str
    statement: str
    on: date


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """A decision that was asked for, its amount in pounds, and the answer in words with its condition."""

    words: str
    answer: str
    condition: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class SignOffPage:
    """The signatures under a frozen document, and that document's fingerprint: they stand outside of it.

    `answers` are those to the decisions that it asks for. `agreed` of `practices` said that they agree; None where
    nobody was asked.
    """

    signatures: tuple[Signature, ...]
    fingerprint: str
    answers: tuple[AnswerRow, ...] = ()
    agreed: int | None = None
    practices: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """A development plan as it stands on the day `dated`.

    `level_now` 0 is working towards Level 1; without `levels` the guide has none, and `level_aimed_for` is 0. `between`
    are the positions of the scale that the guide does not describe; what was frozen before there were any other says
    nothing of 2 and 4.
    """

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
    between: tuple[int, ...] = (2, 4)
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
    strands: Strands | None = None
    money: Money | NotNeeded | None = None
    risks: Risks | NotNeeded | None = None
    members: Members | None = None
    changes: Changes | None = None
    consistency: Explained | None = None
    sign_off: SignOffPage | None = None
    annex: Annex | None = None

    @property
    def positions(self) -> Scale:
        """The guide's scale."""
        return Scale(self.scale, self.between)

    @property
    def patients(self) -> int:
        """Registered patients of all practices whose list size is known."""
        return sum(row.patients or 0 for row in self.practices)

    @property
    def quarters(self) -> tuple[QuarterActions, ...]:
        """The actions by the quarter they are due in, for every quarter of the plan; those without a date come last."""
        rows = self.actions.rows if self.actions else ()
        days = (self.period_start, self.period_end, *(row.due for row in rows if row.due))
        found: dict[Quarter | None, list[ActionRow]] = {one: [] for one in quarters_between(min(days), max(days))}
        for row in rows:
            found.setdefault(quarter_of(row.due) if row.due else None, []).append(row)
        return tuple(
            QuarterActions(title=quarter.title if quarter else "No date yet", rows=tuple(due))
            for quarter, due in found.items()
        )


_FROZEN = CanonicalJson(PlanDocument)
to_json, from_json, fingerprint = _FROZEN.to_json, _FROZEN.from_json, _FROZEN.fingerprint
