"""Builds the plan document's section on what the plan costs: the same data for the page and the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby

from assessment.rules.decimals import plain
from devplans.document.content.money import CostPlace, CostRow, Money
from devplans.document.content.shared import YearAmount
from devplans.document.decisions import answers_that_stand
from devplans.models import Action, CostLine, DecisionAsked, PlanRow, StaffingLine
from devplans.queries.money import SECTION_OF
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import period_of, stands
from devplans.rules.sections import title_of


def money_of(whole: WholePlan) -> Money | None:
    """What the plan costs; None while nobody has entered a cost.

    What a decision asks for that is answered counts as that answer says, in the draft of the next version too.
    """
    if not whole.costs:
        return None
    answers = answers_that_stand(whole.rows_of(DecisionAsked), whole.plan)
    period = period_of(whole.plan.starts_on, whole.plan.ends_on)
    return Money(
        years=period.years,
        after=period.after,
        groups=tuple(
            CostPlace(section=code, title=title_of(code), rows=tuple(_row(line, answers) for line in lines))
            for code, lines in groupby(whole.costs, key=lambda line: SECTION_OF[line.origin_field or ""])
        ),
    )


def _row(line: CostLine, answers: Mapping[int, str]) -> CostRow:
    decision = line.decision
    return CostRow(
        key=line.pk,
        name=named(line.origin),
        what=line.what,
        kind=line.kind,
        payer=line.payer,
        state=stands(line.state, decision.pk if decision else None, answers),
        risk=line.risk,
        decision=str(decision) if decision else "",
        decision_key=decision.pk if decision else None,
        years=tuple(YearAmount(year=year, amount=Decimal(amount)) for year, amount in sorted(line.years.items())),
    )


def named(origin: PlanRow | Action) -> str:
    """The row where a cost arises, in words; staff with how many."""
    if isinstance(origin, StaffingLine):
        return f"{origin.role}, {plain(origin.extra_fte)} FTE"
    return str(origin)
