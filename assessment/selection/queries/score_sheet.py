"""The panel's scores of applications side by side, with what was agreed: for moderation, its export and the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from assessment.models import SelectionCriterion
from assessment.selection.models import (
    AgreedScore,
    Application,
    Decision,
    Interest,
    PanelMember,
    PanelScore,
    SentScores,
    Wave,
)
from assessment.selection.rules.agreed_scores import Spread, needs_note, spread, too_low
from localities.kit.nhsuk.dates import in_sentence
from localities.kit.pages.phrases import count
from localities.kit.refused import Refused

OPEN = (Wave.State.MODERATION, Wave.State.DECIDED, Wave.State.PUBLISHED)
"""The stages from which the panel's scores may be seen by others than who gave them."""

NOT_OPEN = "The panel is not moderating yet. Until then every member’s scores are theirs alone."


@dataclass(frozen=True)
class GivenScore:
    """What one member gave, and why. `struck` says why it does not count; "" where it does."""

    member: PanelMember
    score: int
    comment: str
    struck: str = ""


@dataclass(frozen=True)
class CriterionSheet:
    """Everybody's scores of one criterion of an application, and the score they agreed on.

    `struck`: scores that were sent, and do not count: of who has a conflict, left, or belongs to an applicant.
    """

    criterion: SelectionCriterion
    given: tuple[GivenScore, ...]
    struck: tuple[GivenScore, ...]
    spread: Spread | None
    agreed: AgreedScore

    @property
    def words(self) -> str:
        """How far the scores lie apart."""
        return self.spread.words if self.spread else "Nobody scored"

    @property
    def is_wide(self) -> bool:
        return self.spread is not None and self.spread.is_wide

    @property
    def lacks_note(self) -> bool:
        """Tell whether the agreed score lies outside what the members gave, and nothing says why."""
        return needs_note(self.agreed.score, self.spread) and not self.agreed.note.strip()

    @property
    def is_too_low(self) -> bool:
        """Tell whether the agreed score alone means "not yet"."""
        return bool(too_low({self.criterion.code: self.agreed.score}))


@dataclass(frozen=True)
class Sheet:
    """One application: who scored, who did not because of a conflict, and its criteria in the guide's order."""

    application: Application
    scored_by: tuple[PanelMember, ...]
    conflicts: tuple[PanelMember, ...]
    criteria: tuple[CriterionSheet, ...]
    decision: Decision

    @property
    def is_agreed(self) -> bool:
        """Tell whether every criterion has its agreed score."""
        return all(criterion.agreed.score is not None for criterion in self.criteria)

    @property
    def decision_words(self) -> str:
        """How far the decision is: not proposed yet, or what is proposed or confirmed."""
        if self.decision.state == Decision.State.DRAFT:
            return self.decision.get_state_display()
        return f"{self.decision.get_state_display()}: {in_sentence(self.decision.get_outcome_display())}"

    @property
    def who(self) -> str:
        """Who scored, in words."""
        words = f"{count(len(self.scored_by), 'member')} scored"
        return f"{words}, {count(len(self.conflicts), 'conflict')} declared" if self.conflicts else words


def build_sheets(wave: Wave, applications: Sequence[Application]) -> list[Sheet]:
    """Read the sheets of a wave's applications; five queries, however many there are. Raises Refused as below."""
    given = _read_given(wave, applications)
    agreed: dict[int, list[AgreedScore]] = defaultdict(list)
    for score in AgreedScore.objects.filter(application__in=applications).select_related("saved_by"):
        agreed[score.application_id].append(score)
    decided = Decision.objects.filter(application__in=applications)
    decisions = {decision.application_id: decision for decision in decided}
    return [
        _sheet(application, given, agreed[application.pk], decisions[application.pk]) for application in applications
    ]


def build_sheet(application: Application, agreed: Sequence[AgreedScore], decision: Decision) -> Sheet:
    """Read the sheet of an application whose agreed scores and decision are read already; three queries.

    Raises Refused before moderation: nobody sees another's scores by any way until then.
    """
    return _sheet(application, _read_given(application.wave, [application]), agreed, decision)


@dataclass(frozen=True)
class _Given:
    """By application, the ids of people with a conflict and what members sent; by row, the scores themselves."""

    members: Sequence[PanelMember]
    conflicts: Mapping[int, set[int]]
    sent: Mapping[int, list[PanelMember]]
    scores: Mapping[tuple[int, int, int], PanelScore]


def _read_given(wave: Wave, applications: Sequence[Application]) -> _Given:
    if wave.state not in OPEN:
        raise Refused(NOT_OPEN)
    members = {one.pk: one for one in wave.panel.with_localities().select_related("user")}
    conflicts: dict[int, set[int]] = defaultdict(set)
    for interest in Interest.objects.filter(application__in=applications).conflicts():
        conflicts[interest.application_id].add(interest.user_id)
    sent: dict[int, list[PanelMember]] = defaultdict(list)
    for row in SentScores.objects.filter(application__in=applications):
        sent[row.application_id].append(members[row.member_id])
    scores = PanelScore.objects.filter(application__in=applications, score__isnull=False)
    by_row = {(score.application_id, score.member_id, score.criterion_id): score for score in scores}
    return _Given(list(members.values()), conflicts, sent, by_row)


def why_struck(member: PanelMember, conflicted: Container[int]) -> str:
    """Why a member's scores of an application do not count, in words; nothing when they do."""
    if member.user_id in conflicted:
        return "conflict of interest"
    if member.left_at:
        return "left the panel"
    return f"belongs to {member.applicant}, which applied" if member.applicant else ""


def _sheet(application: Application, read: _Given, agreed: Sequence[AgreedScore], decision: Decision) -> Sheet:
    conflicted = read.conflicts.get(application.pk, set())
    sent = [(member, why_struck(member, conflicted)) for member in read.sent.get(application.pk, [])]
    agreed_scores = {score.criterion_id: score for score in agreed}

    def sheet_of(criterion: SelectionCriterion) -> CriterionSheet:
        rows = [(member, why, read.scores.get((application.pk, member.pk, criterion.pk))) for member, why in sent]
        every = [
            GivenScore(member, row.score, row.comment, why)
            for member, why, row in rows
            if row is not None and row.score is not None
        ]
        given = tuple(one for one in every if not one.struck)
        struck = tuple(one for one in every if one.struck)
        scores = spread(score.score for score in given)
        return CriterionSheet(criterion, given, struck, scores, agreed_scores[criterion.pk])

    return Sheet(
        application=application,
        scored_by=tuple(member for member, why in sent if not why),
        conflicts=tuple(one for one in read.members if one.user_id in conflicted and not one.left_at),
        criteria=tuple(sheet_of(criterion) for criterion in application.wave.whole_guide.ordered_criteria),
        decision=decision,
    )
