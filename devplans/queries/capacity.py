"""A plan's demand and capacity in plain data: the same for its page, its PDF, its overview and its readiness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.queries.capacity_today import CapacityToday, capacity_today
from assessment.rules.capacity import Gap, Today, today
from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.checked_figures import Assumption, InvalidFiguresError
from assessment.rules.closing_the_gap import ClosedGap, LeverEffect, close_gap
from assessment.rules.decimals import financial_year, known, plain, rounded
from devplans.models import Plan, PlanCapacity
from devplans.queries.levers import capacity_of_plan
from devplans.queries.staffing import StaffingTotals, staffing_totals

ABOUT: Mapping[str, Assumption] = {about.code: about for about in Levers.about()}
SHARES = {"triage": "triage_share", "proactive": "proactive_share", "bureaucracy": "bureaucracy_share"}
"""The levers that are a share, by the code of their effect."""


@dataclass(frozen=True)
class LeverShown:
    """One lever of the plan: what was chosen and why. `asks_why`: it is not the usual and nobody said why.

    `effect` is None while figures are missing.
    """

    code: str
    label: str
    chosen: str
    why: str
    asks_why: bool
    effect: LeverEffect | None


@dataclass(frozen=True)
class PlanCapacityFigures:
    """What a plan does about the gap of its target year.

    `problems` are sentences on what keeps it from being worked out: then `closed` is None. `is_saved`: people looked
    at it and saved.
    """

    today: CapacityToday
    baseline: Baseline
    levers_chosen: Levers
    levers: tuple[LeverShown, ...]
    closed: ClosedGap | None
    results: Today
    problems: tuple[str, ...]
    remaining_why: str
    is_saved: bool

    @property
    def assumed(self) -> Assumptions:
        return self.today.assumed

    @property
    def base_year(self) -> str:
        return financial_year(self.baseline.base_year)

    @property
    def target_year(self) -> str:
        return financial_year(self.baseline.target_year)

    @property
    def remaining(self) -> Gap | None:
        return self.closed.remaining if self.closed else None

    @property
    def remaining_share(self) -> Decimal | None:
        """What remains in per cent of what is needed, without its sign; None when nothing is needed."""
        share = self.remaining.share if self.remaining else None
        return None if share is None else abs(share)

    @property
    def is_explained(self) -> bool:
        """Whether nothing remains of the gap, or the plan says what is done about what does."""
        is_closed = self.remaining is not None and self.remaining.appointments <= 0
        return is_closed or bool(self.remaining_why.strip())

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask about levers: unusual numbers, and changed ones without a reason."""
        asked = [f"{lever.label}: say why you count on {lever.chosen}." for lever in self.levers if lever.asks_why]
        return (*asked, *self.levers_chosen.questions.values())

    @property
    def rounding_note(self) -> str:
        """What to say below the waterfall when its figures do not add up as shown."""
        if self.closed is None:
            return ""
        return rounded(step.appointments for step in self.closed.steps[:-1]).note

    @property
    def gps_needed(self) -> Decimal | None:
        """Full-time GPs beyond today's that close the gap at the safe level, never below zero."""
        return max(Decimal(0), self.closed.gps_to_close_at_safe_level) if self.closed else None


def plan_capacity(plan: Plan) -> PlanCapacityFigures:
    """Work out a plan's demand and capacity as it stands. Four queries."""
    return worked_out(capacity_of_plan(plan), capacity_today(plan.diagnostic), staffing_totals(plan))


def worked_out(row: PlanCapacity, found: CapacityToday, staffing: StaffingTotals) -> PlanCapacityFigures:
    """Work out what the rows say; values that cannot be are named in `problems`."""
    problems = [*found.missing.values(), *found.problems_said]
    baseline, levers = found.baseline, Levers()
    try:
        baseline = replace(baseline, target_year=row.target_year)
    except InvalidFiguresError as error:
        problems += error.by_field.values()
    try:
        levers = levers_of(row, staffing)
    except InvalidFiguresError as error:
        problems += error.by_field.values()
    closed = None if problems else close_gap(baseline, found.assumed, levers)
    effects = {effect.code: effect for effect in closed.effects} if closed else {}
    return PlanCapacityFigures(
        today=found,
        baseline=baseline,
        levers_chosen=levers,
        levers=_levers_shown(row, staffing, found.assumed, effects),
        closed=closed,
        results=today(baseline, found.assumed),
        problems=tuple(problems),
        remaining_why=row.remaining_why,
        is_saved=row.revision > 0,
    )


def levers_of(row: PlanCapacity, staffing: StaffingTotals) -> Levers:
    """The levers for the model. Raises InvalidFiguresError for values that cannot be."""
    return Levers(
        triage_share=row.triage_share,
        proactive_share=row.proactive_share,
        bureaucracy_share=row.bureaucracy_share,
        wider_workforce_fte=staffing.wider_workforce_fte,
        extra_gp_fte=staffing.extra_gp_fte,
        gp_level=row.gp_level,
    )


def _levers_shown(
    row: PlanCapacity, staffing: StaffingTotals, assumed: Assumptions, effects: Mapping[str, LeverEffect]
) -> tuple[LeverShown, ...]:
    def share(code: str, label: str) -> LeverShown:
        chosen, why = getattr(row, SHARES[code]), getattr(row, f"{code}_why")
        unusual = chosen != known(ABOUT[SHARES[code]].value)
        return LeverShown(code, label, f"{plain(chosen)}%", why, unusual and not why, effects.get(code))

    level = assumed.gp_appointments if row.gp_level is None else row.gp_level
    unusual_level = level not in (assumed.gp_appointments, assumed.safe_level)
    wider = f"{plain(staffing.wider_workforce_fte)} extra FTE"
    gps = f"{plain(staffing.extra_gp_fte)} extra FTE, {plain(level)} appointments a week each"
    return (
        share("triage", "Front-door triage"),
        share("proactive", "Proactive care"),
        share("bureaucracy", "Less bureaucracy for GPs"),
        LeverShown("wider_workforce", "Wider workforce", wider, "", False, effects.get("wider_workforce")),
        LeverShown("gps", "GPs", gps, row.gp_level_why, unusual_level and not row.gp_level_why, effects.get("gps")),
    )
