"""The practices of a plan's locality, each with whether it says that it agrees."""

from __future__ import annotations

from dataclasses import dataclass

from devplans.models import Plan, PracticeAgreement
from localities.models import Practice, User


@dataclass(frozen=True)
class PracticeRow:
    """A practice and what it said; `is_mine`: the person who looks speaks for it."""

    practice: Practice
    said: PracticeAgreement | None
    is_mine: bool

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What its button sends along."""
        return [("practice", self.practice.ods_code)]


def practices_of(plan: Plan, *, by: User) -> list[PracticeRow]:
    """Return the practices by name. Two queries."""
    said = {
        one.practice_id: one
        for one in plan.practice_agreements.filter(number=plan.version_number).select_related("said_by")
    }
    practices = plan.locality.practices.order_by("name")
    return [
        PracticeRow(practice, said.get(practice.pk), by.has_perm("devplans.speak_for_practice", practice))
        for practice in practices
    ]
