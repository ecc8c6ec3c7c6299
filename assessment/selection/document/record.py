"""The decision record of a wave: everything that its PDF says, as plain frozen data.

Built in one place (`build.py`), shown in one place (`pdf.py`) and frozen as canonical JSON when the
wave is published, so it holds no model, no request and no clock. None always means "not known" or "not yet": then the
JSON leaves the field out.
"""

from dataclasses import dataclass
from datetime import date, datetime

from localities.kit.documents.canonical_json import CanonicalJson


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A person on the panel, whether they were at its meeting, and when and why they left it, if they did.

    `part` is chair or deputy chair; "" for the others.

    `applicant` is the locality they belong to that applied: such a member takes no part.
    """

    name: str
    part: str = ""
    attended: bool | None = None
    left_on: date | None = None
    left_why: str = ""
    applicant: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclarationRow:
    """A row of the register of interests about one application: what somebody declared, or who cleared it and why.

    `stands` tells whether it is the last word on this person; `stage` is where the wave stood then.
    """

    person: str
    has_conflict: bool
    note: str
    at: datetime
    stage: str
    stands: bool
    cleared_by: str = ""


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """Something that moved the wave: who did what and when, and the reason given."""

    at: datetime
    what: str
    who: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """What selected localities are offered."""

    title: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class PracticeRow:
    """A practice of the applicant on the day of submission, and who signed for it, if anybody did."""

    name: str
    ods_code: str
    patients: int | None = None
    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class KnownFacts:
    """What the tool knew of the locality when it submitted, and the panel read."""

    on: date
    practices: tuple[PracticeRow, ...]
    geography: str
    local_authority: str
    level: str = ""
    diagnostic_on: date | None = None

    @property
    def patients(self) -> int:
        """Registered patients of the practices whose list size is known."""
        return sum(one.patients or 0 for one in self.practices)

    @property
    def uncounted(self) -> int:
        """How many practices have no list size."""
        return sum(one.patients is None for one in self.practices)

    @property
    def signed(self) -> int:
        """How many practices have signed up."""
        return sum(one.signed_on is not None for one in self.practices)


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One member's score of a criterion, and why. `struck` says why it does not count; "" where it does."""

    member: str
    score: int
    comment: str
    struck: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionPart:
    """A criterion: what the figures said, the members' scores, and the score that the panel agreed on.

    `returned_score` is what had been agreed before somebody turned out to have a conflict, `returned_why` the reason.
    """

    title: str
    check: str
    check_words: str
    scores: tuple[ScoreRow, ...]
    spread: str
    is_wide: bool
    note: str
    agreed: int | None = None
    agreed_words: str = ""
    returned_score: int | None = None
    returned_why: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionPart:
    """What was decided and why, who proposed it and who confirmed it, and what the locality is told."""

    outcome: str
    reasons: str
    feedback: str
    conditions: str = ""
    reserve_place: int | None = None
    work_on: str = ""
    actions: tuple[str, ...] = ()
    proposed_by: str = ""
    proposed_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ApplicationPart:
    """An application that the panel decided on."""

    locality: str
    submitted_at: datetime
    signed_name: str
    signed_role: str
    known: KnownFacts
    declarations: tuple[DeclarationRow, ...]
    criteria: tuple[CriterionPart, ...]
    decision: DecisionPart | None = None

    @property
    def conflicts(self) -> tuple[DeclarationRow, ...]:
        """The declarations of those who had no part in judging it."""
        return tuple(one for one in self.declarations if one.has_conflict and one.stands)


@dataclass(frozen=True)
class InterestGrid:
    """What stands of everybody's declarations on a few applications: as many as fit beside each other on a page."""

    localities: tuple[str, ...]
    rows: tuple[tuple[str, tuple[DeclarationRow | None, ...]], ...]


BESIDE_EACH_OTHER = 4
"""Applications in one grid of a page."""


@dataclass(frozen=True, kw_only=True)
class WithdrawnRow:
    """An application that was submitted and then withdrawn: how far the panel was with it. A decision on it is void."""

    locality: str
    submitted_at: datetime
    declarations: tuple[DeclarationRow, ...] = ()
    withdrawn_at: datetime | None = None
    scored_by: tuple[str, ...] = ()
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordDocument:
    """A wave as it stands on the day `dated`; a draft until it is published."""

    wave: str
    commissioner: str
    commissioner_word: str
    guide: str
    draft: bool
    dated: date
    places: int
    word_limit: int
    tie_break: str
    enough: int
    opens_at: datetime
    closes_at: datetime
    offers: tuple[OfferRow, ...]
    panel: tuple[MemberRow, ...]
    steps: tuple[StepRow, ...]
    applications: tuple[ApplicationPart, ...]
    withdrawn: tuple[WithdrawnRow, ...]
    met_on: date | None = None
    also_present: str = ""
    published_by: str = ""

    @property
    def interests(self) -> tuple[InterestGrid, ...]:
        """The register as grids: people down, in order of name, applications across."""
        standing = [{one.person: one for one in part.declarations if one.stands} for part in self.applications]
        people = sorted({person for declared in standing for person in declared})
        parts = list(zip(self.applications, standing, strict=True))
        pages = (parts[at : at + BESIDE_EACH_OTHER] for at in range(0, len(parts), BESIDE_EACH_OTHER))
        return tuple(
            InterestGrid(
                tuple(part.locality for part, _ in page),
                tuple((person, tuple(declared.get(person) for _, declared in page)) for person in people),
            )
            for page in pages
        )


_FROZEN = CanonicalJson(RecordDocument)
to_json, from_json, fingerprint = _FROZEN.to_json, _FROZEN.from_json, _FROZEN.fingerprint
