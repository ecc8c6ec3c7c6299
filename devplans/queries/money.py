"""Cost lines as they are read: where each arises, and those of one row of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.models import Action, Commitment, CostLine, Plan, PlanRow, StaffingLine
from devplans.models.money import ORIGINS
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import of_a_post, period_of
from devplans.rules.sections import title_of

SECTION_OF = {
    "staffing_line": "staffing",
    "scheme": "estates",
    "initiative": "digital",
    "action": "actions",
    "commitment": "commitments",
}
"""The section of the plan in which a cost arises, by the field of the line that points there."""


def field_of(row: PlanRow | Action) -> str:
    """The field by which cost lines point at a row; "" for a row of a list that costs nothing of its own."""
    return next((name for name, model in ORIGINS.items() if isinstance(row, model)), "")


def costs_of(row: PlanRow | Action) -> list[CostLine]:
    """The cost lines of a row that are in the plan. One query."""
    return list(CostLine.objects.filter(**{field_of(row): row}, removed_at=None))


def lines_by_row(plan: Plan, model: type[PlanRow] | type[Action]) -> dict[int, list[CostLine]]:
    """The cost lines of one list of the plan, by the key of the row. One query."""
    name = next(name for name, rows in ORIGINS.items() if rows is model)
    found: dict[int, list[CostLine]] = defaultdict(list)
    for line in CostLine.objects.filter(plan=plan, removed_at=None, **{f"{name}__isnull": False}):
        found[getattr(line, f"{name}_id")].append(line)
    return found


def total_of(costs: Iterable[CostLine]) -> Decimal:
    """Pounds of cost lines in all their years."""
    return sum((line.total for line in costs), ZERO)


def new_line(row: PlanRow | Action) -> CostLine:
    """A cost line of a row, not saved: that of a post starts from what the post costs by year."""
    line = CostLine(plan=row.plan, **{field_of(row): row})
    if isinstance(row, StaffingLine):
        period = period_of(row.plan.starts_on, row.plan.ends_on)
        line.years = {
            year: f"{amount:.2f}" for year, amount in of_a_post(row.cost_a_year, row.starts_on, period).items()
        }
        line.cost_kind = CostLine.Kind.RECURRENT
    return line


def costed_rows(whole: WholePlan) -> list[tuple[str, list[tuple[str, PlanRow | Action]]]]:
    """The rows of the plan that may cost something, by section: each with the code that an address names it by.

    What the commissioner promises is left out: it enters what that costs itself.
    """
    theirs = Commitment.Side.COMMISSIONER
    found = []
    for name, model in ORIGINS.items():
        rows: list[PlanRow | Action] = [*whole.rows_of(model)]
        ours = [row for row in rows if not (isinstance(row, Commitment) and row.side == theirs)]
        found.append((title_of(SECTION_OF[name]), [(f"{name}-{row.pk}", row) for row in ours]))
    return [(title, group) for title, group in found if group]


def payers_of(costs: Iterable[CostLine]) -> list[str]:
    """Who pays, each once, in the order of the lines."""
    return list(dict.fromkeys(line.payer for line in costs))
