"""Builds the plan document's section on demand and capacity. Figures are rounded here, once, as they are printed.

They are whole, and each table adds up as it is read: the gaps are rounded by themselves, as everywhere, and what they
are made of gives way by one where it has to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessment.rules.capacity import Gap, Today
from assessment.rules.closing_the_gap import ClosedGap
from assessment.rules.decimals import TENTH, ZERO, adding_up, known, plain, round_to
from devplans.document.content.capacity import (
    AssumptionRow,
    Capacity,
    ClosingTheGap,
    ElementRow,
    GapFigure,
    PracticeCapacity,
    StepRow,
    UnmetRow,
    WhatIfRow,
)
from devplans.queries.capacity import PlanCapacityFigures
from devplans.rules.elements import by_element, shares


def capacity_of(capacity: PlanCapacityFigures, actions: Mapping[str, int]) -> Capacity | None:
    """The section, once there is a gap to speak of. The plan's side only after people looked at it and saved.

    `actions` are how many serve each of the strategy's elements.
    """
    closed, today = capacity.closed, capacity.results
    if closed is None or today.gap is None or today.worst_case_without_other_leavers is None:
        return None
    demand, gap = round_to(known(today.demand)), _gap(today.gap)
    by_whom = (known(today.gp_capacity), known(today.nurse_capacity), today.other_capacity or ZERO)
    offered = demand - gap.appointments
    gps, nurses, others = adding_up(by_whom, offered)
    unmet = [way.appointments for way in today.unmet_need]
    return Capacity(
        base_year=capacity.base_year,
        target_year=capacity.target_year,
        patients=known(capacity.baseline.patients),
        gp_fte=known(capacity.baseline.gp_fte),
        nurse_fte=known(capacity.baseline.nurse_fte),
        demand=demand,
        gp_capacity=gps,
        nurse_capacity=nurses,
        other_clinical_fte=capacity.baseline.other_clinical_fte,
        other_capacity=None if today.other_capacity is None else others,
        capacity=offered,
        gap=gap,
        demand_then=round_to(known(today.demand_in_target_year)),
        do_nothing=_gap(closed.do_nothing),
        worst_case=_gap(known(today.worst_case)),
        worst_case_without_other_leavers=_gap(today.worst_case_without_other_leavers),
        unmet=tuple(
            UnmetRow(label=way.label, share=_tenths(way.share), appointments=appointments)
            for way, appointments in zip(today.unmet_need, adding_up(unmet, round_to(sum(unmet, ZERO))), strict=True)
        ),
        practices=tuple(
            PracticeCapacity(
                ods_code=practice.ods_code,
                name=practice.name,
                patients=practice.patients,
                gp_fte=practice.gp_fte,
                nurse_fte=practice.nurse_fte,
                other_clinical_fte=practice.other_clinical_fte,
            )
            for practice in capacity.today.taken.practices
        ),
        figures_why=capacity.today.figures_why,
        share_met=None if today.share_met is None else _tenths(today.share_met),
        assumptions=tuple(
            AssumptionRow(
                label=assumption.about.label,
                unit=assumption.about.unit,
                usual=known(assumption.about.value),
                value=assumption.value,
                why=assumption.why,
                source=assumption.about.source,
            )
            for assumption in capacity.today.assumptions
        ),
        closing=_closing(capacity, closed, today, actions) if capacity.is_saved else None,
    )


def _closing(
    capacity: PlanCapacityFigures, closed: ClosedGap, today: Today, actions: Mapping[str, int]
) -> ClosingTheGap:
    reasons = {lever.code: lever.why for lever in capacity.levers}
    do_nothing, remaining = _gap(closed.do_nothing), _gap(closed.remaining)
    changes = adding_up(
        [0 - effect.appointments for effect in closed.effects], remaining.appointments - do_nothing.appointments
    )
    shown = dict(zip((effect.code for effect in closed.effects), changes, strict=True))
    steps = (
        StepRow(
            label=step.label,
            appointments=shown.get(step.code, round_to(step.appointments)),
            how=step.how,
            is_total=step.is_total,
            why=reasons.get(step.code, ""),
        )
        for step in closed.steps
    )
    return ClosingTheGap(
        steps=(*_until_nothing_is_done(capacity, today, do_nothing), *steps),
        remaining=remaining,
        what_ifs=tuple(
            WhatIfRow(
                label=what_if.label,
                remaining=None if what_if.remaining is None else _gap(what_if.remaining),
                why_not=what_if.why_not,
            )
            for what_if in closed.what_ifs
        ),
        gps_to_close=_tenths(closed.gps_to_close_at_safe_level),
        safe_level=capacity.assumed.safe_level,
        remaining_why=capacity.remaining_why,
        elements=tuple(_elements(closed, shown, actions)),
    )


def _elements(closed: ClosedGap, shown: Mapping[str, Decimal], actions: Mapping[str, int]) -> Iterator[ElementRow]:
    """The strategy's elements: the appointments of the steps, and the shares of what is exact."""
    exact = shares(by_element({effect.code: effect.appointments for effect in closed.effects}), actions)
    printed = by_element({code: 0 - appointments for code, appointments in shown.items()})
    parts = [one.share or ZERO for one in exact]
    in_tenths = adding_up(parts, sum(parts, ZERO), TENTH)
    for one, appointments, share in zip(exact, printed.values(), in_tenths, strict=True):
        yield ElementRow(
            label=one.label,
            appointments=appointments,
            actions=one.actions,
            share=None if one.share is None else share,
        )


def _until_nothing_is_done(capacity: PlanCapacityFigures, today: Today, do_nothing: GapFigure) -> Iterator[StepRow]:
    patients, rate, growth = known(capacity.baseline.patients), capacity.assumed.demand_rate, capacity.assumed.growth
    years, gap = capacity.baseline.years, _gap(known(today.gap))
    yield StepRow(
        label="Surplus today" if gap.is_surplus else "Gap today",
        appointments=gap.appointments,
        how=f"{plain(patients)} patients × {plain(rate)} per 1,000, less what is on offer",
        is_total=True,
    )
    yield StepRow(
        label=f"Growth to {capacity.target_year}",
        appointments=do_nothing.appointments - gap.appointments,
        how=f"{plain(growth)}% a year for {years} year{'' if years == 1 else 's'}, compounding",
        is_total=False,
    )


def _gap(gap: Gap) -> GapFigure:
    share = None if gap.share is None else _tenths(gap.share)
    return GapFigure(appointments=round_to(gap.appointments), share=share)


def _tenths(value: Decimal) -> Decimal:
    return round_to(value, TENTH)
