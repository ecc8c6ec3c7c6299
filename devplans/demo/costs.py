"""What the demonstration's plan costs, each cost where it arises, and why two of its figures differ."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessment.rules.decimals import ZERO, round_to
from devplans.demo.files import content
from devplans.models import Action, ConsistencyAnswer, CostLine, Plan, PlanRow, StaffingLine
from devplans.models.money import ORIGINS
from devplans.queries.consistency import consistency_of
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import Period, of_a_post, period_of
from devplans.services.consistency import save_consistency_answer
from devplans.services.rows import add_row, save_row
from localities.models import User


def load_costs(plan: Plan, *, by: User) -> None:
    """Enter the costs of the plan's rows, which are there by now."""
    period = period_of(plan.starts_on, plan.ends_on)
    decisions = list(plan.decisions.in_plan())
    for line in content("plan_costs"):
        row = _row(plan, line["list"], line["of"])
        values = {
            line["list"]: row,
            "what": line["what"],
            "cost_kind": line["kind"],
            "payer": line["payer"],
            "status": line["status"],
            "funding_risk": line["risk"],
            "decision": decisions[line["decision"] - 1] if "decision" in line else None,
            "years": {year: f"{amount:.2f}" for year, amount in _years(line, row, period).items()},
        }
        add_row(plan, CostLine, values, by=by)
    for decision in decisions:
        lines = plan.cost_lines.filter(decision=decision.pk)
        amount = sum((line.in_year(year) for line in lines for year in period.years), ZERO)
        save_row(decision, {"amount": amount}, base_revision=decision.revision, by=by)


def _row(plan: Plan, name: str, of: str) -> PlanRow | Action:
    rows = ORIGINS[name]._default_manager.filter(plan=plan)
    named = {"staffing_line": "role", "action": "suggestion"}.get(name, "name")
    found: PlanRow | Action = rows.get(**{named: of})
    return found


def _years(line: Mapping[str, Any], row: PlanRow | Action, period: Period) -> dict[str, Decimal]:
    if isinstance(row, StaffingLine):
        whole = of_a_post(row.cost_a_year, row.starts_on, period)
        return {year: round_to(amount * Decimal(line["share"])) for year, amount in whole.items()}
    years: dict[int | str, str] = dict(enumerate(period.years))
    years["after"] = period.after
    return {years[year]: Decimal(amount) for year, amount in line["years"].items()}


def explain(plan: Plan, *, by: User) -> None:
    """Say why figures differ where they do, in the words of the data file."""
    for one in consistency_of(WholePlan(plan)).asks:
        answer = ConsistencyAnswer(plan=plan, finding=one.finding.key, figures=one.finding.figures)
        words = {"why": content("plan_numbers")["explained"][one.finding.title]}
        save_consistency_answer(answer, words, base_revision=0, by=by)
