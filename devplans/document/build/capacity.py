"""Builds the plan document's section on demand and capacity. Figures are rounded here, once, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessment.rules.capacity import Gap, Today
from assessment.rules.closing_the_gap import ClosedGap
from assessment.rules.decimals import TENTH, known, plain, round_to
from devplans.document.capacity import (
    Capacity,
    ChangedAssumption,
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
    return Capacity(
        base_year=capacity.base_year,
        target_year=capacity.target_year,
        patients=known(capacity.baseline.patients),
        gp_fte=known(capacity.baseline.gp_fte),
        nurse_fte=known(capacity.baseline.nurse_fte),
        demand=round_to(known(today.demand)),
        gp_capacity=round_to(known(today.gp_capacity)),
        nurse_capacity=round_to(known(today.nurse_capacity)),
        other_clinical_fte=capacity.baseline.other_clinical_fte,
        other_capacity=None if today.other_capacity is None else round_to(today.other_capacity),
        capacity=round_to(known(today.capacity)),
        gap=_gap(today.gap),
        demand_then=round_to(known(today.demand_in_target_year)),
        do_nothing=_gap(closed.do_nothing),
        worst_case=_gap(known(today.worst_case)),
        worst_case_without_other_leavers=_gap(today.worst_case_without_other_leavers),
        unmet=tuple(
            UnmetRow(label=way.label, share=_tenths(way.share), appointments=round_to(way.appointments))
            for way in today.unmet_need
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
        changed=tuple(
            ChangedAssumption(
                label=assumption.about.label,
                unit=assumption.about.unit,
                usual=known(assumption.about.value),
                value=assumption.value,
                why=assumption.why,
            )
            for assumption in capacity.today.changed
        ),
        closing=_closing(capacity, closed, today, actions) if capacity.is_saved else None,
    )


def _closing(
    capacity: PlanCapacityFigures, closed: ClosedGap, today: Today, actions: Mapping[str, int]
) -> ClosingTheGap:
    reasons = {lever.code: lever.why for lever in capacity.levers}
    steps = (
        StepRow(
            label=step.label,
            appointments=round_to(step.appointments),
            how=step.how,
            is_total=step.is_total,
            why=reasons.get(step.code, ""),
        )
        for step in closed.steps
    )
    return ClosingTheGap(
        steps=(*_until_nothing_is_done(capacity, today), *steps),
        remaining=_gap(closed.remaining),
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
        elements=tuple(
            ElementRow(
                label=one.label,
                appointments=round_to(one.appointments),
                actions=one.actions,
                share=None if one.share is None else _tenths(one.share),
            )
            for one in shares(by_element({effect.code: effect.appointments for effect in closed.effects}), actions)
        ),
    )


def _until_nothing_is_done(capacity: PlanCapacityFigures, today: Today) -> Iterator[StepRow]:
    patients, rate, growth = known(capacity.baseline.patients), capacity.assumed.demand_rate, capacity.assumed.growth
    years = capacity.baseline.years
    yield StepRow(
        label="Surplus today" if known(today.gap).is_surplus else "Gap today",
        appointments=round_to(known(today.gap).appointments),
        how=f"{plain(patients)} patients × {plain(rate)} per 1,000, less what is on offer",
        is_total=True,
    )
    yield StepRow(
        label=f"Growth to {capacity.target_year}",
        appointments=round_to(known(today.demand_growth)),
        how=f"{plain(growth)}% a year for {years} year{'' if years == 1 else 's'}, compounding",
        is_total=False,
    )


def _gap(gap: Gap) -> GapFigure:
    share = None if gap.share is None else _tenths(gap.share)
    return GapFigure(appointments=round_to(gap.appointments), share=share)


def _tenths(value: Decimal) -> Decimal:
    return round_to(value, TENTH)
