"""Demand and capacity: appointments a week that patients need, those on offer, and what closes the gap between them.

Pure rules on plain values: no database, request or clock. The model and every default are those of the Mid and South
Essex primary care strategy 2018; docs/model-check.md sets its results beside the printed figures. Staff are full-time
equivalents (FTE), shares are per cent on 0 to 100, years are the first of a financial year (2020 is 2020/21).
What is not known is None, which is not zero, and so is every figure that rests on it.

`today` is what the diagnostic shows and needs a `Baseline` and `Assumptions`; `close_gap` is the plan's side and needs
the `Levers` too. Numbers in the docstrings are the defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.decimals import HUNDRED, ZERO, financial_year, known, plain

FASTER_GROWTH = Decimal(4)
"""Yearly growth in demand of the what-if row, in per cent: one point above the strategy's 3%."""


# Today --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gap:
    """Appointments a week that patients need and practices cannot offer. Below zero it is a surplus."""

    appointments: Decimal
    demand: Decimal

    @property
    def share(self) -> Decimal | None:
        """In per cent of demand, below zero for a surplus; None when there is no demand."""
        return HUNDRED * self.appointments / self.demand if self.demand else None

    @property
    def is_surplus(self) -> bool:
        return self.appointments < 0

    @property
    def size(self) -> Decimal:
        """The number without its sign, to stand after "gap" or "surplus"."""
        return abs(self.appointments)


@dataclass(frozen=True)
class UnmetNeed:
    """One way that patients without an appointment go: share in per cent, appointments a week."""

    code: str
    label: str
    share: Decimal
    appointments: Decimal


@dataclass(frozen=True)
class Today:
    """Today's figures, and the target year's if nothing is done. None: something they rest on is not known."""

    demand: Decimal | None
    gp_capacity: Decimal | None
    nurse_capacity: Decimal | None
    capacity: Decimal | None
    gap: Gap | None
    share_met: Decimal | None
    unmet_need: tuple[UnmetNeed, ...]
    demand_in_target_year: Decimal | None
    demand_growth: Decimal | None
    do_nothing: Gap | None
    worst_case: Gap | None
    worst_case_without_other_leavers: Gap | None

    @property
    def gap_share(self) -> Decimal | None:
        """The gap in per cent of demand: what an indicator computed from `gap_share` shows. None without demand."""
        return self.gap.share if self.gap else None


def today(baseline: Baseline, assumptions: Assumptions) -> Today:
    """Every figure that needs no plan (strategy 2018, sections 2 and 3)."""
    needed, needed_then = demand(baseline, assumptions), demand_in_target_year(baseline, assumptions)
    offered = capacity(baseline, assumptions)
    gap = _gap(needed, offered)
    share_met = None if gap is None or gap.share is None else min(HUNDRED, HUNDRED - gap.share)
    return Today(
        demand=needed,
        gp_capacity=_times(baseline.gp_fte, assumptions.gp_appointments),
        nurse_capacity=_times(baseline.nurse_fte, assumptions.clinical_appointments),
        capacity=offered,
        gap=gap,
        share_met=share_met,
        unmet_need=() if gap is None else unmet_need(gap, assumptions),
        demand_in_target_year=needed_then,
        demand_growth=None if needed is None or needed_then is None else needed_then - needed,
        do_nothing=_gap(needed_then, offered),
        worst_case=_gap(needed_then, capacity_after_losses(baseline, assumptions)),
        worst_case_without_other_leavers=_gap(
            needed_then, capacity_after_losses(baseline, assumptions, other_leavers=False)
        ),
    )


def demand(baseline: Baseline, assumptions: Assumptions) -> Decimal | None:
    """Appointments needed a week: 98 for every 1,000 patients (strategy 2018, section 2)."""
    return _times(baseline.patients, assumptions.demand_rate / 1000)


def demand_in_target_year(baseline: Baseline, assumptions: Assumptions) -> Decimal | None:
    """Demand grown by 3% a year, compounding (strategy 2018, section 3; that it compounds is our reading)."""
    return _times(demand(baseline, assumptions), (1 + assumptions.growth / 100) ** baseline.years)


def capacity(baseline: Baseline, assumptions: Assumptions) -> Decimal | None:
    """Appointments on offer a week: GP FTE x 125 + nurse FTE x 112.5 (strategy 2018, section 2)."""
    if baseline.gp_fte is None or baseline.nurse_fte is None:
        return None
    return baseline.gp_fte * assumptions.gp_appointments + baseline.nurse_fte * assumptions.clinical_appointments


def capacity_after_losses(
    baseline: Baseline, assumptions: Assumptions, *, other_leavers: bool = True
) -> Decimal | None:
    """What is left on offer when 50% of GPs and 25% of nurses are gone (strategy 2018, section 2).

    The 13% who leave for other reasons are part of both. Which reading is behind the strategy's "over 60,000" is not
    printed, so both are shown: without other leavers 37% of GPs and 12% of nurses go.
    """
    spared = ZERO if other_leavers else assumptions.other_leavers

    def left(fte: Decimal | None, loss: Decimal) -> Decimal | None:
        return _times(fte, 1 - max(ZERO, loss - spared) / 100)

    gp_fte, nurse_fte = left(baseline.gp_fte, assumptions.gp_loss), left(baseline.nurse_fte, assumptions.nurse_loss)
    return capacity(replace(baseline, gp_fte=gp_fte, nurse_fte=nurse_fte), assumptions)


def unmet_need(gap: Gap, assumptions: Assumptions) -> tuple[UnmetNeed, ...]:
    """Where patients without an appointment go (strategy 2018, section 2). Sums to the gap, or to 0 in a surplus."""
    unmet = max(ZERO, gap.appointments)
    ways = (
        ("nothing", "Do nothing", assumptions.unmet_nothing),
        ("pharmacist", "Pharmacist", assumptions.unmet_pharmacist),
        ("ae", "A&E", assumptions.unmet_ae),
        ("other_nhs", "Another NHS service", assumptions.unmet_other_nhs),
        ("retry", "Try the practice again", assumptions.unmet_retry),
    )
    return tuple(UnmetNeed(code, label, share, unmet * share / 100) for code, label, share in ways)


# The plan's side ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeverEffect:
    """Appointments a week that one lever takes off the gap (below zero: adds to it), and how that is worked out."""

    code: str
    label: str
    appointments: Decimal
    how: str


@dataclass(frozen=True)
class Step:
    """One column of the waterfall: a total (a gap), or a change to the gap with its sign, and how it is worked out."""

    code: str
    label: str
    appointments: Decimal
    how: str
    is_total: bool


@dataclass(frozen=True)
class WhatIf:
    """What would remain if something went otherwise, or why the question makes no sense here."""

    code: str
    label: str
    remaining: Gap | None
    why_not: str = ""


@dataclass(frozen=True)
class ClosedGap:
    """What a plan does about the gap of the target year."""

    do_nothing: Gap
    effects: tuple[LeverEffect, ...]
    remaining: Gap
    steps: tuple[Step, ...]
    gps_to_close: Decimal
    gps_to_close_at_safe_level: Decimal
    what_ifs: tuple[WhatIf, ...]


def close_gap(baseline: Baseline, assumptions: Assumptions, levers: Levers) -> ClosedGap | None:
    """The plan's figures, or None while `baseline.missing` names something.

    GPs to close the gap count from today's GPs, so extra GPs of the plan are among them; zero or less: none needed.
    """
    if baseline.missing:
        return None
    do_nothing = known(today(baseline, assumptions).do_nothing)
    effects = lever_effects(baseline, assumptions, levers)
    remaining = _remaining(baseline, assumptions, levers)
    return ClosedGap(
        do_nothing=do_nothing,
        effects=effects,
        remaining=remaining,
        steps=_waterfall(baseline, do_nothing, effects, remaining),
        gps_to_close=gps_to_close(baseline, assumptions, levers, _gp_level(assumptions, levers)),
        gps_to_close_at_safe_level=gps_to_close(baseline, assumptions, levers, assumptions.safe_level),
        what_ifs=_what_ifs(baseline, assumptions, levers),
    )


def lever_effects(baseline: Baseline, assumptions: Assumptions, levers: Levers) -> tuple[LeverEffect, ...]:
    """What each lever takes off the gap, in the fixed order (strategy 2018, section 3). The baseline must be complete.

    Triage and proactive care act on the target year's demand, less bureaucracy on what today's GPs offer. Each extra
    clinician offers what a nurse does. GPs: all of them at the level chosen, less what today's offer now, so the safe
    level without extra GPs adds to the gap.
    """
    needed, gp_fte = known(demand_in_target_year(baseline, assumptions)), known(baseline.gp_fte)
    offered, level = gp_fte * assumptions.gp_appointments, _gp_level(assumptions, levers)
    gps_then = gp_fte + levers.extra_gp_fte
    year, each = financial_year(baseline.target_year), assumptions.clinical_appointments
    return (
        LeverEffect(
            "triage",
            "Front-door triage",
            needed * levers.triage_share / 100,
            f"{plain(levers.triage_share)}% of what is needed in {year}",
        ),
        LeverEffect(
            "proactive",
            "Proactive care",
            needed * levers.proactive_share / 100,
            f"{plain(levers.proactive_share)}% of what is needed in {year}",
        ),
        LeverEffect(
            "bureaucracy",
            "Less bureaucracy for GPs",
            offered * levers.bureaucracy_share / 100,
            f"{plain(levers.bureaucracy_share)}% of what {plain(gp_fte)} GPs offer today",
        ),
        LeverEffect(
            "wider_workforce",
            "Wider workforce",
            levers.wider_workforce_fte * each,
            f"{plain(levers.wider_workforce_fte)} full-time clinical staff × {plain(each)}",
        ),
        LeverEffect(
            "gps",
            "GPs",
            gps_then * level - offered,
            f"{plain(gps_then)} GPs × {plain(level)}, less the {plain(offered)} that today's offer",
        ),
    )


def gps_to_close(baseline: Baseline, assumptions: Assumptions, levers: Levers, level: Decimal) -> Decimal:
    """GPs (FTE) beyond today's that would close the gap if every GP offered `level` appointments a week.

    (GP FTE x 125 + what remains before the GP lever) / level - GP FTE. The baseline must be complete.
    """
    gp_fte = known(baseline.gp_fte)
    *before_gps, _ = lever_effects(baseline, assumptions, levers)
    remaining = known(today(baseline, assumptions).do_nothing).appointments - _sum(before_gps)
    return (gp_fte * assumptions.gp_appointments + remaining) / level - gp_fte


def _waterfall(
    baseline: Baseline, do_nothing: Gap, effects: tuple[LeverEffect, ...], remaining: Gap
) -> tuple[Step, ...]:
    year = financial_year(baseline.target_year)
    start = f"What is needed in {year}, less what is on offer today"
    end = "Surplus that results" if remaining.is_surplus else "Gap that remains"
    return (
        Step("do_nothing", f"{year} if nothing is done", do_nothing.appointments, start, is_total=True),
        *(Step(each.code, each.label, 0 - each.appointments, each.how, is_total=False) for each in effects),
        Step("remaining", end, remaining.appointments, "The sum of the steps before", is_total=True),
    )


def _what_ifs(baseline: Baseline, assumptions: Assumptions, levers: Levers) -> tuple[WhatIf, ...]:
    """Half of the extra staff come; one GP less from today on, who neither offers nor frees any; faster growth."""
    half = replace(levers, wider_workforce_fte=levers.wider_workforce_fte / 2, extra_gp_fte=levers.extra_gp_fte / 2)
    what_ifs = [WhatIf("half_the_posts", "Half of the extra posts are filled", _remaining(baseline, assumptions, half))]

    gp_fte, label = known(baseline.gp_fte), "One full-time GP leaves and is not replaced"
    if gp_fte >= 1:
        one_less = _remaining(replace(baseline, gp_fte=gp_fte - 1), assumptions, levers)
        what_ifs.append(WhatIf("one_gp_leaves", label, one_less))
    else:
        what_ifs.append(WhatIf("one_gp_leaves", label, None, "There is less than one full-time GP."))

    label = f"Demand grows by {plain(FASTER_GROWTH)}% a year"
    if assumptions.growth < FASTER_GROWTH:
        faster = _remaining(baseline, replace(assumptions, growth=FASTER_GROWTH), levers)
        what_ifs.append(WhatIf("faster_growth", label, faster))
    else:
        what_ifs.append(WhatIf("faster_growth", label, None, "The plan counts on as much already."))
    return tuple(what_ifs)


# Small helpers ------------------------------------------------------------------------------------------------------


def _remaining(baseline: Baseline, assumptions: Assumptions, levers: Levers) -> Gap:
    do_nothing = known(today(baseline, assumptions).do_nothing)
    effects = lever_effects(baseline, assumptions, levers)
    return replace(do_nothing, appointments=do_nothing.appointments - _sum(effects))


def _sum(effects: Sequence[LeverEffect]) -> Decimal:
    return sum((each.appointments for each in effects), ZERO)


def _gp_level(assumptions: Assumptions, levers: Levers) -> Decimal:
    return assumptions.gp_appointments if levers.gp_level is None else levers.gp_level


def _times(value: Decimal | int | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _gap(needed: Decimal | None, offered: Decimal | None) -> Gap | None:
    return None if needed is None or offered is None else Gap(needed - offered, needed)
