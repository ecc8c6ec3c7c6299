"""Demand and capacity: appointments a week that patients need, those on offer, and the gap between them.

Pure rules on plain values: no database, request or clock. The model and every default are those of the Mid and South
Essex primary care strategy 2018; docs/model-check.md sets its results beside the printed figures. Staff are full-time
equivalents (FTE), shares are per cent on 0 to 100, years are the first of a financial year (2020 is 2020/21).
What is not known is None, which is not zero, and so is every figure that rests on it.

`today` is what the diagnostic shows; the plan's side is `closing_the_gap.py`. Numbers in the docstrings are the
defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.rules.capacity_inputs import Assumptions, Baseline
from assessment.rules.decimals import HUNDRED, TENTH, ZERO, round_to


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
    other_capacity: Decimal | None
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
        other_capacity=_times(baseline.other_clinical_fte, assumptions.clinical_appointments),
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
    """Appointments on offer a week: GP FTE x 125 + (nurse FTE + other clinical FTE) x 112.5 (strategy 2018, section 2).

    The strategy's 99,000 counts pharmacists and emergency care practitioners among its 256 practitioners.
    """
    if baseline.gp_fte is None or baseline.nurse_fte is None:
        return None
    clinicians = baseline.nurse_fte + (baseline.other_clinical_fte or ZERO)
    return baseline.gp_fte * assumptions.gp_appointments + clinicians * assumptions.clinical_appointments


def capacity_after_losses(
    baseline: Baseline, assumptions: Assumptions, *, other_leavers: bool = True
) -> Decimal | None:
    """What is left on offer when 50% of GPs and 25% of nurses are gone, and no other clinicians (strategy, section 2).

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


def _times(value: Decimal | int | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _gap(needed: Decimal | None, offered: Decimal | None) -> Gap | None:
    return None if needed is None or offered is None else Gap(needed - offered, needed)


ESTIMATES: Mapping[str, Callable[[Today], Decimal | None]] = {"gap_share": lambda today: today.gap_share}
"""Figures that stand in for an indicator's number until there is a count, by what the guide names `computed_from`."""


def estimate(computed_from: str, today: Today) -> Decimal | None:
    """The model's figure to one decimal, as it is shown and compared.

    None while something it rests on is missing, and where the model has no such figure.
    """
    figure = ESTIMATES.get(computed_from)
    value = figure(today) if figure else None
    return None if value is None else round_to(value, TENTH)
