"""The staff that a plan adds."""

from __future__ import annotations

from typing import Any

from assessment.queries.capacity_today import capacity_today
from assessment.rules.decimals import rounded
from devplans.forms.staffing import StaffingForm
from devplans.models import Plan, StaffingLine
from devplans.queries.money import lines_by_row, payers_of
from devplans.queries.staffing import totals_of
from devplans.views.rows import RowList


def _totals(plan: Plan, rows: list[StaffingLine]) -> dict[str, Any]:
    totals = totals_of(rows)
    costs = lines_by_row(plan, StaffingLine)
    each = capacity_today(plan.diagnostic).assumed.clinical_appointments
    return {
        "totals": totals,
        "appointments_each": each,
        "appointments": totals.wider_workforce_fte * each,
        "payers": {pk: payers_of(lines) for pk, lines in costs.items()},
        "note": rounded([line.cost_a_year for line in rows]).note,
    }


STAFFING = RowList(
    code="staffing",
    model=StaffingLine,
    form=StaffingForm,
    add="Add a role",
    intro=(
        "Which roles the locality adds, what they cost and how they will be found. Clinical roles and GPs listed here "
        "are what the plan counts on in demand and capacity."
    ),
    empty="Here stand the roles that the plan adds: how many, from when, at what cost, who pays and the next step.",
    row_url="staffing-line",
    add_url="staffing-add",
    stem="staffing",
    fields="devplans/staffing_fields.html",
    context=_totals,
)
