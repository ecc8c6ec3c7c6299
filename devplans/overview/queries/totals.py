"""What several localities come to together. What is not filled in is left out and counted: it is never a nought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.capacity import Gap
from assessment.rules.decimals import ZERO, known
from devplans.overview.queries.locality_summaries import LocalitySummary
from devplans.overview.queries.plan_figures import PlanFigures
from devplans.overview.queries.plan_stage import STAGES
from devplans.rules.elements import ELEMENTS, ElementShare, shares
from devplans.rules.money import Ledger, Period, ledger


@dataclass(frozen=True)
class Totals:
    summaries: Sequence[LocalitySummary]

    @property
    def localities(self) -> int:
        return len(self.summaries)

    @property
    def practices(self) -> int:
        return sum(summary.practices for summary in self.summaries)

    @property
    def patients(self) -> int:
        return sum(summary.patients or 0 for summary in self.summaries)

    # Demand and capacity

    @property
    def with_capacity(self) -> list[LocalitySummary]:
        return [summary for summary in self.summaries if summary.capacity]

    @property
    def demand(self) -> Decimal:
        """Appointments needed a week where demand and capacity are filled in."""
        return sum((one.capacity.demand for one in self.with_capacity if one.capacity), ZERO)

    @property
    def capacity(self) -> Decimal:
        """Appointments on offer a week where demand and capacity are filled in."""
        return sum((one.capacity.capacity for one in self.with_capacity if one.capacity), ZERO)

    @property
    def gap(self) -> Gap | None:
        return Gap(self.demand - self.capacity, self.demand) if self.with_capacity else None

    # What is agreed

    @property
    def agreed(self) -> list[PlanFigures]:
        """The plans in force."""
        return [summary.agreed for summary in self.summaries if summary.agreed]

    # Staffing

    @property
    def with_staffing(self) -> list[PlanFigures]:
        """Where a plan in force says how many; a draft's staff are nobody's yet."""
        return [one for one in self.agreed if one.extra_fte is not None]

    @property
    def extra_fte(self) -> Decimal:
        return sum((known(one.extra_fte) for one in self.with_staffing), ZERO)

    # Money

    @property
    def with_money(self) -> list[PlanFigures]:
        """Where a plan in force says what it costs."""
        return [one for one in self.agreed if one.costs is not None]

    @property
    def money(self) -> Ledger | None:
        """What the plans in force cost in their years, by payer and year; None where none says so."""
        costs = [cost for one in self.with_money for cost in one.costs or ()]
        if not costs:
            return None
        period = Period(tuple(sorted({year for cost in costs for year in cost.years})))
        return ledger(costs, period, lambda cost: cost.payer)

    # The strategy's four elements

    @property
    def with_elements(self) -> list[PlanFigures]:
        """Where a plan in force says how it closes the gap."""
        return [one for one in self.agreed if one.elements is not None]

    @property
    def elements(self) -> tuple[ElementShare, ...]:
        """What the plans in force do by element, together; nothing where none says so."""
        if not self.with_elements:
            return ()
        appointments = {
            code: sum(((one.elements or {}).get(label, ZERO) for one in self.with_elements), ZERO)
            for code, label in ELEMENTS.items()
        }
        actions = {
            code: sum(one.element_actions.get(label, 0) for one in self.with_elements)
            for code, label in ELEMENTS.items()
        }
        return shares(appointments, actions)

    # Plans

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.agreed)

    @property
    def due_soon(self) -> int:
        return sum(one.due_soon for one in self.agreed)

    @property
    def stages(self) -> list[tuple[str, int]]:
        """The stages that plans are in, each with how many."""
        found = Counter(summary.stage.code for summary in self.summaries)
        return [(label, found[code]) for code, (label, _) in STAGES.items() if found[code]]
