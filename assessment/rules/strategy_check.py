"""The capacity model on the 2018 strategy's own inputs, beside what the strategy prints.

The number of patients is printed as 1.2 million only: base B gives every printed thousand, base A makes demand
exactly 119,000. Both are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessment.rules.capacity import Gap, demand, today, unmet_need
from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.closing_the_gap import close_gap
from assessment.rules.decimals import ZERO, known
from assessment.rules.skill_mix import STAFF_GROUPS, FeedsLever, annual_cost

MILLION = Decimal(1_000_000)

BASE_A, BASE_B = 1_214_286, 1_219_250
"""Patients. Base A is 119,000 / 0.098; base B is the middle of 1,219,100 to 1,219,380."""

PRACTICES = Decimal(180)
"""About so many in the five CCGs (STP update, October 2016). Half a GP assistant each would be 90; 87 are printed."""

LOOSENESS = Decimal(1100)
"""Appointments a week by which the print contradicts itself (20 + 11 and 16 + 4 + 1 + 1 + 9 are 31, not 32), and a
little more: what a base may be off without being wrong."""


class Verdict(StrEnum):
    EXACT = "exact"
    ROUNDING = "rounding"
    INPUT_ROUNDING = "input rounding"
    HOLDS = "holds"
    NOT_PRINTED = "not printed"
    UNEXPLAINED = "unexplained"


MEANINGS = {
    Verdict.EXACT: "the same number, within a thousandth of what the print rounds to",
    Verdict.ROUNDING: "inside half a step of the print",
    Verdict.INPUT_ROUNDING: "inside the rounding of the printed inputs too",
    Verdict.HOLDS: "an inequality, and it is true",
    Verdict.NOT_PRINTED: "the strategy does not print it",
    Verdict.UNEXPLAINED: "cannot be reproduced; the reason is given",
}


@dataclass(frozen=True)
class Published:
    """A figure of the print: `step` is what it is rounded to, `relation` is equal, over or almost (just under).

    `input_slack` is how far the rounding of printed inputs alone can move it.
    """

    section: str
    code: str
    figure: str
    source: str
    published: Decimal | None
    step: Decimal
    relation: str
    input_slack: Decimal
    why: str

    @property
    def tolerance(self) -> Decimal:
        return self.step / 2

    def judge(self, computed: Decimal) -> Verdict:
        """How a computed value stands to the print."""
        if self.published is None:
            return Verdict.NOT_PRINTED
        difference = computed - self.published
        if self.relation == "over":
            return Verdict.HOLDS if difference > 0 else Verdict.UNEXPLAINED
        if self.relation == "almost":
            return Verdict.HOLDS if -self.tolerance <= difference < 0 else Verdict.UNEXPLAINED
        if abs(difference) <= self.step / 1000:  # whole patients cannot come closer to 119,000 than 0.028
            return Verdict.EXACT
        if abs(difference) <= self.tolerance:
            return Verdict.ROUNDING
        within_inputs = abs(difference) <= self.tolerance + self.input_slack
        return Verdict.INPUT_ROUNDING if self.input_slack and within_inputs else Verdict.UNEXPLAINED


@dataclass(frozen=True)
class Row:
    """A published figure beside the model's, base B first."""

    published: Published
    base_b: Decimal
    base_a: Decimal

    @property
    def verdict(self) -> Verdict:
        return self.published.judge(self.base_b)

    @property
    def verdict_a(self) -> Verdict:
        return self.published.judge(self.base_a)


@dataclass(frozen=True)
class Workforce:
    """The staff table: FTE in 2017/18 by group, and FTE added by scenario and group."""

    baseline: dict[str, Decimal]
    added: dict[str, dict[str, Decimal]]


@dataclass(frozen=True)
class Strategy:
    """What the strategy prints: its figures in order and its staff table."""

    figures: tuple[Published, ...]
    workforce: Workforce


def check_model(strategy: Strategy) -> tuple[Row, ...]:
    """Every published figure with what the model makes of it on both bases, in the order of the print."""
    b, a = _computed(BASE_B, strategy), _computed(BASE_A, strategy)
    return tuple(Row(each, b[each.code], a[each.code]) for each in strategy.figures)


def cost_slack(workforce: Workforce) -> dict[str, Decimal]:
    """How far a cost in £ million moves within half an FTE and half a thousand pounds per FTE, by code."""
    return {
        f"cost_{group.code}_{scenario}": (fte[group.code] * 500 + group.cost_per_fte / 2) / MILLION
        for scenario, fte in workforce.added.items()
        for group in STAFF_GROUPS
    }


# What the model makes of it -----------------------------------------------------------------------------------------


def _computed(patients: int, strategy: Strategy) -> dict[str, Decimal]:
    return {**_of_the_model(patients, strategy.workforce), **_of_the_staff(strategy), **_of_other_sums()}


def _of_the_model(patients: int, staff: Workforce) -> dict[str, Decimal]:
    def baseline(patients: int) -> Baseline:
        return Baseline(patients, staff.baseline["gp"], staff.baseline["clinical"], base_year=2017, target_year=2020)

    usual, essex = Assumptions(), staff.added["essex"]
    clinical = [group.code for group in STAFF_GROUPS if group.feeds is FeedsLever.WIDER_WORKFORCE]
    wider = sum((essex[code] for code in clinical), ZERO)
    scenario_1 = sum((staff.added["flat"][code] for code in clinical), ZERO) * usual.clinical_appointments
    now = today(baseline(patients), usual)
    without_gps = known(close_gap(baseline(patients), usual, Levers(wider_workforce_fte=wider)))
    levers = Levers(wider_workforce_fte=wider, extra_gp_fte=essex["gp"], gp_level=usual.safe_level)
    plan = known(close_gap(baseline(patients), usual, levers))
    effects = {effect.code: effect.appointments for effect in plan.effects}
    unmet = unmet_need(Gap(Decimal(20_000), Decimal(119_000)), usual)
    return {
        "demand": known(now.demand),
        "demand_1_2m": known(demand(baseline(1_200_000), usual)),
        "nurse_rate": usual.clinical_appointments,
        "capacity": known(now.capacity),
        "gap": known(now.gap).appointments,
        "share_met": known(now.share_met),
        **{f"unmet_{way.code}": way.appointments for way in unmet},
        "growth": known(now.demand_growth),
        "do_nothing": plan.do_nothing.appointments,
        "worst_case": known(now.worst_case).appointments,
        "worst_case_without_other_leavers": known(now.worst_case_without_other_leavers).appointments,
        "wider_fte": wider,
        **{code: effects[code] for code in ("wider_workforce", "triage", "proactive", "bureaucracy")},
        "wider_half": scenario_1 / 2,
        "wider_full": scenario_1,
        "remaining": without_gps.remaining.appointments,
        "gp_target": staff.baseline["gp"] + essex["gp"],
        "gp_net_gain": effects["gps"],
        "gps_needed": plan.gps_to_close_at_safe_level,
        "balance": effects["gps"] * (1 + levers.bureaucracy_share / 100) - without_gps.remaining.appointments,
        "per_day_safe": usual.safe_level / 5,
        "per_day_now": usual.gp_appointments / 5,
        **_shares_of_the_elements(effects),
    }


def _shares_of_the_elements(effects: dict[str, Decimal]) -> dict[str, Decimal]:
    """What each of the four elements closes, in per cent of what all of them close: capacity is staff of both kinds."""
    elements = {
        "capacity": effects["wider_workforce"] + effects["gps"],
        "triage": effects["triage"],
        "proactive": effects["proactive"],
        "admin": effects["bureaucracy"],
    }
    together = sum(elements.values(), ZERO)
    return {f"share_{code}": 100 * closed / together for code, closed in elements.items()}


def _of_the_staff(strategy: Strategy) -> dict[str, Decimal]:
    staff = strategy.workforce
    costs = {
        f"cost_{group.code}_{scenario}": annual_cost(fte[group.code], group.cost_per_fte) / MILLION
        for scenario, fte in staff.added.items()
        for group in STAFF_GROUPS
    }
    printed = {each.code: each.published for each in strategy.figures if each.published is not None}

    def total(of: dict[str, Decimal], scenario: str) -> Decimal:
        return sum((of.get(f"cost_{group.code}_{scenario}", ZERO) for group in STAFF_GROUPS), ZERO)

    return {
        **costs,
        **{f"scenario_cost_{scenario}": total(costs, scenario) for scenario in staff.added},
        **{f"scenario_printed_{scenario}": total(printed, scenario) for scenario in staff.added},
        **{f"scenario_fte_{scenario}": sum(fte.values(), ZERO) for scenario, fte in staff.added.items()},
        **{f"half_{group}": fte / 2 for group, fte in staff.added["flat"].items()},
        "baseline_fte": sum(staff.baseline.values(), ZERO),
        "additional_staff": sum(
            (fte for group, fte in staff.added["essex"].items() if group not in ("gp", "admin")), ZERO
        ),
        "gp_assistants": PRACTICES / 2,
    }


def _of_other_sums() -> dict[str, Decimal]:
    """Finance in £ million (strategy, section 7), and the two other papers' figures."""
    income_growth, cost_growth = 165 - 149, 170 - 149
    deficit = cost_growth - income_growth
    lower, upper = deficit + 16 + 3 + 3, deficit + 22 + 9 + 6
    midpoint = Decimal(lower + upper) / 2
    gp_only = Decimal(1_200_000) * 72 / 1000
    return {
        "income_growth": Decimal(income_growth),
        "cost_growth": Decimal(cost_growth),
        "deficit": Decimal(deficit),
        "bridge_lower": Decimal(lower),
        "bridge_upper": Decimal(upper),
        "new_model": midpoint - deficit,
        "overall_gap": midpoint,
        "funding": Decimal(9 + 16 + 10),
        "funding_first_two": Decimal(9 + 16),
        "gp_only_demand": gp_only,
        "gp_only_short": gp_only / 115 - 560,
    }
