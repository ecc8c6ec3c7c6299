"""Where a plan is between draft and approval, whom it waits for and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from devplans.models import Plan, PlanVersion
from localities.kit.pages.phrases import count, day

THE_LOCALITY, THE_COMMISSIONER = "locality", "commissioner"

# From a stage, what people read and the colour of its tag.
STAGES = {
    "none": ("Not started", "grey"),
    "draft": ("Draft", "grey"),
    "submitted": ("Submitted", "blue"),
    "sent_back": ("Changes asked for", "yellow"),
    "approved": ("Approved", "green"),
    "amending": ("Being amended", "grey"),
    "closed": ("Closed", "grey"),
}


@dataclass(frozen=True)
class PlanStage:
    """A stage, what is in force, and how long it has waited for whom; `since` is None where no date is known."""

    code: str
    version: str = ""
    waits_for: str = ""
    since: date | None = None

    @property
    def label(self) -> str:
        return STAGES[self.code][0]

    @property
    def colour(self) -> str:
        return STAGES[self.code][1]

    def days(self, today: date) -> int | None:
        """Days it has waited."""
        return (today - self.since).days if self.waits_for and self.since else None

    def waiting(self, today: date, commissioner_word: str) -> str:
        """Return "Waiting for the CCG 6 days", "With the locality 4 days", or nothing when it waits for nobody."""
        if not self.waits_for:
            return ""
        days = self.days(today)
        who = f"Waiting for the {commissioner_word}" if self.waits_for == THE_COMMISSIONER else "With the locality"
        if days is None:
            return who
        return f"{who} {count(days, 'day')}" if days else f"{who} since today"


def stage_of(
    plan: Plan | None, attempts: Sequence[PlanVersion], *, in_force: PlanVersion | None, agreed_on: date | None
) -> PlanStage:
    """Tell the stage from the plan's state and its attempts, the newest first, and what is in force meanwhile.

    A plan not yet started, or never submitted, has been with the locality since the diagnostic was agreed.
    """
    if plan is None:
        return PlanStage("none", waits_for=THE_LOCALITY if agreed_on else "", since=agreed_on)
    version = f"Version {in_force.number}, {day(localdate(in_force.approved_at))}" if in_force else ""
    newest = next((one for one in attempts if one.number == plan.version_number), None)
    if plan.state == Plan.State.SUBMITTED:
        return PlanStage("submitted", version, THE_COMMISSIONER, localdate(newest.submitted_at) if newest else None)
    if plan.state != Plan.State.DRAFT:
        return PlanStage(plan.state, version)
    if newest and newest.ended_at:
        code = "sent_back" if newest.ended_as == "sent_back" else "draft"
        return PlanStage(code, version, THE_LOCALITY, localdate(newest.ended_at))
    if plan.is_amended:
        return PlanStage("amending", version, THE_LOCALITY)
    return PlanStage("draft", version, THE_LOCALITY, agreed_on)
