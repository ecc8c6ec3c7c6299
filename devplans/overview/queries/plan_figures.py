"""What the plans of several localities come to, read for all at once: what is agreed counts, a draft does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from assessment.models import Guide
from assessment.rules.decimals import ZERO
from devplans.models import Action, DecisionAsked, Plan, PlanVersion, SectionChoice, StaffingLine
from devplans.rules.agreed_figures import AgreedCost
from devplans.rules.due_dates import SOON
from devplans.rules.money import NOTHING, Sum, amount_of
from localities.models import Locality


@dataclass(frozen=True)
class PlanFigures:
    """What a locality's plan comes to, `version` in force with what was reported on it.

    Without a version in force they are a draft's: shown as such, in no total, and nothing in it is due. `plan` is the
    newest plan; the version may be of one before it. Staff are full-time equivalents (FTE), `costs` those of the plan's
    years, as they count now that decisions are answered. None: not filled in, and a draft's costs are not read. `level`
    is the one aimed for, of `guide`, 0 where it has no levels; `leads_to` is the level when all that is agreed is done,
    None in a draft.
    """

    plan: Plan
    guide: Guide
    attempts: Sequence[PlanVersion]
    version: PlanVersion | None
    level: int
    leads_to: int | None
    overdue: int
    due_soon: int
    extra_fte: Decimal | None
    costs: tuple[AgreedCost, ...] | None
    elements: Mapping[str, Decimal] | None
    element_actions: Mapping[str, int]

    @property
    def is_agreed(self) -> bool:
        return self.version is not None

    @cached_property
    def money(self) -> Sum:
        """What it costs in its years: committed, and asked for."""
        costs = self.costs or ()
        years = {year for cost in costs for year in cost.years}
        return sum((amount_of(costs, year) for year in years), NOTHING)


def plans_of(localities: Sequence[Locality], *, today: date) -> dict[int, PlanFigures]:
    """Return what each locality's plan comes to. Four queries, two while no plan is in force."""
    plans: dict[int, list[Any]] = defaultdict(list)
    by_key = {locality.pk: locality for locality in localities}
    for plan in _plans(localities):
        plan.locality = plan.diagnostic.locality = by_key[plan.locality_id]
        plans[plan.locality_id].append(plan)
    attempts: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in PlanVersion.objects.without_bytes().filter(plan__locality__in=localities):
        attempts[version.plan_id].append(version)
    in_force = {locality: _in_force(several, attempts) for locality, several in plans.items()}
    of_plans = [version.plan_id for version in in_force.values() if version]
    nothing_due = Q(status=Action.Status.DONE) | Q(plan__state=Plan.State.CLOSED)
    done = set(Action.objects.filter(nothing_due, plan__in=of_plans).values_list("pk", flat=True))
    asked = DecisionAsked.objects.filter(plan__in=of_plans)
    answers = {decision.pk: decision.counts_as for decision in asked}
    return {
        locality: _figures(several, attempts[several[-1].pk], in_force[locality], done, answers, today)
        for locality, several in plans.items()
    }


def _plans(localities: Sequence[Locality]) -> Any:
    """The plans, the newest last, with what the staff of each come to as it stands in its draft."""
    lines = StaffingLine.objects.filter(plan=OuterRef("pk"), removed_at__isnull=True).order_by().values("plan")
    not_needed = SectionChoice.objects.filter(plan=OuterRef("pk"), section="staffing", not_needed=True)
    return (
        Plan.objects.filter(locality__in=localities)
        .select_related("diagnostic")
        .order_by("diagnostic__started_on", "pk")
        .annotate(
            extra_fte=Subquery(lines.annotate(sum=models.Sum("extra_fte")).values("sum")),
            staff_not_needed=Exists(not_needed),
        )
    )


def _in_force(plans: Sequence[Plan], attempts: dict[int, list[PlanVersion]]) -> PlanVersion | None:
    """The version in force of the newest plan that has one."""
    every = {version.pk: version for plan in plans for version in attempts[plan.pk]}
    return next((every[plan.version_in_force_id] for plan in reversed(plans) if plan.version_in_force_id), None)


def _figures(
    plans: Sequence[Any],
    attempts: Sequence[PlanVersion],
    version: PlanVersion | None,
    done: Collection[int],
    answers: Mapping[int, str],
    today: date,
) -> PlanFigures:
    plan = plans[-1]
    if version is None:
        extra_fte = ZERO if plan.staff_not_needed else plan.extra_fte
        guide = plan.diagnostic.whole_guide
        return PlanFigures(plan, guide, attempts, None, plan.target_level, None, 0, 0, extra_fte, None, None, {})
    agreed = version.agreed
    agreed_plan = next(one for one in plans if one.pk == version.plan_id)
    return PlanFigures(
        plan=plan,
        guide=agreed_plan.diagnostic.whole_guide,
        attempts=attempts,
        version=version,
        level=agreed.level,
        leads_to=agreed.leads_to,
        overdue=agreed.overdue(done, today=today),
        due_soon=agreed.due_soon(done, today=today, within=SOON),
        extra_fte=agreed.extra_fte,
        costs=None if agreed.costs is None else agreed.money(answers),
        elements=agreed.elements,
        element_actions=agreed.element_actions,
    )
