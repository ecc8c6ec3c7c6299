"""How the commitments and risks of the version in force stand: as agreed, with what was said of them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from devplans.document.content.commitments import CommitmentRow, RiskRow, Risks
from devplans.document.plan import PlanDocument
from devplans.models import Commitment, CommitmentReport, Plan, Risk, RiskReview
from devplans.rules.due_dates import days_overdue


@dataclass(frozen=True)
class CommitmentNow:
    """A commitment as agreed, and what was said of it last."""

    agreed: CommitmentRow
    side: str
    newest: CommitmentReport | None

    @property
    def is_settled(self) -> bool:
        return self.newest is not None and self.newest.is_settled

    def days_overdue(self, today: date) -> int:
        """Days since the agreed date; 0 when nothing more is waited for."""
        return days_overdue(self.agreed.due, is_done=self.is_settled, today=today)


@dataclass(frozen=True)
class RiskNow:
    """A risk as agreed, and its reviews, the newest first."""

    agreed: RiskRow
    reviews: tuple[RiskReview, ...]

    @property
    def now(self) -> Risk | RiskReview:
        """What its score and band are read from."""
        if self.reviews:
            return self.reviews[0]
        return Risk(impact=self.agreed.impact, likelihood=self.agreed.likelihood)

    @property
    def moved(self) -> int:
        """How much the score grew since it was agreed; below 0 it fell."""
        return self.now.score - self.agreed.score


def commitments_now(plan: Plan, document: PlanDocument | None) -> list[CommitmentNow]:
    """The commitments of the version in force, the commissioner's last. One query."""
    if document is None or document.commitments is None:
        return []
    sides = {Commitment.Side.LOCALITY: document.commitments.locality}
    sides |= {Commitment.Side.COMMISSIONER: document.commitments.commissioner}
    newest = _by_row(CommitmentReport.objects.filter(commitment__plan=plan).select_related("said_by"), "commitment_id")
    return [
        CommitmentNow(agreed, side, next(iter(newest.get(agreed.key, ())), None))
        for side, rows in sides.items()
        for agreed in rows
    ]


def risks_now(plan: Plan, document: PlanDocument | None) -> list[RiskNow]:
    """The risks of the version in force, the greatest now first. One query."""
    if document is None or not isinstance(document.risks, Risks):
        return []
    reviews = _by_row(RiskReview.objects.filter(risk__plan=plan).select_related("said_by"), "risk_id")
    found = [RiskNow(agreed, tuple(reviews.get(agreed.key, ()))) for agreed in document.risks.rows]
    return sorted(found, key=lambda risk: -risk.now.score)


Said = TypeVar("Said", CommitmentReport, RiskReview)


def _by_row(said: QuerySet[Said], name: str) -> Mapping[int, list[Said]]:
    found: dict[int, list[Said]] = {}
    for one in said:
        found.setdefault(getattr(one, name), []).append(one)
    return found
