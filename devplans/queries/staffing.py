"""The staff that a plan adds, by the strategy's groups of roles, and what of them the capacity model counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import ZERO
from assessment.rules.skill_mix import STAFF_GROUPS, FeedsLever, StaffGroup
from devplans.models import Plan, StaffingLine

GROUPS = {group.code: group for group in STAFF_GROUPS}


@dataclass(frozen=True)
class StaffTotals:
    """What staffing lines come to: full-time equivalents (FTE), and pounds a year for the extra ones. Unrounded."""

    lines: Sequence[StaffingLine]

    @property
    def fte_now(self) -> Decimal:
        return sum((line.fte_now for line in self.lines), ZERO)

    @property
    def extra_fte(self) -> Decimal:
        return sum((line.extra_fte for line in self.lines), ZERO)

    @property
    def cost_a_year(self) -> Decimal:
        return sum((line.cost_a_year for line in self.lines), ZERO)


@dataclass(frozen=True)
class GroupTotals(StaffTotals):
    """The lines of one group of roles."""

    group: StaffGroup

    @property
    def feeds(self) -> FeedsLever:
        """The lever of the capacity model that this group's extra staff count towards."""
        return self.group.feeds


@dataclass(frozen=True)
class StaffingTotals(StaffTotals):
    """All lines of a plan. `groups` are those that have lines, in the strategy's order."""

    groups: tuple[GroupTotals, ...]

    @property
    def wider_workforce_fte(self) -> Decimal:
        """Extra FTE of clinical roles: the lever "wider workforce" rests on these and nothing else."""
        return self._extra_for(FeedsLever.WIDER_WORKFORCE)

    @property
    def extra_gp_fte(self) -> Decimal:
        """Extra FTE of GPs: the lever "GPs" rests on these and nothing else."""
        return self._extra_for(FeedsLever.GPS)

    def _extra_for(self, lever: FeedsLever) -> Decimal:
        return sum((each.extra_fte for each in self.groups if each.feeds is lever), ZERO)


def staffing_totals(plan: Plan) -> StaffingTotals:
    """Return what the plan's staffing lines come to. One query."""
    return totals_of(plan.staffing_lines.filter(removed_at=None))


def totals_of(lines: Iterable[StaffingLine]) -> StaffingTotals:
    """Return what these lines come to, by group."""
    every = list(lines)
    by_group = {code: [line for line in every if line.group == code] for code in GROUPS}
    groups = tuple(GroupTotals(tuple(found), GROUPS[code]) for code, found in by_group.items() if found)
    return StaffingTotals(tuple(every), groups)
