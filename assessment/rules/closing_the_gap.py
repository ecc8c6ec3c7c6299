"""What a plan does about the gap between demand and capacity: its levers, what remains, and what if.

Pure rules on plain values, from the Mid and South Essex primary care strategy 2018, section 3, as `capacity.py` has
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.rules.capacity import Gap, demand_in_target_year, today
from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.decimals import ZERO, financial_year, known, plain

FASTER_GROWTH = Decimal(4)
"""Yearly growth in demand of the what-if row, in per cent: one point above the strategy's 3%."""


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


def _remaining(baseline: Baseline, assumptions: Assumptions, levers: Levers) -> Gap:
    do_nothing = known(today(baseline, assumptions).do_nothing)
    effects = lever_effects(baseline, assumptions, levers)
    return replace(do_nothing, appointments=do_nothing.appointments - _sum(effects))


def _sum(effects: Sequence[LeverEffect]) -> Decimal:
    return sum((each.appointments for each in effects), ZERO)


def _gp_level(assumptions: Assumptions, levers: Levers) -> Decimal:
    return assumptions.gp_appointments if levers.gp_level is None else levers.gp_level
